//! The document that the client is made from, read without the generator.

use serde_json::{Map, Value};

/// The named schemas of `gadgets.yaml`.
pub(crate) fn schemas() -> Map<String, Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/clients/gadgets.yaml");
    let document: Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    document["components"]["schemas"]
        .as_object()
        .unwrap()
        .clone()
}

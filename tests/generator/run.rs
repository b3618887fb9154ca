//! The real inputs, as `spec/codegen.toml` names them.

use std::fs;

use truespec::{
    diagnostic::Source,
    pipeline::{self, Inputs},
};

use crate::cases::{here, top};

/// The inputs of the repository's own client.
pub(crate) fn real_inputs() -> Inputs {
    let source = |name: &str| {
        let text = fs::read_to_string(top().join(name)).expect("the input is in the repository");
        Source::new(name, text)
    };
    Inputs {
        document: source("spec/openapi.yaml"),
        pages: vec![
            source("spec/reference/projects.txt"),
            source("spec/reference/tags.txt"),
        ],
        decisions: Some(source("spec/decisions.toml")),
        extends: "../openapi.yaml".to_owned(),
    }
}

/// The report is what a reviewer reads of a change.
#[test]
fn report() {
    let corrected = pipeline::correct(&real_inputs()).expect("the real inputs are good");
    crate::cases::expect(&here().join("snapshots"), "report", &corrected.report);
}

/// One operation in, one operation out.
#[test]
fn no_operation_is_lost() {
    let corrected = pipeline::correct(&real_inputs()).expect("the real inputs are good");
    let document: serde_json::Value =
        serde_yaml::from_str(&corrected.document).expect("what was written can be read");
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let paths = document["paths"].as_object().expect("paths");
    let mut written: Vec<String> = Vec::new();
    for item in paths.values() {
        for method in methods {
            if let Some(id) = item[method]["operationId"].as_str() {
                written.push(id.to_owned());
            }
        }
    }
    let mut known: Vec<_> = corrected
        .reconciled
        .operations
        .iter()
        .map(|o| o.id.clone())
        .collect();
    written.sort();
    known.sort();
    assert_eq!(written, known);
    assert_eq!(written.len(), 21);
}

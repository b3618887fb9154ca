//! The operations of a document, found by their places alone.

use serde_json::Value;

use super::{Document, Pointer};

/// The keys of a path item that are operations.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// An operation of a document, by its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationPlace {
    /// The path, such as `/projects/{id}`.
    pub path: String,
    /// The method as it is sent, such as `GET`.
    pub method: String,
    /// Where the path item is that has it: behind references.
    pub item: Pointer,
    /// Where the operation itself is.
    pub at: Pointer,
}

impl Document {
    /// All operations of the paths, in the order of the document. It counts what the document
    /// says, whatever the other passes make of that.
    #[must_use]
    pub fn operations(&self) -> Vec<OperationPlace> {
        let mut operations = Vec::new();
        let Some(Value::Object(paths)) = self.root().get("paths") else {
            return operations;
        };
        for path in paths.keys().filter(|path| !path.starts_with("x-")) {
            let Ok(item) = self.resolve(&Pointer::of(["paths", path])) else {
                continue;
            };
            let Some(Value::Object(entries)) = self.get(&item) else {
                continue;
            };
            for (key, value) in entries {
                let mut add = |method: &str, at: Pointer| {
                    operations.push(OperationPlace {
                        path: path.clone(),
                        method: method.to_owned(),
                        item: item.clone(),
                        at,
                    });
                };
                if METHODS.contains(&key.as_str()) {
                    add(&key.to_ascii_uppercase(), item.child(key));
                } else if key == "additionalOperations"
                    && let Value::Object(more) = value
                {
                    for method in more.keys() {
                        add(method, item.child(key).child(method));
                    }
                }
            }
        }
        operations
    }
}

//! The operations of a path item: which there are, and by what methods.

use super::{Lowering, node::Node};
use crate::api::Method;

/// The methods by their keys in a path item.
pub(super) const METHODS: [(&str, Method); 9] = [
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
    ("query", Method::Query),
];

/// An operation where it stands in the document.
#[derive(Clone, Debug)]
pub(super) struct Found<'d> {
    /// The key of its path item: a path, the name of a webhook, the expression of a callback.
    pub(super) path: String,
    /// The path item that it stands in.
    pub(super) item: Node<'d>,
    /// Its method.
    pub(super) method: Method,
    /// The operation.
    pub(super) node: Node<'d>,
}

impl<'d> Lowering<'d> {
    /// The operations of a path item, in the order of the document. What stands beside a reference
    /// comes before what the reference leads to, and replaces it.
    pub(super) fn operations_of(&mut self, path: &str, item: &Node<'d>) -> Vec<Found<'d>> {
        let mut found: Vec<Found<'d>> = Vec::new();
        let mut items = vec![item.clone()];
        if item.text("$ref").is_some() {
            items.extend(self.follow(item));
        }
        for item in items {
            for (key, node) in item.members() {
                let mut add = |method: Method, node: Node<'d>| {
                    if found.iter().all(|known| known.method != method) {
                        found.push(Found {
                            path: path.to_owned(),
                            item: item.clone(),
                            method,
                            node,
                        });
                    }
                };
                if !node.value.is_object() {
                    continue;
                }
                if let Some((_, method)) = METHODS.into_iter().find(|(name, _)| *name == key) {
                    add(method, node);
                } else if key == "additionalOperations" {
                    for (name, node) in node.members() {
                        match method_of(&name) {
                            Some(method) => add(method, node),
                            None => self.warn(
                                "operation-left-out",
                                &node,
                                format!("`{}` cannot be a method of HTTP: the operation is left out", name.escape_debug()),
                                "a method is made of letters, digits and some signs, such as `COPY`",
                            ),
                        }
                    }
                }
            }
        }
        found
    }
}

/// A method by the name that it is sent with; `None` where it cannot be sent.
fn method_of(name: &str) -> Option<Method> {
    let of_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(of_token) {
        return None;
    }
    let mut known = METHODS.into_iter().map(|(_, method)| method);
    Some(
        known
            .find(|method| method.name() == name)
            .unwrap_or_else(|| Method::Other(name.to_owned())),
    )
}

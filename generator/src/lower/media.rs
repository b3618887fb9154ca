//! Media types, and the one that is read where there are several.

use super::node::Node;

/// The schema of the JSON of a request or response.
pub(super) fn json_schema<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let contents = node.entries("content");
    let exact = contents
        .iter()
        .find(|(kind, _)| essence(kind) == "application/json");
    let (_, media) = exact.or_else(|| {
        contents.iter().find(|(kind, _)| {
            let kind = essence(kind);
            kind.ends_with("+json") || kind == "*/*" || kind == "application/*"
        })
    })?;
    media.child("schema")
}

/// A media type without its parameters, in small letters.
pub(super) fn essence(kind: &str) -> String {
    kind.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

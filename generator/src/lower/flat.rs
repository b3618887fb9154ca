//! The members of a schema with those of all that it is combined of, as the document has them.

use std::collections::HashSet;

use super::{Lowering, node::Node};
use crate::openapi::Pointer;

/// The members of a schema.
#[derive(Debug, Default)]
pub(super) struct Flat<'d> {
    /// The members, in the order of the document; one can be there several times.
    pub(super) properties: Vec<(String, Node<'d>)>,
    /// The names of those that are always there.
    pub(super) required: HashSet<&'d str>,
    /// Whether there are alternatives besides.
    pub(super) has_alternatives: bool,
    /// The schemas that it is made of.
    pub(super) parts: HashSet<Pointer>,
}

impl<'d> Lowering<'d> {
    /// The members of a schema and of what it has in `allOf`, however deep.
    pub(super) fn flat(&self, node: &Node<'d>) -> Flat<'d> {
        let mut flat = Flat::default();
        let mut open = vec![node.clone()];
        while let Some(node) = open.pop() {
            let Some(node) = self.target(&node) else {
                continue;
            };
            if !flat.parts.insert(node.at.clone()) {
                continue;
            }
            flat.properties.extend(node.entries("properties"));
            flat.required.extend(node.texts("required"));
            flat.has_alternatives |= node.has("oneOf") || node.has("anyOf");
            open.extend(node.items("allOf").into_iter().rev());
        }
        flat
    }

    /// The node itself or what its references lead to. Whoever makes a type of it tells what leads
    /// nowhere.
    pub(super) fn target(&self, node: &Node<'d>) -> Option<Node<'d>> {
        if node.text("$ref").is_none() {
            return Some(node.clone());
        }
        let at = self.document.resolve(&node.at).ok()?;
        Some(Node::at(self.document, &at))
    }
}

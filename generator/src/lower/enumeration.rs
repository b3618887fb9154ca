//! Texts of which the document lists some: the list is never taken to be complete.

use super::{Lowering, node::Node};
use crate::api::{Enumeration, Origin, OriginKind, Shape, Type};

/// The values of an enumeration, each once.
pub(super) fn enumeration(node: &Node<'_>) -> Shape {
    Shape::Enumeration(Enumeration {
        values: values(node),
    })
}

impl<'d> Lowering<'d> {
    /// The type of an enumeration: parameters of the same name and values share one.
    pub(super) fn enumeration_type(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
        let OriginKind::Parameter { name, .. } = &origin.kind else {
            return self.defined(node, origin);
        };
        let key = (name.clone(), values(node));
        if let Some(id) = self.parameter_types.get(&key) {
            return Type::Defined(*id);
        }
        let value = self.defined(node, origin);
        if let Type::Defined(id) = value {
            self.parameter_types.insert(key, id);
        }
        value
    }
}

fn values(node: &Node<'_>) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in node.texts("enum") {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    values
}

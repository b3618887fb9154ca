//! Names for types that lead back to themselves without an object between.

use super::{Lowering, node::Node};
use crate::api::{Shape, Type, TypeId};

impl Lowering<'_> {
    /// Makes any JSON of each alias that is made of itself, with a warning.
    pub(super) fn break_alias_circles(&mut self) {
        let mut circles = Vec::new();
        for id in (0..self.definitions.len()).map(TypeId) {
            if self.leads_back(id) {
                circles.push(id);
                self.fill(id, Shape::Alias(Type::Any));
            }
        }
        for id in circles {
            let place = self.places.iter().find(|(_, known)| **known == id);
            let Some((at, _)) = place else { continue };
            let node = Node::at(self.document, &at.clone());
            self.warn(
                "type-made-of-itself",
                &node,
                "this schema is made of itself alone: any JSON is taken".to_owned(),
                "put an object between the schema and its own use",
            );
        }
    }

    fn leads_back(&self, start: TypeId) -> bool {
        let mut seen = vec![];
        let mut at = start;
        while let Some(next) = self.aliased(at) {
            if next == start {
                return true;
            }
            if seen.contains(&next) {
                return false;
            }
            seen.push(next);
            at = next;
        }
        false
    }

    /// The definition that an alias is made of.
    fn aliased(&self, id: TypeId) -> Option<TypeId> {
        let Shape::Alias(value) = &self.definitions.get(id.0)?.shape else {
            return None;
        };
        let mut value = value;
        loop {
            match value {
                Type::Any | Type::Scalar(_) | Type::Upload => return None,
                Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => value = inner,
                Type::Defined(id) => return Some(*id),
            }
        }
    }
}

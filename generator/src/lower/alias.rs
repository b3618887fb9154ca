//! Names for types that lead back to themselves without an object between.

use std::collections::BTreeSet;

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
        let mut seen = BTreeSet::new();
        let mut rest = self.aliased(start);
        while let Some(next) = rest.pop() {
            if next == start {
                return true;
            }
            if seen.insert(next) {
                rest.extend(self.aliased(next));
            }
        }
        false
    }

    /// The definitions that an alias is made of.
    fn aliased(&self, id: TypeId) -> Vec<TypeId> {
        let mut found = Vec::new();
        let Some(Shape::Alias(value)) = self.definitions.get(id.0).map(|d| &d.shape) else {
            return found;
        };
        let mut rest = vec![value];
        while let Some(value) = rest.pop() {
            match value {
                Type::Any | Type::Scalar(_) | Type::Upload => {}
                Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => rest.push(inner),
                Type::Tuple(items) => rest.extend(items),
                Type::Defined(id) => found.push(*id),
            }
        }
        found
    }
}

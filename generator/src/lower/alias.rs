//! Names for types that lead back to themselves without an object between.

use std::collections::HashSet;

use super::{Lowering, node::Node};
use crate::api::{Alternative, Object, Shape, Type, TypeId, Union};

impl Lowering<'_> {
    /// Makes types of their own of aliases that are made of themselves: of a map an object with any
    /// members, of a list a union with one alternative. What is nothing but other names for itself
    /// becomes any JSON, with a warning.
    pub(super) fn break_alias_circles(&mut self) {
        let mut circles = Vec::new();
        let mut safe = vec![false; self.definitions.len()];
        for start in (0..self.definitions.len()).map(TypeId) {
            while let Some(circle) = self.circle(start, &mut safe) {
                let broken = circle.iter().find_map(|id| Some((*id, self.broken(*id)?)));
                if let Some((id, shape)) = broken {
                    self.fill(id, shape);
                } else {
                    for id in &circle {
                        self.fill(*id, Shape::Alias(Type::Any));
                    }
                    circles.extend(circle);
                }
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
                "say what it is, or put an object between the schema and its own use",
            );
        }
    }

    /// The aliases that lead from one back to it. Those that lead to no circle are marked as safe.
    fn circle(&self, start: TypeId, safe: &mut [bool]) -> Option<Vec<TypeId>> {
        let mut seen = vec![start];
        let mut known = HashSet::from([start]);
        let mut at = start;
        loop {
            let next = self.aliased(at).filter(|id| safe.get(id.0) == Some(&false));
            let Some(next) = next else {
                for id in seen {
                    if let Some(safe) = safe.get_mut(id.0) {
                        *safe = true;
                    }
                }
                return None;
            };
            if next == start {
                return Some(seen);
            }
            // A circle that the start only leads to is broken when its own turn comes.
            if !known.insert(next) {
                return None;
            }
            seen.push(next);
            at = next;
        }
    }

    /// An alias that is a list or map, as a type of its own.
    fn broken(&self, id: TypeId) -> Option<Shape> {
        let Shape::Alias(value) = &self.definitions.get(id.0)?.shape else {
            return None;
        };
        match value {
            Type::Map(inner) => Some(Shape::Object(Object {
                properties: Vec::new(),
                additional: Some((**inner).clone()),
            })),
            Type::List(_) => Some(Shape::Union(Union {
                discriminator: None,
                literal_tags: false,
                alternatives: vec![Alternative {
                    title: None,
                    value: value.clone(),
                    tags: Vec::new(),
                }],
            })),
            Type::Nullable(_) | Type::Any | Type::Scalar(_) | Type::Defined(_) => None,
        }
    }

    /// The definition that an alias is made of.
    fn aliased(&self, id: TypeId) -> Option<TypeId> {
        let Shape::Alias(value) = &self.definitions.get(id.0)?.shape else {
            return None;
        };
        let mut value = value;
        loop {
            match value {
                Type::Any | Type::Scalar(_) => return None,
                Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => value = inner,
                Type::Defined(id) => return Some(*id),
            }
        }
    }
}

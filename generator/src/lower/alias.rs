//! Names for types that lead back to themselves without an object between.

use super::{Lowering, node::Node};
use crate::api::{Alternative, Object, Shape, Type, TypeId, Union};

/// How far an alias was looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnTheWay,
    Done,
}

impl Lowering<'_> {
    /// Makes types of their own of aliases that are made of themselves: of a map an object with any
    /// members, of a list a union with one alternative. What is nothing but other names for itself
    /// becomes any JSON, with a warning.
    pub(super) fn break_alias_circles(&mut self) {
        let mut states = vec![State::New; self.definitions.len()];
        let mut starts: Vec<TypeId> = (0..states.len()).rev().map(TypeId).collect();
        let mut lost = Vec::new();
        while let Some(start) = starts.pop() {
            let mut way: Vec<(TypeId, Vec<TypeId>)> = Vec::new();
            let mut next = Some(start);
            loop {
                if let Some(id) = next.take() {
                    match states.get(id.0) {
                        Some(State::New) => {
                            set(&mut states, id, State::OnTheWay);
                            way.push((id, self.aliased(id)));
                        }
                        Some(State::OnTheWay) => {
                            let from = way.iter().position(|(on, _)| *on == id).unwrap_or_default();
                            let circle = way.get(from..).unwrap_or_default();
                            let circle: Vec<TypeId> = circle.iter().map(|(on, _)| *on).collect();
                            let keep = self.break_circle(&circle, &mut lost);
                            // What lay beyond the break is looked at again.
                            for (on, _) in way.split_off(from + keep) {
                                set(&mut states, on, State::New);
                                starts.push(on);
                            }
                        }
                        Some(State::Done) | None => {}
                    }
                }
                let Some((id, rest)) = way.last_mut() else {
                    break;
                };
                next = rest.pop();
                if next.is_none() {
                    set(&mut states, *id, State::Done);
                    way.pop();
                }
            }
        }
        self.warn_of_lost(&lost);
    }

    /// Breaks a circle at its first list or map, or makes all of it any JSON. Gives the place of the
    /// first alias that was changed.
    fn break_circle(&mut self, circle: &[TypeId], lost: &mut Vec<TypeId>) -> usize {
        for (at, id) in circle.iter().enumerate() {
            if let Some(shape) = self.broken(*id) {
                self.fill(*id, shape);
                return at;
            }
        }
        for id in circle {
            self.fill(*id, Shape::Alias(Type::Any));
        }
        lost.extend(circle);
        0
    }

    fn warn_of_lost(&mut self, lost: &[TypeId]) {
        for id in lost {
            let place = self.places.iter().find(|(_, known)| *known == id);
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

    /// An alias that is a list or map, as a type of its own.
    fn broken(&self, id: TypeId) -> Option<Shape> {
        let Shape::Alias(value) = &self.definitions.get(id.0)?.shape else {
            return None;
        };
        match value {
            Type::Map(inner) => Some(Shape::Object(Object {
                additional: Some((**inner).clone()),
                ..Object::default()
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
            // A tuple holds its places in itself, which a type of Rust cannot.
            Type::Nullable(_)
            | Type::Any
            | Type::Upload
            | Type::Scalar(_)
            | Type::Tuple(_)
            | Type::Defined(_) => None,
        }
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

fn set(states: &mut [State], id: TypeId, state: State) {
    if let Some(slot) = states.get_mut(id.0) {
        *slot = state;
    }
}

//! Members whose values are secrets by nature: the document says so, or they are called so.

use std::collections::HashSet;

use super::{Lowering, all_of::single_of_all, node::Node, secret_names::is_secret};
use crate::api::{Operation, OriginKind, Scalar, Shape, Type, TypeId};

/// How deep types within types are followed. Documents can lead in circles.
const DEEPEST: usize = 32;
/// How many types within a type are looked at.
const MOST: usize = 256;

impl<'d> Lowering<'d> {
    /// Whether a schema is that of a password (`format: password`), or of a list or map of some.
    pub(super) fn holds_password(&self, node: &Node<'d>) -> bool {
        let mut node = node.clone();
        for _ in 0..DEEPEST {
            // Whoever makes a type of it tells what leads nowhere.
            let target = match node.text("$ref").map(|_| self.document.resolve(&node.at)) {
                None => node,
                Some(Ok(at)) => Node::at(self.document, &at),
                Some(Err(_)) => return false,
            };
            if target.text("format") == Some("password") {
                return true;
            }
            let within = single_of_all(&target)
                .or_else(|| target.child("items"))
                .or_else(|| target.child("additionalProperties"));
            match within {
                Some(within) => node = within,
                None => return false,
            }
        }
        false
    }

    /// Marks the members whose names are those of secrets, where they can hold a text.
    ///
    /// A number, a boolean, a point in time or one of a few known texts is none, and an object has
    /// members of its own to mark. A UUID can be one: that is how some services make their tokens.
    /// The cursor of a paged list is none, whatever it is called.
    pub(super) fn mark_secrets(&mut self, operations: &[Operation]) {
        let mut cursors = Vec::new();
        for operation in operations {
            cursors.extend(self.cursor_of(operation));
        }
        let mut found = Vec::new();
        for (owner, definition) in self.definitions.iter().enumerate() {
            let Shape::Object(object) = &definition.shape else {
                continue;
            };
            for (at, property) in object.properties.iter().enumerate() {
                let is_cursor = cursors
                    .iter()
                    .any(|(id, member)| id.0 == owner && *member == property.name);
                let held = self.held(&property.value);
                let called_so = is_secret(&property.name, held.several)
                    || self.is_called_secret(&property.value, held.several);
                if !is_cursor && held.text && called_so {
                    found.push((owner, at));
                }
            }
        }
        for (owner, at) in found {
            if let Some(definition) = self.definitions.get_mut(owner)
                && let Shape::Object(object) = &mut definition.shape
                && let Some(property) = object.properties.get_mut(at)
            {
                property.sensitive = true;
            }
        }
    }

    /// Whether the type of a value has the name of a secret: a text that is called `Password`, in any
    /// member.
    fn is_called_secret(&self, value: &Type, several: bool) -> bool {
        let mut value = value;
        for _ in 0..DEEPEST {
            match value {
                Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => value = inner,
                Type::Defined(id) => {
                    let Some(definition) = self.definitions.get(id.0) else {
                        return false;
                    };
                    let Shape::Alias(next) = &definition.shape else {
                        return false;
                    };
                    if let OriginKind::Component(name) = &definition.origin.kind
                        && is_secret(name, several)
                    {
                        return true;
                    }
                    value = next;
                }
                Type::Any | Type::Scalar(_) | Type::Upload | Type::Tuple(_) => return false,
            }
        }
        false
    }

    /// The definition behind other names for it.
    pub(super) fn behind(&self, id: TypeId) -> TypeId {
        let mut id = id;
        for _ in 0..DEEPEST {
            match self.definitions.get(id.0).map(|d| &d.shape) {
                Some(Shape::Alias(Type::Defined(next))) => id = *next,
                Some(
                    Shape::Alias(_)
                    | Shape::Object(_)
                    | Shape::Enumeration(_)
                    | Shape::Union(_)
                    | Shape::Contents(_),
                )
                | None => break,
            }
        }
        id
    }

    /// What a value can hold, apart from the members of objects. Types can lead in circles.
    #[allow(clippy::match_same_arms, reason = "what was seen is another case")]
    fn held(&self, value: &Type) -> Held {
        let mut held = Held::default();
        let mut seen = HashSet::new();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Type::Any => {
                    held.text = true;
                    held.several = true;
                }
                Type::Scalar(Scalar::Text | Scalar::Bytes | Scalar::Uuid) => held.text = true,
                Type::Scalar(
                    Scalar::Boolean
                    | Scalar::Integer32
                    | Scalar::Integer64
                    | Scalar::Unsigned32
                    | Scalar::Unsigned64
                    | Scalar::Integer
                    | Scalar::Number
                    | Scalar::DateTime
                    | Scalar::Date,
                )
                | Type::Upload => {}
                Type::List(inner) | Type::Map(inner) => {
                    held.several = true;
                    open.push(inner);
                }
                Type::Tuple(items) => {
                    held.several = true;
                    open.extend(items);
                }
                Type::Nullable(inner) => open.push(inner),
                Type::Defined(id) if seen.len() < MOST && seen.insert(*id) => {
                    match self.definitions.get(id.0).map(|d| &d.shape) {
                        Some(Shape::Alias(value)) => open.push(value),
                        Some(Shape::Union(union)) => {
                            open.extend(union.alternatives.iter().map(|a| &a.value));
                        }
                        Some(Shape::Object(_) | Shape::Enumeration(_) | Shape::Contents(_))
                        | None => {}
                    }
                }
                Type::Defined(_) => {}
            }
        }
        held
    }
}

/// What a value can hold.
#[derive(Clone, Copy, Default)]
struct Held {
    /// A text of any content.
    text: bool,
    /// More than one value.
    several: bool,
}

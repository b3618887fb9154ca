//! Two descriptions of one value made one: the narrower of both.

use super::{Lowering, node::Node};
use crate::api::{
    Access, Docs, EnumerationKind, Facts, Object, Origin, OriginKind, Property, Scalar, Shape,
    Type, TypeId,
};

/// How deep types within types are followed.
const DEEPEST: usize = 16;

impl<'d> Lowering<'d> {
    /// An object with the members of both. Of a member that both have, the narrower type counts, and any
    /// JSON, with a warning, where there is none.
    pub(super) fn both(
        &mut self,
        node: &Node<'d>,
        id: TypeId,
        mut known: Object,
        object: Object,
    ) -> Object {
        for property in object.properties {
            let mut before = known.properties.iter_mut();
            match before.find(|p| p.name == property.name) {
                Some(first) => {
                    let merged = self.both_members(node, id, first.clone(), property);
                    *first = merged;
                }
                None => known.properties.push(property),
            }
        }
        known.form = object.form.or(known.form);
        known.additional = match (known.additional, object.additional) {
            (Some(one), Some(other)) => Some(self.narrower(&one, &other).unwrap_or(Type::Any)),
            (one, other) => other.or(one),
        };
        known
    }

    fn both_members(
        &mut self,
        node: &Node<'d>,
        id: TypeId,
        first: Property,
        second: Property,
    ) -> Property {
        self.settle_behind(&first.value);
        self.settle_behind(&second.value);
        let value = match self.narrower(&first.value, &second.value) {
            Some(value) => value,
            None => {
                if let Some(value) = self.merged_objects(node, id, &first, &second) {
                    value
                } else {
                    self.warn(
                        "member-contradicts",
                        node,
                        format!(
                            "`{}` is described twice, as things that no value can be at once: any \
                         JSON is taken",
                            second.name
                        ),
                        "describe it once, or by types of which one is the other with limits",
                    );
                    Type::Any
                }
            }
        };
        Property {
            value,
            name: second.name,
            required: first.required || second.required,
            nullable: first.nullable && second.nullable,
            access: match (first.access, second.access) {
                (Access::Both, access) | (access, _) => access,
            },
            // What one of them says of a value holds for all.
            sensitive: first.sensitive || second.sensitive,
            docs: if second.docs == Docs::default() {
                first.docs
            } else {
                second.docs
            },
            facts: if second.facts == Facts::default() {
                first.facts
            } else {
                second.facts
            },
        }
    }

    /// A definition of its own for a member that two objects describe.
    fn merged_objects(
        &mut self,
        node: &Node<'d>,
        id: TypeId,
        first: &Property,
        second: &Property,
    ) -> Option<Type> {
        let one = self.known_members(&first.value)?;
        let other = self.known_members(&second.value)?;
        let origin = Origin {
            kind: OriginKind::Property(id, second.name.clone()),
            item: false,
        };
        let new = match second.value {
            // That of the second one alone is not needed any more.
            Type::Defined(inner) if self.origin_of(inner) == origin => inner,
            Type::Any
            | Type::Scalar(_)
            | Type::Upload
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Defined(_) => self.reserve(origin, node),
        };
        let object = self.both(node, new, one, other);
        self.fill(new, Shape::Object(object));
        Some(Type::Defined(new))
    }

    /// The type of values that are both; `None` where that is neither of them.
    pub(super) fn narrower(&self, one: &Type, other: &Type) -> Option<Type> {
        self.narrower_of(one, other, DEEPEST)
    }

    fn narrower_of(&self, one: &Type, other: &Type, depth: usize) -> Option<Type> {
        let depth = depth.checked_sub(1)?;
        if one == other {
            return Some(one.clone());
        }
        match (one, other) {
            (Type::Any, value) | (value, Type::Any) => Some(value.clone()),
            (Type::Nullable(one), Type::Nullable(other)) => {
                Some(self.narrower_of(one, other, depth)?.or_null())
            }
            (Type::Nullable(inner), value) | (value, Type::Nullable(inner)) => {
                self.narrower_of(inner, value, depth)
            }
            (Type::Scalar(one), Type::Scalar(other)) => {
                narrower_scalar(*one, *other).map(Type::Scalar)
            }
            (Type::List(one), Type::List(other)) => {
                Some(Type::List(Box::new(self.narrower_of(one, other, depth)?)))
            }
            (Type::Map(one), Type::Map(other)) => {
                Some(Type::Map(Box::new(self.narrower_of(one, other, depth)?)))
            }
            (Type::Defined(id), value) | (value, Type::Defined(id)) => {
                self.narrower_than(*id, value, depth)
            }
            (Type::Tuple(one), Type::Tuple(other)) if one.len() == other.len() => {
                let places = one.iter().zip(other);
                let places = places.map(|(one, other)| self.narrower_of(one, other, depth));
                places.collect::<Option<_>>().map(Type::Tuple)
            }
            // An array of which each place is known is one whose items are.
            (Type::Tuple(places), Type::List(item)) | (Type::List(item), Type::Tuple(places)) => {
                let places = places.iter();
                let places = places.map(|place| self.narrower_of(place, item, depth));
                places.collect::<Option<_>>().map(Type::Tuple)
            }
            (Type::Scalar(_) | Type::Upload | Type::List(_) | Type::Tuple(_) | Type::Map(_), _) => {
                None
            }
        }
    }

    /// The narrower of a definition and another type: the definition, where it is that.
    fn narrower_than(&self, id: TypeId, other: &Type, depth: usize) -> Option<Type> {
        match (&self.definitions.get(id.0)?.shape, other) {
            (Shape::Alias(inner), other) => {
                let both = self.narrower_of(inner, other, depth)?;
                // Its name is kept where it is the narrower one.
                Some(if both == *inner {
                    Type::Defined(id)
                } else {
                    both
                })
            }
            (_, Type::Defined(second)) => match &self.definitions.get(second.0)?.shape {
                Shape::Alias(inner) => self.narrower_of(&Type::Defined(id), inner, depth),
                Shape::Enumeration(fewer) => match &self.definitions.get(id.0)?.shape {
                    Shape::Enumeration(more) if more.kind == fewer.kind => {
                        Some(Type::Defined(if fewer.values.len() <= more.values.len() {
                            *second
                        } else {
                            id
                        }))
                    }
                    Shape::Enumeration(_)
                    | Shape::Object(_)
                    | Shape::Union(_)
                    | Shape::Alias(_)
                    | Shape::Contents(_) => None,
                },
                Shape::Object(_) | Shape::Union(_) | Shape::Contents(_) => None,
            },
            (Shape::Enumeration(known), Type::Scalar(scalar)) => match (known.kind, scalar) {
                (EnumerationKind::Texts, Scalar::Text)
                | (
                    EnumerationKind::Integers,
                    Scalar::Integer32 | Scalar::Integer64 | Scalar::Integer | Scalar::Number,
                )
                | (EnumerationKind::Mixed, _) => Some(Type::Defined(id)),
                (EnumerationKind::Texts | EnumerationKind::Integers, _) => None,
            },
            (Shape::Object(_), Type::Map(inner)) if **inner == Type::Any => Some(Type::Defined(id)),
            (
                Shape::Object(_) | Shape::Union(_) | Shape::Enumeration(_) | Shape::Contents(_),
                _,
            ) => None,
        }
    }

    /// The object that a type is, whatever it is called.
    pub(super) fn known_members(&self, value: &Type) -> Option<Object> {
        let mut value = value;
        for _ in 0..DEEPEST {
            let Type::Defined(id) = value else {
                return None;
            };
            match &self.definitions.get(id.0)?.shape {
                Shape::Object(object) => return Some(object.clone()),
                Shape::Alias(next) => value = next,
                Shape::Enumeration(_) | Shape::Union(_) | Shape::Contents(_) => return None,
            }
        }
        None
    }

    /// What the members of a map hold, whatever the map is called.
    pub(super) fn map_behind(&self, value: &Type) -> Option<Type> {
        let mut value = value;
        for _ in 0..DEEPEST {
            match value {
                Type::Map(inner) => return Some((**inner).clone()),
                Type::Defined(id) => match &self.definitions.get(id.0)?.shape {
                    Shape::Alias(next) => value = next,
                    Shape::Object(_)
                    | Shape::Enumeration(_)
                    | Shape::Union(_)
                    | Shape::Contents(_) => return None,
                },
                Type::Any
                | Type::Scalar(_)
                | Type::Upload
                | Type::List(_)
                | Type::Tuple(_)
                | Type::Nullable(_) => return None,
            }
        }
        None
    }
}

/// The scalar that holds what is both.
fn narrower_scalar(one: Scalar, other: Scalar) -> Option<Scalar> {
    let is_whole = |scalar: Scalar| match scalar {
        Scalar::Integer32
        | Scalar::Integer64
        | Scalar::Unsigned32
        | Scalar::Unsigned64
        | Scalar::Integer => true,
        Scalar::Boolean
        | Scalar::Number
        | Scalar::Text
        | Scalar::Bytes
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Uuid => false,
    };
    let is_wider = |wide: Scalar, narrow: Scalar| match wide {
        Scalar::Number => is_whole(narrow),
        Scalar::Integer => is_whole(narrow) && narrow != Scalar::Integer,
        Scalar::Integer64 => matches!(narrow, Scalar::Integer32 | Scalar::Unsigned32),
        Scalar::Unsigned64 => narrow == Scalar::Unsigned32,
        Scalar::Text => matches!(
            narrow,
            Scalar::Bytes | Scalar::DateTime | Scalar::Date | Scalar::Uuid
        ),
        Scalar::Boolean
        | Scalar::Integer32
        | Scalar::Unsigned32
        | Scalar::Bytes
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Uuid => false,
    };
    if is_wider(one, other) {
        Some(other)
    } else if is_wider(other, one) {
        Some(one)
    } else {
        None
    }
}

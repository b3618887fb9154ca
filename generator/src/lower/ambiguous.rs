//! Alternatives that no value can tell apart from one before them.

use super::{Lowering, node::Node};
use crate::api::{Access, KnownValue, Object, Property, Scalar, Shape, Type, TypeId};

/// What a member looks like without reading it.
#[derive(PartialEq)]
enum Look<'l> {
    Any,
    Object,
    Array,
    Text,
    Known(&'l [KnownValue]),
    Number,
    Boolean,
}

impl Lowering<'_> {
    /// Warns of each alternative that is never read, since every value that fits it fits one before it
    /// as well.
    pub(super) fn warn_of_ambiguous_unions(&mut self) {
        let mut found = Vec::new();
        for (id, at) in &self.unions {
            let Some(Shape::Union(union)) = self.definitions.get(id.0).map(|d| &d.shape) else {
                continue;
            };
            let mut objects: Vec<(usize, &Object)> = Vec::new();
            for (place, alternative) in union.alternatives.iter().enumerate() {
                let object = self.known_object(&alternative.value);
                let Some(object) = object.filter(|_| alternative.tags.is_empty()) else {
                    continue;
                };
                let mut before = objects.iter();
                if let Some((first, _)) = before.find(|(_, first)| self.hides(first, object)) {
                    let called = |place: usize| {
                        let title = union.alternatives.get(place).and_then(|a| a.title.clone());
                        title.unwrap_or_else(|| format!("number {}", place + 1))
                    };
                    found.push((at.clone(), called(*first), called(place)));
                }
                objects.push((place, object));
            }
        }
        for (at, first, second) in found {
            let node = Node::at(self.document, &at);
            self.warn(
                "ambiguous-union",
                &node,
                format!(
                    "nothing tells the alternatives `{first}` and `{second}` apart: a value that \
                     can be both is read as `{first}`"
                ),
                "add a `discriminator`, or a member that has one value only in each of them",
            );
        }
    }

    /// Whether every value of the second fits the first, and not less well.
    fn hides(&self, first: &Object, second: &Object) -> bool {
        let is_required = |p: &Property| p.required && p.access != Access::WriteOnly;
        let required =
            |object: &Object| object.properties.iter().filter(|p| is_required(p)).count();
        required(first) == required(second)
            && second.properties.iter().all(|property| {
                let mut known = first.properties.iter();
                let known = known.find(|p| p.name == property.name);
                known.is_some_and(|known| {
                    is_required(known) == is_required(property)
                        && match (self.look(&known.value), self.look(&property.value)) {
                            (Look::Any, Look::Known(_)) => false,
                            (Look::Any, _) => true,
                            (one, other) => one == other,
                        }
                })
            })
    }

    fn known_object(&self, value: &Type) -> Option<&Object> {
        let Type::Defined(id) = value else {
            return None;
        };
        match self.shape_behind(*id)? {
            Shape::Object(object) => Some(object),
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Contents(_) => None,
        }
    }

    fn look(&self, value: &Type) -> Look<'_> {
        match value {
            Type::Any | Type::Upload | Type::Nullable(_) => Look::Any,
            Type::Scalar(Scalar::Boolean) => Look::Boolean,
            Type::Scalar(
                Scalar::Integer32
                | Scalar::Integer64
                | Scalar::Unsigned32
                | Scalar::Unsigned64
                | Scalar::Integer
                | Scalar::Number,
            ) => Look::Number,
            Type::Scalar(
                Scalar::Text | Scalar::Bytes | Scalar::DateTime | Scalar::Date | Scalar::Uuid,
            ) => Look::Text,
            Type::List(_) | Type::Tuple(_) => Look::Array,
            Type::Map(_) => Look::Object,
            Type::Defined(id) => match self.shape_behind(*id) {
                Some(Shape::Object(_)) => Look::Object,
                Some(Shape::Enumeration(known)) => Look::Known(&known.values),
                Some(Shape::Alias(inner)) => match inner {
                    // What is behind other names is no other name.
                    Type::Defined(_) => Look::Any,
                    inner => self.look(inner),
                },
                Some(Shape::Union(_) | Shape::Contents(_)) | None => Look::Any,
            },
        }
    }

    /// The shape of a definition behind other names for it.
    fn shape_behind(&self, id: TypeId) -> Option<&Shape> {
        let mut shape = &self.definitions.get(id.0)?.shape;
        // Names that lead in a circle were broken up.
        while let Shape::Alias(Type::Defined(next)) = shape {
            shape = &self.definitions.get(next.0)?.shape;
        }
        Some(shape)
    }
}

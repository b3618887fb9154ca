//! What tells objects apart that have no tag: the members of each alternative.

use std::collections::BTreeSet;

use super::{
    types::Types,
    variant::{Is, Members},
};
use crate::api::{
    Access, Enumeration, EnumerationKind, Object, Scalar, Shape, Type, TypeId, Union as ApiUnion,
};

/// How many types of unions within an alternative are looked at; others are tried last.
const MOST_WITHIN: usize = 24;

impl Types<'_> {
    /// The objects that a value of an alternative can be. Those of a union within it count as its
    /// own.
    pub(super) fn objects(&self, value: &Type) -> Vec<Members> {
        let mut found = Vec::new();
        self.find_objects(value, &mut BTreeSet::new(), &mut found);
        found
    }

    fn find_objects(&self, value: &Type, seen: &mut BTreeSet<TypeId>, found: &mut Vec<Members>) {
        match value {
            Type::Map(inner) => found.push(Members {
                required: Vec::new(),
                optional: Vec::new(),
                further: Some(self.is(inner)),
            }),
            Type::Nullable(inner) => self.find_objects(inner, seen, found),
            Type::Any | Type::Scalar(_) | Type::Upload | Type::List(_) | Type::Tuple(_) => {}
            Type::Defined(id) => {
                let id = self.behind(*id);
                if seen.len() >= MOST_WITHIN || !seen.insert(id) {
                    return;
                }
                match self.api.definition(id).map(|d| &d.shape) {
                    Some(Shape::Object(object)) => found.push(self.members_of(object)),
                    Some(Shape::Alias(inner)) => self.find_objects(inner, seen, found),
                    Some(Shape::Union(union)) => self.objects_within(union, seen, found),
                    Some(Shape::Enumeration(_) | Shape::Contents(_)) | None => {}
                }
            }
        }
    }

    fn objects_within(
        &self,
        union: &ApiUnion,
        seen: &mut BTreeSet<TypeId>,
        found: &mut Vec<Members>,
    ) {
        for alternative in &union.alternatives {
            let from = found.len();
            self.find_objects(&alternative.value, seen, found);
            let (Some(member), false) = (&union.discriminator, alternative.tags.is_empty()) else {
                continue;
            };
            let tag = if union.literal_tags {
                Is::Any
            } else {
                Is::Texts(alternative.tags.clone())
            };
            for members in found.iter_mut().skip(from) {
                members.required.retain(|(name, _)| name != member);
                members.optional.retain(|(name, _)| name != member);
                members.required.push((member.clone(), tag.clone()));
            }
        }
    }

    fn members_of(&self, object: &Object) -> Members {
        let (mut required, mut optional) = (Vec::new(), Vec::new());
        for property in &object.properties {
            let is = self.is(&property.value);
            // What only the client sends is not in an answer.
            if !property.required || property.access == Access::WriteOnly {
                optional.push((property.name.clone(), is));
            } else if property.nullable && is != Is::Any {
                required.push((property.name.clone(), Is::OrNull(Box::new(is))));
            } else {
                required.push((property.name.clone(), is));
            }
        }
        let further = object.additional.as_ref().map(|value| self.is(value));
        Members {
            required,
            optional,
            // What can be anything tells nothing.
            further: further.filter(|is| *is != Is::Any),
        }
    }

    /// What a value of a type looks like.
    fn is(&self, value: &Type) -> Is {
        match value {
            Type::Any | Type::Upload => Is::Any,
            Type::Scalar(scalar) => match scalar {
                Scalar::Boolean => Is::Boolean,
                Scalar::Integer32 | Scalar::Integer64 | Scalar::Unsigned32 | Scalar::Unsigned64 => {
                    Is::Integer
                }
                // Beyond 64 bits it is read as another number.
                Scalar::Integer | Scalar::Number => Is::Number,
                Scalar::Text | Scalar::Bytes | Scalar::DateTime | Scalar::Date | Scalar::Uuid => {
                    Is::Text
                }
            },
            Type::List(_) | Type::Tuple(_) => Is::Array,
            Type::Map(_) => Is::Object,
            Type::Nullable(inner) => match self.is(inner) {
                Is::Any => Is::Any,
                inner => Is::OrNull(Box::new(inner)),
            },
            Type::Defined(id) => {
                match self.api.definition(self.behind(*id)).map(|d| &d.shape) {
                    Some(Shape::Object(_)) => Is::Object,
                    Some(Shape::Enumeration(known)) => match known.kind {
                        EnumerationKind::Texts => Is::Texts(texts(known)),
                        EnumerationKind::Integers => Is::Integer,
                        EnumerationKind::Mixed => Is::Any,
                    },
                    // Other names for each other are behind this one.
                    Some(Shape::Alias(inner)) => self.is(inner),
                    Some(Shape::Union(_) | Shape::Contents(_)) | None => Is::Any,
                }
            }
        }
    }
}

/// The texts that an enumeration lists.
pub(super) fn texts(known: &Enumeration) -> Vec<String> {
    known.values.iter().map(|v| v.value.to_string()).collect()
}

/// Leaves out what all objects have alike: it does not tell them apart.
pub(super) fn reduce(objects: &mut [(usize, Members)]) {
    let Some(((_, first), rest)) = objects.split_first() else {
        return;
    };
    let is_required = |members: &Members, member| members.required.contains(member);
    let is_optional = |members: &Members, member| members.optional.contains(member);
    let everywhere = |has: &dyn Fn(&Members) -> bool| rest.iter().all(|(_, members)| has(members));
    // Where there is one that lists no members, each of them counts.
    if objects.iter().any(|(_, members)| members.further.is_some()) {
        return;
    }
    let required = first.required.iter();
    let required: Vec<_> = required
        .filter(|member| everywhere(&|members| is_required(members, member)))
        .cloned()
        .collect();
    let optional = first.optional.iter();
    let optional: Vec<_> = optional
        .filter(|member| everywhere(&|members| is_optional(members, member)))
        .cloned()
        .collect();
    for (_, members) in objects {
        members.required.retain(|member| !required.contains(member));
        members.optional.retain(|member| !optional.contains(member));
    }
}

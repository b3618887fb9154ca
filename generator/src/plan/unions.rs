//! Unions: names of their variants, and the order in which they are tried.

use std::collections::BTreeSet;

use super::{
    alternatives::{Marks, marks},
    distinct::{Wanted, distinct},
    enumerations::other,
    identifier::pascal,
    item::{RustType, Shown},
    members::{reduce, texts},
    text::Block,
    types::Types,
    variant::{Json, Members, Union, Variant},
};
use crate::api::{Alternative, EnumerationKind, Scalar, Shape, Type, Union as ApiUnion};

impl Types<'_> {
    /// The item for a union.
    pub(super) fn union(&self, name: String, docs: Vec<Block>, union: &ApiUnion) -> Union {
        let (names, other) = self.variants(&name, union);
        let mut variants: Vec<(usize, &Alternative, Variant)> = Vec::new();
        for (alternative, name) in union.alternatives.iter().zip(names) {
            let openness = self.openness(&alternative.value);
            let variant = self.variant(name, union, alternative);
            variants.push((openness, alternative, variant));
        }
        variants.sort_by_key(|(openness, ..)| *openness);
        let mut objects: Vec<(usize, Members)> = Vec::new();
        for (at, (_, alternative, variant)) in variants.iter().enumerate() {
            if variant.tags.is_empty() {
                let of_variant = self.objects(&alternative.value).into_iter();
                objects.extend(of_variant.map(|members| (at, members)));
            }
        }
        let is_one_variant = |objects: &[(usize, Members)]| {
            let first = objects.first().map(|(at, _)| *at);
            objects.iter().all(|(at, _)| Some(*at) == first)
        };
        if is_one_variant(&objects) {
            objects.clear();
        }
        // Of equal ones, the document's first is tried first.
        objects.sort_by_key(|(at, _)| {
            let alternative = variants.get(*at).map(|(_, alternative, _)| *alternative);
            let mut all = union.alternatives.iter();
            all.position(|a| alternative.is_some_and(|b| std::ptr::eq(a, b)))
        });
        reduce(&mut objects);
        let mut variants: Vec<Variant> = variants.into_iter().map(|(.., v)| v).collect();
        settle_texts(&mut variants);
        Union {
            name,
            docs,
            discriminator: union.discriminator.clone(),
            literal_tags: union.literal_tags,
            variants,
            objects,
            other,
            other_shown: Shown::Whole,
        }
    }

    fn variant(&self, name: String, union: &ApiUnion, alternative: &Alternative) -> Variant {
        let json = self.json(&alternative.value);
        let value = self.rust(&alternative.value);
        let value = match json {
            Json::Object | Json::Any if matches!(value, RustType::Named(_)) => {
                RustType::Boxed(Box::new(value))
            }
            Json::Object
            | Json::Any
            | Json::Array
            | Json::String
            | Json::Number
            | Json::Boolean => value,
        };
        let tags = alternative.tags.clone();
        let has_tag = union
            .discriminator
            .as_ref()
            .is_none_or(|member| self.always_has(&alternative.value, member));
        Variant {
            name,
            value,
            shown: Shown::Whole,
            json,
            writes_tag: !tags.is_empty() && !has_tag,
            tags,
            texts: self.known_texts(&alternative.value),
            inner_other: self.inner_other(&alternative.value),
        }
    }

    /// The names of the variants of a union, and that of anything else.
    fn variants(&self, name: &str, union: &ApiUnion) -> (Vec<String>, String) {
        let mut taken = BTreeSet::new();
        let wanted: Vec<Wanted> = union
            .alternatives
            .iter()
            .zip(marks(self.api, union))
            .enumerate()
            .map(|(at, (alternative, marks))| Wanted {
                candidates: self.variant_names(name, alternative, &marks, at),
                rank: 0,
                key: format!("alternative {at}"),
            })
            .collect();
        let names = distinct(&wanted, &mut taken);
        (names, other(&mut taken))
    }

    /// Whether every value of a type has a member.
    fn always_has(&self, value: &Type, member: &str) -> bool {
        match self.shape_behind(value) {
            Some(Shape::Object(object)) => {
                let mut properties = object.properties.iter();
                properties.any(|p| p.name == member && p.required)
            }
            // A union within has tags of its own.
            Some(Shape::Union(union)) => union.discriminator.as_deref() == Some(member),
            Some(Shape::Enumeration(_) | Shape::Alias(_) | Shape::Contents(_)) | None => false,
        }
    }

    /// The texts that an enumeration lists.
    fn known_texts(&self, value: &Type) -> Vec<String> {
        match self.shape_behind(value) {
            Some(Shape::Enumeration(known)) if known.kind == EnumerationKind::Texts => texts(known),
            Some(
                Shape::Enumeration(_)
                | Shape::Object(_)
                | Shape::Union(_)
                | Shape::Alias(_)
                | Shape::Contents(_),
            )
            | None => Vec::new(),
        }
    }

    /// The variant of anything else of the union that an alternative is.
    fn inner_other(&self, value: &Type) -> Option<String> {
        let Type::Defined(id) = value else {
            return None;
        };
        let id = self.behind(*id);
        match &self.api.definition(id)?.shape {
            Shape::Union(union) => Some(self.variants(self.names.of_type(id), union).1),
            Shape::Object(_) | Shape::Enumeration(_) | Shape::Alias(_) | Shape::Contents(_) => None,
        }
    }

    fn shape_behind(&self, value: &Type) -> Option<&Shape> {
        let Type::Defined(id) = value else {
            return None;
        };
        Some(&self.api.definition(self.behind(*id))?.shape)
    }

    fn variant_names(
        &self,
        union: &str,
        alternative: &Alternative,
        marks: &Marks,
        at: usize,
    ) -> Vec<String> {
        let told = alternative.title.iter().chain(&marks.values);
        let mut names: Vec<String> = told.map(|word| pascal(word)).collect();
        let value = &alternative.value;
        names.push(self.kind(value));
        if let Type::List(_) | Type::Map(_) = value {
            names.push(self.made_of(value));
        }
        if let Type::Defined(id) = value {
            let name = self.names.of_type(*id);
            // What is called after its union needs not say so within it.
            let short = name.strip_prefix(union);
            let short = short.filter(|s| s.starts_with(|c: char| c.is_ascii_uppercase()));
            names.extend(short.map(str::to_owned));
            names.extend(marks.members.iter().map(|word| pascal(word)));
            names.push(name.to_owned());
        }
        names.push(format!("{}{}", self.kind(value), at + 1));
        names
    }

    /// What a type is, with the names of what it is made of.
    fn made_of(&self, value: &Type) -> String {
        match value {
            Type::List(item) => format!("{}Of{}", self.kind(value), self.made_of(item)),
            Type::Map(item) => format!("MapOf{}", self.made_of(item)),
            Type::Nullable(inner) => format!("Nullable{}", self.made_of(inner)),
            Type::Defined(id) => self.names.of_type(*id).to_owned(),
            Type::Any | Type::Scalar(_) | Type::Upload | Type::Tuple(_) => self.kind(value),
        }
    }

    fn kind(&self, value: &Type) -> String {
        let kind = match value {
            Type::Scalar(Scalar::DateTime) => "DateTime",
            Type::Scalar(Scalar::Date) => "Date",
            Type::Scalar(Scalar::Uuid) => "Uuid",
            Type::Scalar(Scalar::Bytes) => "Bytes",
            Type::Scalar(
                Scalar::Integer32
                | Scalar::Integer64
                | Scalar::Unsigned32
                | Scalar::Unsigned64
                | Scalar::Integer,
            ) => "Integer",
            Type::Scalar(Scalar::Number | Scalar::Boolean | Scalar::Text)
            | Type::Any
            | Type::Upload
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Defined(_) => match self.json(value) {
                Json::Object => "Object",
                Json::Array => "Array",
                Json::String => "String",
                Json::Number => "Number",
                Json::Boolean => "Boolean",
                Json::Any => "Value",
            },
        };
        kind.to_owned()
    }

    /// What JSON a type is.
    fn json(&self, value: &Type) -> Json {
        match value {
            Type::Any | Type::Upload | Type::Nullable(_) => Json::Any,
            Type::Scalar(Scalar::Boolean) => Json::Boolean,
            Type::Scalar(
                Scalar::Integer32
                | Scalar::Integer64
                | Scalar::Unsigned32
                | Scalar::Unsigned64
                | Scalar::Integer
                | Scalar::Number,
            ) => Json::Number,
            Type::Scalar(
                Scalar::Text | Scalar::Bytes | Scalar::DateTime | Scalar::Date | Scalar::Uuid,
            ) => Json::String,
            Type::List(_) | Type::Tuple(_) => Json::Array,
            Type::Map(_) => Json::Object,
            Type::Defined(id) => {
                let id = self.behind(*id);
                match self.api.definition(id).map(|d| &d.shape) {
                    Some(Shape::Object(_)) => Json::Object,
                    Some(Shape::Enumeration(known)) => match known.kind {
                        EnumerationKind::Texts => Json::String,
                        EnumerationKind::Integers => Json::Number,
                        EnumerationKind::Mixed => Json::Any,
                    },
                    Some(Shape::Alias(inner)) => self.json(inner),
                    Some(Shape::Union(_) | Shape::Contents(_)) | None => Json::Any,
                }
            }
        }
    }

    /// How much a type takes: less comes first. Of objects, those that need more members take less.
    fn openness(&self, value: &Type) -> usize {
        const OPEN: usize = 1_000_000;
        match value {
            Type::Scalar(
                Scalar::Boolean
                | Scalar::Integer32
                | Scalar::Integer64
                | Scalar::Unsigned32
                | Scalar::Unsigned64
                | Scalar::DateTime
                | Scalar::Date
                | Scalar::Uuid,
            )
            | Type::Tuple(_) => 0,
            Type::Scalar(Scalar::Integer | Scalar::Number) => 1,
            Type::Scalar(Scalar::Bytes) => OPEN - 1,
            Type::Scalar(Scalar::Text) => OPEN,
            Type::List(inner) => self.openness(inner),
            Type::Map(inner) => OPEN + self.openness(inner),
            Type::Nullable(inner) => self.openness(inner) + 1,
            Type::Any | Type::Upload => 4 * OPEN,
            Type::Defined(id) => {
                let id = self.behind(*id);
                match self.api.definition(id).map(|d| &d.shape) {
                    Some(Shape::Object(object)) => {
                        let required = object.properties.iter().filter(|p| p.required).count();
                        OPEN - required.min(OPEN)
                    }
                    Some(Shape::Alias(inner)) => self.openness(inner),
                    Some(Shape::Enumeration(_)) => OPEN - 1,
                    Some(Shape::Union(_) | Shape::Contents(_)) | None => 3 * OPEN,
                }
            }
        }
    }
}

/// Has the texts that an enumeration does not list be read as another variant, where there is one that
/// takes texts; the only one takes all.
fn settle_texts(variants: &mut [Variant]) {
    let texts = variants.iter().filter(|v| v.json == Json::String);
    if texts.count() < 2 {
        for variant in variants {
            variant.texts.clear();
        }
    }
}

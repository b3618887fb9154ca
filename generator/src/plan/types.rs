//! The types of the service as types of Rust.

use std::collections::BTreeSet;

use super::{
    distinct::{Wanted, distinct},
    identifier::{pascal, pascal_spelled, snake},
    item::{Alias, Enum, Field, Further, Item, Json, Page, Presence, RustType, Struct, Union, Variant},
    names::Names,
    text::{self, Block},
    usage::Usage,
};
use crate::api::{
    Access, Api, Definition, Enumeration, Object, OriginKind, Pagination, Property, Scalar, Shape,
    Type, TypeId, Union as ApiUnion,
};

/// What is known of all types, to make those of Rust.
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) usages: Vec<Usage>,
    pub(super) circles: Vec<usize>,
}

impl Types<'_> {
    /// The type of Rust for a type of the service.
    pub(super) fn rust(&self, value: &Type) -> RustType {
        match value {
            Type::Any => RustType::Json,
            Type::Scalar(scalar) => match scalar {
                Scalar::Boolean => RustType::Bool,
                Scalar::Integer32 => RustType::I32,
                Scalar::Integer64 => RustType::I64,
                Scalar::Number => RustType::F64,
                Scalar::Text => RustType::String,
                Scalar::DateTime => RustType::DateTime,
                Scalar::Date => RustType::Date,
                Scalar::Uuid => RustType::Uuid,
            },
            Type::List(item) => RustType::Vec(Box::new(self.rust(item))),
            Type::Map(inner) => match &**inner {
                Type::Any => RustType::JsonMap,
                inner => RustType::Map(Box::new(self.rust(inner))),
            },
            Type::Nullable(inner) => self.rust(inner).optional(),
            Type::Defined(id) => RustType::Named(self.names.of_type(*id).to_owned()),
        }
    }

    /// The item that is written for a definition.
    pub(super) fn item(&self, id: TypeId) -> Option<Item> {
        let definition = self.api.definition(id)?;
        let name = self.names.of_type(id).to_owned();
        let mut docs = text::blocks(&definition.docs, &fallback(definition));
        let end = text::corrections(&definition.docs);
        Some(match &definition.shape {
            Shape::Object(object) => {
                docs.extend(end);
                Item::Struct(self.object(id, name, docs, object))
            }
            Shape::Enumeration(enumeration) => {
                docs.extend(end);
                Item::Enum(enumeration_item(name, docs, enumeration))
            }
            Shape::Union(union) => {
                docs.extend(end);
                Item::Union(self.union(name, docs, union))
            }
            Shape::Alias(value) => {
                docs.extend(end);
                let value = self.rust(value);
                Item::Alias(Alias { name, docs, value })
            }
        })
    }

    fn object(&self, id: TypeId, name: String, docs: Vec<Block>, object: &Object) -> Struct {
        let usage = self.usages.get(id.0).copied().unwrap_or_default();
        let mut taken = BTreeSet::new();
        let names = distinct(&members(object), &mut taken);
        // Setters share their names with the constructor and what every value has.
        let mut setters_taken: BTreeSet<String> =
            ["new", "clone", "fmt", "eq", "default", "from", "into"].map(str::to_owned).into();
        let setters: Vec<Wanted> = names
            .iter()
            .map(|name| Wanted {
                candidates: vec![name.clone(), format!("set_{name}")],
                rank: 0,
                key: name.clone(),
            })
            .collect();
        let setters = distinct(&setters, &mut setters_taken);
        let mut fields = Vec::new();
        for ((property, name), setter) in object.properties.iter().zip(&names).zip(setters) {
            fields.push(self.field(id, property, name, setter, usage, &mut setters_taken));
        }
        let further = object.additional.as_ref().map(|value| {
            let wanted = [Wanted {
                candidates: vec!["further".to_owned(), "further_members".to_owned()],
                rank: 0,
                key: "further members".to_owned(),
            }];
            Further {
                name: distinct(&wanted, &mut taken).concat(),
                value: self.rust(value),
            }
        });
        Struct {
            default: usage.sent && !fields.iter().any(Field::is_argument),
            made_by_users: usage.sent,
            page: self.page(id, object, &fields),
            name,
            docs,
            fields,
            further,
        }
    }

    fn field(
        &self,
        owner: TypeId,
        property: &Property,
        name: &str,
        setter: String,
        usage: Usage,
        taken: &mut BTreeSet<String>,
    ) -> Field {
        let one_sided = match property.access {
            Access::Both => false,
            Access::ReadOnly => usage.sent,
            Access::WriteOnly => usage.got,
        };
        let presence = match (property.required && !one_sided, property.nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, true)
                if usage.sent
                    && property.access != Access::ReadOnly
                    && self.pagination(owner).is_none() =>
            {
                Presence::TriState
            }
            (false, _) => Presence::Optional,
        };
        let mut value = self.rust(&property.value);
        let same_circle = |other: TypeId| self.circles.get(other.0) == self.circles.get(owner.0);
        if matches!(property.value, Type::Defined(other) if same_circle(other)) {
            value = RustType::Boxed(Box::new(value));
        }
        let null_setter = (presence == Presence::TriState).then(|| {
            let wanted = [Wanted {
                candidates: vec![format!("{name}_null"), format!("set_{name}_null")],
                rank: 0,
                key: property.name.clone(),
            }];
            distinct(&wanted, taken).concat()
        });
        let mut docs = text::blocks(&property.docs, &undescribed(&property.name));
        if presence == Presence::Nullable {
            docs.push(Block::Own("`None` is sent as null.".to_owned()));
        }
        docs.extend(text::facts(&property.facts));
        docs.extend(text::corrections(&property.docs));
        Field {
            name: name.to_owned(),
            wire: property.name.clone(),
            value,
            presence,
            redacted: property.sensitive,
            docs,
            null_setter,
            setter,
        }
    }

    /// How an object is a page of a list, as the first operation that pages with it says.
    fn page(&self, id: TypeId, object: &Object, fields: &[Field]) -> Option<Page> {
        let pagination = self.pagination(id)?;
        let field = |name: &str| {
            let at = object.properties.iter().position(|p| p.name == name)?;
            let field = fields.get(at)?;
            Some((field.name.clone(), field.presence != Presence::Required))
        };
        let items = object.properties.iter().find(|p| p.name == pagination.items)?;
        let Type::List(item) = &items.value else {
            return None;
        };
        Some(Page {
            items: field(&pagination.items)?,
            item: self.rust(item),
            cursor: field(&pagination.cursor_member)?,
            has_more: match &pagination.has_more {
                Some(name) => Some(field(name)?),
                None => None,
            },
        })
    }

    fn pagination(&self, id: TypeId) -> Option<&Pagination> {
        self.api.operations.iter().find_map(|operation| {
            let pagination = operation.pagination.as_ref()?;
            let Some(Type::Defined(answer)) = &operation.response.value else {
                return None;
            };
            (self.behind(*answer) == id).then_some(pagination)
        })
    }

    /// The definition behind other names for it.
    pub(super) fn behind(&self, id: TypeId) -> TypeId {
        let mut id = id;
        while let Some(Shape::Alias(Type::Defined(next))) =
            self.api.definition(id).map(|d| &d.shape)
        {
            id = *next;
        }
        id
    }

    fn union(&self, name: String, docs: Vec<Block>, union: &ApiUnion) -> Union {
        let mut taken = BTreeSet::new();
        let wanted: Vec<Wanted> = union
            .alternatives
            .iter()
            .enumerate()
            .map(|(at, alternative)| Wanted {
                candidates: self.variant_names(alternative.title.as_deref(), &alternative.value),
                rank: 0,
                key: format!("{at} {:?}", alternative.value),
            })
            .collect();
        let names = distinct(&wanted, &mut taken);
        let mut variants: Vec<(usize, Variant)> = Vec::new();
        for (alternative, name) in union.alternatives.iter().zip(names) {
            let json = self.json(&alternative.value);
            let value = self.rust(&alternative.value);
            let value = match json {
                Json::Object if matches!(value, RustType::Named(_)) => {
                    RustType::Boxed(Box::new(value))
                }
                Json::Any if matches!(value, RustType::Named(_)) => {
                    RustType::Boxed(Box::new(value))
                }
                Json::Object
                | Json::Any
                | Json::Array
                | Json::String
                | Json::Number
                | Json::Boolean => value,
            };
            variants.push((
                self.openness(&alternative.value),
                Variant {
                    name,
                    value,
                    json,
                    tags: alternative.tags.clone(),
                },
            ));
        }
        variants.sort_by_key(|(openness, _)| *openness);
        Union {
            name,
            docs,
            discriminator: union.discriminator.clone(),
            variants: variants.into_iter().map(|(_, variant)| variant).collect(),
            other: other(&mut taken),
        }
    }

    fn variant_names(&self, title: Option<&str>, value: &Type) -> Vec<String> {
        let mut names: Vec<String> = title.map(pascal).into_iter().collect();
        names.push(self.kind(value));
        if let Type::List(item) | Type::Map(item) = value {
            names.push(format!("{}Of{}", self.kind(value), self.kind(item)));
        }
        if let Type::Defined(id) = value {
            if let Some(Shape::Object(object)) = self.api.definition(*id).map(|d| &d.shape) {
                let members = object.properties.iter();
                names.extend(members.map(|p| format!("With{}", pascal(&p.name))));
            }
            names.push(self.names.of_type(*id).to_owned());
        }
        names
    }

    fn kind(&self, value: &Type) -> String {
        let kind = match value {
            Type::Scalar(Scalar::DateTime) => "DateTime",
            Type::Scalar(Scalar::Date) => "Date",
            Type::Scalar(Scalar::Uuid) => "Uuid",
            Type::Scalar(Scalar::Integer32 | Scalar::Integer64) => "Integer",
            Type::Scalar(Scalar::Number | Scalar::Boolean | Scalar::Text)
            | Type::Any
            | Type::List(_)
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
            Type::Any | Type::Nullable(_) => Json::Any,
            Type::Scalar(Scalar::Boolean) => Json::Boolean,
            Type::Scalar(Scalar::Integer32 | Scalar::Integer64 | Scalar::Number) => Json::Number,
            Type::Scalar(Scalar::Text | Scalar::DateTime | Scalar::Date | Scalar::Uuid) => {
                Json::String
            }
            Type::List(_) => Json::Array,
            Type::Map(_) => Json::Object,
            Type::Defined(id) => {
                let id = self.behind(*id);
                match self.api.definition(id).map(|d| &d.shape) {
                    Some(Shape::Object(_)) => Json::Object,
                    Some(Shape::Enumeration(_)) => Json::String,
                    Some(Shape::Alias(inner)) => self.json(inner),
                    Some(Shape::Union(_)) | None => Json::Any,
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
                | Scalar::DateTime
                | Scalar::Date
                | Scalar::Uuid,
            ) => 0,
            Type::Scalar(Scalar::Number) => 1,
            Type::Scalar(Scalar::Text) => OPEN,
            Type::List(inner) => self.openness(inner),
            Type::Map(inner) => OPEN + self.openness(inner),
            Type::Nullable(inner) => self.openness(inner) + 1,
            Type::Any => 4 * OPEN,
            Type::Defined(id) => {
                let id = self.behind(*id);
                match self.api.definition(id).map(|d| &d.shape) {
                    Some(Shape::Object(object)) => {
                        let required = object.properties.iter().filter(|p| p.required).count();
                        OPEN - required.min(OPEN)
                    }
                    Some(Shape::Alias(inner)) => self.openness(inner),
                    Some(Shape::Enumeration(_)) => OPEN - 1,
                    Some(Shape::Union(_)) | None => 3 * OPEN,
                }
            }
        }
    }
}

fn enumeration_item(name: String, docs: Vec<Block>, enumeration: &Enumeration) -> Enum {
    let mut taken = BTreeSet::new();
    let wanted: Vec<Wanted> = enumeration
        .values
        .iter()
        .map(|value| Wanted {
            candidates: vec![
                pascal(value),
                pascal_spelled(value),
                format!("{}{}", letters(value), pascal(value)),
            ],
            // The plainest spelling keeps the plain name.
            rank: plainness(value),
            key: value.clone(),
        })
        .collect();
    let names = distinct(&wanted, &mut taken);
    Enum {
        name,
        docs,
        variants: names.into_iter().zip(enumeration.values.iter().cloned()).collect(),
        other: other(&mut taken),
    }
}

/// How plainly a text is written: in small letters, in no special way, with signs.
fn plainness(text: &str) -> usize {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match text {
        _ if !text.chars().all(plain) => 0,
        _ if text.chars().any(|c| c.is_ascii_uppercase()) => 1,
        _ => 2,
    }
}

/// What sets a text apart from others with the same letters.
fn letters(text: &str) -> &'static str {
    if !text.chars().any(|c| c.is_ascii_lowercase()) {
        "Upper"
    } else if text.starts_with(|c: char| c.is_ascii_uppercase()) {
        "Capital"
    } else if text.chars().any(|c| c.is_ascii_uppercase()) {
        "Camel"
    } else {
        "Lower"
    }
}

/// The variant of what is not known.
fn other(taken: &mut BTreeSet<String>) -> String {
    let wanted = [Wanted {
        candidates: ["Other", "Unknown", "Unrecognized"].map(str::to_owned).into(),
        rank: 0,
        key: "other".to_owned(),
    }];
    distinct(&wanted, taken).concat()
}

fn members(object: &Object) -> Vec<Wanted> {
    object
        .properties
        .iter()
        .map(|property| {
            let name = snake(&property.name);
            Wanted {
                candidates: vec![
                    name.clone(),
                    snake(&pascal_spelled(&property.name)),
                    format!("{}_{name}", letters(&property.name).to_lowercase()),
                ],
                rank: plainness(&property.name),
                key: property.name.clone(),
            }
        })
        .collect()
}

/// What to say of a member that the document does not describe.
pub(super) fn undescribed(name: &str) -> String {
    format!("The document does not describe {}.", text::code(name))
}

fn fallback(definition: &Definition) -> String {
    match &definition.origin.kind {
        OriginKind::Component(name) => undescribed(name),
        OriginKind::Property(_, name) => {
            let name = text::code(name);
            if definition.origin.item {
                format!("An item of {name}.")
            } else {
                format!("The value of {name}.")
            }
        }
        OriginKind::Additional(_) => "The value of a member that is not listed.".to_owned(),
        OriginKind::Alternative { .. } => "One of the alternatives.".to_owned(),
        OriginKind::Parameter { name, .. } => {
            format!("A value of the parameter {}.", text::code(name))
        }
        OriginKind::Body(operation) => format!("The body of {}.", text::code(operation)),
        OriginKind::Response(operation) => {
            if definition.origin.item {
                format!("An item of the answer to {}.", text::code(operation))
            } else {
                format!("The answer to {}.", text::code(operation))
            }
        }
    }
}

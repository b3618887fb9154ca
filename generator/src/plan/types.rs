//! The types of the service as types of Rust.

use std::collections::{BTreeSet, HashMap};

use super::{
    call::Check,
    checks::checks,
    circles::is_in_circle,
    distinct::{Wanted, distinct},
    enumerations::{enumeration_item, letters, plainness},
    identifier::{pascal_spelled, snake},
    item::{Alias, Field, Further, Item, Presence, RustType, Shown, Struct},
    names::Names,
    paging,
    text::{self, Block},
    usage::{Usage, Users},
};
use crate::api::{
    Access, Api, Definition, Facts, Object, OriginKind, Pagination, Property, Scalar, Shape, Type,
    TypeId,
};

/// What is known of all types, to make those of Rust.
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) usages: Vec<Usage>,
    pub(super) users: Vec<Users>,
    pub(super) circles: Vec<usize>,
    /// The type of the errors of all operations, where there is one.
    pub(super) common_failure: Option<&'a Type>,
    pub(super) pages: HashMap<TypeId, &'a Pagination>,
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
                Scalar::Unsigned32 => RustType::U32,
                Scalar::Unsigned64 => RustType::U64,
                Scalar::Integer => RustType::Number,
                Scalar::Number => RustType::F64,
                Scalar::Text => RustType::String,
                Scalar::Bytes => RustType::Base64,
                Scalar::DateTime => RustType::DateTime,
                Scalar::Date => RustType::Date,
                Scalar::Uuid => RustType::Uuid,
            },
            Type::Upload => RustType::Upload,
            Type::List(item) => RustType::Vec(Box::new(self.rust(item))),
            Type::Tuple(items) => RustType::Tuple(items.iter().map(|i| self.place(i)).collect()),
            Type::Map(inner) => match &**inner {
                Type::Any => RustType::JsonMap,
                inner => RustType::Map(Box::new(self.rust(inner))),
            },
            Type::Nullable(inner) => self.rust(inner).optional(),
            Type::Defined(id) => RustType::Named(self.names.of_type(*id).to_owned()),
        }
    }

    /// What must hold for a value of a type with these limits, whatever the type is called.
    pub(super) fn checks(&self, facts: &Facts, value: &Type) -> Vec<Check> {
        let mut value = value;
        while let Type::Defined(id) = value
            && let Some(Shape::Alias(other)) = self.api.definition(*id).map(|d| &d.shape)
        {
            value = other;
        }
        checks(facts, &self.rust(value))
    }

    /// The type of Rust at a place of a tuple. What can hold the tuple itself stands behind a box.
    fn place(&self, value: &Type) -> RustType {
        let (value, is_nullable) = value.clone().split_null();
        let mut rust = self.rust(&value);
        if let Type::Defined(id) = value
            && is_in_circle(self.api, &self.circles, id.0)
        {
            rust = RustType::Boxed(Box::new(rust));
        }
        if is_nullable { rust.optional() } else { rust }
    }

    /// Whether a type holds points in time, not counting those that other structs and unions hold.
    fn holds_times(&self, value: &Type) -> bool {
        match value {
            Type::Scalar(scalar) => *scalar == Scalar::DateTime,
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => self.holds_times(inner),
            Type::Defined(id) => match self.api.definition(*id).map(|d| &d.shape) {
                Some(Shape::Alias(other)) => self.holds_times(other),
                Some(
                    Shape::Object(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Contents(_),
                )
                | None => false,
            },
            Type::Any | Type::Upload | Type::Tuple(_) => false,
        }
    }

    /// The item that is written for a definition.
    pub(super) fn item(&self, id: TypeId) -> Option<Item> {
        let definition = self.api.definition(id)?;
        let name = self.names.of_type(id).to_owned();
        let users = self.users.get(id.0).cloned().unwrap_or_default();
        let fallback = fallback(definition, self.api, &users);
        let mut docs = text::blocks(&definition.docs, &fallback);
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
            Shape::Contents(contents) => {
                docs.extend(end);
                Item::Contents(self.contents(name, docs, contents))
            }
        })
    }

    fn object(&self, id: TypeId, name: String, docs: Vec<Block>, object: &Object) -> Struct {
        let usage = self.usages.get(id.0).copied().unwrap_or_default();
        let mut taken = BTreeSet::new();
        let names = distinct(&members(object), &mut taken);
        // Setters share their names with the constructors and what every value has.
        let mut setters_taken: BTreeSet<String> = [
            "new", "sample", "clone", "fmt", "eq", "default", "from", "into", "broken",
        ]
        .map(str::to_owned)
        .into();
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
            let name = distinct(&wanted, &mut taken).concat();
            let wanted = [Wanted {
                candidates: vec![name.clone(), format!("set_{name}")],
                rank: 0,
                key: name.clone(),
            }];
            Further {
                setter: distinct(&wanted, &mut setters_taken).concat(),
                value: self.rust(value),
                shown: Shown::Whole,
                name,
            }
        });
        Struct {
            default: usage.sent && !fields.iter().any(Field::is_argument),
            made_by_users: usage.sent,
            says_what_is_broken: false,
            page: self.page(id),
            form: object.form.as_ref().map(|form| form.media.clone()),
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
        let presence = self.presence(owner, property);
        let mut value = self.rust(&property.value);
        let checks = self.checks(&property.facts, &property.value);
        let same_circle = |other: TypeId| self.circles.get(other.0) == self.circles.get(owner.0);
        if matches!(property.value, Type::Defined(other) if same_circle(other)) {
            value = RustType::Boxed(Box::new(value));
        }
        let null_setter = (presence == Presence::TriState).then(|| {
            let wanted = [Wanted {
                candidates: vec![
                    format!("{}_null", name.trim_end_matches('_')),
                    format!("set_{}_null", name.trim_end_matches('_')),
                ],
                rank: 0,
                key: property.name.clone(),
            }];
            distinct(&wanted, taken).concat()
        });
        let mut docs = text::blocks(&property.docs, &undescribed("field", &property.name));
        if presence == Presence::Nullable && usage.sent {
            docs.push(Block::Own("`None` is sent as null.".to_owned()));
        }
        docs.extend(text::facts(&property.facts));
        docs.extend(text::corrections(&property.docs));
        Field {
            name: name.to_owned(),
            wire: property.name.clone(),
            value,
            presence,
            shown: if property.sensitive {
                Shown::Hidden
            } else {
                Shown::Whole
            },
            docs,
            null_setter,
            setter,
            checks,
            gives_times: usage.got && self.holds_times(&property.value),
        }
    }

    /// Whether a member of an object is there.
    pub(super) fn presence(&self, owner: TypeId, property: &Property) -> Presence {
        let usage = self.usages.get(owner.0).copied().unwrap_or_default();
        let one_sided = match property.access {
            Access::Both => false,
            Access::ReadOnly => usage.sent,
            Access::WriteOnly => usage.got,
        };
        match (property.required && !one_sided, property.nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, true)
                if usage.sent
                    && property.access != Access::ReadOnly
                    && !self.pages.contains_key(&owner) =>
            {
                Presence::TriState
            }
            (false, _) if self.is_any(&property.value) => Presence::OptionalAny,
            (false, _) => Presence::Optional,
        }
    }

    /// Whether a type is any JSON, whatever it is called.
    fn is_any(&self, value: &Type) -> bool {
        match value {
            Type::Any => true,
            Type::Scalar(_)
            | Type::Upload
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_) => false,
            Type::Defined(id) => matches!(
                self.api.definition(self.behind(*id)).map(|d| &d.shape),
                Some(Shape::Alias(Type::Any))
            ),
        }
    }

    /// The definition behind other names for it.
    pub(super) fn behind(&self, id: TypeId) -> TypeId {
        paging::behind(self.api, id)
    }
}

pub(super) fn members(object: &Object) -> Vec<Wanted> {
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

/// What to say of what the document does not describe.
pub(super) fn undescribed(kind: &str, name: &str) -> String {
    format!("The {kind} {}.", text::code(name))
}

/// What to say of a named type that the document does not describe: which operations use it.
fn by_its_uses(name: &str, api: &Api, users: &Users) -> String {
    let list = |operations: &[usize]| -> Option<String> {
        let operations = operations.iter().filter_map(|at| api.operations.get(*at));
        let names: Vec<String> = operations.map(|o| text::code(&o.id)).collect();
        (!names.is_empty()).then(|| names.join(" and "))
    };
    let verb = |users: &[usize], one: &'static str, more: &'static str| {
        if users.len() == 1 { one } else { more }
    };
    let name = text::code(name);
    if let Some(list) = list(&users.give) {
        return format!(
            "{name}, as {list} {} it.",
            verb(&users.give, "gives", "give")
        );
    }
    if let Some(list) = list(&users.take) {
        return format!(
            "{name}, as {list} {} it.",
            verb(&users.take, "takes", "take")
        );
    }
    format!("The type {name}.")
}

fn fallback(definition: &Definition, api: &Api, users: &Users) -> String {
    match &definition.origin.kind {
        OriginKind::Component(name) | OriginKind::NamedResponse(name) => {
            by_its_uses(name, api, users)
        }
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
        OriginKind::Event(name) => format!("What {} sends.", text::code(name)),
        OriginKind::Status { shared: true, .. } => "What the service says of an error.".to_owned(),
        OriginKind::Status {
            operation, status, ..
        } => match status {
            Some(status) => format!(
                "The answer {} to {}.",
                text::code(status),
                text::code(operation)
            ),
            None => format!("An answer to {}.", text::code(operation)),
        },
        OriginKind::Response(operation) => {
            if definition.origin.item {
                format!("An item of the answer to {}.", text::code(operation))
            } else {
                format!("The answer to {}.", text::code(operation))
            }
        }
    }
}

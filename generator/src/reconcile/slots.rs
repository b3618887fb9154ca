//! Parameters and properties seen alike: what the rules about single facts (type, format, enum,
//! default, limits, required, nullable, words) compare.

use serde_json::Value;

use super::{
    Context, finding::Subject, schemas::schema_properties, shapes::Shape, uses::Shown, words, write,
};
use crate::{
    diagnostic::Location,
    openapi::Pointer,
    reference::{Kind, ParameterLocation, Property},
};

/// A parameter or property that both sides have.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// `listProjects.query.limit`, `Project.name`.
    pub(super) place: String,
    pub(super) subject: Subject,
    /// The schema in the document, as it stands there.
    pub(super) schema: Pointer,
    /// Where a property's schema is changed: its own place, unless it was inherited.
    edited: Pointer,
    /// How many arrays it is within; nought for the parameter or property itself.
    pub(super) depth: usize,
    /// What the reference says.
    pub(super) property: Property,
    /// The value in the example, where it shows one.
    pub(super) example: Option<Value>,
    pub(super) handle: Handle,
}

/// What a slot belongs to.
#[derive(Clone, Debug)]
pub(super) enum Handle {
    /// The number of a parameter.
    Parameter(usize),
    /// The object schema that has the property, and whether it is the object around a list.
    Property { object: Pointer, envelope: bool },
}

/// The example value of a property in the uses of its shape.
pub(super) fn example<'v>(shape: &Shape<'v>, name: &str) -> Option<Shown<'v>> {
    let mut examples = shape.uses.iter().filter_map(|one| one.example.as_ref());
    examples.find_map(|example| example.member(name))
}

/// All parameters and properties that both sides have.
pub(super) fn collect(cx: &Context<'_>) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (number, parameter) in cx.parameters.iter().enumerate() {
        let (Some(document), Some(reference)) = (&parameter.document, parameter.reference) else {
            continue;
        };
        if cx.document.get(&document.child("schema")).is_none() {
            // Its value is described by `content`, which no page shows.
            continue;
        }
        let mut property = reference.property.clone();
        property.required |= reference.location == ParameterLocation::Path;
        slots.push(Slot {
            place: format!("{}.{}", parameter.operation, parameter.name),
            subject: Subject::Operation(parameter.operation.clone()),
            schema: document.child("schema"),
            edited: document.child("schema"),
            depth: 0,
            property,
            example: None,
            handle: Handle::Parameter(number),
        });
    }
    for shape in &cx.shapes.all {
        let Some(object) = &shape.at else { continue };
        for (name, schema) in schema_properties(cx.document, object) {
            let Some(property) = shape.properties.iter().find(|p| p.name.text == name) else {
                continue;
            };
            slots.push(Slot {
                place: format!("{}.{name}", shape.place),
                subject: shape.subject(),
                edited: shape.edited(&name, &schema),
                depth: 0,
                schema,
                property: property.clone(),
                example: example(shape, &name).map(|e| e.value.clone()),
                handle: Handle::Property {
                    object: object.clone(),
                    envelope: shape.is_envelope(),
                },
            });
        }
    }
    slots
}

/// The same, and what arrays consist of, as `name[]`.
pub(super) fn collect_with_items(cx: &Context<'_>) -> Vec<Slot> {
    let mut slots = Vec::new();
    for slot in collect(cx) {
        let mut next = Some(slot);
        while let Some(slot) = next {
            next = slot.item(cx);
            slots.push(slot);
        }
    }
    slots
}

impl Slot {
    /// What the array consists of, where both sides have an array.
    fn item(&self, cx: &Context<'_>) -> Option<Self> {
        let Kind::Array(item) = &self.property.ty.kind else {
            return None;
        };
        let array = cx.document.resolve(&self.schema).ok()?;
        cx.document.get(&array.child("items"))?;
        let mut slot = self.clone();
        slot.place += "[]";
        slot.schema = array.child("items");
        slot.edited = self.edited.child("items");
        slot.depth += 1;
        slot.property.ty = item.as_ref().clone();
        Some(slot)
    }

    /// Notes in the documentation of what the slot belongs to what the document says of it.
    pub(super) fn tell(&self, cx: &mut Context<'_>, start: &'static str) {
        let owner = match &self.handle {
            Handle::Property { object, .. } => Some(object.clone()),
            Handle::Parameter(number) => {
                let operation = &cx.parameters[*number].operation;
                let pair = cx.pairs.iter().find(|pair| pair.key == *operation);
                pair.and_then(|pair| pair.document.clone())
            }
        };
        if let Some(owner) = owner {
            cx.tell_name(&owner, start, &self.property.name.text);
        }
    }

    /// Where a property's schema is changed.
    pub(super) fn edited(&self) -> &Pointer {
        &self.edited
    }

    /// What the corrected document says so far of a keyword of a property.
    pub(super) fn now<'c>(&self, cx: &'c Context<'_>, keyword: &str) -> Option<&'c Value> {
        cx.editor.get(&self.edited.child(keyword))
    }

    /// Where the document has it.
    pub(super) fn document_at(&self, cx: &Context<'_>) -> Location {
        match &self.handle {
            Handle::Parameter(number) => {
                let document = cx.parameters[*number].document.clone();
                cx.document.locate(&document.unwrap_or_default())
            }
            Handle::Property { .. } => cx.document.locate(&self.schema),
        }
    }

    /// Where the reference has it.
    pub(super) fn reference_at(&self) -> Location {
        self.property.name.at.clone()
    }

    /// A keyword of the document's schema, references followed.
    pub(super) fn keyword<'c>(&self, cx: &'c Context<'_>, keyword: &str) -> Option<&'c Value> {
        let own = cx.document.get(&self.schema.child(keyword));
        let part = self.schema.join(["allOf", "0"]);
        own.or_else(|| {
            let followed = cx.document.resolve(&self.schema).ok()?;
            cx.document.get(&followed.child(keyword))
        })
        .or_else(|| {
            let followed = cx.document.resolve(&part).ok()?;
            cx.document.get(&followed.child(keyword))
        })
    }

    /// Whether both sides mean the same type, so that its facts can be compared.
    pub(super) fn same_type(&self, cx: &Context<'_>) -> bool {
        words::of_schema(cx.document, &self.schema) == words::of_type(&self.property.ty)
    }

    /// Sets or removes a keyword of the schema.
    pub(super) fn change(&self, cx: &mut Context<'_>, keyword: &str, value: Option<Value>) {
        match &self.handle {
            Handle::Parameter(number) => {
                let reason = cx.reason.clone();
                let parameter = &mut cx.parameters[*number];
                parameter.reasons.push(reason);
                let mut schema = parameter.value.as_mut().and_then(|v| v.get_mut("schema"));
                for _ in 0..self.depth {
                    schema = schema.and_then(|s| s.get_mut("items"));
                }
                let Some(Value::Object(schema)) = schema else {
                    return;
                };
                // A parameter's schema that is a reference becomes an own one.
                if let Some(Value::String(reference)) = schema.shift_remove("$ref")
                    && let Some(Value::Object(target)) = Pointer::of_reference(&reference)
                        .and_then(|at| cx.document.resolve(&at).ok())
                        .and_then(|at| cx.document.get(&at))
                {
                    schema.extend(target.clone());
                }
                match value {
                    Some(value) => schema.insert(keyword.to_owned(), value),
                    None => schema.shift_remove(keyword),
                };
            }
            Handle::Property { .. } => {
                // Words and null can stand beside a reference. Anything else would be one more
                // condition on top of those of the schema that is referred to.
                let beside = matches!(
                    keyword,
                    "description" | "default" | "nullable" | "deprecated"
                );
                let shared = ["$ref", "allOf"]
                    .iter()
                    .any(|key| cx.editor.get(&self.edited.child(key)).is_some());
                match value {
                    Some(value) if beside || !shared => {
                        cx.editor.set_keyword(&self.edited, keyword, value);
                    }
                    None if !shared => cx.editor.remove(&self.edited.child(keyword)),
                    Some(_) | None => self.replace(cx),
                }
            }
        }
    }

    /// Replaces the whole schema by what the reference says.
    pub(super) fn replace(&self, cx: &mut Context<'_>) {
        match &self.handle {
            Handle::Parameter(number) => {
                let reason = cx.reason.clone();
                let parameter = &mut cx.parameters[*number];
                parameter.reasons.push(reason);
                if let (Some(Value::Object(value)), Some(reference)) =
                    (&mut parameter.value, parameter.reference)
                {
                    let written = write::parameter(reference, &cx.shapes);
                    if let Some(schema) = written.get("schema") {
                        value.insert("schema".to_owned(), schema.clone());
                    }
                }
            }
            Handle::Property { .. } => {
                let schema = if self.depth == 0 {
                    write::property(&self.property, self.example.as_ref(), &cx.shapes)
                } else {
                    write::schema(&self.property.ty, None, &cx.shapes)
                };
                if let Some((parent, key)) = self.edited.split_last() {
                    cx.editor.set(&parent, key, schema);
                }
            }
        }
    }
}

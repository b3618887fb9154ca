//! Parameters and properties seen alike: what the rules about single facts (type, format, enum,
//! default, limits, required, nullable, words) compare.

use serde_json::Value;

use super::{
    Context, finding::Subject, schemas::schema_properties, shapes::Shape, uses::Shown, words, write,
};
use crate::{
    diagnostic::Location,
    openapi::Pointer,
    reference::{ParameterLocation, Property},
};

/// A parameter or property that both sides have.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// `listProjects.query.limit`, `Project.name`.
    pub(super) place: String,
    pub(super) subject: Subject,
    /// The schema in the document, as it stands there.
    pub(super) schema: Pointer,
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
        let mut property = reference.property.clone();
        property.required |= reference.location == ParameterLocation::Path;
        slots.push(Slot {
            place: format!("{}.{}", parameter.operation, parameter.name),
            subject: Subject::Operation(parameter.operation.clone()),
            schema: document.child("schema"),
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

impl Slot {
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
                let schema = parameter.value.as_mut().and_then(|v| v.get_mut("schema"));
                if let Some(Value::Object(schema)) = schema {
                    // A parameter's schema that is a reference becomes an own one.
                    if let Some(Value::String(reference)) = schema.shift_remove("$ref")
                        && let Some(Value::Object(target)) =
                            Pointer::of_reference(&reference).and_then(|at| cx.document.get(&at))
                    {
                        schema.extend(target.clone());
                    }
                    match value {
                        Some(value) => schema.insert(keyword.to_owned(), value),
                        None => schema.shift_remove(keyword),
                    };
                }
            }
            Handle::Property { .. } => match value {
                Some(value) => cx.editor.set_keyword(&self.schema, keyword, value),
                None if cx.editor.get(&self.schema.child("$ref")).is_some() => {
                    // The fact stands in a shared schema: the property gets its own.
                    self.replace(cx);
                }
                None => cx.editor.remove(&self.schema.child(keyword)),
            },
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
                let schema = write::property(&self.property, self.example.as_ref(), &cx.shapes);
                if let Some((properties, name)) = self.schema.split_last() {
                    cx.editor.set(&properties, name, schema);
                }
            }
        }
    }
}

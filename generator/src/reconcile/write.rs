//! What the reference says, written as OpenAPI.

use serde_json::{Map, Number, Value, json};

use super::{editor::object, shapes::Shapes, words};
use crate::reference::{
    Alternative, Body, Enumeration, Kind, Members, Parameter, ParameterLocation, Property,
    Response, Type,
};

/// The schema of a property: its type, with nullability, words and default.
pub(super) fn property(property: &Property, example: Option<&Value>, shapes: &Shapes<'_>) -> Value {
    let mut schema = self::schema(&property.ty, example, shapes);
    let mut beside = Map::new();
    if words::is_nullable(property) {
        beside.insert("nullable".to_owned(), Value::Bool(true));
    }
    if let Some(text) = description(property) {
        beside.insert("description".to_owned(), Value::from(text));
    }
    if let Some(default) = default(property) {
        beside.insert("default".to_owned(), default);
    }
    if property.deprecated {
        beside.insert("deprecated".to_owned(), Value::Bool(true));
    }
    if let Some(Enumeration::Counted(_)) = property.ty.enumeration
        && let Some(example) = example
    {
        beside.insert("example".to_owned(), example.clone());
    }
    if schema.get("$ref").is_some() && !beside.is_empty() {
        schema = json!({ "allOf": [schema] });
    }
    if let Value::Object(map) = &mut schema {
        map.extend(beside);
    }
    schema
}

/// The words about a property, with what the type alone cannot say.
pub(super) fn description(property: &Property) -> Option<String> {
    let words = property.description.as_ref().map(|d| d.text.clone());
    let Some(Enumeration::Counted(count)) = property.ty.enumeration else {
        return words;
    };
    let open = format!("One of {count} values, which the reference does not list.");
    Some(words.map_or_else(|| open.clone(), |words| format!("{words}\n\n{open}")))
}

/// The default value, typed as the property is.
pub(super) fn default(property: &Property) -> Option<Value> {
    let text = property.default.as_ref()?.text.trim();
    Some(typed(text, &property.ty.kind))
}

/// A value that the reference shows as text.
fn typed(text: &str, kind: &Kind) -> Value {
    let quoted = || Value::from(text.trim_matches('"'));
    match kind {
        Kind::Integer | Kind::Number => text
            .parse::<Number>()
            .map_or_else(|_| quoted(), Value::Number),
        Kind::Boolean => text.parse::<bool>().map_or_else(|_| quoted(), Value::Bool),
        Kind::Any | Kind::Object(_) | Kind::Array(_) | Kind::Union(_) => {
            serde_json::from_str(text).unwrap_or_else(|_| quoted())
        }
        Kind::String => quoted(),
    }
}

/// The allowed values, typed as the property is; `None` where they are not all known.
pub(super) fn enumeration(ty: &Type) -> Option<Value> {
    match &ty.enumeration {
        Some(Enumeration::Listed(values)) => {
            let values = values.iter().map(|value| typed(value, &ty.kind));
            Some(values.collect())
        }
        Some(Enumeration::Counted(_)) | None => None,
    }
}

/// The schema of a type.
pub(super) fn schema(ty: &Type, example: Option<&Value>, shapes: &Shapes<'_>) -> Value {
    let word = |word: &str| Some(Value::from(word));
    let mut schema = match &ty.kind {
        Kind::Any => json!({}),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Number => json!({ "type": "number" }),
        Kind::String => json!({ "type": "string" }),
        Kind::Object(Members::Free | Members::Elided) => object([
            ("type", word("object")),
            ("additionalProperties", Some(Value::Bool(true))),
        ]),
        Kind::Object(Members::Listed(properties)) => match shapes.component(properties) {
            Some(name) => return reference(name),
            None => return listed(properties, example, shapes),
        },
        Kind::Array(item) => {
            let example = example.and_then(|e| e.get(0));
            json!({ "type": "array", "items": self::schema(item, example, shapes) })
        }
        Kind::Union(alternatives) => union(alternatives, shapes),
    };
    let facts = object([
        ("format", ty.format.as_deref().map(Value::from)),
        ("enum", enumeration(ty)),
        ("minimum", ty.minimum.clone().map(Value::Number)),
        ("maximum", ty.maximum.clone().map(Value::Number)),
    ]);
    if let (Value::Object(schema), Value::Object(facts)) = (&mut schema, facts) {
        schema.extend(facts);
    }
    schema
}

/// An object schema with these properties.
pub(super) fn listed(
    properties: &[Property],
    example: Option<&Value>,
    shapes: &Shapes<'_>,
) -> Value {
    let required: Vec<_> = properties
        .iter()
        .filter(|p| p.required)
        .map(|p| Value::from(p.name.text.as_str()))
        .collect();
    let members = properties.iter().map(|p| {
        let name = &p.name.text;
        let example = example.and_then(|e| e.get(name));
        (name.clone(), property(p, example, shapes))
    });
    object([
        ("type", Some(Value::from("object"))),
        (
            "required",
            (!required.is_empty()).then_some(Value::Array(required)),
        ),
        ("properties", Some(Value::Object(members.collect()))),
    ])
}

/// The shown alternatives, and one that accepts what is not shown.
fn union(alternatives: &[Alternative], shapes: &Shapes<'_>) -> Value {
    let mut all: Vec<Value> = alternatives
        .iter()
        .map(|alternative| schema(&alternative.ty, None, shapes))
        .collect();
    if all.is_empty() {
        return json!({});
    }
    all.push(json!({}));
    json!({ "anyOf": all })
}

/// A reference to a component.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", name.replace('~', "~0").replace('/', "~1")) })
}

/// A whole parameter.
pub(super) fn parameter(parameter: &Parameter, shapes: &Shapes<'_>) -> Value {
    let place = location(parameter.location);
    let required = parameter.property.required || parameter.location == ParameterLocation::Path;
    let mut schema = schema(&parameter.property.ty, None, shapes);
    if let (Value::Object(map), Some(default)) = (&mut schema, default(&parameter.property)) {
        map.insert("default".to_owned(), default);
    }
    object([
        ("in", Some(Value::from(place))),
        (
            "name",
            Some(Value::from(parameter.property.name.text.as_str())),
        ),
        (
            "description",
            description(&parameter.property).map(Value::from),
        ),
        ("required", required.then_some(Value::Bool(true))),
        (
            "deprecated",
            parameter.property.deprecated.then_some(Value::Bool(true)),
        ),
        ("schema", Some(schema)),
    ])
}

/// `path`, `query`, `header` or `cookie`.
pub(super) fn location(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

/// A whole response.
pub(super) fn response(response: &Response, shapes: &Shapes<'_>) -> Value {
    let words = response.description.as_ref();
    let content = response.body.as_ref().map(|body| content(body, shapes));
    object([
        (
            "description",
            Some(Value::from(words.map_or("", |d| d.text.as_str()))),
        ),
        ("content", content),
    ])
}

/// The content of a body.
pub(super) fn content(body: &Body, shapes: &Shapes<'_>) -> Value {
    let example = body.example.as_ref().map(|e| &e.value);
    json!({ body.media_type.text.as_str(): { "schema": schema(&body.ty, example, shapes) } })
}

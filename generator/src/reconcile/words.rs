//! Types in the words that people use for them, the same for both sides.

use serde_json::Value;

use crate::{
    openapi::{Document, Pointer},
    reference::{Enumeration, Kind, Members, Property, Type},
};

/// `array of string`, `object`, `anyOf`: the type of the reference.
pub(super) fn of_type(ty: &Type) -> String {
    match &ty.kind {
        Kind::Any => "any".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Object(_) => "object".to_owned(),
        Kind::Array(item) => format!("array of {}", of_type(item)),
        Kind::Union(_) => "anyOf".to_owned(),
    }
}

/// The same words for a schema of the document.
pub(super) fn of_schema(document: &Document, at: &Pointer) -> String {
    of_schema_within(document, at, 16)
}

fn of_schema_within(document: &Document, at: &Pointer, depth: usize) -> String {
    let Some(schema) = document.resolve(at).ok().filter(|_| depth > 0) else {
        return "any".to_owned();
    };
    let Some(value) = document.get(&schema) else {
        return "any".to_owned();
    };
    match value.get("type").and_then(Value::as_str) {
        Some("array") => {
            let item = of_schema_within(document, &schema.child("items"), depth - 1);
            return format!("array of {item}");
        }
        Some(word) => return word.to_owned(),
        None => {}
    }
    let parts = value.get("allOf").and_then(Value::as_array);
    if let Some([_]) = parts.map(Vec::as_slice) {
        return of_schema_within(document, &schema.join(["allOf", "0"]), depth - 1);
    }
    if parts.is_some() || value.get("properties").is_some() {
        "object".to_owned()
    } else if value.get("anyOf").is_some() || value.get("oneOf").is_some() {
        "anyOf".to_owned()
    } else {
        "any".to_owned()
    }
}

/// A property line in short: `string (date-time), required, nullable`.
pub(super) fn of_property(property: &Property) -> String {
    let format = property.ty.format.as_ref();
    let format = format.map_or_else(String::new, |format| format!(" ({format})"));
    let values = match &property.ty.enumeration {
        Some(Enumeration::Listed(values)) => format!(", one of {}", values.join(", ")),
        Some(Enumeration::Counted(count)) => format!(", one of {count} values"),
        None => String::new(),
    };
    let content = match &property.ty.kind {
        Kind::Object(Members::Listed(properties)) => format!(" with {}", names(properties)),
        _ => String::new(),
    };
    let required = if property.required {
        "required"
    } else {
        "optional"
    };
    let null = if is_nullable(property) {
        ", nullable"
    } else {
        ""
    };
    let word = of_type(&property.ty);
    format!("{word}{format}{values}{content}, {required}{null}")
}

/// `a`, `b` and `c`.
pub(super) fn names(properties: &[Property]) -> String {
    list(properties.iter().map(|p| p.name.text.as_str()))
}

/// Names in backquotes with commas.
pub(super) fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let quoted: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// Whether the value can be null: the line says so, or its description does.
pub(super) fn is_nullable(property: &Property) -> bool {
    property.nullable || describes_null(property)
}

/// Whether a description says that the value is null in some case.
pub(super) fn describes_null(property: &Property) -> bool {
    const DENIALS: [&str; 6] = ["not", "never", "non", "cannot", "without", "no"];
    let text = property
        .description
        .as_ref()
        .map_or("", |d| d.text.as_str());
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.iter().enumerate().any(|(at, word)| {
        let before = words[at.saturating_sub(3)..at].iter();
        let denied = before
            .into_iter()
            .any(|w| DENIALS.contains(&w.as_str()) || w.ends_with("n't"));
        word == "null" && !denied
    })
}

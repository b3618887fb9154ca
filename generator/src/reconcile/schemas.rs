//! Finding schemas in the document: of bodies, of properties, of components.

use serde_json::Value;

use crate::openapi::{Document, Pointer};

/// The name of a schema under `components/schemas`.
pub(super) fn component_name(at: &Pointer) -> Option<String> {
    match at.tokens() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(name.clone())
        }
        _ => None,
    }
}

/// The response of the document that a status of the reference is about: the same status, or the
/// only success where both are successes.
pub(super) fn response_for(
    document: &Document,
    operation: &Pointer,
    status: &str,
) -> Option<Pointer> {
    let responses = operation.child("responses");
    let map = document.get(&responses)?.as_object()?;
    let key = if map.contains_key(status) {
        status.to_owned()
    } else if status.starts_with('2') {
        map.keys().find(|key| key.starts_with('2'))?.clone()
    } else {
        return None;
    };
    document.resolve(&responses.child(key)).ok()
}

/// The schema of the JSON content of a request body or response.
pub(super) fn json_schema(document: &Document, at: &Pointer) -> Option<Pointer> {
    let content = document.get(&at.child("content"))?.as_object()?;
    let is_json = |key: &&String| {
        let essence = key.split(';').next().unwrap_or_default().trim();
        essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
    };
    let media_type = content.keys().find(is_json)?;
    let schema = at.join(["content", media_type.as_str(), "schema"]);
    document.get(&schema).map(|_| schema)
}

/// Whether a page would show a schema of the document as a table: an object with properties, or an
/// array of those. Of anything else a page may say nothing at all.
pub(super) fn shows_as_table(document: &Document, at: &Pointer) -> bool {
    let mut at = document.resolve(at).ok();
    for _ in 0..8 {
        let Some(schema) = at else { return false };
        if !schema_properties(document, &schema).is_empty() {
            return true;
        }
        at = document.resolve(&schema.child("items")).ok();
        at = at.filter(|items| document.get(items).is_some());
    }
    false
}

/// Whether a schema of the document is an object with properties.
pub(super) fn is_object(document: &Document, at: &Pointer) -> bool {
    let Some(schema) = document.get(at) else {
        return false;
    };
    schema.get("properties").is_some()
        || schema.get("allOf").is_some()
        || (schema.get("type") == Some(&Value::from("object"))
            && schema.get("additionalProperties").is_none())
}

/// The properties of an object schema, with their places; those of `allOf` parts too.
pub(super) fn schema_properties(document: &Document, at: &Pointer) -> Vec<(String, Pointer)> {
    fn add(document: &Document, at: &Pointer, depth: usize, found: &mut Vec<(String, Pointer)>) {
        let Ok(at) = document.resolve(at) else { return };
        let Some(schema) = document.get(&at) else {
            return;
        };
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for name in properties.keys() {
                if !found.iter().any(|(known, _)| known == name) {
                    found.push((name.clone(), at.join(["properties", name.as_str()])));
                }
            }
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array)
            && depth > 0
        {
            for number in 0..parts.len() {
                add(document, &at.child("allOf").child(number), depth - 1, found);
            }
        }
    }
    let mut found = Vec::new();
    add(document, at, 8, &mut found);
    found
}

/// The schema of one property of an object schema.
pub(super) fn property_schema(
    document: &Document,
    object: &Pointer,
    name: &str,
) -> Option<Pointer> {
    schema_properties(document, object)
        .into_iter()
        .find(|(known, _)| known == name)
        .map(|(_, at)| at)
}

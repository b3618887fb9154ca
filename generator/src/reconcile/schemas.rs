//! Finding schemas in the document: of bodies, of properties, of components.

use serde_json::Value;

use crate::{
    openapi::{Document, Pointer},
    reference::Operation,
};

/// The name of a schema under `components/schemas`.
pub(super) fn component_name(at: &Pointer) -> Option<String> {
    match at.tokens() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(name.clone())
        }
        _ => None,
    }
}

/// A part of an operation that may be a reference to a shared one.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Where the operation has it: what is changed for this operation alone.
    pub(super) own: Pointer,
    /// Where its content is, references followed.
    pub(super) content: Pointer,
}

impl Part {
    fn of(document: &Document, own: Pointer) -> Option<Self> {
        let content = document.resolve(&own).ok()?;
        document.get(&content)?;
        Some(Self { own, content })
    }

    /// The place that a place of the content has once the operation has its own copy.
    pub(super) fn rebase(&self, place: &Pointer) -> Pointer {
        let rest = place.tokens().get(self.content.tokens().len()..);
        self.own.join(rest.unwrap_or_default().iter().cloned())
    }
}

/// The request body of an operation of the document.
pub(super) fn request_body(document: &Document, operation: &Pointer) -> Option<Part> {
    Part::of(document, operation.child("requestBody"))
}

/// The statuses of success of an operation that only the document has, and those that only the
/// reference has: one takes the place of the other, in this order.
pub(super) fn unmatched_successes(
    document: &Document,
    operation: &Pointer,
    reference: &Operation,
) -> (Vec<String>, Vec<String>) {
    let responses = document.get(&operation.child("responses"));
    let responses = responses.and_then(Value::as_object);
    let ours = responses.into_iter().flat_map(|map| map.keys()).cloned();
    let theirs = reference.responses.iter().map(|r| r.status.text.clone());
    let success = |status: &String| status.starts_with('2');
    let ours: Vec<_> = ours.filter(success).collect();
    let theirs: Vec<_> = theirs.filter(success).collect();
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let only = these.iter().filter(|status| !those.contains(status));
        only.cloned().collect()
    };
    (only(&ours, &theirs), only(&theirs, &ours))
}

/// The response of the document that a status of the reference is about: the same status, or the
/// success whose place it takes.
pub(super) fn response_for(
    document: &Document,
    operation: &Pointer,
    reference: &Operation,
    status: &str,
) -> Option<Part> {
    let responses = operation.child("responses");
    let own = responses.child(status);
    if document.get(&own).is_some() {
        return Part::of(document, own);
    }
    let (ours, theirs) = unmatched_successes(document, operation, reference);
    let number = theirs.iter().position(|s| s == status)?;
    Part::of(document, responses.child(ours.get(number)?))
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
        || schema.get("type") == Some(&Value::from("object"))
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

/// The names of the properties that an object schema requires, in whichever of its parts.
pub(super) fn required(document: &Document, object: &Pointer) -> Vec<String> {
    fn add(document: &Document, at: &Pointer, depth: usize, names: &mut Vec<String>) {
        let Ok(at) = document.resolve(at) else { return };
        let own = document.get(&at.child("required"));
        let own = own.and_then(Value::as_array).into_iter().flatten();
        for name in own.filter_map(Value::as_str) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        let parts = document.get(&at.child("allOf")).and_then(Value::as_array);
        for number in 0..parts.map_or(0, Vec::len) {
            if depth > 0 {
                add(document, &at.child("allOf").child(number), depth - 1, names);
            }
        }
    }
    let mut names = Vec::new();
    add(document, object, 8, &mut names);
    names
}

/// The schema that is meant at a place: references followed, also the one that `allOf` wraps so
/// that words can stand beside it.
pub(super) fn meant(document: &Document, at: &Pointer) -> Option<Pointer> {
    let mut at = document.resolve(at).ok()?;
    for _ in 0..8 {
        let schema = document.get(&at)?;
        let wrapped = schema.get("allOf").and_then(Value::as_array);
        match wrapped.map(Vec::as_slice) {
            Some([only]) if only.get("$ref").is_some() && schema.get("properties").is_none() => {
                at = document.resolve(&at.join(["allOf", "0"])).ok()?;
            }
            _ => break,
        }
    }
    Some(at)
}

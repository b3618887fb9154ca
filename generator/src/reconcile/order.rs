//! The order of keys: what a correction adds stands where a person would have written it. Order
//! means nothing in OpenAPI, so this changes no value.

use serde_json::{Map, Value};

/// The usual order of the keys of operations, parameters, responses and schemas.
const USUAL: [&str; 38] = [
    "$ref",
    "in",
    "tags",
    "operationId",
    "name",
    "url",
    "summary",
    "type",
    "format",
    "nullable",
    "description",
    "deprecated",
    "required",
    "schema",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "enum",
    "default",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "example",
    "examples",
    "items",
    "properties",
    "additionalProperties",
    "security",
    "parameters",
    "requestBody",
    "responses",
    "headers",
    "content",
];

/// Keys whose value is a map from names of people to things: its order is that of the document.
const MAPS: [&str; 12] = [
    "paths",
    "properties",
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "securitySchemes",
    "headers",
    "content",
    "examples",
    "links",
    "callbacks",
];

/// The corrected document with its new keys in the usual places.
pub(super) fn arrange(original: &Value, corrected: Value) -> Value {
    arrange_within(Some(original), corrected, false)
}

fn arrange_within(original: Option<&Value>, corrected: Value, is_map: bool) -> Value {
    match corrected {
        Value::Object(map) => {
            let before = original.and_then(Value::as_object);
            let mut arranged: Vec<(String, Value)> = Vec::with_capacity(map.len());
            for (key, value) in map {
                // A schema may have a property that is called `properties`.
                let inner_is_map = !is_map && MAPS.contains(&key.as_str());
                let value = arrange_within(before.and_then(|b| b.get(&key)), value, inner_is_map);
                let is_new = before.is_none_or(|b| !b.contains_key(&key));
                let at = if is_new && !is_map {
                    let rank = rank(&key);
                    arranged
                        .iter()
                        .position(|(other, _)| self::rank(other) > rank)
                } else {
                    None
                };
                arranged.insert(at.unwrap_or(arranged.len()), (key, value));
            }
            // Of responses, the one for everything else comes last.
            if is_map
                && is_responses(&arranged)
                && let Some(at) = arranged.iter().position(|(key, _)| key == "default")
            {
                let default = arranged.remove(at);
                arranged.push(default);
            }
            Value::Object(arranged.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(items) => {
            let before = original.and_then(Value::as_array);
            let items = items
                .into_iter()
                .enumerate()
                .map(|(at, item)| arrange_within(before.and_then(|b| b.get(at)), item, false));
            Value::Array(items.collect())
        }
        scalar @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => scalar,
    }
}

/// Whether all other keys are statuses.
fn is_responses(entries: &[(String, Value)]) -> bool {
    entries.iter().all(|(key, _)| {
        key == "default" || key.starts_with(|c: char| ('1'..='5').contains(&c)) && key.len() == 3
    })
}

/// Unknown keys, extensions among them, come last.
fn rank(key: &str) -> usize {
    let known = USUAL.iter().position(|usual| *usual == key);
    known.unwrap_or(USUAL.len())
}

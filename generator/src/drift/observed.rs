//! The schema that values would have that were seen.

use serde_json::{Map, Value, json};

use super::{forms::has_form, mask::is_masked_key};

/// The narrowest schema of one value: of its kind, its format and its members, none of which is
/// required.
pub(super) fn schema(value: &Value) -> Value {
    match value {
        Value::Null => json!({ "nullable": true }),
        Value::Bool(_) => json!({ "type": "boolean" }),
        Value::Number(number) if number.is_f64() => json!({ "type": "number" }),
        Value::Number(_) => json!({ "type": "integer" }),
        Value::String(text) => {
            let formats = ["date-time", "date", "uuid"];
            let has = |format: &&&str| has_form(format, text) == Some(true);
            match formats.iter().find(has) {
                Some(format) => json!({ "type": "string", "format": format }),
                None => json!({ "type": "string" }),
            }
        }
        Value::Array(items) => {
            let item = items.iter().map(schema).reduce(|a, b| both(&a, &b));
            json!({ "type": "array", "items": item.unwrap_or_else(|| json!({})) })
        }
        Value::Object(map) => {
            // What stands for a name is none.
            let named = map.iter().filter(|(key, _)| !is_masked_key(key));
            let members = named.map(|(key, value)| (key.clone(), schema(value)));
            json!({ "type": "object", "properties": members.collect::<Map<_, _>>() })
        }
    }
}

/// The narrowest schema of the values of two such schemas.
pub(super) fn both(one: &Value, other: &Value) -> Value {
    if one == other {
        return one.clone();
    }
    let kind = |schema: &Value| {
        schema
            .get("type")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let nullable = |schema: &Value| schema.get("nullable") == Some(&Value::Bool(true));
    let null = nullable(one) || nullable(other);
    let mut result = match (kind(one), kind(other)) {
        (None, _) if nullable(one) && one.as_object().is_some_and(|map| map.len() == 1) => {
            other.clone()
        }
        (_, None) if nullable(other) && other.as_object().is_some_and(|map| map.len() == 1) => {
            one.clone()
        }
        (Some(a), Some(b)) if a == b => same_kind(&a, one, other),
        (Some(a), Some(b)) if [&a, &b].iter().all(|k| *k == "integer" || *k == "number") => {
            json!({ "type": "number" })
        }
        _ => json!({}),
    };
    if null && let Value::Object(map) = &mut result {
        map.insert("nullable".to_owned(), Value::Bool(true));
    }
    result
}

fn same_kind(kind: &str, one: &Value, other: &Value) -> Value {
    match kind {
        "array" => {
            let items = |schema: &Value| schema.get("items").cloned().unwrap_or_default();
            let (a, b) = (items(one), items(other));
            let empty = |schema: &Value| schema.as_object().is_some_and(Map::is_empty);
            let items = if empty(&a) {
                b
            } else if empty(&b) {
                a
            } else {
                both(&a, &b)
            };
            json!({ "type": "array", "items": items })
        }
        "object" => {
            let members = |schema: &Value| -> Map<String, Value> {
                let members = schema.get("properties").and_then(Value::as_object);
                members.cloned().unwrap_or_default()
            };
            let mut all = members(one);
            for (name, schema) in members(other) {
                let merged = all
                    .get(&name)
                    .map_or(schema.clone(), |known| both(known, &schema));
                all.insert(name, merged);
            }
            json!({ "type": "object", "properties": all })
        }
        // Texts of different formats.
        kind => json!({ "type": kind }),
    }
}

/// What kind of JSON a value is, as people say it.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.as_f64().is_some_and(|n| n.fract() != 0.0) => {
            "a number with a fraction"
        }
        Value::Number(_) => "a whole number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

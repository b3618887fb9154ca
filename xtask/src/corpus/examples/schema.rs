//! Whether an example is valid by its own schema, as far as a type can say it.
//!
//! Written apart from the generator, so that a mistake of the one does not hide in the other. What a
//! type does not hold (patterns, bounds, lengths) is not looked at.

use serde_json::{Map, Value};

/// Deeper than this nothing is looked at: a schema can contain itself.
const MAX_DEPTH: usize = 64;

/// The keyword that a value breaks, and where; `None` for a valid one.
pub(super) fn violation(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let (keyword, at) = Judge { root }.breaks(schema, value, 0)?;
    let at = at.iter().rev().fold(String::new(), |all, part| {
        all + "/" + &part.replace('~', "~0").replace('/', "~1")
    });
    Some(if at.is_empty() {
        format!("breaks `{keyword}`")
    } else {
        format!("breaks `{keyword}` at {at}")
    })
}

/// A keyword, and the way to the value that breaks it, inside out.
type Broken = (&'static str, Vec<String>);

struct Judge<'d> {
    root: &'d Value,
}

/// What a reference leads to; the schema itself where it is none.
pub(super) fn target<'d>(root: &'d Value, schema: &'d Value) -> &'d Value {
    let mut schema = schema;
    for _ in 0..MAX_DEPTH {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return schema;
        };
        let Some(pointer) = truespec::openapi::Pointer::of_reference(reference) else {
            return &Value::Null;
        };
        schema = pointer.get(root).unwrap_or(&Value::Null);
    }
    &Value::Null
}

impl Judge<'_> {
    fn breaks(&self, schema: &Value, value: &Value, depth: usize) -> Option<Broken> {
        if depth > MAX_DEPTH {
            return None;
        }
        let schema = target(self.root, schema);
        let rules = schema.as_object()?;
        if value.is_null() && self.takes_null(rules, depth) {
            return None;
        }
        let own = own_type(rules, value).or_else(|| format(rules, value));
        if let Some(keyword) = own {
            return Some((keyword, Vec::new()));
        }
        self.combined(rules, value, depth).or_else(|| match value {
            Value::Object(members) => self.members(rules, members, depth),
            Value::Array(items) => self.items(rules, items, depth),
            _ => None,
        })
    }

    fn takes_null(&self, rules: &Map<String, Value>, depth: usize) -> bool {
        let null_in = |key: &str| {
            list(rules, key)
                .iter()
                .any(|schema| self.breaks(schema, &Value::Null, depth + 1).is_none())
        };
        rules.get("nullable") == Some(&Value::Bool(true))
            || list(rules, "enum").contains(&Value::Null)
            || (!rules.contains_key("type") && (null_in("oneOf") || null_in("anyOf")))
    }

    fn combined(&self, rules: &Map<String, Value>, value: &Value, depth: usize) -> Option<Broken> {
        for part in list(rules, "allOf") {
            if let Some(broken) = self.breaks(part, value, depth + 1) {
                return Some(broken);
            }
        }
        for key in ["oneOf", "anyOf"] {
            let alternatives = list(rules, key);
            let fits = |schema: &Value| self.breaks(schema, value, depth + 1).is_none();
            if !alternatives.is_empty() && !alternatives.iter().any(fits) {
                return Some((key, Vec::new()));
            }
        }
        None
    }

    fn members(
        &self,
        rules: &Map<String, Value>,
        members: &Map<String, Value>,
        depth: usize,
    ) -> Option<Broken> {
        for name in list(rules, "required").iter().filter_map(Value::as_str) {
            if !members.contains_key(name) {
                return Some(("required", vec![name.to_owned()]));
            }
        }
        let listed = rules.get("properties").and_then(Value::as_object);
        for (name, value) in members {
            let schema = listed.and_then(|listed| listed.get(name));
            let schema = match (schema, rules.get("additionalProperties")) {
                (None, Some(Value::Bool(false))) => {
                    return Some(("additionalProperties", vec![name.clone()]));
                }
                (Some(schema), _) | (None, Some(schema)) => schema,
                (None, None) => continue,
            };
            if let Some((keyword, mut at)) = self.breaks(schema, value, depth + 1) {
                at.push(name.clone());
                return Some((keyword, at));
            }
        }
        None
    }

    fn items(&self, rules: &Map<String, Value>, items: &[Value], depth: usize) -> Option<Broken> {
        let first = list(rules, "prefixItems");
        for (index, item) in items.iter().enumerate() {
            let Some(schema) = first.get(index).or_else(|| rules.get("items")) else {
                continue;
            };
            if let Some((keyword, mut at)) = self.breaks(schema, item, depth + 1) {
                at.push(index.to_string());
                return Some((keyword, at));
            }
        }
        None
    }
}

fn list<'v>(rules: &'v Map<String, Value>, key: &str) -> &'v [Value] {
    rules
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// `type` and `enum`.
fn own_type(rules: &Map<String, Value>, value: &Value) -> Option<&'static str> {
    let is = match rules.get("type").and_then(Value::as_str) {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some(_) | None => true,
    };
    if !is {
        return Some("type");
    }
    let values = list(rules, "enum");
    let same = |known: &Value| super::compare::equal(known, value);
    (!values.is_empty() && !values.iter().any(same)).then_some("enum")
}

/// The formats that have types of their own.
fn format(rules: &Map<String, Value>, value: &Value) -> Option<&'static str> {
    let fits = match (rules.get("format").and_then(Value::as_str)?, value) {
        ("date-time", Value::String(text)) => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        ("date", Value::String(text)) => text.parse::<chrono::NaiveDate>().is_ok(),
        ("uuid", Value::String(text)) => is_uuid(text),
        ("byte", Value::String(text)) => is_base64(text),
        ("int32", Value::Number(number)) => {
            number.as_i64().is_some_and(|n| i32::try_from(n).is_ok())
        }
        ("int64", Value::Number(number)) => number.is_i64(),
        _ => true,
    };
    (!fits).then_some("format")
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    text.len().is_multiple_of(4) && text.len() - digits.len() < 3 && digits.chars().all(known)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::violation;

    #[test]
    fn the_keyword_and_the_place() {
        let root = json!({"s": {"Item": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "integer", "format": "int32"},
                "kind": {"enum": ["a"]},
                "next": {"$ref": "#/s/Item", "nullable": true},
                "none": {"type": "string", "nullable": true},
                "any": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "number"}}]},
            },
        }}});
        let item = json!({"$ref": "#/s/Item"});
        let check = |value: serde_json::Value| violation(&root, &item, &value);
        assert_eq!(
            check(json!({"id": 1, "kind": "a", "none": null, "more": 1})),
            None
        );
        assert_eq!(check(json!({"id": 1, "any": [1, 2.5]})), None);
        let broken = [
            (json!([]), "breaks `type`"),
            (json!({}), "breaks `required` at /id"),
            (json!({"id": null}), "breaks `type` at /id"),
            (json!({"id": 3_000_000_000_i64}), "breaks `format` at /id"),
            (json!({"id": 1, "kind": "b"}), "breaks `enum` at /kind"),
            (json!({"id": 1, "any": ["x"]}), "breaks `oneOf` at /any"),
            (
                json!({"id": 1, "next": {"id": "1"}}),
                "breaks `type` at /next/id",
            ),
        ];
        for (value, expected) in broken {
            assert_eq!(check(value.clone()).as_deref(), Some(expected), "{value}");
        }
    }
}

//! The members of an example that its schema neither lists nor says anything of. A response type does
//! not keep them: it is what is documented.

use serde_json::{Map, Value};

use super::schema::target;

/// Deeper than this nothing is looked at: a schema can contain itself.
const MAX_DEPTH: usize = 64;

/// The JSON pointers of the members that are not listed.
pub(super) fn unlisted(root: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut search = Search {
        root,
        found: Vec::new(),
    };
    search.value(&[schema], value, "", 0);
    search.found
}

struct Search<'d> {
    root: &'d Value,
    found: Vec<String>,
}

/// What several schemas together say of the parts of a value.
#[derive(Default)]
struct Parts<'d> {
    properties: Vec<&'d Map<String, Value>>,
    additional: Vec<&'d Value>,
    items: Vec<&'d Value>,
    /// One of the schemas takes any object.
    open: bool,
    /// One of them says nothing of members.
    silent: bool,
}

impl<'d> Search<'d> {
    fn value(&mut self, schemas: &[&'d Value], value: &Value, at: &str, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let mut parts = Parts::default();
        for schema in schemas {
            self.collect(schema, &mut parts, 0);
        }
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    let listed = parts.properties.iter().filter_map(|p| p.get(name));
                    let mut schemas: Vec<&Value> = listed.collect();
                    if schemas.is_empty() {
                        schemas.clone_from(&parts.additional);
                    }
                    let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                    if !schemas.is_empty() {
                        self.value(&schemas, value, &at, depth + 1);
                    } else if !(parts.open || parts.silent && parts.properties.is_empty()) {
                        self.found.push(at);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(&parts.items, item, &format!("{at}/{index}"), depth + 1);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn collect(&self, schema: &'d Value, parts: &mut Parts<'d>, depth: usize) {
        let Value::Object(rules) = target(self.root, schema) else {
            return;
        };
        if depth > MAX_DEPTH {
            return;
        }
        let mut composed = false;
        for key in ["allOf", "oneOf", "anyOf"] {
            for part in rules
                .get(key)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                composed = true;
                self.collect(part, parts, depth + 1);
            }
        }
        let properties = rules.get("properties").and_then(Value::as_object);
        parts.properties.extend(properties);
        let first = rules.get("prefixItems").and_then(Value::as_array);
        parts.items.extend(first.into_iter().flatten());
        parts.items.extend(rules.get("items"));
        match rules.get("additionalProperties") {
            Some(Value::Bool(true)) => parts.open = true,
            Some(schema @ Value::Object(_)) => parts.additional.push(schema),
            None if !composed && properties.is_none_or(Map::is_empty) => parts.silent = true,
            Some(_) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::unlisted;

    #[test]
    fn only_what_nothing_is_said_of() {
        let root = json!({"Base": {"properties": {"id": {}}}});
        let schema = json!({
            "allOf": [{"$ref": "#/Base"}],
            "properties": {
                "open": {"additionalProperties": true, "properties": {"a": {}}},
                "free": {"type": "object"},
                "list": {"items": {"properties": {"x": {}}}},
            },
        });
        let value = json!({
            "id": {"any": 1},
            "open": {"b": 1},
            "free": {"b": 1},
            "list": [{"x": 1, "a/b": 2}],
            "more": 1,
        });
        assert_eq!(unlisted(&root, &schema, &value), ["/list/0/a~1b", "/more"]);
    }
}

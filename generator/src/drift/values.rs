//! Where the values of parameters come from: what a person gives, what the service answered before,
//! what the document shows.

use std::{collections::HashMap, fmt::Write as _};

use heck::ToSnakeCase;
use serde_json::Value;

use super::targets::{Taken, Target};

/// The values that are known so far.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// By `operationId.parameter`, or by `parameter` for all operations.
    given: HashMap<String, String>,
    /// The items of lists, by the path that they were asked for with.
    lists: HashMap<String, Vec<Value>>,
}

/// A value for a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Valued {
    /// The name of the parameter.
    pub name: String,
    /// Its place, as the document says it.
    pub place: String,
    /// The value.
    pub value: String,
    /// Whether nobody knows if the service has such a thing.
    pub guessed: bool,
}

impl Known {
    /// With what a person gives.
    #[must_use]
    pub fn new(given: HashMap<String, String>) -> Self {
        Self {
            given,
            lists: HashMap::new(),
        }
    }

    /// Notes what the list at a path has.
    pub fn learn(&mut self, path: &str, body: &Value) {
        let items = match body {
            Value::Array(items) => Some(items),
            // The one list of what is around it.
            Value::Object(map) => {
                let mut lists = map.values().filter_map(Value::as_array);
                lists.next().filter(|_| lists.next().is_none())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        };
        if let Some(items) = items {
            let known = self.lists.entry(path.to_owned()).or_default();
            known.extend(items.iter().cloned());
        }
    }

    /// The values of all parameters that a call needs.
    ///
    /// # Errors
    /// Which has no value, and why, in a few words.
    pub fn values(&self, target: &Target) -> Result<Vec<Valued>, String> {
        let mut values: Vec<Valued> = Vec::new();
        // In the order of the path: what stands before says which list is meant.
        let of_path = names(&target.operation.path);
        for name in &of_path {
            let shown = |taken: &&Taken| taken.place == "path" && taken.name == *name;
            let taken = target.parameters.iter().find(shown);
            let path = collection(&target.operation.path, name, &values);
            values.push(self.value(target, name, "path", taken, path.as_deref())?);
        }
        for taken in &target.parameters {
            if taken.place != "path" && taken.required {
                let value = self.value(target, &taken.name, &taken.place, Some(taken), None)?;
                values.push(value);
            }
        }
        Ok(values)
    }

    fn value(
        &self,
        target: &Target,
        name: &str,
        place: &str,
        taken: Option<&Taken>,
        list: Option<&str>,
    ) -> Result<Valued, String> {
        let valued = |value: String, guessed: bool| Valued {
            name: name.to_owned(),
            place: place.to_owned(),
            value,
            guessed,
        };
        let own = format!("{}.{name}", target.id);
        let given = self.given.get(&own).or_else(|| self.given.get(name));
        if let Some(given) = given {
            return Ok(valued(given.clone(), false));
        }
        let items = list.and_then(|list| self.lists.get(list));
        let mut answered = items.into_iter().flatten();
        if let Some(value) = answered.find_map(|item| of_item(item, name)) {
            return Ok(valued(value, false));
        }
        if let Some(shown) = taken.and_then(|taken| taken.shown.first()) {
            return Ok(valued(plain(shown), true));
        }
        Err(match (list, items) {
            (Some(list), Some(items)) if items.is_empty() => {
                format!("no value for `{name}`: the list `{list}` is empty")
            }
            (Some(list), Some(_)) => {
                format!("no value for `{name}`: no item of `{list}` has it")
            }
            _ => format!("no value for `{name}`: give --value {name}=VALUE"),
        })
    }
}

/// The path with its values, percent-encoded.
#[must_use]
pub fn filled(path: &str, values: &[Valued]) -> String {
    let mut filled = path.to_owned();
    for valued in values.iter().filter(|valued| valued.place == "path") {
        filled = filled.replace(&format!("{{{}}}", valued.name), &encoded(&valued.value));
    }
    filled
}

/// A segment of a path in which everything is encoded that could mean something there.
fn encoded(value: &str) -> String {
    // Writing to a text cannot fail.
    let mut encoded = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The names between braces.
fn names(path: &str) -> Vec<String> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// The list that a parameter names an item of: the path before it, where it is a segment of its own.
fn collection(path: &str, name: &str, values: &[Valued]) -> Option<String> {
    let (before, _) = path.split_once(&format!("/{{{name}}}"))?;
    (!before.is_empty()).then(|| filled(before, values))
}

/// The text of a scalar, as a parameter has it.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The value of an item that a parameter of this name takes.
fn of_item(item: &Value, name: &str) -> Option<String> {
    let scalar = |value: &Value| {
        let is = value.is_number() || value.as_str().is_some_and(|text| !text.is_empty());
        is.then(|| plain(value))
    };
    let Value::Object(map) = item else {
        return scalar(item);
    };
    let snake = name.to_snake_case();
    let called = |wanted: &str| {
        let found = map.iter().find(|(key, _)| key.to_snake_case() == wanted);
        found.map(|(_, value)| value)
    };
    if let Some(value) = called(&snake).and_then(scalar) {
        return Some(value);
    }
    let last = snake.rsplit_once('_');
    // `userId` is the `id` of the `user` in the item, else that of the item.
    if let Some((first, last)) = last {
        let nested = called(first).and_then(|inner| {
            let inner = inner.as_object()?;
            let found = inner.iter().find(|(key, _)| key.to_snake_case() == last);
            found.and_then(|(_, value)| scalar(value))
        });
        if nested.is_some() {
            return nested;
        }
        if let Some(value) = called(last).and_then(scalar) {
            return Some(value);
        }
    }
    if last.is_none_or(|(_, last)| last == "id") || snake == "id" {
        let usual = ["id", "uuid", "key", "slug", "name"];
        return usual.iter().find_map(|name| called(name).and_then(scalar));
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{collection, encoded, of_item};

    #[test]
    fn an_item_has_the_value_of_a_parameter() {
        let cases = [
            (json!({"id": "p1", "name": "n"}), "id", Some("p1")),
            (json!({"id": 7}), "projectId", Some("7")),
            (
                json!({"id": "c", "user": {"id": "u1"}}),
                "userId",
                Some("u1"),
            ),
            (json!({"id": "c", "user_id": "u1"}), "userId", Some("u1")),
            (json!({"id": "x", "name": "n"}), "name", Some("n")),
            (json!({"id": "x"}), "name", Some("x")),
            (json!({"id": null, "uuid": "y"}), "id", Some("y")),
            (json!("alone"), "tag", Some("alone")),
            (json!({"size": 3}), "pageSize", Some("3")),
            (json!({"title": "t"}), "version", None),
        ];
        for (item, name, value) in cases {
            let found = of_item(&item, name);
            assert_eq!(found.as_deref(), value, "{item} {name}");
        }
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        assert_eq!(encoded("a/b?c#d e%"), "a%2Fb%3Fc%23d%20e%25");
        assert_eq!(
            collection("/things/{id}", "id", &[]).as_deref(),
            Some("/things")
        );
        assert_eq!(collection("/things:{id}", "id", &[]), None);
    }
}

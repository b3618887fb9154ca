//! JSON without the values of the members that are secrets, for `Debug` of values whose members the
//! document does not list.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// What stands in a text where a secret was.
pub(super) const REDACTED: &str = "[redacted]";

/// A value, and the names of members that are secrets. `Debug` shows the value as JSON, without what
/// members with these names hold, however deep they are.
pub struct Hidden<'a, T>(pub &'a T, pub &'static [&'static str]);

impl<T: Serialize> fmt::Debug for Hidden<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match serde_json::to_value(self.0) {
            Ok(value) => {
                let shown = without_secrets(&value, self.1, &str::to_owned);
                fmt::Display::fmt(&shown, f)
            }
            // What cannot be looked into is not shown.
            Err(_) => f.write_str(REDACTED),
        }
    }
}

/// `value` without what is in the members of these names, and all other texts and names of members
/// as `text` has them. Null, true and false stay: they say whether there is a secret, and are none.
pub(super) fn without_secrets(
    value: &Value,
    members: &[&str],
    text: &impl Fn(&str) -> String,
) -> Value {
    match value {
        Value::String(string) => Value::String(text(string)),
        Value::Array(elements) => elements
            .iter()
            .map(|element| without_secrets(element, members, text))
            .collect(),
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| {
                let secret = members.contains(&name.as_str());
                let value = if secret && !value.is_null() && !value.is_boolean() {
                    Value::String(REDACTED.to_owned())
                } else {
                    without_secrets(value, members, text)
                };
                (text(name), value)
            })
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

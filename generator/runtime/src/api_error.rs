//! The error that the service itself describes, read from the body of its answer.

use serde_json::Value;

use super::redaction::Redaction;

/// The names of the members of an API's error body. A name that begins with a slash is a JSON
/// pointer (`/error/message`), any other a member of the body itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct ErrorFields {
    /// Where the body has the error's code, for programs.
    pub code: Option<&'static str>,
    /// Where the body has the error's message, for people.
    pub message: Option<&'static str>,
    /// Where the body has further details.
    pub details: Option<&'static str>,
}

/// An error in the words of the service.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    /// The code, for programs; a number is given as its digits.
    pub code: Option<String>,
    /// The message, for people.
    pub message: Option<String>,
    /// Further details, as the service sent them.
    pub details: Option<Value>,
}

impl ApiError {
    /// Reads the body of an answer that is not a success. `None` if it is not JSON, or has none of
    /// the members of this API's errors.
    pub(super) fn read(redaction: &Redaction, fields: ErrorFields, body: &[u8]) -> Option<Self> {
        let body: Value = serde_json::from_slice(body).ok()?;
        let error = Self {
            code: member(&body, fields.code).map(|value| redaction.text(&text(value), true)),
            message: member(&body, fields.message).map(|value| redaction.text(&text(value), true)),
            details: member(&body, fields.details).map(|value| redaction.value(value)),
        };
        let found = error.code.is_some() || error.message.is_some() || error.details.is_some();
        found.then_some(error)
    }
}

fn member<'a>(body: &'a Value, name: Option<&str>) -> Option<&'a Value> {
    let name = name?;
    let value = if name.starts_with('/') {
        body.pointer(name)
    } else {
        body.get(name)
    };
    value.filter(|value| !value.is_null())
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

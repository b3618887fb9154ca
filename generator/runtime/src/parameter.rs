//! The value of a parameter as the texts that a path, a query or a header is made of.

use serde::Serialize;
use serde_json::Value;

/// A parameter as texts, not yet encoded for the place where it is sent.
pub(super) enum Texts {
    /// `null`: the parameter is not sent.
    Absent,
    /// A text, a number or a boolean.
    One(String),
    /// An array of them, without its nulls.
    Many(Vec<String>),
}

/// Takes a parameter apart. The error completes the sentence "the parameter …".
pub(super) fn texts<T: Serialize + ?Sized>(value: &T) -> Result<Texts, String> {
    let value = serde_json::to_value(value)
        .map_err(|error| format!("cannot be written as text: {error}"))?;
    match value {
        Value::Null => Ok(Texts::Absent),
        Value::Array(elements) => {
            let kept = elements.into_iter().filter(|element| !element.is_null());
            kept.map(scalar).collect::<Result<_, _>>().map(Texts::Many)
        }
        other => scalar(other).map(Texts::One),
    }
}

fn scalar(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            Err("must be a text, a number, a boolean, or a list of these".to_owned())
        }
    }
}

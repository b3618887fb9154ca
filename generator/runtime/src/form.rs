//! Bodies as HTML forms send them: `application/x-www-form-urlencoded`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use super::call::Call;
use super::redaction::collect;
use super::refusals::Cause;

/// The characters that a form escapes; of these, a space is written as `+`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

/// How a member of a form is written that is a list or an object. Without one, a list is a pair for
/// each item, and an object is written as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormStyle {
    /// `name=a,b`; the members of an object as `name=key,value`.
    Comma,
    /// `name=a b`.
    Space,
    /// `name=a|b`.
    Pipe,
    /// `name[key]=value`, however deep.
    Deep,
    /// As JSON.
    Json,
    /// `key=value` for the members of an object.
    Spread,
}

impl Call {
    /// Sets the body, as a form: a pair for each member. Null is sent as an empty text, and what is
    /// left out is not sent. A body that is a text is taken for one that is written already.
    pub fn form<T: Serialize + ?Sized>(&mut self, body: &T, styles: &[(&str, FormStyle)]) {
        let written = serde_json::to_value(body)
            .map_err(|error| format!("cannot be written as a form: {error}"))
            .and_then(|value| {
                let members = self.transport.0.api.sensitive;
                self.secrets.clear();
                collect(&value, members, false, &mut self.secrets);
                written(value, styles)
            })
            .map(|text| {
                self.body = Some(text.into());
                let media = "application/x-www-form-urlencoded";
                self.headers
                    .insert(CONTENT_TYPE, HeaderValue::from_static(media));
            });
        self.refusals.set("body", Cause::Body, written);
    }
}

fn written(value: Value, styles: &[(&str, FormStyle)]) -> Result<String, String> {
    let members = match value {
        Value::Object(members) => members,
        Value::String(text) => return Ok(text),
        Value::Null => return Ok(String::new()),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
            return Err("must be an object to be sent as a form".to_owned());
        }
    };
    let mut pairs = Pairs(String::new());
    for (name, value) in &members {
        let style = styles.iter().find(|(known, _)| known == name);
        pairs.member(name, value, style.map(|(_, style)| *style));
    }
    Ok(pairs.0)
}

/// Names and values, encoded.
struct Pairs(String);

impl Pairs {
    fn member(&mut self, name: &str, value: &Value, style: Option<FormStyle>) {
        match (value, style) {
            (Value::Array(_) | Value::Object(_), Some(FormStyle::Json)) => {
                self.pair(name, &value.to_string());
            }
            (Value::Array(_) | Value::Object(_), Some(FormStyle::Deep)) => self.deep(name, value),
            (Value::Array(items), None | Some(FormStyle::Spread)) => {
                for item in items {
                    self.pair(name, &text(item));
                }
            }
            (Value::Object(members), Some(FormStyle::Spread)) => {
                for (name, value) in members {
                    self.pair(name, &text(value));
                }
            }
            (Value::Array(items), Some(FormStyle::Comma | FormStyle::Space | FormStyle::Pipe)) => {
                let items: Vec<String> = items.iter().map(text).collect();
                self.pair(name, &items.join(separator(style)));
            }
            (
                Value::Object(members),
                Some(FormStyle::Comma | FormStyle::Space | FormStyle::Pipe),
            ) => {
                let parts = members.iter();
                let parts = parts.flat_map(|(key, value)| [key.clone(), text(value)]);
                self.pair(name, &parts.collect::<Vec<_>>().join(separator(style)));
            }
            (
                Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::String(_)
                | Value::Object(_),
                _,
            ) => self.pair(name, &text(value)),
        }
    }

    fn deep(&mut self, name: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    self.deep(&format!("{name}[{key}]"), value);
                }
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.deep(&format!("{name}[{at}]"), item);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.pair(name, &text(value));
            }
        }
    }

    fn pair(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.escaped(name);
        self.0.push('=');
        self.escaped(value);
    }

    fn escaped(&mut self, text: &str) {
        for (at, word) in text.split(' ').enumerate() {
            if at > 0 {
                self.0.push('+');
            }
            self.0.extend(utf8_percent_encode(word, ESCAPED));
        }
    }
}

/// What stands between the items of a list.
fn separator(style: Option<FormStyle>) -> &'static str {
    match style {
        Some(FormStyle::Space) => " ",
        Some(FormStyle::Pipe) => "|",
        Some(FormStyle::Comma | FormStyle::Deep | FormStyle::Json | FormStyle::Spread) | None => {
            ","
        }
    }
}

/// A value as the text of a pair: JSON where it has parts.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

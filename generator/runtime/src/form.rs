//! Bodies as HTML forms send them: `application/x-www-form-urlencoded`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use super::call::Call;
use super::redaction::collect;
use super::refusals::Cause;
use super::style::{Style, Written};

/// The characters that a form escapes; of these, a space is written as `+`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

impl Call {
    /// Sets the body, as a form: a pair for each member and for each item of a list, and JSON where a
    /// member is an object, unless it has a style of its own. Null is sent as an empty text, and what
    /// is left out is not sent. A body that is a text is taken for one that is written already.
    pub fn form<T: Serialize + ?Sized>(&mut self, body: &T, styles: &[(&str, Style)]) {
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

fn written(value: Value, styles: &[(&str, Style)]) -> Written<String> {
    let members = match value {
        Value::Object(members) => members,
        Value::String(text) => return Ok(text),
        Value::Null => return Ok(String::new()),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
            return Err("must be an object to be sent as a form".to_owned());
        }
    };
    let mut pairs = Vec::new();
    for (name, value) in members {
        if value.is_null() {
            pairs.push(format!("{}=", escaped(&name)));
            continue;
        }
        let style = styles.iter().find(|(known, _)| *known == name);
        let usual = if value.is_object() {
            Style::Json
        } else {
            Style::Form { explode: true }
        };
        let style = style.map_or(usual, |(_, style)| *style);
        pairs.extend(style.pairs(&name, value, &|text| Ok(escaped(text)))?);
    }
    Ok(pairs.join("&"))
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED)
        .to_string()
        .replace(' ', "+")
}

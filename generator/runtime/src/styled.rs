//! Parameters of the path, the query and the headers that are written in a style which is not the
//! usual one of their place.

use percent_encoding::AsciiSet;
use serde::Serialize;
use serde_json::Value;

use super::call::Call;
use super::header;
use super::path::{ARGUMENT, PathValue};
use super::refusals::Cause;
use super::style::{Style, Written, encoded};

/// What is left as it is where a parameter may have reserved characters: all of RFC 3986, section
/// 2.2, but those that would end the value (`&`, `#`), be read as a space (`+`) or as a part of the
/// name (`[`, `]`).
const RESERVED: &AsciiSet = &ARGUMENT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A parameter of the path in a style: its name, the style, its value.
#[derive(Debug)]
pub struct StyledPath<'v, T: ?Sized>(
    /// The name.
    pub &'static str,
    /// The style.
    pub Style,
    /// The value.
    pub &'v T,
);

impl<T: Serialize + ?Sized> PathValue for StyledPath<'_, T> {
    fn encoded(&self) -> Result<String, String> {
        let Self(name, style, value) = self;
        let piece = style.piece(name, json(*value)?, &encoded(ARGUMENT))?;
        if piece.is_empty() {
            return Err("must not be empty: it would address another resource".to_owned());
        }
        Ok(piece)
    }
}

impl Call {
    /// Sets a query parameter that is written in a style. What was set under the same name before is
    /// replaced.
    pub fn query_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        value: &T,
    ) {
        self.query_pairs(name, style, value, ARGUMENT);
    }

    /// As [`query_styled`](Self::query_styled), where reserved characters that mean nothing in a query
    /// stay as they are.
    pub fn query_reserved<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        value: &T,
    ) {
        self.query_pairs(name, style, value, RESERVED);
    }

    /// Sets a header parameter that is written in a style. What was set under the same name before is
    /// replaced.
    pub fn header_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        value: &T,
    ) {
        let set = match json(value) {
            Ok(Value::Null) => header::set(&mut self.headers, name, &Value::Null),
            Ok(value) => style
                .piece(name, value, &|text| in_header(style, text))
                .and_then(|piece| header::set(&mut self.headers, name, &piece)),
            Err(rule) => Err(rule),
        };
        self.refusals.set(name, Cause::Header, set);
    }

    fn query_pairs<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        value: &T,
        kept: &'static AsciiSet,
    ) {
        let pairs = json(value).and_then(|value| {
            let pairs = style.pairs(name, value, &encoded(kept))?;
            Ok(pairs.join("&"))
        });
        let pairs = pairs.map(|pairs| {
            self.finish("query", name, move |_, outgoing| {
                outgoing.add_to_query(&pairs);
                Ok(())
            });
        });
        self.refusals.set(name, Cause::Query, pairs);
    }
}

/// A value as JSON. The error completes the sentence "the parameter …".
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Written<Value> {
    serde_json::to_value(value).map_err(|error| format!("cannot be written as text: {error}"))
}

/// A text of a header, where nothing is encoded.
fn in_header(style: Style, text: &str) -> Written<String> {
    if style == Style::Json {
        return Ok(ascii(text));
    }
    if text.contains(',') {
        return Err("must not have a comma in an element: it would become two".to_owned());
    }
    Ok(text.to_owned())
}

/// JSON with everything escaped that no header carries.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for unit in json.encode_utf16() {
        match char::from_u32(unit.into()) {
            Some(c) if c.is_ascii() => text.push(c),
            Some(_) | None => text.extend(["\\u", &format!("{unit:04x}")]),
        }
    }
    text
}

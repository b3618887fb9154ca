//! What is kept of a call: everything that is compared, and nothing that a person wrote.

use std::collections::HashMap;

use serde_json::{Map, Number, Value};

use super::{
    checker::{Checker, Look},
    mask::Mask,
    named::operation_id,
    recording::{Body, Exchange, text},
};
use crate::{
    lower::is_secret,
    openapi::{Document, OperationPlace, Pointer},
};

/// What was asked of an operation and what came back, as it was.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The operation.
    pub operation: OperationPlace,
    /// The calls in the order in which they were made.
    pub exchanges: Vec<Exchange>,
}

/// A recording that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The operation, by its operationId, or method and path.
    pub operation: String,
    /// The text of the recording.
    pub text: String,
}

/// The recording of what was heard. Texts and numbers stand for others of their form, except those of
/// enumerations and limits. `credentials` are in no recording, wherever the service repeats them.
#[must_use]
pub fn redacted(document: &Document, heard: &Heard, credentials: &[String]) -> Redacted {
    let id = operation_id(document, &heard.operation);
    let mut mask = Mask::default();
    let mut exchanges = Vec::new();
    for exchange in &heard.exchanges {
        let mut checker = Checker::new(document, &heard.operation, &id);
        checker.exchange(exchange, &Pointer::root());
        let mut redaction = Redaction {
            looks: looks(&checker.looks),
            credentials,
            mask: &mut mask,
        };
        let parameters = exchange.parameters.iter();
        let parameters =
            parameters.map(|(name, value)| (name.clone(), redaction.mask.scalar(value)));
        exchanges.push(Exchange {
            parameters: parameters.collect(),
            body: match &exchange.body {
                Body::Json(value) => {
                    Body::Json(redaction.value(value, &Pointer::of(["body"]), false))
                }
                Body::Nothing => Body::Nothing,
                Body::Other => Body::Other,
            },
            ..exchange.clone()
        });
    }
    let (method, path) = (&heard.operation.method, &heard.operation.path);
    Redacted {
        text: text(&id, &format!("{method} {path}"), &exchanges),
        operation: id,
    }
}

/// What was looked at, by its place.
type Looks = HashMap<Pointer, Vec<Look>>;

fn looks(all: &[(Pointer, Look)]) -> Looks {
    let mut looks = Looks::new();
    for (at, look) in all {
        looks.entry(at.clone()).or_default().push(*look);
    }
    looks
}

struct Redaction<'a> {
    looks: Looks,
    credentials: &'a [String],
    mask: &'a mut Mask,
}

impl Redaction<'_> {
    fn value(&mut self, value: &Value, at: &Pointer, secret: bool) -> Value {
        match value {
            Value::Object(map) => self.members(map, at, secret),
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let items = items.map(|(number, item)| self.value(item, &at.child(number), secret));
                Value::Array(items.collect())
            }
            _ if self.has(at, Look::Listed) => value.clone(),
            Value::String(text) if !secret && self.is_kept(at, text) => value.clone(),
            Value::String(text) => Value::String(self.mask.text(text, !self.has(at, Look::Form))),
            Value::Number(number) => Value::Number(self.number(number, at, secret)),
            Value::Null | Value::Bool(_) => value.clone(),
        }
    }

    /// Names of the document stay, and names that it should have if they look like some; all other
    /// keys are the user's.
    fn members(&mut self, map: &Map<String, Value>, at: &Pointer, secret: bool) -> Value {
        let mut redacted = Map::new();
        for (name, value) in map {
            let below = at.child(name);
            let is_unlisted = || {
                self.has(&below, Look::Unlisted)
                    && is_identifier(name)
                    && !self.has_credential(name)
            };
            let called = if self.has(&below, Look::Name) || is_unlisted() {
                name.clone()
            } else {
                let mut called = self.mask.key(name);
                while map.contains_key(&called) && called != *name {
                    called.insert(0, '~');
                }
                called
            };
            let several = value.is_array() || value.is_object();
            let secret = secret || is_secret(name, several);
            redacted.insert(called, self.value(value, &below, secret));
        }
        Value::Object(redacted)
    }

    fn has(&self, at: &Pointer, look: Look) -> bool {
        self.looks
            .get(at)
            .is_some_and(|looks| looks.contains(&look))
    }

    /// Whether a text stays: the value of an enumeration, and one that looks like one.
    fn is_kept(&self, at: &Pointer, text: &str) -> bool {
        let letters = |c: char| c.is_ascii_alphanumeric() || " _-.:/+".contains(c);
        self.has(at, Look::Values)
            && text.len() <= 64
            && text.chars().all(letters)
            && !self.has_credential(text)
    }

    fn has_credential(&self, text: &str) -> bool {
        self.credentials
            .iter()
            .any(|credential| !credential.is_empty() && text.contains(credential.as_str()))
    }

    /// A number stays where it is beyond its limits, or one of an enumeration; one within its limits
    /// stands for another one within them.
    fn number(&mut self, number: &Number, at: &Pointer, secret: bool) -> Number {
        let looks = self.looks.get(at).map(Vec::as_slice).unwrap_or_default();
        let is_shown = looks.contains(&Look::Values) || looks.contains(&Look::Limits);
        if is_shown && !secret {
            return number.clone();
        }
        let ranges = looks.iter().filter_map(|look| match look {
            Look::Within(least, most) => Some((*least, *most)),
            Look::Values
            | Look::Listed
            | Look::Form
            | Look::Limits
            | Look::Name
            | Look::Unlisted => None,
        });
        let range = ranges.reduce(|(a, b), (c, d)| (a.max(c), b.min(d)));
        let value = number.as_f64().unwrap_or_default();
        // Beyond its limits, a secret stands for another one beyond them.
        let range = range.map(|(least, most)| match () {
            () if value > most => (most + 1.0, f64::INFINITY),
            () if value < least => (f64::NEG_INFINITY, least - 1.0),
            () => (least, most),
        });
        let range = range.filter(|_| !looks.contains(&Look::Values));
        let other = self.mask.number(number, range);
        match (other, range) {
            (Some(other), _) => other,
            (None, Some((least, most))) if secret => {
                let limit = if least.is_finite() { least } else { most };
                Number::from_f64(limit).unwrap_or_else(|| 2.into())
            }
            (None, _) => number.clone(),
        }
    }
}

/// Whether a key is a name that a programmer gave.
fn is_identifier(name: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || "_-.$@".contains(c);
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || "_$@".contains(c))
        && name.chars().all(letters)
        && name.matches('@').count() <= usize::from(name.starts_with('@'))
}

//! A recording: what was asked of one operation, and what came back.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Location, Source},
    openapi::{Placed, Pointer},
};

/// What an answer holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Nothing.
    Nothing,
    /// A value.
    Json(Value),
    /// Something that is no JSON.
    Other,
}

/// One call and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// The values of the parameters, by their names: of the path, the query and headers.
    pub parameters: Vec<(String, Value)>,
    /// Which page of a list it is, counted from 1; the next page of the same list stands behind it.
    pub page: Option<u64>,
    /// The status of the answer.
    pub status: u16,
    /// Its media type, in small letters and without parameters; `None`: it has none.
    pub content_type: Option<String>,
    /// What it holds.
    pub body: Body,
}

/// What was recorded of an operation.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The method, such as `GET`.
    pub method: String,
    /// The path as the document has it, such as `/projects/{id}`.
    pub path: String,
    /// The calls in the order in which they were made.
    pub exchanges: Vec<Exchange>,
    placed: Placed,
}

impl Recording {
    /// Reads a recording.
    ///
    /// # Errors
    /// What is wrong with its syntax, or not as a recording has it.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        let placed = Placed::read(source)?;
        let root = Pointer::root();
        let malformed = |at: &Pointer, what: &str| {
            Diagnostic::error("recording-form", placed.locate(at), what.to_owned())
                .help("record it anew: cargo xtask drift --base-url URL --record")
        };
        let value = placed.value();
        let request = value.get("request").and_then(Value::as_str);
        let Some((method, path)) = request.and_then(|request| request.split_once(' ')) else {
            return Err(
                malformed(&root, "a recording has a `request`, such as `GET /things`").into(),
            );
        };
        let at = root.child("exchanges");
        let Some(Value::Array(list)) = value.get("exchanges") else {
            return Err(malformed(&at, "a recording has a list of `exchanges`").into());
        };
        let mut exchanges = Vec::new();
        let mut problems = Diagnostics::new();
        for (number, exchange) in list.iter().enumerate() {
            match exchange_of(exchange) {
                Ok(exchange) => exchanges.push(exchange),
                Err(what) => problems.push(malformed(&at.child(number), what)),
            }
        }
        problems.stop_on_error()?;
        let (method, path) = (method.to_owned(), path.to_owned());
        Ok(Self {
            method,
            path,
            exchanges,
            placed,
        })
    }

    /// The place of an exchange, from the top of the recording.
    pub(super) fn exchange_at(number: usize) -> Pointer {
        Pointer::of(["exchanges"]).child(number)
    }

    /// Where a part of it stands.
    #[must_use]
    pub fn locate(&self, at: &Pointer) -> Location {
        self.placed.locate(at)
    }
}

/// What an exchange can have.
const KNOWN: [&str; 6] = [
    "parameters",
    "page",
    "status",
    "content-type",
    "body",
    "body-is",
];

/// An exchange, as it is written.
fn exchange_of(value: &Value) -> Result<Exchange, &'static str> {
    let Value::Object(map) = value else {
        return Err("an exchange is an object");
    };
    if map.keys().any(|key| !KNOWN.contains(&key.as_str())) {
        return Err(
            "an exchange has `parameters`, `page`, `status`, `content-type` and `body`, or `body-is`",
        );
    }
    let status = map.get("status").and_then(Value::as_u64);
    let status = status.and_then(|status| u16::try_from(status).ok());
    let Some(status) = status.filter(|status| (100..600).contains(status)) else {
        return Err("an exchange has a `status`, such as 200");
    };
    let parameters = match map.get("parameters") {
        None => Vec::new(),
        Some(Value::Object(map)) => map.clone().into_iter().collect(),
        Some(_) => return Err("the `parameters` are an object"),
    };
    let content_type = match map.get("content-type") {
        None => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(_) => return Err("the `content-type` is a text"),
    };
    let body = match (map.get("body"), map.get("body-is")) {
        (Some(value), None) => Body::Json(value.clone()),
        (None, Some(_)) => Body::Other,
        (None, None) => Body::Nothing,
        (Some(_), Some(_)) => return Err("an exchange has either `body` or `body-is`"),
    };
    Ok(Exchange {
        parameters,
        page: map.get("page").and_then(Value::as_u64),
        status,
        content_type,
        body,
    })
}

/// The text of a recording.
pub(super) fn text(operation: &str, request: &str, exchanges: &[Exchange]) -> String {
    let exchanges: Vec<Value> = exchanges.iter().map(written).collect();
    let mut map = Map::new();
    map.insert("operation".to_owned(), Value::from(operation));
    map.insert("request".to_owned(), Value::from(request));
    map.insert("exchanges".to_owned(), Value::Array(exchanges));
    // Keys are texts, so this cannot fail.
    let mut text = serde_json::to_string_pretty(&Value::Object(map)).unwrap_or_default();
    text.push('\n');
    text
}

fn written(exchange: &Exchange) -> Value {
    let mut map = Map::new();
    if !exchange.parameters.is_empty() {
        let parameters: Map<_, _> = exchange.parameters.iter().cloned().collect();
        map.insert("parameters".to_owned(), Value::Object(parameters));
    }
    if let Some(page) = exchange.page {
        map.insert("page".to_owned(), Value::from(page));
    }
    map.insert("status".to_owned(), Value::from(exchange.status));
    if let Some(content_type) = &exchange.content_type {
        map.insert(
            "content-type".to_owned(),
            Value::from(content_type.as_str()),
        );
    }
    match &exchange.body {
        Body::Nothing => {}
        Body::Json(value) => {
            map.insert("body".to_owned(), value.clone());
        }
        Body::Other => {
            map.insert("body-is".to_owned(), Value::from("no JSON"));
        }
    }
    Value::Object(map)
}

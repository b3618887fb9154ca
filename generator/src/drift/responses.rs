//! Holds an answer against what its operation documents: status, media type, body.

use serde_json::{Value, json};

use super::{
    checker::{Checker, Spot},
    deviation::{Fix, Kind},
    named::named,
    observed,
    recording::{Body, Exchange},
};
use crate::openapi::{Document, OperationPlace, Pointer};

impl Checker<'_> {
    /// Holds one answer against the document. `at`: where the exchange stands in the recording.
    pub(super) fn exchange(&mut self, exchange: &Exchange, at: &Pointer) {
        let spot = Spot {
            value: &Value::Null,
            at: at.child("status"),
            site: self.operation.at.clone(),
            depth: 0,
        };
        let Some(response) = response(self.document, self.operation, exchange.status) else {
            self.undocumented(exchange, &spot);
            return;
        };
        if self.operation.method == "HEAD" {
            return;
        }
        let content = response.child("content");
        let documented = self.document.get(&content).and_then(Value::as_object);
        let documented: Vec<&String> = documented.into_iter().flat_map(|map| map.keys()).collect();
        let spot = Spot {
            at: at.child("content-type"),
            ..spot
        };
        match (&exchange.body, documented.as_slice()) {
            (Body::Nothing, []) => {}
            (Body::Nothing, _) => {
                let fix = Fix::Without(response.clone(), "content".to_owned());
                let spot = Spot {
                    at: at.clone(),
                    ..spot
                };
                let says = listed(&documented);
                self.tell(Kind::Content, &spot, &response, says, "no body", fix);
            }
            (Body::Json(_) | Body::Other, documented) => {
                let media_type = exchange.content_type.as_deref().unwrap_or_default();
                let Some(known) = matching(documented, media_type) else {
                    let said = if media_type.is_empty() {
                        "a body without a media type".to_owned()
                    } else {
                        format!("`{media_type}`")
                    };
                    let says = listed(documented);
                    let fix = content_of(exchange).map_or(Fix::Nothing, |value| {
                        Fix::Entry(content.clone(), media_type.to_owned(), value)
                    });
                    self.tell(Kind::Content, &spot, &response, says, said, fix);
                    return;
                };
                let schema = content.child(known).child("schema");
                if let Body::Json(value) = &exchange.body
                    && self.document.get(&schema).is_some()
                {
                    self.check_value(value, at.child("body"), &schema);
                }
            }
        }
    }

    fn undocumented(&mut self, exchange: &Exchange, spot: &Spot<'_>) {
        let responses = self.operation.at.child("responses");
        let map = self.document.get(&responses).and_then(Value::as_object);
        let keys: Vec<&String> = map.into_iter().flat_map(|map| map.keys()).collect();
        let says = if keys.is_empty() {
            "no status".to_owned()
        } else {
            listed(&keys)
        };
        let status = exchange.status.to_string();
        let mut response = json!({ "description": "Answered by the service." });
        if let (Some(media_type), Some(value)) = (&exchange.content_type, content_of(exchange)) {
            response["content"] = json!({ media_type: value });
        }
        let mut called = named(self.operation, self.id, &responses.child(&status));
        called.schema = None;
        let at = if map.is_some() {
            responses.clone()
        } else {
            self.operation.at.clone()
        };
        let fix = Fix::Entry(responses, status.clone(), response);
        let service = format!("`{status}`");
        self.tell_at(Kind::Status, spot, &at, called, says, service, fix);
    }
}

/// Whether the operation documents a status, by itself, as a range or as the default.
#[must_use]
pub fn is_documented(document: &Document, operation: &OperationPlace, status: u16) -> bool {
    response(document, operation, status).is_some()
}

/// The response that the document has for a status.
fn response(document: &Document, operation: &OperationPlace, status: u16) -> Option<Pointer> {
    let responses = operation.at.child("responses");
    let map = document.get(&responses)?.as_object()?;
    let range = format!("{}XX", status / 100);
    let exact = status.to_string();
    // Where successes are documented, the default is for failures.
    let is_success = |key: &str| key.starts_with('2');
    let for_others = !(200..300).contains(&status) || !map.keys().any(|key| is_success(key));
    let key = map
        .keys()
        .find(|key| **key == exact)
        .or_else(|| map.keys().find(|key| key.eq_ignore_ascii_case(&range)))
        .or_else(|| map.keys().find(|key| *key == "default" && for_others))?;
    document.resolve(&responses.child(key)).ok()
}

/// A media type object for what was answered; `None` for an answer without a media type.
fn content_of(exchange: &Exchange) -> Option<Value> {
    exchange.content_type.as_ref()?;
    match &exchange.body {
        Body::Json(value) => Some(json!({ "schema": observed::schema(value) })),
        Body::Other => Some(json!({ "schema": { "type": "string" } })),
        Body::Nothing => None,
    }
}

fn listed(names: &[&String]) -> String {
    if names.is_empty() {
        return "no body".to_owned();
    }
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The media type of the document that one of an answer is of: the same, or a range that has it.
fn matching<'n>(documented: &[&'n String], media_type: &str) -> Option<&'n String> {
    let essence = |name: &str| {
        let name = name.split(';').next().unwrap_or_default();
        name.trim().to_ascii_lowercase()
    };
    let family = media_type.split('/').next().unwrap_or_default();
    let ranges = [
        media_type.to_owned(),
        format!("{family}/*"),
        "*/*".to_owned(),
    ];
    ranges.iter().find_map(|range| {
        documented
            .iter()
            .copied()
            .find(|name| essence(name) == *range)
    })
}

//! Parameters, bodies and paging of an operation, as each side says them.

use serde_json::Value;

use super::{
    facet::{Cell, Facet, Kind},
    shown, written,
};
use crate::{
    openapi::{Document, Pointer},
    reconcile::{parameters::key_of, schemas},
    reference::{Body, Response},
};

/// The parameters of an operation of a document, its own first: `query.limit`, and where it is.
pub(super) fn parameters(document: &Document, operation: &Pointer) -> Vec<(String, Pointer)> {
    let mut found: Vec<(String, Pointer)> = Vec::new();
    let item = operation.split_last().map(|(item, _)| item);
    for owner in [Some(operation.clone()), item].into_iter().flatten() {
        let list = owner.child("parameters");
        let count = document
            .get(&list)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        for number in 0..count {
            let Ok(at) = document.resolve(&list.child(number)) else {
                continue;
            };
            let text = |key: &str| document.get(&at.child(key)).and_then(Value::as_str);
            let (Some(place), Some(name)) = (text("in"), text("name")) else {
                continue;
            };
            let key = key_of(place, name);
            if !found.iter().any(|(known, _)| *known == key) {
                found.push((key, at));
            }
        }
    }
    found
}

/// What a document says of a parameter or header.
pub(super) fn parameter(document: &Document, at: &Pointer) -> Cell {
    let flag = |key: &str| document.get(&at.child(key)) == Some(&Value::Bool(true));
    let mut facets = written::schema(document, &parameter_schema(document, at));
    let is_words = |facet: &Facet| facet.kind == Kind::Words;
    facets.insert(1.min(facets.len()), written::required(flag("required")));
    let deprecated = Facet::new(Kind::Keyword("deprecated"), "deprecated");
    if flag("deprecated") && !facets.contains(&deprecated) {
        facets.push(deprecated);
    }
    for key in ["style", "explode", "allowReserved"] {
        if let Some(value) = document.get(&at.child(key)) {
            let text = match value {
                Value::String(text) => format!("{key} {text}"),
                other => format!("{key} {other}"),
            };
            facets.push(Facet::new(Kind::Keyword(key), text));
        }
    }
    if let Some(text) = written::text_at(document, &at.child("description")) {
        facets.retain(|facet| !is_words(facet));
        facets.push(Facet::words(text));
    }
    facets.sort_by_key(is_words);
    Cell::of(facets).at(&document.locate(at))
}

/// Where the schema of a parameter is: beside its name, or in its content.
pub(super) fn parameter_schema(document: &Document, at: &Pointer) -> Pointer {
    let content = written::contents(document, at);
    let own = at.child("schema");
    match content.into_iter().next() {
        Some((_, schema)) if document.get(&own).is_none() => schema,
        _ => own,
    }
}

/// What `query` and the others are called.
pub(super) fn kind_of(place: &str) -> &'static str {
    match place {
        "path" => "path parameter",
        "query" => "query parameter",
        "header" => "header parameter",
        "cookie" => "cookie parameter",
        "querystring" => "the whole query",
        _ => "parameter",
    }
}

/// What a document says of the body at a place: kinds of content, and the type.
pub(super) fn body(document: &Document, at: &Pointer) -> Cell {
    let contents = written::contents(document, at);
    let kinds = contents
        .iter()
        .map(|(kind, _)| Facet::new(Kind::Value, kind.as_str()));
    let mut facets: Vec<_> = kinds.collect();
    let schema = schemas::json_schema(document, at);
    let only = contents.first().map(|(_, schema)| schema.clone());
    match schema.or(only).filter(|at| document.get(at).is_some()) {
        Some(schema) => facets.extend(
            written::schema(document, &schema)
                .into_iter()
                .filter(|facet| facet.kind != Kind::Words),
        ),
        None => facets.push(Facet::loose(Kind::Type, "no body")),
    }
    Cell::of(facets).at(&document.locate(at))
}

/// What a page says of the body of a request.
pub(super) fn body_of_page(body: &Body) -> Cell {
    let mut facets = vec![Facet::loose(Kind::Value, body.media_type.text.as_str())];
    facets.extend(shown::of_type(&body.ty));
    Cell::of(facets).at(&body.media_type.at)
}

/// What a page says of an answer. Its words are the same for all, and nobody takes them.
pub(super) fn response_of_page(response: &Response) -> Cell {
    let mut facets = vec![Facet::new(Kind::Value, response.status.text.as_str())];
    match &response.body {
        Some(body) => facets.extend(body_of_page(body).facets),
        None => facets.push(Facet::loose(Kind::Type, "no body")),
    }
    if let Some(words) = &response.description {
        facets.push(Facet::loose(Kind::Words, words.text.as_str()));
    }
    Cell::of(facets).at(&response.status.at)
}

/// `nextPage` is sent as `?after=`, the items are in `items`.
pub(super) fn paging_words(value: &Value) -> String {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let cursor = &value["cursor"];
    let (Some(response), Some(parameter)) = (text(&cursor["response"]), text(&cursor["parameter"]))
    else {
        return value.to_string();
    };
    let items =
        text(&value["items"]).map_or_else(String::new, |items| format!(", items in {items}"));
    let more = text(&value["hasMore"]);
    let more = more.map_or_else(String::new, |more| format!(", more pages while {more}"));
    format!("{response} is sent as ?{parameter}={items}{more}")
}

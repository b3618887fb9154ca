//! How an operation is authorised, as each side says it.

use serde_json::Value;

use super::facet::{Cell, Facet, Kind};
use crate::{
    openapi::{Document, Pointer},
    reference::Authorization,
};

/// What a document says of an operation, or of all that say nothing themselves.
pub(super) fn of_operation(document: &Document, operation: &Pointer) -> Option<Cell> {
    let own = operation.child("security");
    let at = if document.get(&own).is_some() {
        own
    } else {
        Pointer::of(["security"])
    };
    at_place(document, &at)
}

/// What a document says at a place: one of several ways, each of one or several schemes.
pub(super) fn at_place(document: &Document, at: &Pointer) -> Option<Cell> {
    let ways = document.get(at)?.as_array()?;
    let mut facets: Vec<_> = ways
        .iter()
        .map(|way| Facet::new(Kind::Value, words(way)))
        .collect();
    if facets.is_empty() {
        facets.push(Facet::new(Kind::Value, "none"));
    }
    Some(Cell::of(facets).at(&document.locate(at)))
}

fn words(way: &Value) -> String {
    let schemes = way.as_object().into_iter().flatten();
    let schemes: Vec<_> = schemes
        .map(|(name, scopes)| {
            let scopes = scopes.as_array().into_iter().flatten();
            let scopes: Vec<_> = scopes.filter_map(Value::as_str).collect();
            if scopes.is_empty() {
                name.clone()
            } else {
                format!("{name} ({})", scopes.join(", "))
            }
        })
        .collect();
    if schemes.is_empty() {
        "none".to_owned()
    } else {
        schemes.join(" and ")
    }
}

/// What a page says. It names schemes in its own way, so only the rule can compare them.
pub(super) fn of_page(authorizations: &[Authorization]) -> Cell {
    let facets = authorizations.iter().map(|way| {
        let text = match &way.scheme {
            Some((kind, scheme)) => format!("{} ({kind}: {scheme})", way.name.text),
            None => way.name.text.clone(),
        };
        Facet::loose(Kind::Value, text)
    });
    let cell = Cell::of(facets);
    match authorizations.first() {
        Some(first) => cell.at(&first.name.at),
        None => cell,
    }
}

/// What a document says of a scheme: `http bearer`, `apiKey in header X-Key`.
pub(super) fn scheme(document: &Document, at: &Pointer) -> Option<Cell> {
    let at = document.resolve(at).ok()?;
    let scheme = document.get(&at)?;
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    let mut parts: Vec<String> = Vec::new();
    parts.extend(text("type").map(str::to_owned));
    parts.extend(text("scheme").map(str::to_owned));
    parts.extend(text("in").map(|place| format!("in {place}")));
    parts.extend(text("name").map(str::to_owned));
    parts.extend(text("openIdConnectUrl").map(str::to_owned));
    let flows = scheme.get("flows").and_then(Value::as_object);
    parts.extend(flows.into_iter().flat_map(|flows| flows.keys()).cloned());
    let mut facets = vec![Facet::new(Kind::Value, parts.join(" "))];
    facets.extend(text("description").map(Facet::words));
    Some(Cell::of(facets).at(&document.locate(&at)))
}

//! All sections of the report: the API, its operations, its schemas.

use serde_json::Value;

use super::{
    facet::{Cell, Facet, Kind},
    fields::{Sides, merge},
    markup::Anchor,
    operation::Operation,
    others::Other,
    row::{Row, Section},
    security, written,
};
use crate::{
    openapi::{Document, Pointer},
    reconcile::{finding::Subject, pairing::Pair, parameters::ParameterPair, shapes::Shape},
    reference::Page,
};

/// The API as a whole.
pub(super) fn api(sides: &Sides<'_>, pages: &[Page]) -> Section {
    let both = |row: &mut Row, say: &dyn Fn(&Document) -> Option<Cell>| {
        row.document = say(sides.document);
        row.result = say(sides.result);
    };
    let mut rows = Vec::new();
    for key in ["title", "version", "description"] {
        let mut row = Row::new(key, "");
        both(&mut row, &|document| {
            written::words_at(document, &Pointer::of(["info", key]))
        });
        rows.push(row);
    }
    let mut servers = Row::new("servers", "").key(&Subject::Api, "servers");
    both(&mut servers, &servers_of);
    let bases = pages.iter().filter_map(|page| page.base_url.as_ref());
    let mut shown: Vec<Facet> = Vec::new();
    for base in bases.clone() {
        let facet = Facet::loose(Kind::Value, base.text.as_str());
        if !shown.contains(&facet) {
            shown.push(facet);
        }
    }
    servers.page = bases
        .clone()
        .next()
        .map(|base| Cell::of(shown).at(&base.at));
    rows.push(servers);
    let mut security = Row::new("authorization", "");
    both(&mut security, &|document| {
        security::at_place(document, &Pointer::of(["security"]))
    });
    rows.push(security);
    let schemes = Pointer::of(["components", "securitySchemes"]);
    for name in names(sides, &schemes) {
        let mut row = Row::new(name.as_str(), "security scheme");
        both(&mut row, &|document| {
            security::scheme(document, &schemes.child(&name))
        });
        rows.push(row);
    }
    rows.retain(Row::is_said);
    Section {
        anchor: Anchor::of("api", "api"),
        subject: Subject::Api,
        method: String::new(),
        title: "The API".to_owned(),
        name: String::new(),
        described: Vec::new(),
        rows,
        findings: Vec::new(),
    }
}

fn servers_of(document: &Document) -> Option<Cell> {
    let at = Pointer::of(["servers"]);
    let servers = document.get(&at)?.as_array()?;
    let url = |server: &Value| server.get("url")?.as_str().map(str::to_owned);
    let addresses = servers.iter().filter_map(url);
    let facets = addresses.map(|address| Facet::new(Kind::Value, address));
    Some(Cell::of(facets).at(&document.locate(&at)))
}

/// An operation of the paths.
pub(super) fn operation(
    sides: &Sides<'_>,
    pair: &Pair<'_>,
    parameters: &[ParameterPair<'_>],
) -> Section {
    let method = pair.method.as_str();
    let at = Pointer::of(["paths", pair.path.as_str(), &method.to_ascii_lowercase()]);
    let own = parameters.iter().filter(|p| p.operation == pair.key);
    Operation {
        sides,
        key: pair.key.clone(),
        method: method.to_owned(),
        path: pair.path.clone(),
        document: pair.document.clone(),
        result: sides.result.get(&at).map(|_| at),
        pages: &pair.pages,
        shown: own
            .filter_map(|p| Some((p.name.as_str(), p.reference?)))
            .collect(),
    }
    .section()
}

/// An operation of which no page can say anything.
pub(super) fn other_operation(sides: &Sides<'_>, other: Other) -> Section {
    let id = written::text_at(sides.document, &other.at.child("operationId"));
    let key = id.map_or_else(|| format!("{} {}", other.method, other.name), str::to_owned);
    Operation {
        sides,
        key,
        method: other.method,
        path: other.name,
        result: sides.result.get(&other.at).map(|_| other.at.clone()),
        document: Some(other.at),
        pages: &[],
        shown: Vec::new(),
    }
    .section()
}

/// The schemas with a name.
pub(super) fn schemas(sides: &Sides<'_>) -> Vec<Section> {
    let all = Pointer::of(["components", "schemas"]);
    let names = names(sides, &all);
    let one = |name: &String| schema(sides, name, &all.child(name));
    names.iter().map(one).collect()
}

fn schema(sides: &Sides<'_>, name: &str, at: &Pointer) -> Section {
    let here = |document: &Document| document.get(at).map(|_| at.clone());
    let (document, result) = (here(sides.document), here(sides.result));
    let named = |shape: &&Shape<'_>| shape.name.as_deref() == Some(name);
    let shape = sides.shapes.all.iter().find(named);
    // A schema that stood elsewhere in the document has a name in the result only.
    let elsewhere = shape.and_then(|shape| shape.at.clone());
    let document = document.or(elsewhere);
    let subject = Subject::Schema(name.to_owned());
    let mut own = Row::new("schema", "");
    let cell = |document: &Document, at: &Pointer| {
        let mut facets = written::schema(document, at);
        facets.retain(|facet| facet.kind != Kind::Schema || facet.text != name);
        Cell::of(facets).at(&document.locate(at))
    };
    own.document = document.as_ref().map(|at| cell(sides.document, at));
    own.page = shape.map(|shape| shown_in(shape));
    own.result = result.as_ref().map(|at| cell(sides.result, at));
    let mut rows = vec![own];
    rows.extend(sides.schema_rows(document.as_ref(), result.as_ref(), shape));
    let described = document.map(|at| sides.document.locate(&at));
    Section {
        anchor: Anchor::of("schema", name),
        subject,
        method: String::new(),
        title: name.to_owned(),
        name: String::new(),
        described: described.into_iter().collect(),
        rows,
        findings: Vec::new(),
    }
}

/// Where the pages show an object.
fn shown_in(shape: &Shape<'_>) -> Cell {
    let mut operations: Vec<&str> = Vec::new();
    for one in &shape.uses {
        if !operations.contains(&one.operation.as_str()) {
            operations.push(&one.operation);
        }
    }
    let mut facets = vec![Facet::new(Kind::Type, "object")];
    facets.extend(operations.into_iter().map(|operation| {
        let mut facet = Facet::loose(Kind::Schema, format!("in {operation}"));
        facet.link = Some(Anchor::of("operation", operation));
        facet
    }));
    Cell::of(facets)
}

/// The keys of an object in both documents.
fn names(sides: &Sides<'_>, at: &Pointer) -> Vec<String> {
    let keys = |document: &Document| -> Vec<String> {
        let map = document.get(at).and_then(Value::as_object);
        map.into_iter()
            .flat_map(|map| map.keys())
            .cloned()
            .collect()
    };
    let (ours, theirs) = (keys(sides.document), keys(sides.result));
    let mut all: Vec<&str> = theirs.iter().map(String::as_str).collect();
    merge(&mut all, ours.iter().map(String::as_str));
    all.into_iter().map(str::to_owned).collect()
}

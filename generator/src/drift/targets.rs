//! What can be asked of a service: its operations, with all that a call needs.

use serde_json::Value;

use super::named::operation_id;
use crate::openapi::{Document, OperationPlace, Pointer};

/// An operation that can be called.
#[derive(Clone, Debug)]
pub struct Target {
    /// The operation.
    pub operation: OperationPlace,
    /// Its operationId, or method and path.
    pub id: String,
    /// The parameters that it takes.
    pub parameters: Vec<Taken>,
    /// The credentials that it takes: alternatives of what holds together. None: it takes none.
    pub credentials: Vec<Vec<Credential>>,
    /// The body that the document shows as an example, with its media type; `Err`: it needs a body
    /// and there is none.
    pub body: Result<Option<(String, Value)>, ()>,
}

/// A parameter that is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Its name on the wire.
    pub name: String,
    /// Where it goes: `path`, `query`, `header`, `cookie` or what the document says.
    pub place: String,
    /// Whether a request is wrong without it.
    pub required: bool,
    /// The values that the document shows: examples, the default, the first that is listed.
    pub shown: Vec<Value>,
}

/// A way to say who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `Authorization: Bearer` and the token.
    Bearer,
    /// A key in a header of this name.
    Header(String),
    /// A key in the query under this name.
    Query(String),
    /// Something that one token does not say.
    Other,
}

/// The operations of a document, those with the fewest parameters in their paths first: what these
/// answer is what the others are asked for.
#[must_use]
pub fn targets(document: &Document) -> Vec<Target> {
    let mut targets: Vec<Target> = document
        .operations()
        .into_iter()
        .map(|operation| Target {
            id: operation_id(document, &operation),
            parameters: parameters(document, &operation),
            credentials: credentials(document, &operation),
            body: body(document, &operation),
            operation,
        })
        .collect();
    targets.sort_by_key(|target| target.operation.path.matches('{').count());
    targets
}

/// The parameters of the operation, then those of its path that it does not override.
fn parameters(document: &Document, operation: &OperationPlace) -> Vec<Taken> {
    let mut all: Vec<Taken> = Vec::new();
    for holder in [&operation.at, &operation.item] {
        let list = holder.child("parameters");
        let count = document.get(&list).and_then(Value::as_array);
        for number in 0..count.map_or(0, Vec::len) {
            let Ok(at) = document.resolve(&list.child(number)) else {
                continue;
            };
            let text = |key: &str| document.get(&at.child(key)).and_then(Value::as_str);
            let (Some(name), Some(place)) = (text("name"), text("in")) else {
                continue;
            };
            if all.iter().any(|p| p.name == name && p.place == place) {
                continue;
            }
            let required = document.get(&at.child("required")) == Some(&Value::Bool(true));
            all.push(Taken {
                name: name.to_owned(),
                place: place.to_owned(),
                required: required || place == "path",
                shown: shown(document, &at),
            });
        }
    }
    all
}

/// The values that the document shows for a parameter.
fn shown(document: &Document, at: &Pointer) -> Vec<Value> {
    let schema = document.resolve(&at.child("schema"));
    let mut shown: Vec<Value> = Vec::new();
    for holder in std::iter::once(at.clone()).chain(schema) {
        let mut add = |at: &Pointer| shown.extend(document.get(at).cloned());
        add(&holder.child("example"));
        let examples = holder.child("examples");
        if let Some(Value::Object(map)) = document.get(&examples) {
            for name in map.keys() {
                let example = document.resolve(&examples.child(name));
                if let Ok(at) = example {
                    add(&at.child("value"));
                }
            }
        }
        add(&holder.child("default"));
        add(&holder.child("enum").child(0));
    }
    shown.retain(|value| value.is_string() || value.is_number() || value.is_boolean());
    shown
}

/// What the operation says of credentials, else what the document does.
fn credentials(document: &Document, operation: &OperationPlace) -> Vec<Vec<Credential>> {
    let own = document.get(&operation.at.child("security"));
    let all = own.or_else(|| document.get(&Pointer::of(["security"])));
    let Some(Value::Array(alternatives)) = all else {
        return Vec::new();
    };
    let together = alternatives.iter().filter_map(Value::as_object);
    together
        .map(|schemes| {
            schemes
                .keys()
                .map(|name| credential(document, name))
                .collect()
        })
        .collect()
}

fn credential(document: &Document, name: &str) -> Credential {
    let at = Pointer::of(["components", "securitySchemes", name]);
    let at = document.resolve(&at).unwrap_or(at);
    let text = |key: &str| {
        let text = document.get(&at.child(key)).and_then(Value::as_str);
        text.unwrap_or_default().to_ascii_lowercase()
    };
    let named = document.get(&at.child("name")).and_then(Value::as_str);
    match (text("type").as_str(), text("scheme").as_str(), named) {
        ("http", "bearer", _) | ("oauth2" | "openidconnect", ..) => Credential::Bearer,
        ("apikey", _, Some(name)) => match text("in").as_str() {
            "header" => Credential::Header(name.to_owned()),
            "query" => Credential::Query(name.to_owned()),
            _ => Credential::Other,
        },
        _ => Credential::Other,
    }
}

/// The body that the document shows.
fn body(document: &Document, operation: &OperationPlace) -> Result<Option<(String, Value)>, ()> {
    let at = operation.at.child("requestBody");
    let Some(at) = document.get(&at).and_then(|_| document.resolve(&at).ok()) else {
        return Ok(None);
    };
    let content = at.child("content");
    let types = document.get(&content).and_then(Value::as_object);
    let json = types.into_iter().flat_map(|map| map.keys()).find(|name| {
        let essence = name.split(';').next().unwrap_or_default().trim();
        essence == "application/json" || essence.ends_with("+json")
    });
    if let Some(name) = json {
        let media = content.child(name);
        let mut places = vec![media.child("example")];
        if let Some(Value::Object(map)) = document.get(&media.child("examples")) {
            let first = map.keys().next();
            let first = first.map(|name| media.child("examples").child(name));
            let first = first.and_then(|at| document.resolve(&at).ok());
            places.extend(first.map(|at| at.child("value")));
        }
        let schema = document.resolve(&media.child("schema"));
        places.extend(schema.ok().map(|at| at.child("example")));
        let shown = places.iter().find_map(|at| document.get(at));
        if let Some(value) = shown {
            return Ok(Some((name.clone(), value.clone())));
        }
    }
    let required = document.get(&at.child("required")) == Some(&Value::Bool(true));
    if required { Err(()) } else { Ok(None) }
}

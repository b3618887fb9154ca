//! What places of the document are called in findings.

use std::fmt::Write as _;

use crate::openapi::{Document, OperationPlace, Pointer};

/// What a place is called, and what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// `Project.owner.name`, `listProjects.200[].id`.
    pub(super) place: String,
    /// The schema, by its name in the components.
    pub(super) schema: Option<String>,
}

/// The operationId, else method and path.
pub(super) fn operation_id(document: &Document, operation: &OperationPlace) -> String {
    let id = document.get(&operation.at.child("operationId"));
    match id.and_then(serde_json::Value::as_str) {
        Some(id) if !id.is_empty() => id.to_owned(),
        _ => format!("{} {}", operation.method, operation.path),
    }
}

/// What a place within an operation, or what it refers to, is called.
pub(super) fn named(operation: &OperationPlace, id: &str, at: &Pointer) -> Named {
    let tokens = at.tokens();
    let own = operation.at.tokens();
    let (start, schema, rest) = if tokens.starts_with(own) {
        (id.to_owned(), None, tokens.get(own.len()..))
    } else {
        match tokens {
            [first, kind, name, ..] if first == "components" => {
                let of_schemas = kind == "schemas";
                let start = if of_schemas {
                    name.clone()
                } else {
                    format!("{kind}.{name}")
                };
                let schema = of_schemas.then(|| name.clone());
                (start, schema, tokens.get(3..))
            }
            _ => (id.to_owned(), None, Some(tokens)),
        }
    };
    let place = way(start, rest.unwrap_or_default());
    Named { place, schema }
}

/// What findings call a place within a schema with a name: the name, and the rest, as in `owner.name`
/// of `Project`.
pub(crate) fn within_schema(at: &Pointer) -> Option<(&str, String)> {
    match at.tokens() {
        [components, schemas, name, rest @ ..]
            if components == "components" && schemas == "schemas" =>
        {
            let place = way(String::new(), rest);
            let rest = place.strip_prefix('.').unwrap_or(&place);
            Some((name, rest.to_owned()))
        }
        _ => None,
    }
}

/// Goes on with the steps of a pointer, as people write them.
fn way(mut place: String, mut rest: &[String]) -> String {
    // Writing to a text cannot fail.
    loop {
        rest = match rest {
            [] => return place,
            [key, name, rest @ ..] if key == "properties" => {
                place.push('.');
                place.push_str(name);
                rest
            }
            [key, status, rest @ ..] if key == "responses" => {
                place.push('.');
                place.push_str(status);
                rest
            }
            [key, number, rest @ ..] if key == "prefixItems" => {
                let _ = write!(place, "[{number}]");
                rest
            }
            [key, number, rest @ ..] if key == "anyOf" || key == "oneOf" => {
                let number = number.parse::<usize>().map_or(0, |n| n + 1);
                let _ = write!(place, "({number})");
                rest
            }
            [key, _, rest @ ..] if key == "allOf" || key == "content" => rest,
            [key, rest @ ..] if key == "items" => {
                place.push_str("[]");
                rest
            }
            [key, rest @ ..] if key == "additionalProperties" => {
                place.push_str("{}");
                rest
            }
            [key, rest @ ..] if key == "schema" => rest,
            [key, rest @ ..] => {
                place.push('.');
                place.push_str(key);
                rest
            }
        };
    }
}

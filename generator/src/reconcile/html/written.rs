//! What an OpenAPI document says, the published one or the corrected one.

use serde_json::Value;

use super::{
    facet::{Cell, Facet, Kind},
    markup::Anchor,
};
use crate::{
    openapi::{Document, Pointer},
    reconcile::{
        schemas::{self, component_name, meant},
        words,
    },
};

/// Keywords of schemas that are a limit or a form, and what people read.
pub(super) const KEYWORDS: [(&str, &str); 13] = [
    ("minimum", "minimum"),
    ("exclusiveMinimum", "exclusive minimum"),
    ("maximum", "maximum"),
    ("exclusiveMaximum", "exclusive maximum"),
    ("multipleOf", "multiple of"),
    ("minLength", "min length"),
    ("maxLength", "max length"),
    ("pattern", "pattern"),
    ("minItems", "min items"),
    ("maxItems", "max items"),
    ("uniqueItems", "unique items"),
    ("minProperties", "min properties"),
    ("maxProperties", "max properties"),
];

/// Keywords that are said where they are true.
const FLAGS: [(&str, &str); 4] = [
    ("nullable", "nullable"),
    ("deprecated", "deprecated"),
    ("readOnly", "read only"),
    ("writeOnly", "write only"),
];

/// How many allowed values are shown.
const MOST_VALUES: usize = 60;

/// What a document says of a schema.
pub(super) fn schema(document: &Document, at: &Pointer) -> Vec<Facet> {
    let mut facets = vec![Facet::new(Kind::Type, words::of_schema(document, at))];
    let item = innermost(document, at);
    facets.extend(named(document, &item));
    let keyword = |key: &str| {
        keyword(document, at, key).or_else(|| keyword_of_item(document, at, &item, key))
    };
    if let Some(Value::String(format)) = keyword("format") {
        facets.push(Facet::new(Kind::Keyword("format"), format.as_str()));
    }
    for (key, word) in FLAGS {
        if keyword(key) == Some(&Value::Bool(true)) {
            facets.push(Facet::new(Kind::Keyword(key), word));
        }
    }
    for (key, word) in KEYWORDS {
        if let Some(value) = keyword(key).filter(|value| **value != Value::Bool(false)) {
            facets.push(limit(key, word, value));
        }
    }
    if let Some(Value::Array(values)) = keyword("enum") {
        facets.push(Facet::new(Kind::Values, allowed(values)));
    }
    if let Some(value) = keyword("default") {
        let text = format!("default {value}");
        facets.push(Facet::new(Kind::Keyword("default"), text));
    }
    if let Some(further) = further(document, at) {
        facets.push(further);
    }
    if let Some(Value::String(text)) = self::keyword(document, at, "description")
        && !text.trim().is_empty()
    {
        facets.push(Facet::words(text));
    }
    facets
}

/// `minimum 1`.
pub(super) fn limit(key: &'static str, word: &str, value: &Value) -> Facet {
    let text = match value {
        Value::Bool(_) => word.to_owned(),
        Value::String(text) => format!("{word} {text}"),
        other => format!("{word} {other}"),
    };
    Facet::new(Kind::Keyword(key), text)
}

/// `one of "asc", "desc"`.
pub(super) fn allowed(values: &[Value]) -> String {
    let shown = values.iter().take(MOST_VALUES).map(Value::to_string);
    let shown: Vec<_> = shown.collect();
    let more = values.len().saturating_sub(MOST_VALUES);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("one of {}{more}", shown.join(", "))
}

/// `required` or `optional`.
pub(super) fn required(is_required: bool) -> Facet {
    let word = if is_required { "required" } else { "optional" };
    Facet::new(Kind::Keyword("required"), word)
}

/// A keyword of a schema: its own, beside a reference, or of the schema that is meant.
fn keyword<'d>(document: &'d Document, at: &Pointer, key: &str) -> Option<&'d Value> {
    let own = document.get(&at.child(key));
    own.or_else(|| {
        let followed = document.resolve(at).ok()?;
        document.get(&followed.child(key))
    })
    .or_else(|| document.get(&meant(document, at)?.child(key)))
}

/// A keyword of the items of an array, of those that say what a single value is.
fn keyword_of_item<'d>(
    document: &'d Document,
    at: &Pointer,
    item: &Pointer,
    key: &str,
) -> Option<&'d Value> {
    let of_values = matches!(key, "format" | "enum" | "minimum" | "maximum" | "pattern");
    if !of_values || at == item {
        return None;
    }
    keyword(document, item, key)
}

/// What an array, or an array of arrays, consists of; the schema itself where it is none.
pub(super) fn innermost(document: &Document, at: &Pointer) -> Pointer {
    let mut at = at.clone();
    for _ in 0..16 {
        let Some(schema) = meant(document, &at) else {
            break;
        };
        let items = schema.child("items");
        let is_array = document.get(&schema.child("type")) == Some(&Value::from("array"));
        if !is_array || document.get(&items).is_none() {
            break;
        }
        at = items;
    }
    at
}

/// The schemas with a name that are referred to: the one that is meant, or those that all hold.
fn named(document: &Document, at: &Pointer) -> Vec<Facet> {
    let followed = meant(document, at).filter(|followed| followed != at);
    let parts = document.get(&at.child("allOf")).and_then(Value::as_array);
    let parts = (0..parts.map_or(0, Vec::len)).filter_map(|number| {
        let part = at.child("allOf").child(number);
        document
            .resolve(&part)
            .ok()
            .filter(|target| *target != part)
    });
    let targets: Vec<_> = match followed {
        Some(followed) => vec![followed],
        None => parts.collect(),
    };
    let names = targets.iter().filter_map(component_name);
    names.map(|name| reference(&name)).collect()
}

/// A link to a schema with a name.
fn reference(name: &str) -> Facet {
    let mut facet = Facet::new(Kind::Schema, name);
    facet.link = Some(Anchor::of("schema", name));
    facet
}

/// What an object says of members that it does not list.
fn further(document: &Document, at: &Pointer) -> Option<Facet> {
    let text = match keyword(document, at, "additionalProperties")? {
        Value::Bool(false) => "no further members",
        _ => "further members",
    };
    Some(Facet::new(Kind::Keyword("additionalProperties"), text))
}

/// Whether a schema stands where it is used, so that it is shown there.
pub(super) fn is_inline(document: &Document, at: &Pointer) -> bool {
    document.resolve(at).is_ok_and(|followed| followed == *at)
        && meant(document, at).is_some_and(|followed| followed == *at)
}

/// A member of an object schema.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) at: Pointer,
    pub(super) required: bool,
}

/// The members of an object schema; with `all`, also those that it takes over from others.
pub(super) fn members(document: &Document, at: &Pointer, all: bool) -> Vec<Member> {
    let needed = schemas::required(document, at);
    let own = at.child("properties");
    let mut found: Vec<_> = schemas::schema_properties(document, at)
        .into_iter()
        .filter(|(_, place)| {
            all || place
                .split_last()
                .is_some_and(|(list, _)| list.tokens().starts_with(at.tokens()))
        })
        .collect();
    found.sort_by_key(|(_, place)| !place.tokens().starts_with(own.tokens()));
    let member = |(name, at): (String, Pointer)| Member {
        required: needed.contains(&name),
        name,
        at,
    };
    let mut members: Vec<_> = found.into_iter().map(member).collect();
    let further = at.child("additionalProperties");
    if document.get(&further).is_some_and(Value::is_object) {
        members.push(Member {
            name: "*".to_owned(),
            at: further,
            required: false,
        });
    }
    members
}

/// The alternatives of a schema.
pub(super) fn alternatives(document: &Document, at: &Pointer) -> Vec<Pointer> {
    for key in ["oneOf", "anyOf"] {
        let list = at.child(key);
        if let Some(Value::Array(items)) = document.get(&list) {
            return (0..items.len()).map(|number| list.child(number)).collect();
        }
    }
    Vec::new()
}

/// A text that a document has at a place.
pub(super) fn text_at<'d>(document: &'d Document, at: &Pointer) -> Option<&'d str> {
    let text = document.get(at)?.as_str()?;
    (!text.trim().is_empty()).then_some(text)
}

/// A paragraph of a document.
pub(super) fn words_at(document: &Document, at: &Pointer) -> Option<Cell> {
    let text = text_at(document, at)?;
    Some(Cell::of([Facet::words(text)]).at(&document.locate(at)))
}

/// The kinds of content of a body, with the places of their schemas.
pub(super) fn contents(document: &Document, body: &Pointer) -> Vec<(String, Pointer)> {
    let content = body.child("content");
    let map = document.get(&content).and_then(Value::as_object);
    let keys = map.into_iter().flat_map(|map| map.keys());
    keys.map(|key| (key.clone(), content.join([key.as_str(), "schema"])))
        .collect()
}

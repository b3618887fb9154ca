//! The examples that a document carries, each with the schema that it is an example of.

use serde_json::Value;

use super::{SchemaTypes, media::essence};
use crate::{
    api::Type,
    openapi::{Document, Pointer},
};

/// An example, by its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExamplePlace {
    /// Where its value is.
    pub at: Pointer,
    /// The schema that it is an example of.
    pub schema: Pointer,
    /// What the schema became.
    pub value: Type,
}

/// The examples of schemas, parameters, and bodies in JSON, of those schemas that have a type; in
/// the order of their places.
#[must_use]
pub fn examples(document: &Document, types: &SchemaTypes) -> Vec<ExamplePlace> {
    let mut found = Vec::new();
    for (schema, value) in types {
        let mut places = Vec::new();
        one(document, schema, &mut places);
        if let Some((holder, "schema")) = schema.split_last()
            && is_json(&holder)
        {
            one(document, &holder, &mut places);
            several(document, &holder, &mut places);
        }
        found.extend(places.into_iter().map(|at| ExamplePlace {
            at,
            schema: schema.clone(),
            value: value.clone(),
        }));
    }
    found.sort_by(|a, b| (&a.at, &a.schema).cmp(&(&b.at, &b.schema)));
    found
}

fn one(document: &Document, holder: &Pointer, places: &mut Vec<Pointer>) {
    let at = holder.child("example");
    if document.get(&at).is_some() {
        places.push(at);
    }
}

/// `examples` of a media type or a parameter: values by their names.
fn several(document: &Document, holder: &Pointer, places: &mut Vec<Pointer>) {
    let at = holder.child("examples");
    let Some(Value::Object(named)) = document.get(&at) else {
        return;
    };
    for name in named.keys() {
        let Ok(example) = document.resolve(&at.child(name)) else {
            continue;
        };
        let value = example.child("value");
        if document.get(&value).is_some() {
            places.push(value);
        }
    }
}

/// Whether what has this schema is JSON: all but the other media types.
fn is_json(holder: &Pointer) -> bool {
    let [.., content, media] = holder.tokens() else {
        return true;
    };
    let media = essence(media);
    content != "content" || media.ends_with("/json") || media.ends_with("+json")
}

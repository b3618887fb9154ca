//! How the reference pages through a list: recognised by the shape of the answer and of the
//! parameters, never by the names of one API.

use heck::ToSnakeCase;
use serde_json::{Value, json};

use crate::reference::{Kind, Members, Method, Operation, ParameterLocation, Property, Type};

/// The extension that marks a paged operation in the corrected document.
pub const EXTENSION: &str = "x-truespec-pagination";

/// Paging by a cursor in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paging {
    /// The property that holds the items.
    pub(super) items: String,
    /// The query parameter that takes the cursor.
    pub(super) parameter: String,
    /// The property that holds the cursor of the next page.
    pub(super) cursor: String,
    /// The property that says whether there are more pages.
    pub(super) has_more: Option<String>,
}

impl Paging {
    /// The value of the extension.
    pub(super) fn value(&self) -> Value {
        let mut value = json!({
            "items": self.items,
            "cursor": { "parameter": self.parameter, "response": self.cursor },
        });
        if let (Some(has_more), Value::Object(map)) = (&self.has_more, &mut value) {
            map.insert("hasMore".to_owned(), Value::from(has_more.as_str()));
        }
        value
    }
}

/// The list inside of an answer that is the object around a list: one array, and beside it
/// nothing but what paging needs.
pub(super) fn envelope(properties: &[Property]) -> Option<(&Property, &Type)> {
    const WORDS: [&str; 12] = [
        "next", "prev", "cursor", "more", "total", "count", "page", "limit", "offset", "links",
        "meta", "size",
    ];
    let is_about_paging = |name: &str| {
        let snake = name.to_snake_case();
        snake.split('_').any(|part| {
            let part = part.trim_end_matches('s');
            WORDS.iter().any(|word| word.trim_end_matches('s') == part)
        })
    };
    let mut list = None;
    for property in properties {
        match &property.ty.kind {
            Kind::Array(item) if list.is_none() => list = Some((property, item.as_ref())),
            Kind::Array(_) | Kind::Union(_) => return None,
            Kind::Object(_)
            | Kind::Any
            | Kind::Boolean
            | Kind::Integer
            | Kind::Number
            | Kind::String => {
                if !is_about_paging(&property.name.text) {
                    return None;
                }
            }
        }
    }
    let named = |p: &Property| matches!(p.name.text.as_str(), "items" | "data" | "results");
    list.filter(|(property, _)| properties.len() > 1 || named(property))
}

/// How an operation pages; `None` where it does not, or not by a cursor in the body.
pub(super) fn recognise(operation: &Operation) -> Option<Paging> {
    if operation.method != Method::Get {
        return None;
    }
    let success = operation
        .responses
        .iter()
        .find(|r| r.status.text.starts_with('2'))?;
    let Kind::Object(Members::Listed(properties)) = &success.body.as_ref()?.ty.kind else {
        return None;
    };
    let (items, _) = envelope(properties)?;
    let strings = || {
        properties
            .iter()
            .filter(|p| matches!(p.ty.kind, Kind::String))
    };
    let named = |p: &&Property, words: &[&str]| {
        let snake = p.name.text.to_snake_case();
        words
            .iter()
            .any(|word| snake.split('_').any(|part| part == *word))
    };
    let cursor = strings()
        .find(|p| named(p, &["next"]))
        .or_else(|| strings().find(|p| named(p, &["cursor"])))?;
    let queries = || {
        operation
            .parameters
            .iter()
            .filter(|p| p.location == ParameterLocation::Query)
            .map(|p| p.property.name.text.as_str())
    };
    let description = cursor
        .description
        .as_ref()
        .map_or("", |text| text.text.as_str());
    let said = |name: &&str| {
        [
            format!("?{name}="),
            format!("&{name}="),
            format!("`{name}`"),
        ]
        .iter()
        .any(|form| description.contains(form))
    };
    let usual = |name: &&str| {
        matches!(
            name.to_snake_case().as_str(),
            "after"
                | "cursor"
                | "page_token"
                | "next_token"
                | "next_cursor"
                | "starting_after"
                | "start_cursor"
                | "page_cursor"
                | "continuation_token"
                | "continuation"
                | "next"
        ) || **name == cursor.name.text
    };
    let parameter = queries().find(said).or_else(|| queries().find(usual))?;
    let has_more = properties
        .iter()
        .find(|p| matches!(p.ty.kind, Kind::Boolean) && named(p, &["more", "next"]));
    Some(Paging {
        items: items.name.text.clone(),
        parameter: parameter.to_owned(),
        cursor: cursor.name.text.clone(),
        has_more: has_more.map(|p| p.name.text.clone()),
    })
}

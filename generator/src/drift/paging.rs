//! Pages of one list: whether they fit together.

use serde_json::Value;

use super::{
    checker::{Checker, Spot},
    deviation::{Fix, Kind},
    named::Named,
    recording::{Body, Exchange, Recording},
};
use crate::openapi::{OperationPlace, Pointer};

/// The extension that says how a list is read page by page.
const EXTENSION: &str = "x-truespec-pagination";

/// How a list is read page by page, where a cursor leads on. Members are named by their way from the
/// answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paged {
    /// The method of its operation.
    pub method: String,
    /// The path of its operation, as the document has it.
    pub path: String,
    /// The member that holds the items; empty where the answer is the list.
    pub items: Vec<String>,
    /// The member that holds the cursor of the next page.
    pub cursor: Vec<String>,
    /// The parameter of the query that takes it.
    pub parameter: String,
    /// The member that says whether there is a next page.
    pub has_more: Option<Vec<String>>,
}

impl Paged {
    /// The items of a page.
    #[must_use]
    pub fn items<'v>(&self, body: &'v Value) -> Option<&'v Vec<Value>> {
        member(body, &self.items)?.as_array()
    }

    /// The cursor of the next page, where the page has one: a text or a number.
    #[must_use]
    pub fn next<'v>(&self, body: &'v Value) -> Option<&'v Value> {
        member(body, &self.cursor).filter(|cursor| match cursor {
            Value::String(text) => !text.is_empty(),
            Value::Number(_) => true,
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
        })
    }

    /// Whether the page says that there is a next one; `None`: it does not say.
    #[must_use]
    pub fn has_more(&self, body: &Value) -> Option<bool> {
        member(body, self.has_more.as_deref()?)?.as_bool()
    }
}

fn member<'v>(body: &'v Value, way: &[String]) -> Option<&'v Value> {
    way.iter().try_fold(body, |value, name| value.get(name))
}

fn page_of(exchange: &Exchange) -> Option<&Value> {
    match &exchange.body {
        Body::Json(body) if (200..300).contains(&exchange.status) => Some(body),
        Body::Json(_) | Body::Nothing | Body::Other => None,
    }
}

impl Checker<'_> {
    /// Holds the pages of each list against each other.
    pub(super) fn pages(&mut self, recording: &Recording, paged: &Paged) {
        let mut before: Vec<&Value> = Vec::new();
        let mut last: Option<&Value> = None;
        for (number, exchange) in recording.exchanges.iter().enumerate() {
            let Some(page) = exchange.page else {
                (before, last) = (Vec::new(), None);
                continue;
            };
            if page <= 1 {
                (before, last) = (Vec::new(), None);
            }
            let at = Recording::exchange_at(number);
            let Some(body) = page_of(exchange) else {
                let goes_on = last.is_some_and(|last| paged.has_more(last) != Some(false));
                if goes_on && (400..500).contains(&exchange.status) {
                    let service = format!("`{}`", exchange.status);
                    let document = "the cursor of a page leads to the next one";
                    self.paging("next", &at.child("status"), document, service);
                }
                last = None;
                continue;
            };
            let at = at.child("body");
            let items: Vec<&Value> = paged.items(body).into_iter().flatten().collect();
            self.end_of(paged, body, last, !items.is_empty(), &at);
            let again = items
                .iter()
                .position(|item| item.is_object() && before.contains(item));
            if let Some(again) = again {
                let at = at.join(paged.items.iter().map(String::as_str)).child(again);
                let service = "an item of a page before again";
                self.paging("repeated", &at, "each item stands on one page", service);
            }
            before.extend(items);
            last = Some(body);
        }
    }

    /// Whether what is said of the end is so.
    fn end_of(
        &mut self,
        paged: &Paged,
        body: &Value,
        last: Option<&Value>,
        has_items: bool,
        at: &Pointer,
    ) {
        if last.is_some_and(|last| paged.has_more(last) == Some(false)) && has_items {
            let name = paged.has_more.as_deref().unwrap_or_default().join(".");
            let service = "a page with items behind the one that says so";
            let document = format!("behind `{name}: false` there is nothing");
            self.paging("end", at, &document, service);
        }
        if paged.has_more(body) == Some(true) && paged.next(body).is_none() {
            let name = paged.cursor.join(".");
            let document = format!("`{name}` leads to the next page where there is one");
            let service = "no cursor, though it says that there is a next page";
            self.paging("cursor", at, &document, service);
        }
    }

    fn paging(&mut self, what: &str, at: &Pointer, document: &str, service: impl Into<String>) {
        let operation: &OperationPlace = self.operation;
        let extension = operation.at.child(EXTENSION);
        let is_said = self.document.get(&extension).is_some();
        let has_more = extension.child("hasMore");
        let fix = match what {
            "end" if self.document.get(&has_more).is_some() => {
                Fix::Without(extension.clone(), "hasMore".to_owned())
            }
            _ if is_said => Fix::Without(operation.at.clone(), EXTENSION.to_owned()),
            _ => Fix::Nothing,
        };
        let site = if is_said {
            extension
        } else {
            operation.at.clone()
        };
        let named = Named {
            place: format!("{}.paging.{what}", self.id),
            schema: None,
        };
        let spot = Spot {
            value: &Value::Null,
            at: at.clone(),
            site: site.clone(),
            depth: 0,
        };
        self.tell_at(Kind::Paging, &spot, &site, named, document, service, fix);
    }
}

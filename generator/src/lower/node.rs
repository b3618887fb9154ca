//! A value of the document together with its place.

use serde_json::Value;

use crate::{
    api::Docs,
    openapi::{Document, Pointer},
};

/// A value of the document together with its place.
#[derive(Clone, Debug)]
pub(super) struct Node<'d> {
    pub(super) at: Pointer,
    pub(super) value: &'d Value,
}

impl<'d> Node<'d> {
    /// The whole document.
    pub(super) fn root(document: &'d Document) -> Self {
        Self {
            at: Pointer::root(),
            value: document.root(),
        }
    }

    /// The value at a place; null where there is none.
    pub(super) fn at(document: &'d Document, at: &Pointer) -> Self {
        Self {
            at: at.clone(),
            value: document.get(at).unwrap_or(&Value::Null),
        }
    }

    /// The value of a key.
    pub(super) fn child(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| Self {
            at: self.at.child(key),
            value,
        })
    }

    /// The entries of the object at a key, in the order of the document.
    pub(super) fn entries(&self, key: &str) -> Vec<(String, Self)> {
        self.child(key)
            .map(|child| child.members())
            .unwrap_or_default()
    }

    /// The entries of this object, in the order of the document.
    pub(super) fn members(&self) -> Vec<(String, Self)> {
        let Value::Object(map) = self.value else {
            return Vec::new();
        };
        map.iter()
            .map(|(key, value)| {
                let at = self.at.child(key);
                (key.clone(), Self { at, value })
            })
            .collect()
    }

    /// The items of the array at a key.
    pub(super) fn items(&self, key: &str) -> Vec<Self> {
        let Some(child) = self.child(key) else {
            return Vec::new();
        };
        let Value::Array(items) = child.value else {
            return Vec::new();
        };
        items
            .iter()
            .enumerate()
            .map(|(at, value)| Self {
                at: child.at.child(at),
                value,
            })
            .collect()
    }

    /// The text at a key.
    pub(super) fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key).and_then(Value::as_str)
    }

    /// Whether the value at a key is `true`.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool) == Some(true)
    }

    /// Whether a key is there, and not as an empty array or object.
    pub(super) fn has(&self, key: &str) -> bool {
        match self.value.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::Array(items)) => !items.is_empty(),
            Some(Value::Object(map)) => !map.is_empty(),
            Some(Value::Bool(_) | Value::Number(_) | Value::String(_)) => true,
        }
    }

    /// The texts of the array at a key; other items are left out.
    pub(super) fn texts(&self, key: &str) -> Vec<&'d str> {
        self.value
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    /// Whether this is an object that says nothing: `{}`, or only words.
    pub(super) fn says_nothing(&self) -> bool {
        self.value.as_object().is_some_and(|map| {
            map.keys().all(|key| {
                matches!(
                    key.as_str(),
                    "title" | "description" | "example" | "externalDocs" | "deprecated"
                ) || key.starts_with("x-")
            })
        })
    }

    /// The words about the thing that this value describes.
    pub(super) fn docs(&self) -> Docs {
        let words = |key: &str| {
            self.text(key)
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        Docs {
            summary: words("summary"),
            description: words("description"),
            corrections: self
                .texts("x-truespec-corrections")
                .into_iter()
                .map(str::to_owned)
                .collect(),
            deprecated: self.flag("deprecated"),
            link: self
                .child("externalDocs")
                .and_then(|link| link.text("url"))
                .map(str::to_owned),
        }
    }
}

//! A schema as those see it who send or read its values: what its parts (`allOf`) say together.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::brief::brief;
use crate::openapi::{Document, Pointer};

/// A schema with its parts.
pub(super) struct View<'d> {
    pub(super) document: &'d Document,
    pub(super) at: Pointer,
    /// The schema and its parts, the schema itself first.
    parts: Vec<(Pointer, &'d Map<String, Value>)>,
    /// The parts that are references, by where they lead, that are compared by themselves.
    pub(super) apart: Vec<Pointer>,
}

/// Where the parts of a schema lead that are references.
pub(super) fn bases(document: &Document, at: &Pointer) -> BTreeSet<Pointer> {
    let mut found = BTreeSet::new();
    let parts = at.child("allOf");
    let Some(Value::Array(items)) = document.get(&parts) else {
        return found;
    };
    for (index, item) in items.iter().enumerate() {
        let at = parts.child(index);
        if item.get("$ref").is_some() {
            found.extend(document.resolve(&at));
        } else {
            found.extend(bases(document, &at));
        }
    }
    found
}

impl<'d> View<'d> {
    /// The schema at a place; the parts of `apart` are left out.
    pub(super) fn of(document: &'d Document, at: &Pointer, apart: &BTreeSet<Pointer>) -> Self {
        let mut view = Self {
            document,
            at: at.clone(),
            parts: Vec::new(),
            apart: Vec::new(),
        };
        view.add(at, apart);
        view
    }

    fn add(&mut self, at: &Pointer, apart: &BTreeSet<Pointer>) {
        let Ok(target) = self.document.resolve(at) else {
            return;
        };
        if apart.contains(&target) && target != self.at {
            self.apart.push(target);
            return;
        }
        if self.parts.iter().any(|(other, _)| *other == target) {
            return;
        }
        let Some(Value::Object(map)) = self.document.get(&target) else {
            return;
        };
        self.parts.push((target.clone(), map));
        if let Some(Value::Array(items)) = map.get("allOf") {
            let parts = target.child("allOf");
            for index in 0..items.len() {
                self.add(&parts.child(index), apart);
            }
        }
    }

    /// The value of a key, of the first part that has it.
    pub(super) fn get(&self, key: &str) -> Option<(Pointer, &'d Value)> {
        let mut parts = self.parts.iter();
        parts.find_map(|(at, map)| map.get(key).map(|value| (at.child(key), value)))
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<&'d str> {
        self.get(key).and_then(|(_, value)| value.as_str())
    }

    /// Whether a flag is set in any part.
    pub(super) fn flag(&self, key: &str) -> bool {
        let is = |map: &Map<String, Value>| map.get(key) == Some(&Value::Bool(true));
        self.parts.iter().any(|(_, map)| is(map))
    }

    /// Whether null is one of its values: all parts have to say so that say what it is.
    pub(super) fn nullable(&self) -> bool {
        self.parts
            .first()
            .is_some_and(|(_, map)| map.get("nullable") == Some(&Value::Bool(true)))
            || self
                .get("enum")
                .and_then(|(_, value)| value.as_array())
                .is_some_and(|values| values.contains(&Value::Null))
    }

    /// The members, by name, with the places of their schemas.
    pub(super) fn properties(&self) -> IndexMap<&'d str, Pointer> {
        let mut all = IndexMap::new();
        for (at, map) in &self.parts {
            if let Some(Value::Object(properties)) = map.get("properties") {
                let at = at.child("properties");
                for name in properties.keys() {
                    all.entry(name.as_str()).or_insert_with(|| at.child(name));
                }
            }
        }
        all
    }

    /// The members that are always there.
    pub(super) fn required(&self) -> BTreeSet<&'d str> {
        let lists = self.parts.iter().filter_map(|(_, map)| map.get("required"));
        let lists = lists.filter_map(Value::as_array);
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// The place that says what a member has to be; that of the schema where nothing does.
    pub(super) fn requires(&self, name: &str) -> Pointer {
        for (at, map) in &self.parts {
            if let Some(Value::Array(names)) = map.get("required")
                && let Some(index) = names.iter().position(|other| other == name)
            {
                return at.child("required").child(index);
            }
        }
        let properties = self.properties();
        properties.get(name).cloned().unwrap_or(self.at.clone())
    }

    /// The values of the enumeration, null aside, with their places.
    pub(super) fn values(&self) -> Option<Vec<(&'d Value, Pointer)>> {
        let (at, values) = self.get("enum")?;
        let values = values.as_array()?.iter().enumerate();
        let values = values.filter(|(_, value)| !value.is_null());
        Some(values.map(|(i, value)| (value, at.child(i))).collect())
    }

    /// The alternatives, with the key that holds them.
    pub(super) fn alternatives(&self) -> Vec<Pointer> {
        let mut all = Vec::new();
        for (at, map) in &self.parts {
            for key in ["oneOf", "anyOf"] {
                if let Some(Value::Array(items)) = map.get(key) {
                    all.extend((0..items.len()).map(|index| at.child(key).child(index)));
                }
            }
        }
        all
    }

    /// All keys that some part has.
    pub(super) fn keys(&self) -> BTreeSet<&'d str> {
        let keys = self.parts.iter().flat_map(|(_, map)| map.keys());
        keys.map(String::as_str).collect()
    }

    /// What it is, in one word.
    pub(super) fn word(&self) -> Word<'d> {
        if !self.alternatives().is_empty() {
            return Word::Union;
        }
        match self.text("type") {
            Some("integer") => Word::Integer,
            Some("number") => Word::Number,
            Some(word) => Word::Other(word),
            None if !self.properties().is_empty() || !self.apart.is_empty() => {
                Word::Other("object")
            }
            None if self.get("additionalProperties").is_some() => Word::Other("object"),
            None if self.get("items").is_some() => Word::Other("array"),
            None => match self.values().and_then(|v| v.first().map(|(v, _)| *v)) {
                Some(Value::String(_)) => Word::Other("string"),
                Some(Value::Bool(_)) => Word::Other("boolean"),
                Some(Value::Number(_)) => Word::Number,
                _ => Word::Any,
            },
        }
    }
}

/// What a schema is, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word<'d> {
    Any,
    Union,
    Integer,
    Number,
    Other(&'d str),
}

/// What a schema is, in a few words.
pub(super) fn shown(document: &Document, at: &Pointer) -> String {
    shown_within(document, at, 4)
}

fn shown_within(document: &Document, at: &Pointer, depth: usize) -> String {
    if document
        .get(at)
        .is_some_and(|value| value.get("$ref").is_some())
        && let Ok(target) = document.resolve(at)
        && let Some((_, name)) = target.split_last()
    {
        return name.to_owned();
    }
    let view = View::of(document, at, &BTreeSet::new());
    if depth == 0 {
        return "…".to_owned();
    }
    let text = match view.word() {
        Word::Any => "any".to_owned(),
        Word::Union => {
            let alternatives = view.alternatives();
            let more = alternatives.len().saturating_sub(4);
            let shown = alternatives.iter().take(4);
            let mut all: Vec<_> = shown
                .map(|at| shown_within(document, at, depth - 1))
                .collect();
            if more > 0 {
                all.push(format!("{more} more"));
            }
            all.join(" | ")
        }
        Word::Integer => "integer".to_owned(),
        Word::Number => "number".to_owned(),
        Word::Other("array") => {
            let item = view.get("items").map(|(at, _)| at);
            let item = item.map_or("any".to_owned(), |at| {
                shown_within(document, &at, depth - 1)
            });
            format!("array of {item}")
        }
        Word::Other("object") => {
            let names: Vec<&str> = view.properties().into_keys().collect();
            match names.as_slice() {
                [] => "object".to_owned(),
                names if names.len() > 6 => format!("object of {} members", names.len()),
                names => format!("object {{{}}}", names.join(", ")),
            }
        }
        Word::Other(word) => word.to_owned(),
    };
    let text = match view.text("format") {
        Some(format) => format!("{text} ({format})"),
        None => text,
    };
    let text = match view.values() {
        Some(values) if values.len() > 6 => format!("{text}, one of {} values", values.len()),
        Some(values) if !values.is_empty() => {
            let values: Vec<String> = values.iter().map(|(value, _)| brief(value)).collect();
            format!("{text}, one of {}", values.join(", "))
        }
        Some(_) | None => text,
    };
    if view.nullable() {
        return format!("{text} or null");
    }
    text
}

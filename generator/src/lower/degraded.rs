//! Which operations a warning is about: those that it stands in, and those that use the part of the
//! document that it stands in, through however many references.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use serde_json::Value;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Location, Severity},
    openapi::{Document, OperationPlace, Pointer},
};

/// Warnings after which the client has all that the document describes, though perhaps under
/// another name.
const HARMLESS: [&str; 12] = [
    "ambiguous-union",
    "mapping-leads-nowhere",
    "operation-id-twice",
    "operation-without-id",
    "pagination-does-not-fit",
    "parameter-twice",
    "path-parameter-not-described",
    "path-with-fragment",
    "security-mostly-waived",
    "security-not-asked-for",
    "server-left-out",
    "server-not-absolute",
];

/// An operation that is in the client as less than the document describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Degraded {
    /// The method as it is sent, such as `GET`.
    pub method: String,
    /// The path, such as `/projects/{id}`.
    pub path: String,
    /// Why, in the order in which the warnings were given.
    pub because: Vec<Arc<Diagnostic>>,
}

/// The operations that are degraded, in the order of the document.
#[must_use]
pub fn degraded(document: &Document, warnings: &[&Diagnostics]) -> Vec<Degraded> {
    let all = warnings.iter().flat_map(|warnings| warnings.iter());
    let reasons: Vec<&Diagnostic> = all
        .filter(|warning| warning.severity > Severity::Note && !HARMLESS.contains(&warning.code))
        .collect();
    if reasons.is_empty() {
        return Vec::new();
    }
    let operations = document.operations();
    let unplaced = reasons.iter().filter(|w| w.pointer().is_none());
    let unplaced = unplaced.filter_map(|w| w.location.as_ref().map(place));
    let mut parts = Parts::of(document, &operations);
    parts.follow(document, &unplaced.collect());
    let mut why: Vec<Vec<Arc<Diagnostic>>> = vec![Vec::new(); operations.len()];
    let mut known: HashMap<usize, Vec<usize>> = HashMap::new();
    for warning in reasons {
        let Some(part) = parts.around(warning) else {
            continue;
        };
        let users = known.entry(part).or_insert_with(|| parts.users(part));
        let warning = Arc::new(warning.clone());
        for user in users {
            if let Some(why) = why.get_mut(*user) {
                why.push(Arc::clone(&warning));
            }
        }
    }
    let found = operations.into_iter().zip(why);
    let found = found.filter(|(_, because)| !because.is_empty());
    found
        .map(|(operation, because)| Degraded {
            method: operation.method,
            path: operation.path,
            because,
        })
        .collect()
}

/// The line and column of a place, with the name of its text.
type Place = (String, usize, usize);

fn place(location: &Location) -> Place {
    let name = location.source().name().to_owned();
    (name, location.line(), location.column())
}

/// The parts of a document that are used as a whole: operations, path items, and whatever references
/// lead to.
struct Parts {
    /// By their places, as JSON pointers.
    by_place: HashMap<String, usize>,
    /// Which parts use this one.
    used_by: Vec<Vec<usize>>,
    /// Which operations each part is; more than one where path items share it.
    operations: HashMap<usize, Vec<usize>>,
    /// The innermost part at places that diagnostics name by line and column alone.
    by_line: HashMap<Place, usize>,
}

impl Parts {
    fn of(document: &Document, operations: &[OperationPlace]) -> Self {
        let mut parts = Self {
            by_place: HashMap::new(),
            used_by: Vec::new(),
            operations: HashMap::new(),
            by_line: HashMap::new(),
        };
        for (index, operation) in operations.iter().enumerate() {
            let part = parts.part(operation.at.to_string());
            parts.operations.entry(part).or_default().push(index);
            // What stands in a path item beside its operations is said of each of them.
            let item = parts.part(operation.item.to_string());
            parts.uses(part, item);
        }
        let mut values = vec![document.root()];
        while let Some(value) = values.pop() {
            match value {
                Value::Object(map) => {
                    let target = map.get("$ref").and_then(Value::as_str);
                    if let Some(target) = target.and_then(Pointer::of_reference) {
                        parts.part(target.to_string());
                    }
                    values.extend(map.values());
                }
                Value::Array(items) => values.extend(items),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        parts
    }

    fn part(&mut self, place: String) -> usize {
        let next = self.used_by.len();
        let part = *self.by_place.entry(place).or_insert(next);
        if part == next {
            self.used_by.push(Vec::new());
        }
        part
    }

    fn uses(&mut self, who: usize, what: usize) {
        if let Some(users) = self.used_by.get_mut(what)
            && users.last() != Some(&who)
            && who != what
        {
            users.push(who);
        }
    }

    /// Finds which part uses which, and the parts at the places that are looked for.
    fn follow(&mut self, document: &Document, wanted: &HashSet<Place>) {
        let mut values = vec![(Pointer::root(), document.root(), None)];
        while let Some((at, value, outer)) = values.pop() {
            let own = self.by_place.get(&at.to_string()).copied();
            if let (Some(outer), Some(own)) = (outer, own)
                && !self.operations.contains_key(&own)
            {
                self.uses(outer, own);
            }
            let part = own.or(outer);
            if !wanted.is_empty()
                && let Some(part) = part
            {
                let here = place(&document.locate(&at));
                if wanted.contains(&here) {
                    self.by_line.entry(here).or_insert(part);
                }
            }
            match value {
                Value::Object(map) => {
                    let target = map.get("$ref").and_then(Value::as_str);
                    let target = target.and_then(Pointer::of_reference);
                    let target = target.and_then(|t| self.by_place.get(&t.to_string()).copied());
                    if let (Some(part), Some(target)) = (part, target) {
                        self.uses(part, target);
                    }
                    values.extend(map.iter().map(|(key, value)| (at.child(key), value, part)));
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    values.extend(items.map(|(index, value)| (at.child(index), value, part)));
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }

    /// The innermost part that a warning stands in.
    fn around(&self, warning: &Diagnostic) -> Option<usize> {
        let Some(mut at) = warning.pointer() else {
            let place = warning.location.as_ref().map(place)?;
            return self.by_line.get(&place).copied();
        };
        loop {
            if let Some(part) = self.by_place.get(at) {
                return Some(*part);
            }
            at = &at[..at.rfind('/')?];
        }
    }

    /// The operations that a part is or is used by, through however many others.
    fn users(&self, part: usize) -> Vec<usize> {
        let mut seen = HashSet::from([part]);
        let mut left = vec![part];
        let mut operations = Vec::new();
        while let Some(part) = left.pop() {
            operations.extend(self.operations.get(&part).into_iter().flatten());
            for user in self.used_by.get(part).into_iter().flatten() {
                if seen.insert(*user) {
                    left.push(*user);
                }
            }
        }
        operations.sort_unstable();
        operations.dedup();
        operations
    }
}

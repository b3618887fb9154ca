//! The operations of two documents: which is which, and what is different about each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    brief::both_brief,
    change::{Direction, Named, Subject, Target},
    kind::Kind,
    walk::{Both, Here, Walk},
    words::{CORRECTIONS, WORDS},
};
use crate::openapi::{Document, OperationPlace, Pointer};

/// Keys of an operation that are compared each in a way of its own.
const KNOWN: &[&str] = &[
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "security",
    "servers",
    "tags",
    "deprecated",
    "x-truespec-pagination",
];

impl Walk<'_> {
    /// All operations.
    pub(super) fn operations(&mut self) {
        let mut before = named(self.old);
        let mut after = named(self.new);
        let mut pairs = Vec::new();
        // The same route is the same operation; what is left is known by its name.
        take_pairs(&mut before, &mut after, &mut pairs, |(_, named)| {
            Some((named.method.clone(), route(&named.path)))
        });
        take_pairs(&mut before, &mut after, &mut pairs, |(_, named)| {
            named.id.clone().map(|id| (String::new(), id))
        });
        for (place, named) in before {
            self.begin(Subject::Operation(named.clone()), Some(named.clone()));
            let says = signature(&named);
            let side = Some((&place.at, says));
            self.tell(&whole(), Kind::OperationRemoved, side, None);
        }
        for (place, named) in after {
            self.begin(Subject::Operation(named.clone()), Some(named.clone()));
            let says = signature(&named);
            let side = Some((&place.at, says));
            self.tell(&whole(), Kind::OperationAdded, None, side);
        }
        for ((old, was), (new, is)) in pairs {
            self.begin(Subject::Operation(is.clone()), Some(is.clone()));
            if was != is {
                self.was.insert(is.clone(), was.clone());
            }
            self.identity((&old, &was), (&new, &is));
            self.operation(&old, &new);
        }
    }

    fn identity(&mut self, old: (&OperationPlace, &Named), new: (&OperationPlace, &Named)) {
        let here = whole();
        let ((old, was), (new, is)) = (old, new);
        if was.id != is.id {
            let says = |named: &Named| named.id.clone().unwrap_or_else(|| "no name".to_owned());
            self.tell(
                &here,
                Kind::OperationRenamed,
                Some((&old.at, says(was))),
                Some((&new.at, says(is))),
            );
        }
        if (&was.method, route(&was.path)) != (&is.method, route(&is.path)) {
            self.tell(
                &here,
                Kind::OperationMoved,
                Some((&old.at, signature(was))),
                Some((&new.at, signature(is))),
            );
        }
    }

    fn operation(&mut self, old: &OperationPlace, new: &OperationPlace) {
        let here = whole();
        let at = Both {
            old: old.at.clone(),
            new: new.at.clone(),
        };
        self.parameters(old, new);
        let calls = (Direction::Sent, Direction::Answered);
        self.request_body(&at.child("requestBody"), &at, calls.0);
        self.responses(&at.child("responses"), calls.1);
        self.callbacks(&at);
        let flag = |value: Option<&Value>| {
            value.and_then(|value| value.get("deprecated")) == Some(&Value::Bool(true))
        };
        let flags = [flag(self.old_value(&at.old)), flag(self.new_value(&at.new))];
        self.flag(
            flags,
            [Kind::Deprecated, Kind::DeprecationLifted],
            &at,
            &here,
        );
        self.credentials(&at, &here);
        self.servers(&at, &here);
        self.plain_keys(&at, &["tags"], Kind::GroupChanged, &here);
        self.paging(old, new, &at, &here);
        self.other_keys(&at, KNOWN, &here);
    }

    /// How the answers are read page by page: as the client does it, where that is known.
    fn paging(&mut self, old: &OperationPlace, new: &OperationPlace, at: &Both, here: &Here) {
        let [before, after] = self.names;
        let (Some(before), Some(after)) = (before, after) else {
            self.plain_keys(at, &["x-truespec-pagination"], Kind::PagingChanged, here);
            return;
        };
        let was = before
            .call(&old.method, &old.path)
            .and_then(|call| call.paging.clone());
        let is = after
            .call(&new.method, &new.path)
            .and_then(|call| call.paging.clone());
        let kind = match (&was, &is) {
            (None, Some(_)) => Kind::PagingAdded,
            (Some(_), None) => Kind::PagingRemoved,
            (Some(was), Some(is)) if was != is => Kind::PagingChanged,
            (Some(_), Some(_)) | (None, None) => return,
        };
        let says = |paging: Option<String>| paging.unwrap_or_else(|| "not paged".to_owned());
        self.tell(
            here,
            kind,
            Some((&at.old, says(was))),
            Some((&at.new, says(is))),
        );
    }

    /// Some keys whose values have no meaning here but that they are others.
    pub(super) fn plain_keys(&mut self, at: &Both, keys: &[&str], kind: Kind, here: &Here) {
        for key in keys {
            let there = at.child(key);
            let (old, new) = (self.old_value(&there.old), self.new_value(&there.new));
            if old == new {
                continue;
            }
            let here = if kind == Kind::OtherChanged {
                here.within(key)
            } else {
                here.clone()
            };
            let [was, is] = both_brief(old, new);
            self.tell(&here, kind, Some((&there.old, was)), Some((&there.new, is)));
        }
    }

    /// All keys but those that are known: words, or what is not weighed.
    pub(super) fn other_keys(&mut self, at: &Both, known: &[&str], here: &Here) {
        let sides = [self.old_value(&at.old), self.new_value(&at.new)];
        let maps = sides.into_iter().flatten().filter_map(Value::as_object);
        let keys: BTreeSet<&str> = maps
            .flat_map(|map| map.keys().map(String::as_str))
            .filter(|key| *key != CORRECTIONS && !known.contains(key))
            .collect();
        for key in keys {
            let kind = if WORDS.contains(&key) {
                Kind::WordsChanged
            } else {
                Kind::OtherChanged
            };
            self.plain_keys(at, &[key], kind, here);
        }
    }

    /// What the service sends on its own account.
    pub(super) fn webhooks(&mut self) {
        let at = Both {
            old: Pointer::of(["webhooks"]),
            new: Pointer::of(["webhooks"]),
        };
        self.events(&at, "");
    }

    fn callbacks(&mut self, at: &Both) {
        let at = at.child("callbacks");
        let sides = [self.old_value(&at.old), self.new_value(&at.new)];
        if sides.iter().all(Option::is_none) {
            return;
        }
        let maps = sides.into_iter().flatten().filter_map(Value::as_object);
        let names: BTreeSet<String> = maps.flat_map(|map| map.keys().cloned()).collect();
        for name in names {
            self.events(&at.child(&name), &format!("callback {name} "));
        }
    }

    /// The events below a place: path items by their names.
    fn events(&mut self, at: &Both, prefix: &str) {
        let resolved = |document: &Document, at: &Pointer| document.resolve(at).ok();
        let collect = |document: &Document, at: &Pointer| -> BTreeMap<String, Pointer> {
            let mut found = BTreeMap::new();
            let items =
                resolved(document, at).and_then(|at| Some((document.get(&at)?.as_object()?, at)));
            if let Some((items, at)) = items {
                for name in items.keys().filter(|name| !name.starts_with("x-")) {
                    let Some(item) = resolved(document, &at.child(name)) else {
                        continue;
                    };
                    let methods = document.get(&item).and_then(Value::as_object);
                    for method in methods.into_iter().flat_map(|map| map.keys()) {
                        if super::METHODS.contains(&method.as_str()) {
                            let name = format!("{prefix}{name} {}", method.to_uppercase());
                            found.insert(name, item.child(method));
                        }
                    }
                }
            }
            found
        };
        let before = collect(self.old, &at.old);
        let after = collect(self.new, &at.new);
        for (name, old) in &before {
            let Some(new) = after.get(name) else {
                let here = whole().within(name);
                self.tell(&here, Kind::EventRemoved, Some((old, String::new())), None);
                continue;
            };
            let both = Both {
                old: old.clone(),
                new: new.clone(),
            };
            let back = self.aside(name);
            // The service asks here, and the client answers.
            self.request_body(&both.child("requestBody"), &both, Direction::Answered);
            self.responses(&both.child("responses"), Direction::Sent);
            let known = ["requestBody", "responses", "operationId", "parameters"];
            self.other_keys(&both, &known, &whole());
            self.come_back(back);
        }
        for (name, new) in &after {
            if !before.contains_key(name) {
                let here = whole().within(name);
                self.tell(&here, Kind::EventAdded, None, Some((new, String::new())));
            }
        }
    }
}

/// An operation as a whole.
pub(super) fn whole() -> Here {
    Here {
        place: String::new(),
        targets: [vec![Target::Operation], vec![Target::Operation]],
        direction: Some(Direction::Sent),
    }
}

/// A path without the names of its parameters.
pub(super) fn route(path: &str) -> String {
    let mut route = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        route.push(c);
    }
    route
}

fn signature(named: &Named) -> String {
    format!("{} {}", named.method, named.path)
}

type Placed = (OperationPlace, Named);

fn named(document: &Document) -> Vec<Placed> {
    let places = document.operations().into_iter();
    let named = places.map(|place| {
        let operation = document.get(&place.at);
        let id = operation.and_then(|value| value.get("operationId"));
        let named = Named {
            method: place.method.clone(),
            path: place.path.clone(),
            id: id.and_then(Value::as_str).map(str::to_owned),
        };
        (place, named)
    });
    named.collect()
}

/// Moves what has the same key on both sides to the pairs.
fn take_pairs<K: Ord>(
    before: &mut Vec<Placed>,
    after: &mut Vec<Placed>,
    pairs: &mut Vec<(Placed, Placed)>,
    key: impl Fn(&Placed) -> Option<K>,
) {
    let mut by_key: BTreeMap<K, Placed> = BTreeMap::new();
    let mut rest = Vec::new();
    for placed in std::mem::take(after) {
        match key(&placed) {
            Some(key) if !by_key.contains_key(&key) => {
                by_key.insert(key, placed);
            }
            _ => rest.push(placed),
        }
    }
    before.retain(|placed| {
        let found = key(placed).and_then(|key| by_key.remove(&key));
        let unpaired = found.is_none();
        pairs.extend(found.map(|other| (placed.clone(), other)));
        unpaired
    });
    rest.extend(by_key.into_values());
    *after = rest;
}

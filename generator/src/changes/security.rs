//! The credentials side by side: what an operation takes in the end, and how each is carried.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{
    brief::brief,
    change::Subject,
    kind::Kind,
    operations::whole,
    walk::{Both, Here, Walk},
};
use crate::openapi::{Document, Pointer};

/// What is taken where no credentials have to be given.
const NONE: &str = "none";

impl Walk<'_> {
    /// The credentials that an operation takes: its own, or those of the service. Those of the service
    /// are told with the service, and with an operation where it has its own on a side.
    pub(super) fn credentials(&mut self, at: &Both, here: &Here) {
        let own = at.child("security");
        let root = Pointer::of(["security"]);
        let has_own = [
            self.old_value(&own.old).is_some(),
            self.new_value(&own.new).is_some(),
        ];
        if has_own == [false, false] {
            self.inherits = true;
            return;
        }
        let place = |at: &Pointer, has_own: bool| {
            if has_own { at.clone() } else { root.clone() }
        };
        let both = Both {
            old: place(&own.old, has_own[0]),
            new: place(&own.new, has_own[1]),
        };
        self.taken(&both, here);
    }

    /// The credentials that the service takes, where an operation takes what the service does.
    pub(super) fn inherited(&mut self) {
        if self.inherits {
            self.begin(Subject::Service, None);
            let root = Pointer::of(["security"]);
            let both = Both {
                old: root.clone(),
                new: root,
            };
            self.taken(&both, &whole());
        }
    }

    fn taken(&mut self, at: &Both, here: &Here) {
        let renamed = self.renamed_schemes();
        let none = BTreeMap::new();
        let before = alternatives(self.old, &at.old, &renamed);
        let after = alternatives(self.new, &at.new, &none);
        let (was, is) = (names(&before), names(&after));
        // Where nothing is asked for, whatever is given is taken.
        let kind = if was == is {
            return;
        } else if !is.contains(NONE) && !was.is_subset(&is) {
            Kind::CredentialsRemoved
        } else if !was.contains(NONE) {
            Kind::CredentialsAdded
        } else {
            Kind::OtherChanged
        };
        let here = Here {
            place: "credentials".to_owned(),
            ..here.clone()
        };
        let says = |all: BTreeMap<String, String>| {
            let all: Vec<String> = all.into_values().collect();
            all.join(" or ")
        };
        // Where nothing is said, the document as a whole is the place.
        let there = |document: &Document, at: &Pointer| match document.get(at) {
            Some(_) => at.clone(),
            None => Pointer::root(),
        };
        let (old, new) = (there(self.old, &at.old), there(self.new, &at.new));
        self.tell(
            &here,
            kind,
            Some((&old, says(before))),
            Some((&new, says(after))),
        );
    }

    /// Credentials that are called otherwise now, by their old names: the name is not sent.
    fn renamed_schemes(&self) -> BTreeMap<String, String> {
        let [before, after] = self.schemes_of_both();
        let gone = before.iter().filter(|(name, _)| !after.contains_key(*name));
        let mut new: Vec<_> = after
            .iter()
            .filter(|(name, _)| !before.contains_key(*name))
            .collect();
        let mut renamed = BTreeMap::new();
        for (name, old) in gone {
            let same = new.iter().position(|(_, other)| bare(other) == bare(old));
            if let Some(index) = same {
                renamed.insert(name.clone(), new.remove(index).0.clone());
            }
        }
        renamed
    }

    fn schemes_of_both(&self) -> [Map<String, Value>; 2] {
        let at = Pointer::of(["components", "securitySchemes"]);
        [self.old_value(&at), self.new_value(&at)].map(|value| {
            let map = value.and_then(Value::as_object);
            map.cloned().unwrap_or_default()
        })
    }

    /// How each of the credentials is carried.
    pub(super) fn schemes(&mut self, here: &Here) {
        let at = Pointer::of(["components", "securitySchemes"]);
        let renamed = self.renamed_schemes();
        let [before, after] = self.schemes_of_both();
        let within = |name: &str| Here {
            place: format!("credentials {name}"),
            ..here.clone()
        };
        for (name, old) in &before {
            let there = at.child(name);
            let says = brief(old);
            if let Some(now) = renamed.get(name) {
                let was = Some((&there, name.clone()));
                let place = at.child(now);
                let is = Some((&place, now.clone()));
                self.tell(&within(now), Kind::SchemeRenamed, was, is);
                continue;
            }
            let Some(new) = after.get(name) else {
                let side = Some((&there, says));
                self.tell(&within(name), Kind::SchemeRemoved, side, None);
                continue;
            };
            if old != new {
                let kind = if bare(old) == bare(new) {
                    Kind::WordsChanged
                } else {
                    Kind::SchemeChanged
                };
                let is = Some((&there, brief(new)));
                self.tell(&within(name), kind, Some((&there, says)), is);
            }
        }
        let is_renamed = |name: &String| renamed.values().any(|now| now == name);
        for (name, new) in &after {
            if !before.contains_key(name) && !is_renamed(name) {
                let there = at.child(name);
                let side = Some((&there, brief(new)));
                self.tell(&within(name), Kind::SchemeAdded, None, side);
            }
        }
    }
}

/// A value without its words.
fn bare(value: &Value) -> Value {
    let mut value = value.clone();
    if let Value::Object(map) = &mut value {
        map.remove("description");
    }
    value
}

/// What is taken at a place, each in the names of now, with what it is called on its side.
fn alternatives(
    document: &Document,
    at: &Pointer,
    renamed: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let items = document.get(at).and_then(Value::as_array);
    let items = items.into_iter().flatten();
    let none = BTreeMap::new();
    let mut all: BTreeMap<String, String> = items
        .map(|item| (alternative(item, renamed), alternative(item, &none)))
        .collect();
    if all.is_empty() {
        all.insert(NONE.to_owned(), NONE.to_owned());
    }
    all
}

fn names(all: &BTreeMap<String, String>) -> BTreeSet<&str> {
    all.keys().map(String::as_str).collect()
}

/// Credentials that hold together.
fn alternative(value: &Value, renamed: &BTreeMap<String, String>) -> String {
    let names = value.as_object();
    let mut all = Vec::new();
    for (name, scopes) in names.into_iter().flatten() {
        let name = renamed.get(name).unwrap_or(name);
        let scopes = scopes.as_array();
        let scopes = scopes.into_iter().flatten().filter_map(Value::as_str);
        let scopes: Vec<&str> = scopes.collect();
        if scopes.is_empty() {
            all.push(name.clone());
        } else {
            all.push(format!("{name} ({})", scopes.join(", ")));
        }
    }
    if all.is_empty() {
        return NONE.to_owned();
    }
    all.sort();
    all.join(" with ")
}

//! The alternatives of two unions side by side.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    change::Target,
    kind::Kind,
    view::{View, shown},
    walk::{Both, Here, Walk},
};
use crate::openapi::{Document, Pointer};

/// How sure it is that two alternatives are the same one.
const SIGNS: [fn(&Alternative<'_>) -> Option<String>; 4] = [
    |one| one.reference.clone(),
    |one| Some(one.value.to_string()),
    |one| one.value.get("title")?.as_str().map(str::to_owned),
    |one| one.value.get("type")?.as_str().map(str::to_owned),
];

struct Alternative<'d> {
    at: Pointer,
    value: &'d Value,
    /// Where it leads, where it is a reference.
    reference: Option<String>,
}

impl Walk<'_> {
    /// The alternatives, and what tells them apart.
    pub(super) fn alternatives(&mut self, old: &View<'_>, new: &View<'_>, here: &Here) {
        let mut before = of(self.old, old);
        let mut after = of(self.new, new);
        if before.is_empty() && after.is_empty() {
            self.discriminators(old, new, here);
            return;
        }
        let about = here.clone().about(
            Target::Schema(old.at.clone()),
            Target::Schema(new.at.clone()),
        );
        let ways = [way(old), way(new)];
        if let [Some(was), Some(is)] = &ways
            && was.0 != is.0
        {
            let kind = if is.0 == "anyOf" {
                Kind::TypeWidened
            } else {
                Kind::TypeNarrowed
            };
            let says = |key: &str| match key {
                "anyOf" => "one or several of the alternatives".to_owned(),
                _ => "exactly one of the alternatives".to_owned(),
            };
            let side = Some((&was.1, says(was.0)));
            self.tell(&about, kind, side, Some((&is.1, says(is.0))));
        }
        let mut pairs = Vec::new();
        for sign in SIGNS {
            let mut left = Vec::new();
            for one in before {
                let mark = sign(&one);
                let found = after
                    .iter()
                    .position(|other| mark.is_some() && sign(other) == mark);
                match found {
                    Some(index) => pairs.push((one, after.remove(index))),
                    None => left.push(one),
                }
            }
            before = left;
        }
        for (one, other) in pairs {
            let both = Both {
                old: one.at.clone(),
                new: other.at.clone(),
            };
            let name = format!("<{}>", shown(self.new, &other.at));
            self.schema(&both, &here.within(&name));
        }
        for one in before {
            let says = shown(self.old, &one.at);
            self.tell(
                &about,
                Kind::AlternativeRemoved,
                Some((&one.at, says)),
                None,
            );
        }
        for one in after {
            let says = shown(self.new, &one.at);
            self.tell(&about, Kind::AlternativeAdded, None, Some((&one.at, says)));
        }
        self.discriminators(old, new, &about);
    }

    fn discriminators(&mut self, old: &View<'_>, new: &View<'_>, here: &Here) {
        let (before, after) = (old.get("discriminator"), new.get("discriminator"));
        let member = |found: &Option<(Pointer, &Value)>| {
            let value = found.as_ref()?.1;
            value.get("propertyName")?.as_str().map(str::to_owned)
        };
        let at = |found: &Option<(Pointer, &Value)>, view: &View<'_>| match found {
            Some((at, _)) => at.clone(),
            None => view.at.clone(),
        };
        let (was_at, is_at) = (at(&before, old), at(&after, new));
        let (was, is) = (member(&before), member(&after));
        if was != is {
            let says = |name: Option<String>| match name {
                Some(name) => format!("by {name}"),
                None => "by nothing that is told".to_owned(),
            };
            self.tell(
                here,
                Kind::DiscriminatorChanged,
                Some((&was_at, says(was))),
                Some((&is_at, says(is))),
            );
            return;
        }
        let mapping = |found: Option<(Pointer, &Value)>| -> BTreeMap<String, Value> {
            let map = found.and_then(|(_, value)| value.get("mapping")?.as_object());
            let entries = map.into_iter().flatten();
            entries.map(|(tag, to)| (tag.clone(), to.clone())).collect()
        };
        let (before, after) = (mapping(before), mapping(after));
        for (tag, to) in &before {
            match after.get(tag) {
                Some(other) if other == to => {}
                Some(other) => self.tell(
                    here,
                    Kind::DiscriminatorChanged,
                    Some((&was_at, format!("{tag}: {to}"))),
                    Some((&is_at, format!("{tag}: {other}"))),
                ),
                None => {
                    self.tell(here, Kind::ValueRemoved, Some((&was_at, tag.clone())), None);
                }
            }
        }
        for tag in after.keys().filter(|tag| !before.contains_key(*tag)) {
            self.tell(here, Kind::ValueAdded, None, Some((&is_at, tag.clone())));
        }
    }
}

/// The word that says how many of the alternatives hold, and its place; `None` where both words stand.
fn way(view: &View<'_>) -> Option<(&'static str, Pointer)> {
    let place = |key| view.get(key).map(|(at, _)| (key, at));
    match [place("oneOf"), place("anyOf")] {
        [Some(way), None] | [None, Some(way)] => Some(way),
        _ => None,
    }
}

fn of<'d>(document: &'d Document, view: &View<'d>) -> Vec<Alternative<'d>> {
    let places = view.alternatives().into_iter();
    let all = places.filter_map(|at| {
        let value = document.get(&at)?;
        let reference = value.get("$ref").and_then(Value::as_str);
        Some(Alternative {
            reference: reference.map(str::to_owned),
            at,
            value,
        })
    });
    all.collect()
}

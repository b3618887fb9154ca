//! The members of two objects, and the places of two tuples, side by side.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    change::{Direction, Target},
    kind::Kind,
    view::{View, shown},
    walk::{Both, Here, Walk},
};
use crate::openapi::{Document, Pointer};

impl Walk<'_> {
    /// The members that the schemas list.
    pub(super) fn properties(&mut self, old: &View<'_>, new: &View<'_>, here: &Here) {
        let (before, after) = (old.properties(), new.properties());
        let (needed, needs) = (old.required(), new.required());
        // A part that is compared by itself can list what this one had to itself.
        let (old_bases, new_bases) = (in_bases(old), in_bases(new));
        let within = |name: &str| {
            here.within(name).about(
                Target::Member(old.at.clone(), name.to_owned()),
                Target::Member(new.at.clone(), name.to_owned()),
            )
        };
        for (name, at) in &before {
            if after.contains_key(name) || new_bases.contains(*name) {
                continue;
            }
            let here = restricted(within(name), self.old, at);
            let says = shown(self.old, at);
            self.tell(&here, Kind::PropertyRemoved, Some((at, says)), None);
        }
        for (name, at) in &after {
            let Some(was) = before.get(name) else {
                if !old_bases.contains(*name) {
                    let here = restricted(within(name), self.new, at);
                    let kind = if needs.contains(name) && !needed.contains(name) {
                        Kind::RequiredPropertyAdded
                    } else {
                        Kind::PropertyAdded
                    };
                    let says = shown(self.new, at);
                    self.tell(&here, kind, None, Some((at, says)));
                }
                continue;
            };
            let both = Both {
                old: was.clone(),
                new: at.clone(),
            };
            self.schema(&both, &within(name));
        }
        let names: BTreeSet<&str> = needed.symmetric_difference(&needs).copied().collect();
        for name in names {
            let listed = |known: bool, bases: &BTreeSet<String>| known || bases.contains(name);
            let was_there = listed(before.contains_key(name), &old_bases);
            // What is listed on one side only is told as new or gone; what is on none can still be
            // asked for.
            if was_there != listed(after.contains_key(name), &new_bases) {
                continue;
            }
            let here = match after.get(name) {
                Some(at) => restricted(within(name), self.new, at),
                None => within(name),
            };
            let says = |is: bool| if is { "required" } else { "optional" }.to_owned();
            let kind = if needs.contains(name) {
                Kind::BecameRequired
            } else {
                Kind::BecameOptional
            };
            self.tell(
                &here,
                kind,
                Some((&old.requires(name), says(needed.contains(name)))),
                Some((&new.requires(name), says(needs.contains(name)))),
            );
        }
    }

    /// The members that the schemas do not list.
    pub(super) fn further(&mut self, old: &View<'_>, new: &View<'_>, here: &Here) {
        const KEY: &str = "additionalProperties";
        let here = here.within("{}");
        let (before, after) = (old.get(KEY), new.get(KEY));
        let openness = |found: &Option<(Pointer, &Value)>| match found {
            Some((_, Value::Bool(false))) => Openness::Closed,
            None => Openness::Silent,
            Some((_, Value::Object(schema))) if !schema.is_empty() => Openness::Schema,
            Some(_) => Openness::Any,
        };
        let (was, is) = (openness(&before), openness(&after));
        if was == is {
            if let (Openness::Schema, Some((old, _)), Some((new, _))) = (is, before, after) {
                self.schema(&Both { old, new }, &here);
            }
            return;
        }
        let says =
            |document: &Document, found: Option<(Pointer, &Value)>, openness, at: &Pointer| {
                let at = found.map_or_else(|| at.clone(), |(at, _)| at);
                let says = match openness {
                    Openness::Closed => "none".to_owned(),
                    Openness::Silent => "not told".to_owned(),
                    Openness::Any => "any".to_owned(),
                    Openness::Schema => shown(document, &at),
                };
                (at, says)
            };
        let kind = match (was, is) {
            // Who says nothing allows everything.
            (Openness::Silent, Openness::Any) | (Openness::Any, Openness::Silent) => {
                Kind::OtherChanged
            }
            (Openness::Closed, _) | (Openness::Silent, Openness::Schema) => Kind::MembersOpened,
            (_, Openness::Closed | Openness::Silent) => Kind::MembersClosed,
            (Openness::Any, _) => Kind::TypeNarrowed,
            (Openness::Schema, _) => Kind::TypeWidened,
        };
        let (old_at, said) = says(self.old, before, was, &old.at);
        let (new_at, says) = says(self.new, after, is, &new.at);
        self.tell(&here, kind, Some((&old_at, said)), Some((&new_at, says)));
    }

    /// The places of a tuple.
    pub(super) fn places(&mut self, old: &View<'_>, new: &View<'_>, here: &Here) {
        let list = |view: &View<'_>| -> Vec<Pointer> {
            let Some((at, Value::Array(items))) = view.get("prefixItems") else {
                return Vec::new();
            };
            (0..items.len()).map(|index| at.child(index)).collect()
        };
        let (before, after) = (list(old), list(new));
        for (index, (was, is)) in before.iter().zip(&after).enumerate() {
            let both = Both {
                old: was.clone(),
                new: is.clone(),
            };
            self.schema(&both, &here.within(&format!("[{index}]")));
        }
        if before.len() != after.len() {
            let says = |count: usize| format!("{count} places");
            self.tell(
                here,
                Kind::TypeChanged,
                Some((&old.at, says(before.len()))),
                Some((&new.at, says(after.len()))),
            );
        }
    }
}

/// What is said of members that are not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Openness {
    /// There are none.
    Closed,
    /// Nothing.
    Silent,
    /// They hold anything.
    Any,
    /// They hold values of a schema.
    Schema,
}

/// A place whose member is only sent, or only answered.
fn restricted(mut here: Here, document: &Document, at: &Pointer) -> Here {
    let view = View::of(document, at, &BTreeSet::new());
    if view.flag("readOnly") {
        here.direction = Some(Direction::Answered);
    } else if view.flag("writeOnly") {
        here.direction = Some(Direction::Sent);
    }
    here
}

/// The members of the parts that are compared by themselves.
fn in_bases(view: &View<'_>) -> BTreeSet<String> {
    let none = BTreeSet::new();
    let mut names = BTreeSet::new();
    for base in &view.apart {
        let base = View::of(view.document, base, &none);
        names.extend(base.properties().into_keys().map(str::to_owned));
    }
    names
}

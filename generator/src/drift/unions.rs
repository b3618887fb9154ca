//! Alternatives: which of them a value is, and what is otherwise of that one.

use serde_json::Value;

use super::{
    checker::{Checker, Look, Part, Spot, spoken},
    deviation::{Fix, Kind},
    observed,
};
use crate::openapi::Pointer;

impl Checker<'_> {
    /// Holds a value against the alternatives of one of its parts.
    pub(super) fn alternatives(&mut self, spot: &Spot<'_>, mut parts: Vec<Part>, number: usize) {
        let Some(part) = parts.get_mut(number) else {
            return;
        };
        part.settled = true;
        let part = part.clone();
        let keys = ["oneOf", "anyOf"].into_iter().filter(|key| {
            let list = self.keyword(&part, key).and_then(Value::as_array);
            list.is_some_and(|list| !list.is_empty())
        });
        let Some(key) = keys.into_iter().next() else {
            return;
        };
        let count = self.keyword(&part, key).and_then(Value::as_array);
        let below = part.at.child(key);
        let all: Vec<Pointer> = (0..count.map_or(0, Vec::len))
            .map(|number| below.child(number))
            .collect();
        match self.tagged(spot, &part, &all) {
            Tagged::One(alternative) => {
                // A base that lists its heirs is among what these inherit.
                let more = self.parts(&alternative, true);
                join(&mut parts, more);
                self.check(spot, parts);
            }
            Tagged::Unknown(tag, named) => {
                let document = format!("one of {named}");
                let service = format!("the tag `{tag}`");
                self.tell(Kind::Union, spot, &part.at, document, service, Fix::Nothing);
            }
            Tagged::Untold => self.least(spot, &parts, &all, (&part, key == "anyOf")),
        }
    }

    /// Takes the alternative that deviates least; where a value can be several at once, all that it is.
    fn least(&mut self, spot: &Spot<'_>, parts: &[Part], all: &[Pointer], of: (&Part, bool)) {
        let (union, several) = of;
        let mut fitting: Vec<Part> = Vec::new();
        let mut fit = 0;
        let (seen, looks) = (self.seen.len(), self.looks.len());
        let mut best: Option<(usize, Vec<_>, Vec<_>)> = None;
        for alternative in all {
            let mut joined = parts.to_vec();
            join(&mut joined, self.parts(alternative, true));
            // The value is held against the alternative as if it stood there.
            let spot = Spot {
                depth: 0,
                ..spot.clone()
            };
            self.check(&spot, joined);
            let told = self.seen.split_off(seen);
            let looked = self.looks.split_off(looks);
            let weight: usize = told.iter().map(|one| one.weight).sum();
            if several && told.iter().all(|one| one.kind == Kind::Member) {
                fit += 1;
                join(&mut fitting, self.parts(alternative, true));
            }
            if best.as_ref().is_none_or(|(least, ..)| weight < *least) {
                best = Some((weight, told, looked));
            }
            if weight == 0 {
                break;
            }
        }
        let Some((weight, told, looked)) = best else {
            return;
        };
        if weight > 0 && fit > 1 {
            let mut joined = parts.to_vec();
            join(&mut joined, fitting);
            self.check(spot, joined);
            return;
        }
        // Not one of them is of this kind of JSON.
        let of_another_kind = told
            .iter()
            .any(|one| one.kind == Kind::Type && one.value_at == spot.at);
        if weight > 0 && of_another_kind {
            let mut words: Vec<&str> = Vec::new();
            for alternative in all {
                for part in self.parts(alternative, true) {
                    let word = self.keyword(&part, "type").and_then(Value::as_str);
                    let word = word.map(spoken);
                    if let Some(word) = word.filter(|word| !words.contains(word)) {
                        words.push(word);
                    }
                }
            }
            let fix = Fix::Widened(spot.site.clone(), observed::schema(spot.value));
            let (document, service) = (words.join(" or "), observed::kind(spot.value));
            self.tell(Kind::Type, spot, &union.at, document, service, fix);
            return;
        }
        self.seen.extend(told);
        self.looks.extend(looked);
    }

    /// Which alternative the tag of a value names.
    fn tagged(&mut self, spot: &Spot<'_>, union: &Part, all: &[Pointer]) -> Tagged {
        let discriminator = self.keyword(union, "discriminator");
        let name = discriminator.and_then(|d| d.get("propertyName"));
        let Some(name) = name.and_then(Value::as_str) else {
            return Tagged::Untold;
        };
        let Some(tag) = spot.value.get(name).and_then(Value::as_str) else {
            return Tagged::Untold;
        };
        let tag_at = spot.at.child(name);
        self.looks.push((tag_at.clone(), Look::Name));
        self.looks.push((tag_at.clone(), Look::Values));
        let mapping = discriminator.and_then(|d| d.get("mapping"));
        let mapping = mapping.and_then(Value::as_object);
        let target = mapping.and_then(|map| map.get(tag)).and_then(Value::as_str);
        let component = |name: &str| Pointer::of(["components", "schemas", name]);
        let target =
            target.map(|target| Pointer::of_reference(target).unwrap_or_else(|| component(target)));
        let resolved = |at: &Pointer| self.document.resolve(at).ok();
        // A tag names components: of an alternative that is none, nobody knows its tag.
        let is_component = |at: &Pointer| {
            let at = resolved(at).unwrap_or_else(|| at.clone());
            matches!(at.tokens(), [top, kind, _] if top == "components" && kind == "schemas")
        };
        let is_known = all.iter().all(is_component);
        let meant = target.or_else(|| Some(component(tag)));
        let meant = meant.and_then(|at| resolved(&at));
        if let Some(meant) = meant {
            let found = all.iter().find(|at| resolved(at).as_ref() == Some(&meant));
            if let Some(found) = found {
                self.looks.push((tag_at, Look::Listed));
                return Tagged::One(found.clone());
            }
        }
        if !is_known {
            return Tagged::Untold;
        }
        let mut names: Vec<String> = match mapping {
            Some(map) => map.keys().cloned().collect(),
            None => all
                .iter()
                .filter_map(|at| resolved(at)?.split_last().map(|(_, name)| name.to_owned()))
                .collect(),
        };
        names.truncate(12);
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        Tagged::Unknown(tag.to_owned(), names.join(", "))
    }
}

/// What a tag says.
enum Tagged {
    /// This alternative.
    One(Pointer),
    /// None that is known, and those that are.
    Unknown(String, String),
    /// There is no tag.
    Untold,
}

/// Adds the parts that are not there yet.
fn join(parts: &mut Vec<Part>, more: Vec<Part>) {
    for part in more {
        if !parts.iter().any(|known| known.at == part.at) {
            parts.push(part);
        }
    }
}

//! Lists and objects: their members, and which of these there should be.

use serde_json::{Map, Value};

use super::{
    checker::{Checker, Look, Part, Spot},
    deviation::{Fix, Kind},
    mask::is_masked_key,
    named::named,
    observed,
};
use crate::openapi::Pointer;

impl Checker<'_> {
    /// The items of a list, and how many there are.
    pub(super) fn array(&mut self, spot: &Spot<'_>, parts: &[Part], items: &[Value]) {
        for part in parts {
            let says = |n: usize| format!("{n} items");
            self.count(spot, part, ["minItems", "maxItems"], items.len(), says);
            let unique = self.keyword(part, "uniqueItems") == Some(&Value::Bool(true));
            let twice = || {
                let pairs = items.iter().enumerate();
                pairs
                    .into_iter()
                    .any(|(at, item)| items[..at].contains(item))
            };
            // Lists that are longer are compared by nobody in reasonable time.
            if unique && items.len() <= 1000 && twice() {
                let fix = Fix::Without(part.at.clone(), "uniqueItems".to_owned());
                self.tell(
                    Kind::Limit,
                    spot,
                    &part.at,
                    "unique items",
                    "an item twice",
                    fix,
                );
            }
        }
        for (number, item) in items.iter().enumerate() {
            let mut below: Vec<Part> = Vec::new();
            let mut site = None;
            for part in parts {
                let tuple = part.at.child("prefixItems").child(number);
                let schema = if self.document.get(&tuple).is_some() {
                    tuple
                } else {
                    part.at.child("items")
                };
                if !self.document.get(&schema).is_some_and(Value::is_object) {
                    continue;
                }
                for part in self.parts(&schema, false) {
                    if !below.iter().any(|known| known.at == part.at) {
                        below.push(part);
                    }
                }
                site.get_or_insert(schema);
            }
            if let Some(site) = site {
                self.check(&spot.child(number, item, site), below);
            }
        }
    }

    /// The members of an object.
    pub(super) fn object(&mut self, spot: &Spot<'_>, parts: &[Part], members: &Map<String, Value>) {
        self.required(spot, parts, members);
        for part in parts {
            let says = |n: usize| format!("{n} members");
            let keywords = ["minProperties", "maxProperties"];
            self.count(spot, part, keywords, members.len(), says);
        }
        for (name, value) in members {
            let mut schemas: Vec<Pointer> = Vec::new();
            for part in parts {
                let schema = part.at.child("properties").child(name);
                if self.document.get(&schema).is_some() {
                    schemas.push(schema);
                }
            }
            let is_listed = !schemas.is_empty();
            if !is_listed {
                let open = parts
                    .iter()
                    .map(|part| part.at.child("additionalProperties"));
                schemas
                    .extend(open.filter(|at| self.document.get(at).is_some_and(Value::is_object)));
            }
            if let Some(site) = schemas.first() {
                let mut below: Vec<Part> = Vec::new();
                for schema in &schemas {
                    for part in self.parts(schema, false) {
                        if !below.iter().any(|known| known.at == part.at) {
                            below.push(part);
                        }
                    }
                }
                let child = spot.child(name, value, site.clone());
                if is_listed {
                    self.looks.push((child.at.clone(), Look::Name));
                }
                self.check(&child, below);
            } else if !self.is_open(parts) {
                self.looks.push((spot.at.child(name), Look::Unlisted));
                self.unknown(spot, parts, name, value);
            }
        }
    }

    fn required(&mut self, spot: &Spot<'_>, parts: &[Part], members: &Map<String, Value>) {
        let mut told: Vec<&str> = Vec::new();
        for part in parts {
            let Some(Value::Array(names)) = self.keyword(part, "required") else {
                continue;
            };
            for name in names.iter().filter_map(Value::as_str) {
                if members.contains_key(name) {
                    self.looks.push((spot.at.child(name), Look::Name));
                    continue;
                }
                if told.contains(&name) {
                    continue;
                }
                // What is only sent is not answered.
                let write_only = parts.iter().any(|part| {
                    let at = part.at.child("properties").child(name);
                    let at = self.document.resolve(&at).unwrap_or(at);
                    let word = self.document.get(&at.child("writeOnly"));
                    word == Some(&Value::Bool(true))
                });
                if write_only {
                    continue;
                }
                told.push(name);
                let listed = parts.iter().map(|p| p.at.child("properties").child(name));
                let listed = listed
                    .into_iter()
                    .find(|at| self.document.get(at).is_some());
                let at = listed.unwrap_or_else(|| part.at.child("required"));
                let mut called = named(self.operation, self.id, &part.at);
                called.place.push('.');
                called.place.push_str(name);
                let fix = Fix::Optional(part.at.clone(), name.to_owned());
                self.tell_at(
                    Kind::Required,
                    spot,
                    &at,
                    called,
                    "required",
                    "missing",
                    fix,
                );
            }
        }
    }

    /// Whether an object can have members that nothing lists: one of the schemas says so, or none of
    /// them lists any.
    fn is_open(&self, parts: &[Part]) -> bool {
        let says_open = |part: &Part| {
            let further = self.keyword(part, "additionalProperties");
            part.open || further.is_some_and(|further| *further != Value::Bool(false))
        };
        let closed = parts
            .iter()
            .any(|part| self.keyword(part, "additionalProperties") == Some(&Value::Bool(false)));
        let lists = parts
            .iter()
            .any(|part| self.keyword(part, "properties").is_some());
        parts.iter().any(says_open) || !(lists || closed)
    }

    fn unknown(&mut self, spot: &Spot<'_>, parts: &[Part], name: &str, value: &Value) {
        let listing = |part: &&Part| self.keyword(part, "properties").is_some();
        let Some(part) = parts.iter().rev().find(listing).or(parts.first()) else {
            return;
        };
        let part = part.clone();
        let mut called = named(self.operation, self.id, &part.at);
        called.place.push('.');
        called.place.push_str(name);
        let schema = observed::schema(value);
        let kind = match schema.get("format").and_then(Value::as_str) {
            Some(format) => format!("{} ({format})", observed::kind(value)),
            None => observed::kind(value).to_owned(),
        };
        // What stands for a name is none.
        let fix = if is_masked_key(name) {
            Fix::Nothing
        } else {
            Fix::Member(part.at.clone(), name.to_owned(), schema)
        };
        let spot = Spot {
            at: spot.at.child(name),
            ..spot.clone()
        };
        self.tell_at(
            Kind::Member,
            &spot,
            &part.at,
            called,
            "no such member",
            kind,
            fix,
        );
    }
}

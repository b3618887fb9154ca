//! Holds a value against the schemas that it should be an instance of.
//!
//! All schemas that hold for a value (through references and `allOf`) are its *parts*. Of alternatives
//! (`oneOf`, `anyOf`) the one is taken that deviates least. `pattern` and `not` are not looked at: a
//! recording does not keep what they speak of.

use serde_json::Value;

use super::{
    deviation::{Fix, Kind},
    named::{Named, named},
    observed,
};
use crate::openapi::{Document, OperationPlace, Pointer};

/// How many times a value is held against schemas for one answer, alternatives included: answers
/// beyond that are not looked at to the end, and the caller is told.
const BUDGET: usize = 200_000;

/// How deep a value is looked into.
const DEPTH: usize = 100;

/// Why a value has to stay as it is in a recording.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    /// It is held against a list of values.
    Values,
    /// It is a value that the document lists.
    Listed,
    /// Something is said of the form of the text, or of its length.
    Form,
    /// It is a number beyond a limit.
    Limits,
    /// It is a number within limits: another one within them does as well.
    Within(f64, f64),
    /// Its key is a name of the document.
    Name,
    /// Its key is one that the document should have listed.
    Unlisted,
}

/// One value that is otherwise, before all of the same are counted together.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) kind: Kind,
    pub(super) named: Named,
    /// What tells deviations of one kind at one place apart that must not be counted together.
    pub(super) at: Pointer,
    pub(super) document: String,
    pub(super) service: String,
    /// Where in the answer.
    pub(super) value_at: Pointer,
    pub(super) fix: Fix,
    pub(super) weight: usize,
}

/// A value, where it stands in what is recorded, and where the document refers to it.
#[derive(Clone)]
pub(super) struct Spot<'v> {
    pub(super) value: &'v Value,
    pub(super) at: Pointer,
    pub(super) site: Pointer,
    pub(super) depth: usize,
}

impl<'v> Spot<'v> {
    /// A value within it.
    pub(super) fn child(
        &self,
        key: impl std::fmt::Display,
        value: &'v Value,
        site: Pointer,
    ) -> Self {
        Self {
            value,
            at: self.at.child(key),
            site,
            depth: self.depth + 1,
        }
    }
}

/// A schema that holds for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it is, behind references.
    pub(super) at: Pointer,
    /// Whether its alternatives are settled.
    pub(super) settled: bool,
    /// Whether it is an alternative that says nothing of members, so that there can be any.
    pub(super) open: bool,
}

/// What is found out about one answer.
pub(super) struct Checker<'d> {
    pub(super) document: &'d Document,
    pub(super) operation: &'d OperationPlace,
    pub(super) id: &'d str,
    pub(super) seen: Vec<Seen>,
    pub(super) looks: Vec<(Pointer, Look)>,
    budget: usize,
}

impl<'d> Checker<'d> {
    pub(super) fn new(document: &'d Document, operation: &'d OperationPlace, id: &'d str) -> Self {
        Self {
            document,
            operation,
            id,
            seen: Vec::new(),
            looks: Vec::new(),
            budget: BUDGET,
        }
    }

    /// Whether all of the answer was looked at.
    pub(super) fn is_complete(&self) -> bool {
        self.budget > 0
    }

    /// Holds the value at a place against the schema at a place.
    pub(super) fn check_value(&mut self, value: &Value, at: Pointer, schema: &Pointer) {
        let spot = Spot {
            value,
            at,
            site: schema.clone(),
            depth: 0,
        };
        let parts = self.parts(schema, false);
        self.check(&spot, parts);
    }

    /// The schemas that hold where this one does: what it refers to, and all of `allOf`.
    pub(super) fn parts(&self, schema: &Pointer, alternative: bool) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut next = vec![schema.clone()];
        while let Some(at) = next.pop() {
            let Ok(at) = self.document.resolve(&at) else {
                continue;
            };
            if parts.iter().any(|part| part.at == at) {
                continue;
            }
            let Some(Value::Object(map)) = self.document.get(&at) else {
                continue;
            };
            if let Some(Value::Array(all)) = map.get("allOf") {
                let below = at.child("allOf");
                next.extend((0..all.len()).rev().map(|number| below.child(number)));
            }
            let describing = [
                "type",
                "properties",
                "allOf",
                "anyOf",
                "oneOf",
                "enum",
                "items",
            ];
            let open = alternative && !describing.iter().any(|key| map.contains_key(*key));
            parts.push(Part {
                at,
                settled: false,
                open,
            });
        }
        parts
    }

    /// A keyword of a part.
    pub(super) fn keyword(&self, part: &Part, keyword: &str) -> Option<&'d Value> {
        self.document.get(&part.at)?.get(keyword)
    }

    /// Holds a value against its parts.
    pub(super) fn check(&mut self, spot: &Spot<'_>, parts: Vec<Part>) {
        if self.budget == 0 || spot.depth > DEPTH {
            self.budget = 0;
            return;
        }
        self.budget -= 1;
        if spot.value.is_null() {
            self.null(spot, &parts);
            return;
        }
        let union = parts.iter().position(|part| {
            !part.settled
                && ["oneOf", "anyOf"].iter().any(|key| {
                    let list = self.keyword(part, key).and_then(Value::as_array);
                    list.is_some_and(|list| !list.is_empty())
                })
        });
        match union {
            Some(number) => self.alternatives(spot, parts, number),
            None => self.plain(spot, &parts),
        }
    }

    fn plain(&mut self, spot: &Spot<'_>, parts: &[Part]) {
        for part in parts {
            let Some(word) = self.keyword(part, "type").and_then(Value::as_str) else {
                continue;
            };
            if is_of(spot.value, word) == Some(false) {
                let said = spoken(word);
                let schema = observed::schema(spot.value);
                let fix = if word == "integer" && spot.value.is_number() {
                    let number = Value::from("number");
                    let number = Fix::Entry(part.at.clone(), "type".to_owned(), number);
                    // `int64` is no format of what has fractions.
                    let format = self.keyword(part, "format");
                    let without =
                        format.map(|_| Fix::Without(part.at.clone(), "format".to_owned()));
                    match without {
                        Some(without) => Fix::All(vec![number, without]),
                        None => number,
                    }
                } else {
                    Fix::Widened(spot.site.clone(), schema)
                };
                self.tell(
                    Kind::Type,
                    spot,
                    &spot.site,
                    said,
                    observed::kind(spot.value),
                    fix,
                );
                return;
            }
        }
        self.enumerated(spot, parts);
        match spot.value {
            Value::String(text) => self.text(spot, parts, text),
            Value::Number(number) => self.number(spot, parts, number),
            Value::Array(items) => self.array(spot, parts, items),
            Value::Object(members) => self.object(spot, parts, members),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Null is allowed where one of the schemas says so, or where none says anything.
    fn null(&mut self, spot: &Spot<'_>, parts: &[Part]) {
        if parts.is_empty() || parts.iter().any(|part| self.allows_null(&part.at, 0)) {
            return;
        }
        let says_nothing = |part: &Part| {
            let words = ["type", "enum", "oneOf", "anyOf", "properties", "items"];
            !words.iter().any(|word| self.keyword(part, word).is_some())
        };
        if parts.iter().all(says_nothing) {
            return;
        }
        let fix = Fix::Nullable(spot.site.clone());
        self.tell(Kind::Null, spot, &spot.site, "not nullable", "null", fix);
    }

    /// Whether the schema, or one of its alternatives, speaks of null.
    fn allows_null(&self, at: &Pointer, depth: usize) -> bool {
        let Some(schema) = self.document.get(at) else {
            return true;
        };
        if schema.get("nullable") == Some(&Value::Bool(true)) {
            return true;
        }
        let listed = schema.get("enum").and_then(Value::as_array);
        if listed.is_some_and(|list| list.contains(&Value::Null)) {
            return true;
        }
        // An alternative that is the empty schema allows anything.
        if depth > 0 && schema.as_object().is_some_and(serde_json::Map::is_empty) {
            return true;
        }
        depth < 20
            && ["oneOf", "anyOf"].iter().any(|key| {
                let count = schema
                    .get(key)
                    .and_then(Value::as_array)
                    .map_or(0, Vec::len);
                let below = at.child(key);
                (0..count).any(|number| {
                    self.parts(&below.child(number), true)
                        .iter()
                        .any(|part| self.allows_null(&part.at, depth + 1))
                })
            })
    }

    /// Notes that something is otherwise.
    pub(super) fn tell(
        &mut self,
        kind: Kind,
        spot: &Spot<'_>,
        at: &Pointer,
        document: impl Into<String>,
        service: impl Into<String>,
        fix: Fix,
    ) {
        let named = named(self.operation, self.id, at);
        self.tell_at(kind, spot, at, named, document, service, fix);
    }

    /// Notes that something is otherwise, under a name of its own.
    #[expect(clippy::too_many_arguments, reason = "the parts of one sentence")]
    pub(super) fn tell_at(
        &mut self,
        kind: Kind,
        spot: &Spot<'_>,
        at: &Pointer,
        named: Named,
        document: impl Into<String>,
        service: impl Into<String>,
        fix: Fix,
    ) {
        let weight = match kind {
            Kind::Type if spot.depth == 0 => 1000,
            // Which members there are tells alternatives apart better than what they hold.
            Kind::Required => 40,
            Kind::Enumeration => 30,
            Kind::Type | Kind::Null | Kind::Union => 20,
            Kind::Member => 5,
            Kind::Format | Kind::Limit | Kind::Status | Kind::Content | Kind::Paging => 3,
        };
        self.seen.push(Seen {
            kind,
            named,
            at: at.clone(),
            document: document.into(),
            service: service.into(),
            value_at: spot.at.clone(),
            fix,
            weight,
        });
    }
}

/// Whether a value is of a type; `None`: the word says nothing.
fn is_of(value: &Value, word: &str) -> Option<bool> {
    Some(match word {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => match value {
            Value::Number(number) => number.as_f64().is_some_and(|n| n.fract() == 0.0),
            Value::Null
            | Value::Bool(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => false,
        },
        _ => return None,
    })
}

/// A type, as people say it.
pub(super) fn spoken(word: &str) -> &'static str {
    match word {
        "string" => "a text",
        "boolean" => "a boolean",
        "array" => "an array",
        "object" => "an object",
        "number" => "a number",
        "integer" => "a whole number",
        _ => "something else",
    }
}

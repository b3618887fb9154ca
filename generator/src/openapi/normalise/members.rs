//! Members that no list names: `patternProperties` and `unevaluatedProperties` become
//! `additionalProperties`.

use std::collections::HashSet;

use serde_json::Value;

use super::{Normaliser, schema::Moved};
use crate::openapi::{
    grammar::Kind,
    places::Place,
    tree::{Data, Members, Tree},
};

/// Keywords that describe members from elsewhere.
const COMPOSITION: [&str; 7] = ["allOf", "anyOf", "oneOf", "$ref", "if", "then", "else"];

impl Normaliser<'_> {
    /// The names that a pattern allows are not known, so they are further members.
    pub(super) fn patterns(&mut self, members: &mut Members, place: Place, moved: &mut Vec<Moved>) {
        let Some(patterns) = members.shift_remove("patternProperties") else {
            return;
        };
        self.later_word("`patternProperties`", patterns.place);
        let Data::Members(patterns) = patterns.data else {
            return;
        };
        let rest = members.get("additionalProperties").map(Tree::simple);
        match rest {
            // Anything can be a member, so that the patterns say nothing.
            Some(Some(Value::Bool(true))) => return,
            Some(Some(_)) | None => {
                members.shift_remove("additionalProperties");
            }
            Some(None) => {}
        }
        let mut known = HashSet::new();
        let mut alternatives: Vec<(Vec<String>, Tree)> = Vec::new();
        for (pattern, schema) in patterns {
            if known.insert(schema.fingerprint()) {
                alternatives.push((vec!["patternProperties".to_owned(), pattern], schema));
            }
        }
        let own = "additionalProperties".to_owned();
        if let Some(rest) = members.shift_remove(&own) {
            alternatives.push((vec![own.clone()], rest));
        }
        if alternatives.len() == 1 {
            for (from, schema) in alternatives {
                moved.push((from, vec![own.clone()]));
                members.insert(own.clone(), schema);
            }
            return;
        }
        let mut any = Vec::new();
        for (number, (from, schema)) in alternatives.into_iter().enumerate() {
            let to = vec![own.clone(), "anyOf".to_owned(), number.to_string()];
            moved.push((from, to));
            any.push(Tree {
                kind: Kind::Schema,
                ..schema
            });
        }
        let any = Tree::items(place, Kind::Schemas, any);
        members.insert(own, Tree::object(place, Kind::Schema, [("anyOf", any)]));
    }

    /// What is left over by all parts of a schema is what its own list does not name, where there
    /// are no other parts.
    pub(super) fn unevaluated(&mut self, members: &mut Members) {
        let Some(value) = members.shift_remove("unevaluatedProperties") else {
            return;
        };
        if members.contains_key("additionalProperties") {
            return;
        }
        let composed = COMPOSITION.iter().any(|key| members.contains_key(*key));
        let closed = matches!(value.simple(), Some(Value::Bool(false)));
        if composed && closed {
            self.ignored("unevaluatedProperties", value.place);
            return;
        }
        let value = if composed {
            Tree::scalar(value.place, true)
        } else {
            value
        };
        members.insert("additionalProperties".to_owned(), value);
    }
}

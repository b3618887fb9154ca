//! Types: one word, or none. Several words are alternatives.

use std::collections::HashSet;

use super::{
    Normaliser,
    nulls::{allow_null, only_null},
    schema::Moved,
};
use crate::openapi::{
    grammar::Kind,
    places::Place,
    tree::{Data, Members, Tree},
};

/// The types that a schema can have, null aside.
const WORDS: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// Keywords that describe the values of some types only.
const TEXTS: [&str; 3] = ["minLength", "maxLength", "pattern"];
const NUMBERS: [&str; 5] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];
const ARRAYS: [&str; 5] = [
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "uniqueItems",
];
const OBJECTS: [&str; 5] = [
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
];

impl Normaliser<'_> {
    /// Makes one word of `type`, or alternatives of several, and says what was moved into them.
    pub(super) fn type_words(&mut self, members: &mut Members, place: Place) -> Option<Vec<Moved>> {
        let value = members.get("type")?;
        let at = value.place;
        let (words, is_list) = match &value.data {
            Data::Scalar(_) => (vec![value.text()?.to_owned()], false),
            Data::Items(items) => {
                let texts = items.iter().filter_map(Tree::text);
                (texts.map(str::to_owned).collect(), true)
            }
            Data::Members(_) => return None,
        };
        let null = words.iter().any(|word| word == "null");
        if is_list {
            self.later_word("`type` with a list", at);
        } else if null {
            self.later_word("`type: null`", at);
        } else {
            return None;
        }
        let mut words: Vec<String> = words.into_iter().filter(|word| word != "null").collect();
        let mut known = HashSet::new();
        words.retain(|word| known.insert(word.clone()));
        // Every integer is a number.
        if words.iter().any(|word| word == "number") {
            words.retain(|word| word != "integer");
        }
        if words.is_empty() {
            if null {
                only_null(members, at);
            } else {
                members.shift_remove("type");
            }
            return None;
        }
        if null {
            allow_null(members, at);
        }
        if let [word] = words.as_slice() {
            let word = word.as_str();
            members.insert("type".to_owned(), Tree::scalar(at, word));
            return None;
        }
        members.shift_remove("type");
        Self::alternatives(members, &words, at, place)
    }

    /// Several types: an alternative for each, unless something else says what the values are.
    fn alternatives(
        members: &mut Members,
        words: &[String],
        at: Place,
        place: Place,
    ) -> Option<Vec<Moved>> {
        // Numbers are of the words where integers are.
        let all = WORDS.iter().filter(|word| **word != "integer");
        let mut all = all.map(|word| words.iter().any(|given| given == word));
        let says_all = all.all(|given| given);
        let described = ["enum", "anyOf", "oneOf", "allOf", "$ref"];
        if described.iter().any(|key| members.contains_key(*key)) {
            return None;
        }
        let own = [&TEXTS[..], &NUMBERS, &ARRAYS, &OBJECTS, &["format"]].concat();
        if says_all && !own.iter().any(|key| members.contains_key(*key)) {
            return None;
        }
        let mut alternatives = Vec::new();
        let mut moved = Vec::new();
        for (number, word) in words.iter().enumerate() {
            let mut alternative = Members::new();
            alternative.insert("type".to_owned(), Tree::scalar(at, word.as_str()));
            for keyword in keywords_of(word) {
                if let Some(value) = members.shift_remove(*keyword) {
                    let to = vec![
                        "anyOf".to_owned(),
                        number.to_string(),
                        (*keyword).to_owned(),
                    ];
                    moved.push((vec![(*keyword).to_owned()], to));
                    alternative.insert((*keyword).to_owned(), value);
                }
            }
            let format = members
                .get("format")
                .filter(|format| format.text().is_some_and(|format| formats(word, format)));
            if let Some(format) = format.cloned() {
                alternative.insert("format".to_owned(), format);
            }
            alternatives.push(Tree {
                place: at,
                kind: Kind::Schema,
                data: Data::Members(alternative),
            });
        }
        for keyword in own {
            members.shift_remove(keyword);
        }
        let any = Tree::items(place, Kind::Schemas, alternatives);
        members.insert("anyOf".to_owned(), any);
        Some(moved)
    }
}

/// The keywords that describe the values of a type.
fn keywords_of(word: &str) -> &'static [&'static str] {
    match word {
        "string" => &TEXTS,
        "number" | "integer" => &NUMBERS,
        "array" => &ARRAYS,
        "object" => &OBJECTS,
        _ => &[],
    }
}

/// Whether a format is about values of a type.
fn formats(word: &str, format: &str) -> bool {
    let of_numbers = ["int", "uint", "float", "double", "decimal"];
    let of_numbers = of_numbers.iter().any(|start| format.starts_with(start));
    match word {
        "string" => !of_numbers,
        "number" | "integer" => of_numbers,
        _ => false,
    }
}

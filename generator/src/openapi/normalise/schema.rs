//! A schema, step by step: each step changes one concern, so that the next can rely on it.

use super::Normaliser;
use crate::{
    diagnostic::Severity,
    openapi::{
        grammar::Kind,
        log::Told,
        places::Place,
        tree::{Data, Members, Tree},
    },
};

/// A part of a schema that moves: the way to it before and after, from the schema.
pub(super) type Moved = (Vec<String>, Vec<String>);

/// Keywords that only name the schema, or say how to read it.
const NAMES_ONLY: [&str; 6] = [
    "$schema",
    "$comment",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$vocabulary",
];

/// Keywords that only narrow what other keywords allow: a type is right without them. `contentSchema`
/// stays, for the data of events.
const NARROWING: [&str; 7] = [
    "dependentRequired",
    "propertyNames",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "dependencies",
];

impl Normaliser<'_> {
    /// Gives the schema the shape that the later passes know, and says which parts of it stand
    /// elsewhere now.
    pub(super) fn schema(&mut self, tree: &mut Tree) -> Option<Vec<Moved>> {
        let place = tree.place;
        if let Some(flag) = tree.simple().and_then(serde_json::Value::as_bool) {
            if tree.kind == Kind::Schema {
                *tree = open_or_never(place, flag);
            }
            return None;
        }
        let kind = tree.kind;
        let members = tree.members_mut()?;
        for name in NAMES_ONLY {
            members.shift_remove(name);
        }
        self.dynamic_reference(members);
        self.reference(members, place);
        self.constant(members);
        self.examples(members);
        self.exclusive_bounds(members);
        self.content(members);
        let mut moved = Vec::new();
        Self::tuple(members, &mut moved);
        self.patterns(members, place, &mut moved);
        self.unevaluated(members);
        self.conditions(members, place, &mut moved);
        self.narrowing(members);
        if let Some(parts) = self.type_words(members, place) {
            moved.extend(parts);
        }
        tree.kind = kind;
        (!moved.is_empty()).then_some(moved)
    }

    /// In 3.1 other keywords hold beside `$ref`.
    fn reference(&mut self, members: &mut Members, place: Place) {
        let is_reference = members
            .get("$ref")
            .is_some_and(|text| text.text().is_some());
        let holders = ["$ref", "$defs", "definitions"];
        let alone = members.keys().all(|key| holders.contains(&key.as_str()));
        if !is_reference || alone || !self.version.is_later() {
            return;
        }
        let Some(reference) = members.shift_remove("$ref") else {
            return;
        };
        let at = reference.place;
        let reference = Tree::object(at, Kind::Schema, [("$ref", reference)]);
        if let Some(Data::Items(items)) = members.get_mut("allOf").map(|all| &mut all.data) {
            items.push(reference);
        } else {
            let all = Tree::items(place, Kind::Schemas, vec![reference]);
            members.shift_insert(0, "allOf".to_owned(), all);
        }
    }

    /// What a dynamic reference means depends on the way that led to it, which no type can follow.
    fn dynamic_reference(&mut self, members: &mut Members) {
        for keyword in ["$dynamicRef", "$recursiveRef"] {
            let Some(value) = members.shift_remove(keyword) else {
                continue;
            };
            self.log.each(
                value.place,
                Told {
                    code: "dynamic-reference",
                    severity: Severity::Warning,
                    message: format!(
                        "what `{keyword}` means depends on who asks: any JSON is taken"
                    ),
                    help: "use `$ref` to a schema where that is enough",
                },
            );
        }
    }

    /// `const` is an enumeration of one value.
    fn constant(&mut self, members: &mut Members) {
        let Some(mut value) = members.shift_remove("const") else {
            return;
        };
        let place = value.place;
        self.later_word("`const`", place);
        value.kind = Kind::Inert;
        members.insert(
            "enum".to_owned(),
            Tree::items(place, Kind::Inert, vec![value]),
        );
    }

    /// The first of `examples` is the example; all of them are kept where there are more.
    fn examples(&mut self, members: &mut Members) {
        if members.get("examples").is_none_or(|e| e.list().is_none()) {
            return;
        }
        let Some(examples) = members.shift_remove("examples") else {
            return;
        };
        self.later_word("`examples` of a schema", examples.place);
        let first = examples.list().and_then(|list| list.first()).cloned();
        let several = examples.list().is_some_and(|list| list.len() > 1);
        if let Some(mut first) = first
            && !members.contains_key("example")
        {
            first.place = examples.place;
            members.insert("example".to_owned(), first);
        }
        if several {
            members.insert("x-truespec-examples".to_owned(), examples);
        }
    }

    fn narrowing(&mut self, members: &mut Members) {
        for keyword in NARROWING {
            if let Some(value) = members.shift_remove(keyword) {
                self.ignored(keyword, value.place);
            }
        }
    }

    /// Tells that a keyword is not held against values by the client.
    pub(super) fn ignored(&mut self, keyword: &str, place: Place) {
        self.log.once(
            place,
            Told {
                code: "constraint-not-checked",
                severity: Severity::Note,
                message: format!("`{keyword}` has no counterpart in a type and is not checked"),
                help: "nothing needs to be done: the service checks it",
            },
        );
    }

    /// Tells that a document of 3.0 uses a word that came later.
    pub(super) fn later_word(&mut self, word: &str, place: Place) {
        if self.version.is_later() {
            return;
        }
        self.log.once(
            place,
            Told {
                code: "keyword-of-a-later-version",
                severity: Severity::Warning,
                message: format!(
                    "{word} is a word of OpenAPI 3.1: it is taken as it is meant there"
                ),
                help: "let the document say `openapi: 3.1.0`, or use the words of 3.0",
            },
        );
    }
}

/// What `true` and `false` mean as schemas.
fn open_or_never(place: Place, flag: bool) -> Tree {
    let open = Tree::object(place, Kind::Schema, []);
    if flag {
        open
    } else {
        Tree::object(place, Kind::Schema, [("not", open)])
    }
}

//! What is not a schema: the document itself, responses, examples.

use serde_json::Value;

use super::Normaliser;
use crate::{
    diagnostic::Severity,
    openapi::{
        grammar::Kind,
        log::Told,
        tree::{Members, Tree},
        version::{NORMAL, is_known_dialect},
    },
};

impl Normaliser<'_> {
    /// The document says the version whose shape it has now, and has `paths`.
    pub(super) fn document(&mut self, tree: &mut Tree) {
        let place = tree.place;
        let Some(members) = tree.members_mut() else {
            return;
        };
        if let Some(dialect) = members.shift_remove("jsonSchemaDialect")
            && !dialect.text().is_some_and(is_known_dialect)
        {
            self.log.each(
                dialect.place,
                Told {
                    code: "unknown-dialect",
                    severity: Severity::Note,
                    message: "this dialect of JSON Schema is not known: schemas are read as those of OpenAPI 3.1".to_owned(),
                    help: "nothing needs to be done where schemas use no words of their own",
                },
            );
        }
        members.shift_remove("$self");
        let info = members.get_mut("info").and_then(Tree::members_mut);
        if let Some(info) = info {
            texts(info, &["title", "version"]);
        }
        if self.version.is_later()
            && let Some(version) = members.get_mut("openapi")
        {
            *version = Tree::scalar(version.place, NORMAL);
        }
        if !members.contains_key("paths") {
            let paths = Tree::object(place, Kind::Paths, []);
            members.insert("paths".to_owned(), paths);
        }
    }

    /// 3.2 has a summary of a response, and asks for no description.
    pub(super) fn response(&mut self, tree: &mut Tree) {
        let place = tree.place;
        if !self.version.is_later() {
            return;
        }
        let Some(members) = tree.members_mut() else {
            return;
        };
        if members.contains_key("$ref") || members.contains_key("description") {
            return;
        }
        let summary = members.shift_remove("summary");
        let words = summary.unwrap_or_else(|| Tree::scalar(place, ""));
        members.insert("description".to_owned(), words);
    }

    /// Since 3.1 an operation need not say what it answers.
    pub(super) fn operation(&mut self, tree: &mut Tree) {
        let place = tree.place;
        if let Some(members) = tree.members_mut().filter(|_| self.version.is_later()) {
            members
                .entry("responses".to_owned())
                .or_insert_with(|| Tree::object(place, Kind::Responses, []));
        }
    }

    /// 3.2 tells the value of an example and its text apart.
    pub(super) fn example(tree: &mut Tree) {
        let Some(members) = tree.members_mut() else {
            return;
        };
        for key in ["dataValue", "serializedValue"] {
            rename(members, key, "value");
        }
    }
}

/// Makes texts of numbers: `version: 1.0` without quotes is one to YAML.
fn texts(members: &mut Members, keys: &[&str]) {
    for key in keys {
        if let Some(tree) = members.get_mut(*key)
            && let Some(Value::Number(number)) = tree.simple()
        {
            *tree = Tree::scalar(tree.place, number.to_string());
        }
    }
}

/// Gives a member another name, unless there is one of that name.
fn rename(members: &mut Members, from: &str, to: &str) {
    if !members.contains_key(to)
        && let Some(value) = members.shift_remove(from)
    {
        members.insert(to.to_owned(), value);
    }
}

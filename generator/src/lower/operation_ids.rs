//! The names of operations: what the document calls them, or what their methods and paths do.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToLowerCamelCase, ToSnakeCase};
use serde_json::Value;

use super::{Lowering, path_item::Found};

impl<'d> Lowering<'d> {
    /// A name for each operation, which no other one has. One that several have is none: each of them
    /// is called after its method and path, so that none depends on which comes first.
    pub(super) fn operation_ids(&mut self, found: &[Found<'d>]) -> Vec<String> {
        let declared: Vec<Option<String>> = found.iter().map(declared).collect();
        let mut users: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, id) in declared.iter().enumerate() {
            if let Some(id) = id {
                users.entry(id).or_default().push(at);
            }
        }
        let own = |at: usize| {
            let id = declared[at].as_deref()?;
            (users.get(id)?.len() == 1).then(|| id.to_owned())
        };
        let mut ids: Vec<Option<String>> = (0..found.len()).map(own).collect();
        let mut taken: BTreeSet<String> = ids.iter().flatten().cloned().collect();
        for derive in [derived, spelled] {
            let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, place) in found
                .iter()
                .enumerate()
                .filter(|(at, _)| ids[*at].is_none())
            {
                wanted.entry(derive(place)).or_default().push(at);
            }
            for (id, who) in wanted {
                // Of paths that differ only in signs, the one with the fewest has the plain name.
                let fewest = who.iter().map(|at| signs(&found[*at].path)).min();
                let mut plainest = who
                    .iter()
                    .filter(|at| Some(signs(&found[**at].path)) == fewest);
                if let (Some(only), None) = (plainest.next(), plainest.next())
                    && taken.insert(id.clone())
                {
                    ids[*only] = Some(id);
                }
            }
        }
        let mut all = Vec::with_capacity(ids.len());
        for (place, id) in found.iter().zip(ids) {
            let mut number = 2;
            all.push(id.unwrap_or_else(|| {
                let id = spelled(place);
                loop {
                    let numbered = format!("{id}{number}");
                    if taken.insert(numbered.clone()) {
                        return numbered;
                    }
                    number += 1;
                }
            }));
        }
        self.tell_ids(found, &declared, &users, &all);
        self.tell_alike(found, &all);
        all
    }

    /// Warns about names that are missing, and about those that several operations have.
    fn tell_ids(
        &mut self,
        found: &[Found<'d>],
        declared: &[Option<String>],
        users: &BTreeMap<&str, Vec<usize>>,
        ids: &[String],
    ) {
        for (at, (place, id)) in found.iter().zip(ids).enumerate() {
            let Some(name) = &declared[at] else {
                self.warn(
                    "operation-without-id",
                    &place.node,
                    format!("this operation has no usable `operationId`: it is called `{id}`"),
                    "give it an `operationId`, so that its name does not depend on its path",
                );
                continue;
            };
            if name == id {
                continue;
            }
            let users = users.get(name.as_str()).map(Vec::as_slice);
            let others = users
                .unwrap_or_default()
                .iter()
                .filter(|other| **other != at);
            let others: Vec<String> = others.filter_map(|at| found.get(*at)).map(shown).collect();
            let more = others.len().saturating_sub(2);
            let list = if more > 0 {
                format!("{} and {more} more", others[..2].join(", "))
            } else {
                others.join(" and ")
            };
            self.warn(
                "operation-id-twice",
                &place.node,
                format!(
                    "`{name}` is the `operationId` of {list} as well: {} is called `{id}`",
                    shown(place)
                ),
                "give each operation an `operationId` of its own",
            );
        }
    }

    /// Warns about names that are the same in Rust.
    fn tell_alike(&mut self, found: &[Found<'d>], ids: &[String]) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for (place, id) in found.iter().zip(ids) {
            let Some(first) = seen.insert(id.to_snake_case(), id) else {
                continue;
            };
            self.warn(
                "operation-ids-alike",
                &place.node,
                format!("`{first}` and `{id}` differ only in case or signs: more is added to their names"),
                "give operations names that differ in their letters",
            );
        }
    }
}

/// The name that the document gives.
fn declared(place: &Found<'_>) -> Option<String> {
    let id = match place.node.value.get("operationId")? {
        Value::String(id) => id.trim().to_owned(),
        Value::Number(id) => id.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    id.chars().any(char::is_alphanumeric).then_some(id)
}

/// An operation, for a message.
fn shown(place: &Found<'_>) -> String {
    format!("`{} {}`", place.method.name(), place.path.escape_debug())
}

/// A name made from method and path: `GET /projects/{id}/tags` is `getProjectsByIdTags`.
fn derived(place: &Found<'_>) -> String {
    let mut words = place.method.name().to_lowercase();
    for segment in place.path.split('/').filter(|s| !s.is_empty()) {
        words.push(' ');
        if segment.contains('{') {
            words += "by ";
        }
        words += &segment.replace(['{', '}'], " ");
    }
    words.to_lower_camel_case()
}

/// The same with the signs of the path as words, for paths that differ only in them.
fn spelled(place: &Found<'_>) -> String {
    let mut words = place.method.name().to_lowercase();
    let mut before = '/';
    for c in place.path.chars().skip(1) {
        let word = match c {
            '/' if before == '/' => "slash",
            '/' | '}' => "",
            '{' => "by",
            '-' => "dash",
            '_' => "underscore",
            '.' => "dot",
            ':' => "colon",
            c if c.is_alphanumeric() => {
                if before == '/' {
                    words.push(' ');
                }
                words.push(c);
                before = c;
                continue;
            }
            c => {
                words = format!("{words} u{:x} ", u32::from(c));
                before = c;
                continue;
            }
        };
        words += &[" ", word, " "].concat();
        before = c;
    }
    if before == '/' && place.path.len() > 1 {
        words += " slash";
    }
    words.to_lower_camel_case()
}

/// How many signs a path has.
fn signs(path: &str) -> usize {
    path.chars().filter(|c| !c.is_alphanumeric()).count()
}

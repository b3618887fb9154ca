//! What is new in an input: its facts before and after, whatever became of its lines.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use truespec::reference::{Page, facts};

/// What changed between two versions of an input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Difference {
    /// Operations that are new, gone, and that say something else.
    pub(crate) new: Vec<String>,
    pub(crate) gone: Vec<String>,
    pub(crate) changed: Vec<String>,
    /// Facts that are new, gone, and that are otherwise.
    pub(crate) facts_new: usize,
    pub(crate) facts_gone: usize,
    pub(crate) facts_changed: usize,
}

/// What is said, by the operation and the place that it is said of.
#[derive(Debug, Default)]
pub(super) struct Said {
    facts: BTreeMap<(Option<String>, String), Vec<String>>,
    operations: BTreeSet<String>,
}

impl Said {
    fn add(&mut self, operation: Option<String>, place: String, says: String) {
        self.operations.extend(operation.clone());
        self.facts.entry((operation, place)).or_default().push(says);
    }

    /// Of a page.
    pub(super) fn of_page(page: &Page) -> Self {
        let mut said = Self::default();
        for fact in facts(page) {
            said.add(fact.operation, fact.place, fact.says);
        }
        said
    }

    /// Of a document: every value that holds no others.
    pub(super) fn of_document(root: &Value) -> Self {
        let mut said = Self::default();
        let mut left = vec![(Vec::<String>::new(), root)];
        while let Some((path, value)) = left.pop() {
            let inner: Vec<(String, &Value)> = match value {
                Value::Object(members) => {
                    members.iter().map(|(name, v)| (name.clone(), v)).collect()
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    items.map(|(n, item)| (n.to_string(), item)).collect()
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
            };
            if inner.is_empty() {
                let (operation, rest) = split(&path);
                said.add(operation, rest.join("/"), value.to_string());
            }
            for (name, value) in inner {
                let mut path = path.clone();
                path.push(name);
                left.push((path, value));
            }
        }
        said
    }
}

/// The operation that a value of a document belongs to, and where it stands in it.
fn split(path: &[String]) -> (Option<String>, &[String]) {
    const METHODS: [&str; 9] = [
        "delete", "get", "head", "options", "patch", "post", "put", "query", "trace",
    ];
    match path {
        [paths, address, method, rest @ ..]
            if paths == "paths" && METHODS.contains(&method.as_str()) =>
        {
            let operation = format!("{} {address}", method.to_ascii_uppercase());
            (Some(operation), rest)
        }
        _ => (None, path),
    }
}

/// What changed.
pub(super) fn compare(before: &Said, after: &Said) -> Difference {
    let mut changes = Difference {
        new: after
            .operations
            .difference(&before.operations)
            .cloned()
            .collect(),
        gone: before
            .operations
            .difference(&after.operations)
            .cloned()
            .collect(),
        ..Difference::default()
    };
    let mut touched = BTreeSet::new();
    let nothing = Vec::new();
    let keys: BTreeSet<_> = before.facts.keys().chain(after.facts.keys()).collect();
    for key in keys {
        let old = before.facts.get(key).unwrap_or(&nothing);
        let new = after.facts.get(key).unwrap_or(&nothing);
        if old == new {
            continue;
        }
        let same = old.iter().zip(new).filter(|(old, new)| old == new).count();
        let both = old.len().min(new.len());
        changes.facts_changed += both - same;
        changes.facts_new += new.len() - both;
        changes.facts_gone += old.len() - both;
        touched.extend(key.0.clone());
    }
    let known = |operation: &String| {
        before.operations.contains(operation) && after.operations.contains(operation)
    };
    changes.changed = touched.into_iter().filter(known).collect();
    changes
}

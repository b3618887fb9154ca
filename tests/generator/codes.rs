//! The index of the codes of diagnostics is that of the source.

use std::{collections::BTreeSet, fs, path::Path};

use truespec::reconcile::rules;

use crate::cases::top;

/// Words that are written like codes, and are none.
const NOT_CODES: &[&str] = &[
    "base-url",
    "body-is",
    "cat-file",
    "check-ignore",
    "content-type",
    "data-line",
    "data-name",
    "data-outcome",
    "data-rule",
    "date-time",
    "for-each-ref",
    "http-equiv",
    "kebab-case",
    "ls-files",
    "ls-tree",
    "merge-base",
    "one-based",
    "rev-list",
    "rev-parse",
    "symbolic-ref",
    "uri-reference",
    "www-form-urlencoded",
    "zero-based",
    "zero-indexed",
];

/// Names of headers and words of messages that are written like codes.
const WORDS_OF_HTTP: [&str; 7] = [
    "accept-encoding",
    "content-length",
    "if-modified-since",
    "if-none-match",
    "not-modified",
    "proxy-authorization",
    "transfer-encoding",
];

/// Words of HTML and of its styles that are written like codes.
const WORDS_OF_HTML: [&str; 19] = [
    "aria-controls",
    "aria-expanded",
    "aria-hidden",
    "aria-labelledby",
    "aria-level",
    "data-lang",
    "data-language",
    "flow-root",
    "inline-block",
    "inline-flex",
    "lang-name",
    "line-no",
    "line-number",
    "list-item",
    "table-cell",
    "table-row",
    "until-found",
    "user-select",
    "white-space",
];

/// Where diagnostics are made.
const FOLDERS: [&str; 10] = [
    "generator/src/diagnostic",
    "generator/src/drift",
    "generator/src/openapi",
    "generator/src/lower",
    "generator/src/pipeline",
    "generator/src/plan",
    "generator/src/reconcile",
    "generator/src/reference",
    "generator/src/surface",
    "xtask/src",
];

fn texts(folder: &Path, all: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts(&path, all);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).expect("a file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            all.push(code.to_owned());
        }
    }
}

/// Words of small letters with hyphens between.
fn is_like_a_code(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.len() > 1
        && parts[0] != "x"
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase()))
}

/// The texts in quotation marks, and what stands before each.
fn quoted(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts: Vec<&str> = text.split('"').collect();
    let pairs: Vec<_> = parts.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.into_iter()
}

fn of_the_source() -> BTreeSet<String> {
    let mut all = Vec::new();
    for folder in FOLDERS {
        texts(&top().join(folder), &mut all);
    }
    let rules: BTreeSet<&str> = rules::all().map(|rule| rule.name).collect();
    let mut codes = BTreeSet::new();
    for text in &all {
        for (before, word) in quoted(text) {
            // A code of one word is known by what stands before it.
            let before = before.trim_end();
            let named = before.ends_with("code:")
                || ["error(", "warning(", "note(", "error_without_place("]
                    .iter()
                    .any(|call| before.ends_with(&format!("Diagnostic::{call}")));
            let is_code = is_like_a_code(word)
                && !NOT_CODES.contains(&word)
                && !WORDS_OF_HTML.contains(&word)
                && !WORDS_OF_HTTP.contains(&word)
                || named;
            if is_code && !rules.contains(word) {
                codes.insert(word.to_owned());
            }
        }
    }
    codes
}

fn of_the_index() -> BTreeSet<String> {
    let index = fs::read_to_string(top().join("docs/diagnostics.md")).expect("the index");
    let rows: Vec<String> = index
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(code, _)| code.to_owned())
        .collect();
    let codes: BTreeSet<String> = rows.iter().cloned().collect();
    assert_eq!(codes.len(), rows.len(), "a code stands twice");
    codes
}

#[test]
fn every_code_is_in_the_index() {
    let (source, index) = (of_the_source(), of_the_index());
    assert!(source.len() > 50, "{source:?}");
    let missing: Vec<_> = source.difference(&index).collect();
    assert!(
        missing.is_empty(),
        "add rows for these to docs/diagnostics.md (or to NOT_CODES in tests/generator/codes.rs, \
         if they are no codes): {missing:?}"
    );
    let stale: Vec<_> = index.difference(&source).collect();
    assert!(
        stale.is_empty(),
        "delete the rows of these from docs/diagnostics.md: {stale:?}"
    );
}

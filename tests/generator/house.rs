//! The rules of the house: which room may use which, and what every file begins with.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::cases::top;

/// The table of ARCHITECTURE.md: a room and the rooms that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("openapi", &["diagnostic"]),
    ("reference", &["diagnostic"]),
    ("drift", &["openapi", "lower", "diagnostic"]),
    (
        "reconcile",
        &["openapi", "reference", "drift", "diagnostic"],
    ),
    ("api", &[]),
    ("lower", &["openapi", "api", "diagnostic"]),
    ("plan", &["api", "diagnostic"]),
    ("emit", &["plan"]),
    ("surface", &["diagnostic"]),
    ("changes", &["openapi", "plan", "surface", "diagnostic"]),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("readable folder") {
        let path = entry.expect("readable entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The rooms that a file names: the word after each `crate::`, also in nested `use` trees.
fn named_rooms(text: &str) -> Vec<String> {
    struct Paths(Vec<String>);
    fn roots(tree: &syn::UseTree, found: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => found.push(path.ident.to_string()),
            syn::UseTree::Name(name) => found.push(name.ident.to_string()),
            syn::UseTree::Rename(name) => found.push(name.ident.to_string()),
            syn::UseTree::Glob(_) => found.push("*".to_owned()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|t| roots(t, found)),
        }
    }
    let file = syn::parse_file(text).expect("the file is Rust");
    let mut paths = Paths(Vec::new());
    for item in &file.items {
        if let syn::Item::Use(item) = item
            && let syn::UseTree::Path(path) = &item.tree
            && path.ident == "crate"
        {
            roots(&path.tree, &mut paths.0);
        }
    }
    // Paths in the code, outside of `use`.
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    for line in code {
        for (_, rest) in line
            .match_indices("crate::")
            .map(|(at, found)| (at, &line[at + found.len()..]))
        {
            let word: String = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if !word.is_empty() {
                paths.0.push(word);
            }
        }
    }
    paths.0
}

#[test]
fn rooms_use_only_what_they_may() {
    let source = top().join("generator/src");
    let mut wrong = Vec::new();
    for (room, may_use) in ROOMS {
        for file in rust_files(&source.join(room)) {
            let text = fs::read_to_string(&file).expect("readable file");
            for named in named_rooms(&text) {
                // `crate::types` in emitted code is of the client's crate.
                let is_room = ROOMS.iter().any(|(other, _)| *other == named);
                if (is_room || named == "pipeline")
                    && named != *room
                    && !may_use.contains(&named.as_str())
                {
                    wrong.push(format!("{}: {named}", file.display()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "see the table in ARCHITECTURE.md: {wrong:#?}"
    );
}

#[test]
fn every_room_is_in_the_table() {
    let source = top().join("generator/src");
    for entry in fs::read_dir(source).expect("readable folder") {
        let path = entry.expect("readable entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            // The passes know every room.
            let is_known = name == "pipeline" || ROOMS.iter().any(|(room, _)| *room == name);
            assert!(is_known, "{name} is in no row");
        } else {
            assert_eq!(name, "lib.rs", "{name} is in no room");
        }
    }
}

#[test]
fn the_table_is_that_of_the_architecture() {
    let text = fs::read_to_string(top().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    for (room, may_use) in ROOMS {
        let row = text
            .lines()
            .find(|line| line.starts_with(&format!("| `{room}` |")));
        let row = row.unwrap_or_else(|| panic!("no row for {room}"));
        let cell = row
            .trim_end_matches('|')
            .rsplit('|')
            .next()
            .unwrap_or_default();
        let named: Vec<_> = cell
            .split(',')
            .map(str::trim)
            .filter(|n| !n.is_empty())
            .collect();
        assert_eq!(named, *may_use, "{room}");
    }
}

/// Only `emit` writes Rust; only xtask touches files; no rule knows one API.
#[test]
fn each_thing_in_its_place() {
    let top = top();
    for file in rust_files(&top.join("generator/src")) {
        let text = fs::read_to_string(&file).expect("readable file");
        let name = file.to_string_lossy().replace('\\', "/");
        assert!(text.starts_with("//!"), "{name} does not say its job");
        assert!(
            !text.contains("quote!") || name.contains("/emit/"),
            "{name} writes Rust"
        );
        assert!(!text.contains("std::fs"), "{name} touches files");
        // What documentation uses as an example is not code.
        let code: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        assert!(
            !code.to_lowercase().contains("paperspace"),
            "{name} knows an API"
        );
    }
}

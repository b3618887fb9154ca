//! What the syntax of an item says of its name and place.

use syn::{Item, UseTree, Visibility};

/// The names that a `use` brings (`None`: all of what is there), with the path of each.
pub(super) fn imports(
    tree: &UseTree,
    before: &mut Vec<String>,
    found: &mut Vec<(Option<String>, Vec<String>)>,
) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            imports(&path.tree, before, found);
            before.pop();
        }
        UseTree::Name(name) => {
            let mut path = before.clone();
            let name = name.ident.to_string();
            // `use a::{self}` brings `a`.
            if name != "self" {
                path.push(name);
            }
            found.push((path.last().cloned(), path));
        }
        UseTree::Rename(rename) => {
            let mut path = before.clone();
            if rename.ident != "self" {
                path.push(rename.ident.to_string());
            }
            found.push((Some(rename.rename.to_string()), path));
        }
        UseTree::Glob(_) => found.push((None, before.clone())),
        UseTree::Group(group) => {
            for tree in &group.items {
                imports(tree, before, found);
            }
        }
    }
}

pub(super) fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The name of an item that has one and is neither a module nor an import.
pub(super) fn named(item: &Item) -> Option<(String, Visibility)> {
    let (name, visibility) = match item {
        Item::Const(item) => (&item.ident, &item.vis),
        Item::Enum(item) => (&item.ident, &item.vis),
        Item::Fn(item) => (&item.sig.ident, &item.vis),
        Item::Static(item) => (&item.ident, &item.vis),
        Item::Struct(item) => (&item.ident, &item.vis),
        Item::Trait(item) => (&item.ident, &item.vis),
        Item::Type(item) => (&item.ident, &item.vis),
        Item::Union(item) => (&item.ident, &item.vis),
        _ => return None,
    };
    Some((name.to_string(), visibility.clone()))
}

/// `#[path]` is relative to the folder of the file.
pub(super) fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The first line of the item that cannot be read. The parser keeps no lines, so the text is read
/// again item by item, as it is formatted: each ends with a line that is not indented.
pub(super) fn line_of_error(text: &str) -> usize {
    let (mut start, mut chunk) = (1, String::new());
    for (at, line) in text.lines().enumerate() {
        if chunk.trim().is_empty() {
            start = at + 1;
        }
        chunk.push_str(line);
        chunk.push('\n');
        let flush = !line.starts_with(char::is_whitespace) && line.ends_with([';', '}']);
        if flush {
            if syn::parse_file(&chunk).is_err() {
                return start;
            }
            chunk.clear();
        }
    }
    start
}

/// The line that declares a module.
pub(super) fn line_of_module(text: &str, name: &str) -> usize {
    let declares = |line: &str| {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.any(|word| word == "mod") && line.trim_end().ends_with(&format!("{name};"))
    };
    text.lines().position(declares).map_or(1, |at| at + 1)
}

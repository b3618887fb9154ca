//! How many operations a document has, counted without the generator.

use std::{borrow::Cow, fs, path::Path};

use serde_json::Value;

use super::find::parse;

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The operations of the paths of a document; path items can stand elsewhere, and in other files.
pub(crate) fn operations(document: &Value, path: &Path) -> usize {
    let Some(Value::Object(paths)) = document.get("paths") else {
        return 0;
    };
    let paths = paths.iter().filter(|(name, _)| !name.starts_with("x-"));
    paths
        .map(|(_, item)| of_item(item, document, path, 0))
        .sum()
}

fn of_item(item: &Value, document: &Value, path: &Path, depth: usize) -> usize {
    let mut count = 0;
    for method in METHODS {
        count += usize::from(item.get(method).is_some_and(Value::is_object));
    }
    let more = item.get("additionalOperations").and_then(Value::as_object);
    count += more.map_or(0, serde_json::Map::len);
    if let Some(target) = item.get("$ref").and_then(Value::as_str)
        && depth < 16
        && let Some((target, document, path)) = follow(target, document, path)
    {
        count += of_item(&target, &document, &path, depth + 1);
    }
    count
}

/// What a reference leads to, with the text and the file that it stands in.
fn follow<'d>(
    reference: &str,
    document: &'d Value,
    path: &Path,
) -> Option<(Value, Cow<'d, Value>, std::path::PathBuf)> {
    let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let (document, path) = if file.is_empty() {
        (Cow::Borrowed(document), path.to_owned())
    } else {
        let path = path.parent()?.join(file);
        let text = fs::read_to_string(&path).ok()?;
        (Cow::Owned(parse(&path, &text)?), path)
    };
    let target = document.pointer(pointer)?.clone();
    Some((target, document, path))
}

//! Names for what only the reference has: operations and schemas.

use heck::ToPascalCase;

use crate::reference::{Method, Operation};

/// The words of an operationId, `list project deployments`: the verb that the title begins with,
/// then the path, each collection in the singular but the last one of a list.
pub(super) fn operation_words(operation: &Operation) -> String {
    let verb = verb(operation);
    let literals: Vec<&str> = literals(&operation.path.text).collect();
    let mut words = vec![verb.clone()];
    let last = literals.len().saturating_sub(1);
    for (at, literal) in literals.into_iter().enumerate() {
        let plural = at == last && verb == "list";
        words.push(if plural {
            literal.to_owned()
        } else {
            singular(literal)
        });
    }
    words.join(" ")
}

fn verb(operation: &Operation) -> String {
    const VERBS: [&str; 18] = [
        "list", "get", "create", "update", "delete", "add", "remove", "replace", "set", "start",
        "stop", "restart", "cancel", "search", "find", "send", "upload", "download",
    ];
    let first = operation.title.text.split_whitespace().next();
    let first = first.unwrap_or_default().to_lowercase();
    if VERBS.contains(&first.as_str()) {
        return first;
    }
    match operation.method {
        Method::Get | Method::Head => "get",
        Method::Post => "create",
        Method::Put => "replace",
        Method::Patch => "update",
        Method::Delete => "delete",
        Method::Options => "options",
        Method::Trace => "trace",
    }
    .to_owned()
}

/// The names of the parameters of a path template.
pub(super) fn parameters(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

/// The fixed segments of a path template.
fn literals(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter(|segment| !segment.is_empty() && !segment.contains('{'))
}

/// The name of one thing of the collection that a path leads to: `/projects/{id}/tags` → `Tag`.
pub(super) fn thing(path: &str) -> String {
    singular(literals(path).last().unwrap_or("item")).to_pascal_case()
}

/// The singular of an English plural; other words stay as they are.
pub(super) fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    let unchanged = ["ss", "us", "is", "news", "series", "species"];
    if unchanged.iter().any(|end| lower.ends_with(end)) || !lower.ends_with('s') {
        return word.to_owned();
    }
    let cut = |n: usize, add: &str| {
        let stem = word.get(..word.len() - n).unwrap_or(word);
        format!("{stem}{add}")
    };
    if lower.ends_with("ies") && lower.len() > 4 {
        return cut(3, "y");
    }
    if ["sses", "shes", "ches", "xes", "zes"]
        .iter()
        .any(|end| lower.ends_with(end))
    {
        return cut(2, "");
    }
    cut(1, "")
}

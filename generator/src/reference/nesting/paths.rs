//! Dotted paths of the objects of a table: `items[].latestSpec`.

use crate::reference::{
    Kind, Type,
    table::{Table, Token},
};

/// The path of the object whose first token is `start`, where each token belongs to the object
/// that `chosen` says. The root is the empty text.
pub(super) fn path(table: &Table, chosen: &[usize], start: usize) -> String {
    let mut parts = Vec::new();
    let mut start = start;
    // Every step leads to an earlier token.
    while let Some(opener) = start.checked_sub(1) {
        match &table.tokens[opener] {
            Token::Line(line) => {
                parts.push(format!(
                    "{}{}",
                    line.name.text,
                    "[]".repeat(arrays(&line.ty))
                ));
            }
            Token::Option { label, .. } => parts.push(format!("({})", label.text)),
        }
        start = chosen[opener];
    }
    parts.reverse();
    parts.join(".").replace(".(", "(")
}

/// The path of a property in an object.
pub(super) fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}.{name}")
    }
}

/// How many objects are around the object whose first token is `start`.
pub(super) fn depth(chosen: &[usize], start: usize) -> usize {
    let mut depth = 0;
    let mut start = start;
    while let Some(opener) = start.checked_sub(1) {
        depth += 1;
        start = chosen[opener];
    }
    depth
}

fn arrays(ty: &Type) -> usize {
    match &ty.kind {
        Kind::Array(item) => 1 + arrays(item),
        _ => 0,
    }
}

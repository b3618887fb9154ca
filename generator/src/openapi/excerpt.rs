//! Texts of a document as messages show them.

/// The longest text that a message repeats, in characters.
const MAX: usize = 80;

/// The text, or its start where it is long.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

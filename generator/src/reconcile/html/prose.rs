//! What differs between two paragraphs, word by word.

use similar::{ChangeTag, TextDiff};

use super::markup::Markup;

/// Paragraphs that are longer are marked as a whole.
const MOST_LETTERS: usize = 4000;

/// Writes a text, with an element around the words that the other one does not have.
pub(super) fn mark(out: &mut Markup, tag: &'static str, other: &str, text: &str) {
    if other.len() + text.len() > MOST_LETTERS {
        out.element(tag, "", text);
        return;
    }
    let mut run = String::new();
    let mut is_new = false;
    let mut write = |run: &mut String, is_new: bool| {
        if is_new && !run.trim().is_empty() {
            out.element(tag, "", run);
        } else {
            out.text(run);
        }
        run.clear();
    };
    let difference = TextDiff::from_words(other, text);
    for change in difference.iter_all_changes() {
        let own = match change.tag() {
            ChangeTag::Delete => continue,
            ChangeTag::Insert => true,
            ChangeTag::Equal => false,
        };
        // A space between two new words is part of the change.
        let joins = is_new && change.value().trim().is_empty();
        if own != is_new && !joins {
            write(&mut run, is_new);
            is_new = own;
        }
        run += change.value();
    }
    write(&mut run, is_new);
}

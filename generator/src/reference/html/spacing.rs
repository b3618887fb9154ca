//! From blocks to a text: where empty lines stand.
//!
//! In the text that a browser copies, empty lines are what is left of the layout, and the grammar
//! needs them: a heading has them around, a property has one before its description and none before
//! the next property. Pages differ in which elements they take for that; so the lines that the
//! grammar knows get their empty lines by what they are, and all others by the elements.

use super::{
    blocks::{Block, Form},
    dom::{Dom, Id},
    known::Line,
};

/// Writes the text, with a line end after each line.
pub(super) fn write(dom: &Dom, blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        if before.is_some_and(|before| is_apart(dom, before, block)) {
            text.push('\n');
        }
        for line in &block.lines {
            text.push_str(line);
            text.push('\n');
        }
        before = Some(block);
    }
    text
}

/// Whether an empty line stands between two blocks.
fn is_apart(dom: &Dom, before: &Block, block: &Block) -> bool {
    let kinds = (kind(before), kind(block));
    match kinds {
        (Some(Line::Property), Some(Line::Property)) => {
            let described =
                |block: &Block| block.form == Form::Paragraph || dom.tag(block.holder) == "dd";
            !alike(dom, before.holder, block.holder) && (described(before) || described(block))
        }
        (Some(Line::Prose), Some(Line::Prose)) => {
            let continued = before.first().ends_with('\\');
            let tags = [before, block].map(|block| dom.tag(block.holder));
            let entries = tags.iter().all(|tag| matches!(*tag, "li" | "td" | "th"));
            !(block.goes_on || continued || entries)
        }
        (a, b) => [a, b].into_iter().flatten().any(is_always_apart),
    }
}

/// What a block is to the grammar; `None` for a sample.
fn kind(block: &Block) -> Option<Line> {
    (!block.is_sample()).then(|| Line::of(block.first()))
}

/// Whether a line has empty lines around whatever comes before and after it.
fn is_always_apart(line: Line) -> bool {
    match line {
        Line::Heading | Line::Section | Line::Status | Line::SearchBox | Line::Prose => true,
        Line::Path | Line::Authorization | Line::Property | Line::Mark => false,
    }
}

/// Whether two elements are of the same make: a page writes all its properties alike, and their
/// descriptions otherwise. What a property is can be a class of its own beside the one that all
/// have, as in `param required` and `param optional`.
fn alike(dom: &Dom, a: Id, b: Id) -> bool {
    let classes = |id: Id| dom.attribute(id, "class").unwrap_or_default();
    let (a_classes, b_classes) = (classes(a), classes(b));
    let mut first = a_classes.split_ascii_whitespace();
    let in_common = first.any(|class| b_classes.split_ascii_whitespace().any(|c| c == class));
    dom.tag(a) == dom.tag(b) && (in_common || a_classes.trim() == b_classes.trim())
}

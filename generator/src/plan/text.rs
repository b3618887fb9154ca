//! Documentation as it will be written, in blocks: what is ours and what is the vendor's are kept
//! apart, because the vendor's words must not mean anything to the compiler.

use crate::api::{Docs, Facts, Number};

/// A part of a documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Markdown of ours.
    Own(String),
    /// Words of the vendor.
    Vendor(String),
    /// Short facts: what, and the values to show as code.
    Facts(Vec<(String, Vec<String>)>),
    /// What was corrected against the published document.
    Corrections(Vec<String>),
    /// Arguments or variants: a name to show as code, and words of the vendor with facts.
    List(Vec<(String, Vec<Block>)>),
    /// A link to where the vendor says more.
    Link(String),
}

/// The words about a thing; `fallback`, Markdown of ours, where there are none.
pub(super) fn blocks(docs: &Docs, fallback: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let summary = docs.summary.as_ref();
    // A summary that the description repeats says nothing.
    let same = |a: &str, b: &str| {
        let key = |t: &str| t.trim_end_matches('.').trim().to_lowercase();
        key(a) == key(b)
    };
    let repeated = summary
        .zip(docs.description.as_ref())
        .is_some_and(|(s, d)| same(s, d));
    if let Some(summary) = summary.filter(|_| !repeated) {
        blocks.push(Block::Vendor(summary.clone()));
    }
    if let Some(description) = &docs.description {
        blocks.push(Block::Vendor(description.clone()));
    }
    if blocks.is_empty() && !fallback.is_empty() {
        blocks.push(Block::Own(fallback.to_owned()));
    }
    if docs.deprecated {
        blocks.push(Block::Own("Deprecated by the vendor.".to_owned()));
    }
    if let Some(link) = &docs.link {
        blocks.push(Block::Link(link.clone()));
    }
    blocks
}

/// What was corrected, as the last block.
pub(super) fn corrections(docs: &Docs) -> Option<Block> {
    (!docs.corrections.is_empty()).then(|| Block::Corrections(docs.corrections.clone()))
}

/// The limits of a value, as short facts.
pub(super) fn facts(facts: &Facts) -> Option<Block> {
    let Facts {
        minimum,
        maximum,
        above_minimum,
        below_maximum,
        multiple_of,
        min_length,
        max_length,
        min_items,
        max_items,
        unique_items,
        pattern,
        format,
        default,
        example,
        values,
    } = facts;
    let mut all = Vec::new();
    if !values.is_empty() {
        all.push(("One of".to_owned(), values.clone()));
    }
    let mut add = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            all.push((label.to_owned(), vec![value]));
        }
    };
    add(
        if *above_minimum { "Above" } else { "Minimum" },
        minimum.map(number),
    );
    add(
        if *below_maximum { "Below" } else { "Maximum" },
        maximum.map(number),
    );
    add("Multiple of", multiple_of.map(number));
    add("Minimum length", min_length.map(|n| n.to_string()));
    add("Maximum length", max_length.map(|n| n.to_string()));
    add("Minimum count", min_items.map(|n| n.to_string()));
    add("Maximum count", max_items.map(|n| n.to_string()));
    add("Items", unique_items.then(|| "unique".to_owned()));
    add("Pattern", pattern.clone());
    add("Format", format.clone());
    add("Default", default.clone());
    add("Example", example.clone());
    (!all.is_empty()).then_some(Block::Facts(all))
}

/// A number as it is written.
pub(super) fn number(number: Number) -> String {
    match number {
        Number::Integer(whole) => whole.to_string(),
        Number::Float(float) => float.to_string(),
    }
}

/// A text of the document as code in Markdown of ours.
pub(super) fn code(text: &str) -> String {
    let plain: String = text.chars().filter(|c| is_inert(*c) && *c != '`').collect();
    match plain.trim() {
        "" => "what has no name to show".to_owned(),
        plain => format!("`{plain}`"),
    }
}

/// A text in one line, without characters that do more than show themselves.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| is_inert(*c)).collect()
}

/// Whether a character only shows itself: no control character, none that changes the order in
/// which others are shown, and none that shows nothing.
#[must_use]
pub fn is_inert(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

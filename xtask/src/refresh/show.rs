//! What a run tells: what came, what is new in it, and what to do next.

use serde::{Deserialize, Serialize};

use super::{Read, Texts, compare::Difference, input::Input, preview};
use crate::{files::Plan, inputs::display, messages::Message, print::Printer};

/// More names than this are only counted.
const MAX_NAMES: usize = 12;
/// Longer texts of what was left out are cut.
const MAX_TEXT: usize = 70;

/// What became of one input, for programs.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Refreshed {
    file: String,
    address: String,
    /// `not-modified`, `edited`, `same`, `new` or `changed`.
    what: String,
    /// What changed, where the file could be read before.
    #[serde(flatten)]
    difference: Option<Difference>,
    /// What of a page is no part of its text: why, and how many different texts.
    left_out: Vec<(String, usize)>,
}

impl Refreshed {
    pub(super) fn of(input: &Input, difference: Option<Difference>) -> Self {
        let what = match (input.is_not_modified(), input.is_new(), &input.before) {
            (true, _, _) => "not-modified",
            _ if input.is_edited_only() => "edited",
            (false, false, _) => "same",
            (false, true, None) => "new",
            (false, true, Some(_)) => "changed",
        };
        let left_out = input
            .content
            .iter()
            .flat_map(|content| content.left_out.iter());
        Self {
            file: display(&input.address.file),
            address: input.address.url.to_string(),
            what: what.to_owned(),
            difference,
            left_out: left_out
                .map(|(reason, texts)| (reason.words().to_owned(), texts.len()))
                .collect(),
        }
    }
}

/// What came.
pub(super) fn all(printer: &Printer, inputs: &[Input], shown: &[Refreshed]) {
    for one in shown {
        printer.message(&Message::Source(one.clone()));
    }
    if !printer.is_for_people() {
        return;
    }
    printer.title("Got");
    for one in shown {
        let what = match one.what.as_str() {
            "not-modified" => "unchanged, as the server says",
            "edited" => "edited here, nothing new there",
            "same" => "unchanged",
            other => other,
        };
        printer.entry(&one.file, format!("{what}, {}", one.address));
    }
    for (input, one) in inputs.iter().zip(shown).filter(|(input, _)| input.is_new()) {
        printer.title(&one.file);
        match &one.difference {
            Some(difference) => changes(printer, difference),
            None if input.before.is_some() => {
                printer.entry("the file before", "cannot be read");
            }
            None => {}
        }
        if let Some(content) = &input.content {
            for (reason, texts) in content.left_out.iter() {
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                let all: String = texts.join(" | ");
                let mut cut: String = all.chars().take(MAX_TEXT).collect();
                if cut.len() < all.len() {
                    cut.push('…');
                }
                printer.entry("left out", format!("{}: {cut}", reason.words()));
            }
            if let Some(before) = &input.before {
                printer.diff(&String::from_utf8_lossy(before), &content.text);
            }
        }
    }
}

fn changes(printer: &Printer, difference: &Difference) {
    let kinds = [
        ("operations new", &difference.new),
        ("operations gone", &difference.gone),
        ("operations changed", &difference.changed),
    ];
    for (name, operations) in kinds {
        if !operations.is_empty() {
            printer.entry(name, names(operations));
        }
    }
    let facts = [
        (difference.facts_new, "new"),
        (difference.facts_gone, "gone"),
        (difference.facts_changed, "changed"),
    ];
    let facts = facts.iter().filter(|(count, _)| *count > 0);
    let facts: Vec<_> = facts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if facts.is_empty() {
        printer.entry("facts", "the same: only the text is another one");
    } else {
        printer.entry("facts", facts.join(", "));
    }
}

fn names(all: &[String]) -> String {
    let mut text = all
        .iter()
        .take(MAX_NAMES)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if all.len() > MAX_NAMES {
        text += &[" and ", &(all.len() - MAX_NAMES).to_string(), " more"].concat();
    }
    text
}

/// What reconciling will find. What stops it stops nothing here: it is for a person to decide.
pub(super) fn found(printer: &Printer, read: &Read, texts: &Texts, anything: bool) {
    if !anything {
        return;
    }
    let before = read.document_before.as_ref().zip(texts.before.as_ref());
    match preview::of(before, &read.document, &texts.after) {
        Ok(preview) => {
            if printer.is_for_people() {
                printer.title("Reconciling finds");
                let count = |ids: &[String]| match ids {
                    [] => "nothing".to_owned(),
                    ids => format!("{}: {}", ids.len(), names(ids)),
                };
                printer.entry("new", count(&preview.new));
                printer.entry("gone", count(&preview.gone));
            }
        }
        Err(problems) => {
            if printer.is_for_people() {
                printer.title("Reconciling will stop at");
            }
            printer.diagnostics(&problems);
        }
    }
}

/// What was written, and what to do next.
pub(super) fn next(printer: &Printer, plan: &Plan, anything: bool) {
    printer.written(plan);
    if !printer.is_for_people() {
        return;
    }
    printer.title("Next");
    if anything {
        printer.line(
            "  cargo xtask codegen            writes the client; what needs a decision stops it",
        );
        printer.line("  cargo xtask decide --open      what nobody has settled");
        printer
            .line("  cargo xtask changes            what that means for those who call the client");
    } else {
        printer.line("  nothing is new");
    }
}

//! Changes to `decisions.toml` that leave every other byte of it as it is.

use std::sync::Arc;

use toml_writer::TomlStringBuilder;

use super::{
    Scope,
    file::{Stanza, location, stanzas},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

/// What a new file begins with.
const HEADER: &str = "\
# Where a person overrules a rule, everywhere (`rule = \"…\"`) or at one place (`finding = \"…\"`).
# `take` names the side that wins. `cargo xtask decide` shows the findings with their sides, and
# writes here; a decision that matches nothing is an error.
";

/// A decision to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// What it is about.
    pub scope: Scope,
    /// The side that wins.
    pub take: String,
    /// Why.
    pub because: String,
}

/// A stanza in its text; places are in bytes.
struct Found {
    stanza: Stanza,
    /// Where its header begins.
    start: usize,
    at: Location,
}

/// The text with one more decision, or with another side and reason in the one that is about the
/// same; without a source, the text of a new file.
///
/// # Errors
/// The text cannot be read, decisions are not written as `[[decision]]`, or the decision stands in
/// it already and is not to be replaced.
pub fn with_decision(
    source: Option<&Arc<Source>>,
    new: &New,
    replace: bool,
) -> Result<String, Diagnostics> {
    let Some(source) = source else {
        return Ok(format!("{HEADER}\n{}", written(new, "\n")));
    };
    let text = source.text();
    if let Some(known) = the_only(source, &new.scope)? {
        if replace {
            return Ok(replaced(text, &known.stanza, new));
        }
        let diagnostic = Diagnostic::error(
            "decided-already",
            known.at,
            format!("`{}` is decided already", new.scope.name()),
        );
        return Err(diagnostic
            .label(format!("`{}` is taken here", known.stanza.take.get_ref()))
            .help("give --replace to take another side, or to give another reason")
            .into());
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = text.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(line_end);
    }
    let blank = text.trim_start_matches('\u{feff}').trim().is_empty();
    let ends_blank = text.ends_with("\n\n") || text.ends_with("\n\r\n");
    if !blank && !ends_blank {
        text.push_str(line_end);
    }
    text.push_str(&written(new, line_end));
    Ok(text)
}

/// The text without the decision about something, with the comment that stands directly above it;
/// `None` where there is no such decision. A comment at the top of the file stays.
///
/// # Errors
/// The text cannot be read, decisions are not written as `[[decision]]`, or there are several
/// decisions about the same.
pub fn without_decision(
    source: &Arc<Source>,
    scope: &Scope,
) -> Result<Option<String>, Diagnostics> {
    let text = source.text();
    let Some(found) = the_only(source, scope)? else {
        return Ok(None);
    };
    let mut start = line_start(text, found.start);
    let mut above = start;
    while above > 0 {
        let line = line_start(text, above - 1);
        if !is_comment(&text[line..above]) {
            break;
        }
        above = line;
    }
    if !text[..above]
        .trim_start_matches('\u{feff}')
        .trim()
        .is_empty()
    {
        start = above;
    }
    let end = line_end(text, found.stanza.end());
    let (before, after) = (&text[..start], &text[end..]);
    // Of the blank lines around it one side stays, and none at the end of the file.
    let blank = |text: &str| text.is_empty() || text.ends_with("\n\n") || text.ends_with("\n\r\n");
    let rest = if blank(before) {
        after.trim_start_matches(['\r', '\n'])
    } else {
        after
    };
    if !rest.trim().is_empty() {
        return Ok(Some(format!("{before}{rest}")));
    }
    let kept = before.trim_end_matches(['\r', '\n']).len();
    Ok(Some(before[..line_end(before, kept)].to_owned()))
}

/// The decision about something; `None` where there is none.
fn the_only(source: &Arc<Source>, scope: &Scope) -> Result<Option<Found>, Diagnostics> {
    let mut found: Vec<Found> = Vec::new();
    for spanned in stanzas(source)? {
        let (span, stanza) = (spanned.span(), spanned.into_inner());
        let at = location(source, &span);
        if !source.text()[span.clone()].starts_with("[[") {
            let message = "decisions that are not written as `[[decision]]` cannot be edited";
            let diagnostic = Diagnostic::error("decisions-inline", at, message)
                .help("write each decision as `[[decision]]` with a key a line");
            return Err(diagnostic.into());
        }
        let name = match scope {
            Scope::Finding(id) => (&stanza.finding, id),
            Scope::Rule(rule) => (&stanza.rule, rule),
        };
        if matches!(name, (Some(text), name) if text.get_ref() == name) {
            found.push(Found {
                stanza,
                start: span.start,
                at,
            });
        }
    }
    match found.as_slice() {
        [first, second, ..] => {
            let message = format!("`{}` is decided twice", scope.name());
            let diagnostic = Diagnostic::error("decision-twice", second.at.clone(), message)
                .related(first.at.clone(), "first here")
                .help("keep one of the two");
            Err(diagnostic.into())
        }
        _ => Ok(found.pop()),
    }
}

/// The text with another side and another reason in a stanza.
fn replaced(text: &str, stanza: &Stanza, new: &New) -> String {
    let mut changes = vec![(stanza.take.span(), quoted(&new.take))];
    // A stanza without a reason is refused before anything is found with it, and can be here.
    let (place, reason) = if let Some(because) = &stanza.because {
        (because.span(), quoted(&new.because))
    } else {
        let end = stanza.take.span().end;
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let reason = format!("{line_end}because = {}", quoted(&new.because));
        (end..end, reason)
    };
    changes.push((place, reason));
    changes.sort_by_key(|(span, _)| span.start);
    let mut result = String::new();
    let mut at = 0;
    for (span, words) in changes {
        result.push_str(&text[at..span.start]);
        result.push_str(&words);
        at = span.end;
    }
    result + &text[at..]
}

fn written(new: &New, line_end: &str) -> String {
    let (key, name) = match &new.scope {
        Scope::Finding(id) => ("finding", id),
        Scope::Rule(rule) => ("rule", rule),
    };
    let lines = [
        "[[decision]]".to_owned(),
        format!("{key} = {}", quoted(name)),
        format!("take = {}", quoted(&new.take)),
        format!("because = {}", quoted(&new.because)),
    ];
    lines.map(|line| line + line_end).concat()
}

/// A text of TOML on one line.
fn quoted(text: &str) -> String {
    use toml_writer::ToTomlValue as _;
    let text = TomlStringBuilder::new(text);
    text.as_basic().to_toml_value()
}

fn is_comment(line: &str) -> bool {
    line.trim_start_matches(['\u{feff}', ' ', '\t'])
        .starts_with('#')
}

/// Where the line of a byte begins.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line of a byte ends, behind its line ending.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

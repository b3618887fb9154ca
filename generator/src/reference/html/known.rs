//! Which lines the grammar of a page knows: what a browser shows on a line of its own for the sake
//! of its layout is told from what carries a fact.

use super::super::{
    Method,
    lines::{ALTERNATIVES, CHILDREN, ELIDED, RESPONSES, is_search_box, is_status, option_number},
    property,
};

/// What a line is to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// `GET List projects`
    Heading,
    /// `/projects/{id}`
    Path,
    /// `Authorizations: …`, `Http: Bearer`
    Authorization,
    /// `Path Parameters`, `Request Body: …`, `Responses`
    Section,
    /// `200`
    Status,
    /// `id string required`
    Property,
    /// `Show child properties`, `One of:`, `Option 2`, `Default: …` and the like: belongs to the
    /// lines around it.
    Mark,
    /// A sentence of the search box.
    SearchBox,
    /// Anything else.
    Prose,
}

impl Line {
    pub(super) fn of(line: &str) -> Self {
        if property::is_property(line) {
            return Self::Property;
        }
        if is_search_box(line) {
            return Self::SearchBox;
        }
        if is_status(line) {
            return Self::Status;
        }
        let section = ["Path", "Query", "Header", "Cookie"]
            .iter()
            .any(|kind| line.strip_prefix(kind) == Some(" Parameters"));
        if section || line == RESPONSES || has_value(line, "Request Body:") {
            return Self::Section;
        }
        if [ALTERNATIVES, CHILDREN, ELIDED].contains(&line)
            || option_number(line).is_some()
            || line.starts_with("Default:")
            || has_value(line, "Content type ")
        {
            return Self::Mark;
        }
        if line.starts_with("Authorizations:") || is_scheme(line) {
            return Self::Authorization;
        }
        if line
            .split_once(' ')
            .is_some_and(|(word, _)| is_method(word))
        {
            return Self::Heading;
        }
        if line.starts_with('/') && !line.contains(char::is_whitespace) {
            return Self::Path;
        }
        Self::Prose
    }

    /// Whether a control with this text shows a fact, and is more than a control.
    pub(super) fn is_fact(self) -> bool {
        match self {
            Self::Heading
            | Self::Path
            | Self::Authorization
            | Self::Section
            | Self::Status
            | Self::Property
            | Self::Mark => true,
            Self::SearchBox | Self::Prose => false,
        }
    }
}

/// The label of a control that shows or hides the properties of an object, as it is while they are
/// not shown.
pub(super) fn opener(label: &str) -> Option<&'static str> {
    let rest = CHILDREN.strip_prefix("Show")?;
    let hides = label.strip_prefix("Hide") == Some(rest);
    (hides || label == CHILDREN).then_some(CHILDREN)
}

/// Whether a text is a method, as pages write it.
pub(super) fn is_method(word: &str) -> bool {
    Method::ALL.iter().any(|method| method.as_str() == word)
}

/// Whether these words, which a page shows side by side, are one line of the grammar.
pub(super) fn is_row(words: &[&str]) -> bool {
    match words {
        [first, second] if is_method(first) => !second.starts_with('/'),
        ["Base URL" | "Base URL:", second] => second.contains("://"),
        ["Authorizations:" | "Default:", second] => !second.is_empty(),
        ["Content type" | "Request Body:", second] => second.contains('/'),
        [first, second] if is_scheme(first) && first.ends_with(':') => !second.contains(' '),
        _ => property::is_property(&words.join(" ")),
    }
}

/// `Http: Bearer`
fn is_scheme(line: &str) -> bool {
    [
        "Http:",
        "ApiKey:",
        "OAuth2:",
        "OpenIdConnect:",
        "MutualTLS:",
    ]
    .iter()
    .any(|kind| {
        let start = line.get(..kind.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(kind))
    })
}

fn has_value(line: &str, before: &str) -> bool {
    line.strip_prefix(before)
        .is_some_and(|value| value.contains('/') && !value.trim().contains(' '))
}

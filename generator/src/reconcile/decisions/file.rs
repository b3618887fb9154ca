//! The text of `decisions.toml`: its stanzas, each with the places of what it says.

use std::{ops::Range, sync::Arc};

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    decision: Vec<Spanned<Stanza>>,
}

/// A `[[decision]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stanza {
    pub(super) finding: Option<Spanned<String>>,
    pub(super) rule: Option<Spanned<String>>,
    pub(super) take: Spanned<String>,
    pub(super) because: Option<Spanned<String>>,
}

impl Stanza {
    /// Where the last of its values ends, in bytes.
    pub(super) fn end(&self) -> usize {
        let texts = [&self.finding, &self.rule, &self.because];
        let ends = texts.into_iter().flatten().map(|text| text.span().end);
        ends.fold(self.take.span().end, usize::max)
    }
}

/// The stanzas of the text, in order; the span of each is that of its header.
///
/// # Errors
/// The text is no TOML, or says something else than decisions.
pub(super) fn stanzas(source: &Arc<Source>) -> Result<Vec<Spanned<Stanza>>, Diagnostics> {
    let file: File = toml::from_str(source.text()).map_err(|error| {
        let at = error.span().map_or_else(
            || Location::of_line(source, 1),
            |span| location(source, &span),
        );
        Diagnostics::from(
            Diagnostic::error("decisions-syntax", at, error.message().trim().to_owned()).help(
                "a decision is `[[decision]]` with `finding` or `rule`, `take` and `because`",
            ),
        )
    })?;
    Ok(file.decision)
}

/// The place of a part of the text.
pub(super) fn location(source: &Arc<Source>, span: &Range<usize>) -> Location {
    let before = source.text().get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(1, |start| start.chars().count() + 1);
    let inside = source.text().get(span.clone()).unwrap_or_default();
    let length = inside.lines().next().unwrap_or_default().chars().count();
    Location::new(source, line, column, length)
}

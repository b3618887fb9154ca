//! Diagnostics as a person reads them: the line, a caret, and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Location, Severity, source::boundary};

/// Longer lines than this (in bytes) are not shown whole.
const MAX_LINE: usize = 2000;
/// What is shown of them before the place and after its start.
const BEFORE: usize = 60;
const AFTER: usize = 100;

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    Plain,
    /// With ANSI colours, for a terminal.
    Coloured,
}

/// The text of a diagnostic: message, source line with a caret, related places, help.
#[must_use]
pub fn render(diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(&*diagnostic.message)
        .id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(location) = &diagnostic.location {
        group = with_snippet(group, location, AnnotationKind::Primary, &diagnostic.label);
    }
    for (location, label) in &diagnostic.related {
        group = with_snippet(group, location, AnnotationKind::Context, label);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.render(&[group])
}

/// Adds the line of a place. Of a long line only what is around the place is shown, and given to the
/// renderer, which would look at all of it.
fn with_snippet<'a>(
    group: Group<'a>,
    location: &'a Location,
    kind: AnnotationKind,
    label: &'a str,
) -> Group<'a> {
    let source = location.source();
    let line = source.line(location.line());
    let start = source.offset(location.line(), 1);
    let range = location.range();
    let from = range.start.saturating_sub(start).min(line.len());
    let to = range.end.saturating_sub(start).min(line.len());
    let mut window = 0..line.len();
    if line.len() > MAX_LINE {
        window =
            boundary(line, from.saturating_sub(BEFORE)).min(from)..boundary(line, from + AFTER);
    }
    let shown = from - window.start..to.min(window.end) - window.start;
    let mut annotation = kind.span(shown);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    let is_whole = window.len() == line.len();
    let snippet = Snippet::source(&line[window])
        .line_start(location.line())
        .annotation(annotation);
    if is_whole {
        return group.element(snippet.path(source.name()));
    }
    let place = Origin::path(source.name())
        .line(location.line())
        .char_column(location.column());
    group.element(place).element(snippet)
}

//! Diagnostics as a person reads them: the line, a caret, and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Location, Severity};

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
        group = group.element(snippet(
            location,
            AnnotationKind::Primary,
            &diagnostic.label,
        ));
    }
    for (location, label) in &diagnostic.related {
        group = group.element(snippet(location, AnnotationKind::Context, label));
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

fn snippet<'a>(
    location: &'a Location,
    kind: AnnotationKind,
    label: &'a str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = location.source();
    // Only the line itself: a renderer that is given a file of megabytes splits all of it into lines.
    let text = source.line(location.line());
    let start = source.offset(location.line(), 1);
    let range = location.range();
    let within = range.start.saturating_sub(start).min(text.len())
        ..range.end.saturating_sub(start).min(text.len());
    let mut annotation = kind.span(within);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    Snippet::source(text)
        .path(source.name())
        .line_start(location.line())
        .annotation(annotation)
}

//! What is wrong with an input, where, and what to do about it.

mod render;
mod source;

use std::fmt;

pub use render::{Style, render};
pub use source::{Location, Source};

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// For information only.
    Note,
    /// The result is usable, but a person should look.
    Warning,
    /// No result can be given.
    Error,
}

/// One thing to tell a person about an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable kebab-case name of the kind of problem, such as `unknown-type-word`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: Box<str>,
    /// Where; `None` only where the problem is not in a text (a missing option, say).
    pub location: Option<Location>,
    /// What stands at [`location`](Self::location), in a few words, shown at the caret.
    pub label: Box<str>,
    /// Further places that the problem involves, each with a few words.
    pub related: Box<[(Location, String)]>,
    /// What to do, in one sentence.
    pub help: Option<Box<str>>,
    /// What programs need to know of the problem, where it is known.
    pub about: Option<Box<About>>,
}

/// What programs need to know of a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The JSON pointer, escaped, of the value of the document that it is about.
    pub pointer: Option<String>,
    /// What a person can do about it in `decisions.toml`.
    pub remedy: Option<Remedy>,
}

/// A change of `decisions.toml` that mends a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// A decision about a finding.
    Decide {
        /// Its id.
        finding: String,
        /// The sides that can be taken.
        sides: Vec<String>,
    },
    /// Another decision about a finding, in the place of the one that there is.
    DecideAgain {
        /// Its id.
        finding: String,
        /// The sides that can be taken.
        sides: Vec<String>,
    },
    /// The decision about a finding, by its id, has to go.
    RemoveFinding(String),
    /// The decision about a rule, by its name, has to go.
    RemoveRule(String),
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: &'static str, location: Location, message: impl Into<Box<str>>) -> Self {
        Self::new(code, Severity::Error, Some(location), message.into())
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: &'static str, location: Location, message: impl Into<Box<str>>) -> Self {
        Self::new(code, Severity::Warning, Some(location), message.into())
    }

    /// A note at a place.
    #[must_use]
    pub fn note(code: &'static str, location: Location, message: impl Into<Box<str>>) -> Self {
        Self::new(code, Severity::Note, Some(location), message.into())
    }

    /// An error that is not in a text.
    #[must_use]
    pub fn error_without_place(code: &'static str, message: impl Into<Box<str>>) -> Self {
        Self::new(code, Severity::Error, None, message.into())
    }

    fn new(
        code: &'static str,
        severity: Severity,
        location: Option<Location>,
        message: Box<str>,
    ) -> Self {
        Self {
            code,
            severity,
            message,
            location,
            label: Box::default(),
            related: Box::default(),
            help: None,
            about: None,
        }
    }

    /// Says what stands at the place, in a few words.
    #[must_use]
    pub fn label(mut self, label: impl Into<Box<str>>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn related(mut self, location: Location, label: impl Into<String>) -> Self {
        let mut related = std::mem::take(&mut self.related).into_vec();
        related.push((location, label.into()));
        self.related = related.into_boxed_slice();
        self
    }

    /// Names the value of the document by its JSON pointer.
    #[must_use]
    pub fn about(mut self, pointer: impl Into<String>) -> Self {
        self.about.get_or_insert_default().pointer = Some(pointer.into());
        self
    }

    /// Names the change of `decisions.toml` that mends it.
    #[must_use]
    pub fn remedy_is(mut self, remedy: Remedy) -> Self {
        self.about.get_or_insert_default().remedy = Some(remedy);
        self
    }

    /// The change of `decisions.toml` that mends it.
    #[must_use]
    pub fn remedy(&self) -> Option<&Remedy> {
        self.about.as_ref()?.remedy.as_ref()
    }

    /// The JSON pointer of the value of the document that the problem is about.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.about.as_ref()?.pointer.as_deref()
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<Box<str>>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The diagnostics of a run, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No diagnostics yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds all of another accumulator.
    pub fn append(&mut self, mut other: Self) {
        self.all.append(&mut other.all);
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The same, each changed.
    #[must_use]
    pub fn map(self, change: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        Self {
            all: self.all.into_iter().map(change).collect(),
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// A point where errors stop the run.
    ///
    /// # Errors
    /// All diagnostics, if one of them is an error.
    pub fn stop_on_error(&mut self) -> Result<(), Self> {
        if self.has_errors() {
            Err(std::mem::take(self))
        } else {
            Ok(())
        }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(all: I) -> Self {
        Self {
            all: all.into_iter().collect(),
        }
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            all: vec![diagnostic],
        }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.all {
            writeln!(f, "{}", render(diagnostic, Style::Plain))?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

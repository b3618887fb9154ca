//! Messages for programs: one JSON object a line. `docs/messages.md` has the schema.

mod called;
mod finding;

use serde::{Deserialize, Serialize};
use truespec::{
    diagnostic::{Diagnostic, Location, Severity},
    pipeline::Generated,
};

pub(crate) use crate::refresh::Refreshed;
pub(crate) use called::{Called, NotCalled};
pub(crate) use finding::{Decided, Entry, Explained, Finding, Removed};

/// One line.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub(crate) enum Message {
    Diagnostic(Problem),
    Generated(Summary),
    Stale(Stale),
    #[serde(rename = "version-too-low")]
    VersionTooLow(VersionTooLow),
    Finding(Finding),
    Called(Called),
    Decided(Decided),
    Removed(Removed),
    Rule(Explained),
    Code(Entry),
    Source(Refreshed),
}

/// Something to tell a person.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Problem {
    pub(crate) code: String,
    pub(crate) severity: String,
    pub(crate) message: String,
    #[serde(flatten)]
    pub(crate) place: Option<Place>,
    pub(crate) pointer: Option<String>,
    pub(crate) related: Vec<Place>,
    pub(crate) help: Option<String>,
}

/// A part of a line; lines and columns are counted from 1, columns in characters, the end is behind it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
    pub(crate) label: String,
}

/// What became of the operations.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Summary {
    pub(crate) operations_in: usize,
    pub(crate) operations_out: usize,
    pub(crate) degraded: Vec<Degraded>,
    /// Lists that are read page by page though the document does not say so.
    #[serde(default)]
    pub(crate) paged: Vec<Paged>,
}

/// A list that is read page by page.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Paged {
    pub(crate) operation: String,
    /// What tells so, in a few words.
    pub(crate) known_by: String,
}

/// An operation that is in the client as less than the document describes.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Degraded {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) because: Vec<Because>,
}

/// The warning that says why.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Because {
    pub(crate) code: String,
    pub(crate) message: String,
    #[serde(flatten)]
    pub(crate) place: Option<Place>,
}

/// A file that is not what codegen would write.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Stale {
    pub(crate) file: String,
    /// `missing`, `stale` or `left over`.
    pub(crate) what: String,
}

/// A version that is lower than the changes since the last release ask for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct VersionTooLow {
    /// The tag of the last release.
    pub(crate) tag: String,
    /// The version that the client has.
    pub(crate) now: String,
    /// The least that it should have.
    pub(crate) asked: String,
}

impl Message {
    /// The line.
    pub(crate) fn line(&self) -> String {
        // Keys are texts and numbers are finite, so this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl From<&Diagnostic> for Problem {
    fn from(diagnostic: &Diagnostic) -> Self {
        let severity = match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let related = diagnostic.related.iter();
        Self {
            code: diagnostic.code.to_owned(),
            severity: severity.to_owned(),
            message: diagnostic.message.to_string(),
            place: place_of(diagnostic),
            pointer: diagnostic.pointer().map(str::to_owned),
            related: related.map(|(at, label)| place(at, label)).collect(),
            help: diagnostic.help.as_deref().map(str::to_owned),
        }
    }
}

impl From<&Generated> for Summary {
    fn from(generated: &Generated) -> Self {
        let degraded = generated.degraded.iter().map(|operation| Degraded {
            method: operation.method.clone(),
            path: operation.path.clone(),
            because: operation
                .because
                .iter()
                .map(|warning| Because {
                    code: warning.code.to_owned(),
                    message: warning.message.to_string(),
                    place: place_of(warning),
                })
                .collect(),
        });
        Self {
            operations_in: generated.operations_in,
            operations_out: generated.operations_out,
            degraded: degraded.collect(),
            paged: generated
                .paged
                .iter()
                .map(|(operation, known_by)| Paged {
                    operation: operation.clone(),
                    known_by: known_by.clone(),
                })
                .collect(),
        }
    }
}

fn place_of(diagnostic: &Diagnostic) -> Option<Place> {
    let location = diagnostic.location.as_ref();
    location.map(|location| place(location, &diagnostic.label))
}

fn place(location: &Location, label: &str) -> Place {
    Place {
        file: location.source().name().to_owned(),
        line: location.line(),
        column: location.column(),
        end_line: location.line(),
        end_column: location.end_column(),
        label: label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use truespec::diagnostic::{Diagnostic, Location, Source};

    use super::{Message, Problem};

    #[test]
    fn a_problem_is_one_line_and_can_be_read_back() -> Result<(), serde_json::Error> {
        let source = Source::new("api.yaml", "openapi: 3.0.3\npaths: 7\n");
        let place = Location::new(&source, 2, 8, 1);
        let problem = Diagnostic::error("not-paths", place, "a\nb")
            .label("here")
            .related(Location::of_line(&source, 1), "and here")
            .about("/paths");
        let line = Message::Diagnostic(Problem::from(&problem)).line();
        assert_eq!(
            line,
            "{\"reason\":\"diagnostic\",\"code\":\"not-paths\",\"severity\":\"error\",\
             \"message\":\"a\\nb\",\"file\":\"api.yaml\",\"line\":2,\"column\":8,\"end_line\":2,\
             \"end_column\":9,\"label\":\"here\",\"pointer\":\"/paths\",\"related\":[{\
             \"file\":\"api.yaml\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":15,\
             \"label\":\"and here\"}],\"help\":null}"
        );
        let read: Message = serde_json::from_str(&line)?;
        assert_eq!(read.line(), line);
        let nowhere = Diagnostic::error_without_place("crate-name", "no");
        let line = Message::Diagnostic(Problem::from(&nowhere)).line();
        let read: Message = serde_json::from_str(&line)?;
        assert_eq!(read.line(), line);
        Ok(())
    }
}

//! One change of what is on the wire: where, from what to what, who meets it.

use std::collections::BTreeSet;

use super::kind::Kind;
use crate::{diagnostic::Location, openapi::Pointer, surface::Verdict};

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The client, in a request.
    Sent,
    /// The service, in an answer or on its own account.
    Answered,
}

/// What a change is told under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An operation, as it is now, or was.
    Operation(Named),
    /// What the service sends on its own account, by its name.
    Event(String),
    /// What several operations share: the kind of component, such as `schema`, and its name.
    Component(&'static str, String),
    /// All operations of a path.
    Path(String),
    /// The service as a whole.
    Service,
}

/// An operation as people know it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named {
    /// Its path.
    pub path: String,
    /// The method as it is sent.
    pub method: String,
    /// Its operationId, where it has one.
    pub id: Option<String>,
}

/// One side of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is said, in a few words; can be empty where there is nothing to say but that it is there.
    pub says: String,
    /// Where.
    pub at: Location,
}

/// What a change is about, as far as code knows it: each side has its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The operation.
    Operation,
    /// A parameter of the operations, by place and name.
    Parameter(String, String),
    /// What the operations send, as a whole.
    Body,
    /// What the operations give.
    Answer,
    /// The type of a schema.
    Schema(Pointer),
    /// A member of the type of a schema.
    Member(Pointer, String),
    /// A value of an enumeration, as the document writes it.
    Value(Pointer, String),
}

/// One change of what is on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What has happened.
    pub kind: Kind,
    /// What it is told under.
    pub subject: Subject,
    /// The place within that; empty where it is the whole.
    pub place: String,
    /// How it was.
    pub old: Option<Fact>,
    /// How it is.
    pub new: Option<Fact>,
    /// The operations that meet it, and in which direction.
    pub uses: BTreeSet<(Named, Direction)>,
    /// The verdict for the wire.
    pub verdict: Verdict,
    /// Why, in a few words.
    pub why: &'static str,
    /// What it was about, on the old side and on the new one.
    pub targets: [Vec<Target>; 2],
}

impl Change {
    /// The directions in which it is met.
    #[must_use]
    pub fn directions(&self) -> BTreeSet<Direction> {
        self.uses.iter().map(|(_, direction)| *direction).collect()
    }
}

/// The verdict of a kind for the directions in which it is met, and why; the worst counts.
pub(super) fn verdict(kind: Kind, directions: &BTreeSet<Direction>) -> (Verdict, &'static str) {
    let row = kind.row();
    let of = |direction: &Direction| match direction {
        Direction::Sent => row.sent,
        Direction::Answered => row.answered,
    };
    let worst = directions
        .iter()
        .map(of)
        .max_by_key(|(verdict, _)| *verdict);
    match worst {
        Some(worst) => worst,
        // What is nothing in both directions is nothing in none.
        None if row.sent == row.answered && row.sent.0 == Verdict::Compatible => row.sent,
        None => (Verdict::Compatible, "no operation uses it"),
    }
}

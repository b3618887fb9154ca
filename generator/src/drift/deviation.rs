//! What a service does otherwise than its document says.

use serde_json::Value;

use crate::{diagnostic::Location, openapi::Pointer};

/// What kind of thing is otherwise. Each is a rule of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A status that is not documented.
    Status,
    /// Another media type, a body where there should be none, or none where there should be one.
    Content,
    /// A required member is missing.
    Required,
    /// A member that is not documented, of an object whose members are.
    Member,
    /// A value of another kind of JSON.
    Type,
    /// Null where it is not allowed.
    Null,
    /// A value that the enumeration does not have.
    Enumeration,
    /// A text that has not the form of its format, or a number beyond it.
    Format,
    /// A value beyond a limit.
    Limit,
    /// A tag that none of the alternatives has.
    Union,
    /// Pages that do not fit together.
    Paging,
}

/// What the document would have to say to be true of the service.
#[derive(Clone, Debug, PartialEq)]
pub enum Fix {
    /// The schema there allows null.
    Nullable(Pointer),
    /// The object there does not require the member.
    Optional(Pointer, String),
    /// The object there has this member.
    Member(Pointer, String, Value),
    /// The schema there allows these values as well.
    Values(Pointer, Vec<Value>),
    /// The value there can be this as well.
    Widened(Pointer, Value),
    /// The schema there is without this keyword.
    Without(Pointer, String),
    /// The object there has this under this key.
    Entry(Pointer, String, Value),
    /// All of these, in this order.
    All(Vec<Fix>),
    /// Nothing that a document can say.
    Nothing,
}

/// One thing that is otherwise, however often it was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Deviation {
    /// What kind of thing.
    pub kind: Kind,
    /// Where, stable while lines move: `Project.dtDeleted`, `listProjects.200`.
    pub place: String,
    /// The schema that it is in, by name; `None`: it is in the operation.
    pub schema: Option<String>,
    /// The operation that it was seen at first, by its operationId, or method and path.
    pub operation: String,
    /// The place of the document that says otherwise.
    pub at: Pointer,
    /// What the document says, in a few words.
    pub document: String,
    /// What the service does, in a few words.
    pub service: String,
    /// Where it was seen, in the recordings.
    pub seen: Vec<Location>,
    /// What the document would have to say.
    pub fix: Fix,
}

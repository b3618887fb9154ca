//! What comes back.

use super::Type;

/// What comes back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// The successes that the document describes, in the order of their statuses: one for each status
    /// and each way in which the content of that status can come.
    pub successes: Vec<Success>,
    /// The errors that the document describes with JSON, in the order of their statuses.
    pub failures: Vec<Failure>,
    /// Statuses that mean neither, such as `304` and `101`.
    pub neither: Vec<String>,
}

impl Response {
    /// The JSON of the answer, where all successes give JSON of one type.
    #[must_use]
    pub fn json(&self) -> Option<&Type> {
        let (first, rest) = self.successes.split_first()?;
        let Held::Json(value) = &first.content else {
            return None;
        };
        rest.iter()
            .all(|other| other.content == first.content)
            .then_some(value)
    }

    /// The types that successes hold.
    pub fn of_successes(&self) -> impl Iterator<Item = &Type> {
        self.successes.iter().filter_map(|s| s.content.value())
    }

    /// All types that an answer can hold, those of errors too.
    pub fn values(&self) -> impl Iterator<Item = &Type> {
        self.of_successes()
            .chain(self.failures.iter().map(|failure| &failure.value))
    }
}

/// A success.
#[derive(Clone, Debug, PartialEq)]
pub struct Success {
    /// Its status as documented: three digits, `2XX` or `default`.
    pub status: String,
    /// The media types that it comes in, as documented; none where there is no content.
    pub media: Vec<String>,
    /// What it holds.
    pub content: Held,
    /// The media types in which the service can send something else, which the client does not ask for.
    pub not_asked: Vec<String>,
    /// The words about it.
    pub description: Option<String>,
    /// The headers that the document describes.
    pub headers: Vec<Header>,
}

/// What a success holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// Nothing to read.
    Nothing,
    /// JSON.
    Json(Type),
    /// A text.
    Text,
    /// Bytes.
    Bytes,
    /// JSON values, one after the other.
    Values(Type),
    /// Server-sent events whose data is JSON of a type; `None` where it is a text.
    Events(Option<Type>),
}

impl Held {
    /// The type of the JSON in it.
    #[must_use]
    pub fn value(&self) -> Option<&Type> {
        match self {
            Self::Json(value) | Self::Values(value) | Self::Events(Some(value)) => Some(value),
            Self::Nothing | Self::Text | Self::Bytes | Self::Events(None) => None,
        }
    }
}

/// A header of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// The words about it.
    pub description: Option<String>,
}

/// An error.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its status as documented: three digits, `4XX`, `5XX` or `default`.
    pub status: String,
    /// What its JSON holds.
    pub value: Type,
}

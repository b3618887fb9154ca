//! The keys of a document that are words for people, and mean nothing on the wire.

/// The keys that are words for people.
pub(super) const WORDS: &[&str] = &[
    "title",
    "summary",
    "description",
    "example",
    "examples",
    "externalDocs",
    "x-truespec-corrections",
];

//! The keys of a document that are words for people, and mean nothing on the wire.

/// The keys that are words for people.
pub(super) const WORDS: &[&str] = &[
    "title",
    "summary",
    "description",
    "example",
    "examples",
    "externalDocs",
];

/// The key that tells, in words, what was corrected: what has changed is told by itself.
pub(super) const CORRECTIONS: &str = "x-truespec-corrections";

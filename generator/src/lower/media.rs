//! Media types, and the one that is read where there are several.

use super::node::Node;

/// What a media type is to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// JSON.
    Json,
    /// An HTML form.
    Form,
    /// A form of several parts.
    Multipart,
    /// A text.
    Text,
    /// Anything else.
    Bytes,
}

/// What a media type is. Ranges are JSON unless `binary`, since that is how they are meant.
pub(super) fn kind(media: &str, binary: bool) -> Kind {
    let essence = essence(media);
    let text = [
        "xml",
        "yaml",
        "yml",
        "csv",
        "ndjson",
        "jsonl",
        "graphql",
        "javascript",
        "toml",
    ];
    let (_, subtype) = essence.split_once('/').unwrap_or_default();
    match &*essence {
        "application/json" | "text/json" => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        "multipart/form-data" | "multipart/*" => Kind::Multipart,
        "*/*" | "application/*" if !binary => Kind::Json,
        _ if subtype.ends_with("+json") => Kind::Json,
        _ if binary => Kind::Bytes,
        _ if essence.starts_with("text/") => Kind::Text,
        _ if text.iter().any(|word| is_word_of(subtype, word)) => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// Whether a subtype is this one, with or without something before it: `x-yaml`, `soap+xml`.
fn is_word_of(subtype: &str, word: &str) -> bool {
    subtype
        .strip_suffix(word)
        .is_some_and(|before| before.is_empty() || before.ends_with(['-', '+', '.']))
}

/// Whether a media type is one that can be written into a header.
pub(super) fn is_media_type(media: &str) -> bool {
    let essence = essence(media);
    let halves = essence.split_once('/');
    let is_token = |half: &str| {
        let signs = "!#$%&'*+-.^_`|~";
        let is_sign = |c: char| c.is_ascii_alphanumeric() || signs.contains(c);
        !half.is_empty() && half.chars().all(is_sign)
    };
    halves.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && media.chars().all(|c| c == ' ' || c.is_ascii_graphic())
}

/// The schema of the JSON of a request or response.
pub(super) fn json_schema<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let contents = node.entries("content");
    let exact = contents
        .iter()
        .find(|(kind, _)| essence(kind) == "application/json");
    let (_, media) = exact.or_else(|| {
        contents.iter().find(|(kind, _)| {
            let kind = essence(kind);
            kind.ends_with("+json") || kind == "*/*" || kind == "application/*"
        })
    })?;
    media.child("schema")
}

/// A media type without its parameters, in small letters.
pub(super) fn essence(kind: &str) -> String {
    kind.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

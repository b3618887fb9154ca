//! What comes in the media types of answers.

use super::{media::essence, node::Node};

/// What comes in a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// JSON.
    Json,
    /// JSON values, one after the other.
    Values,
    /// Server-sent events.
    Events,
    /// A text.
    Text,
    /// Bytes.
    Bytes,
}

/// What comes in a media type; `schema` is what its schema leads to, if it has one.
pub(super) fn holds(kind: &str, schema: Option<&Node<'_>>) -> Holds {
    let kind = essence(kind);
    match kind.as_str() {
        "application/json" | "text/json" => return Holds::Json,
        "text/event-stream" => return Holds::Events,
        "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/json-lines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/json-seq"
        | "application/x-json-stream"
        | "application/stream+json" => return Holds::Values,
        _ if kind.ends_with("+json-seq") => return Holds::Values,
        _ if kind.ends_with("+json") => return Holds::Json,
        _ if is_text(&kind) => return Holds::Text,
        _ => {}
    }
    let about = |key: &str| schema.and_then(|schema| schema.text(key));
    let is_string = about("type") == Some("string");
    let is_binary = matches!(about("format"), Some("binary" | "byte"));
    match schema {
        _ if is_binary || is_bytes(&kind) => Holds::Bytes,
        Some(_) if is_string => Holds::Text,
        // A document that describes a structure, and not what it is written in, means JSON.
        Some(_) if !is_written_otherwise(&kind) => Holds::Json,
        Some(_) | None => Holds::Bytes,
    }
}

fn is_text(kind: &str) -> bool {
    const TEXTS: [&str; 12] = [
        "application/graphql",
        "application/javascript",
        "application/jose",
        "application/jwt",
        "application/sql",
        "application/toml",
        "application/x-pem-file",
        "application/x-sh",
        "application/x-www-form-urlencoded",
        "application/x-yaml",
        "application/xml",
        "application/yaml",
    ];
    kind.starts_with("text/")
        || TEXTS.contains(&kind)
        || kind.ends_with("+xml")
        || kind.ends_with("+yaml")
        || kind.ends_with("+jwt")
}

fn is_bytes(kind: &str) -> bool {
    const BYTES: [&str; 5] = [
        "application/gzip",
        "application/octet-stream",
        "application/pdf",
        "application/x-tar",
        "application/zip",
    ];
    ["image/", "audio/", "video/", "font/", "model/"]
        .iter()
        .any(|start| kind.starts_with(start))
        || BYTES.contains(&kind)
}

/// Whether a structure in this media type is written in bytes that are no JSON.
fn is_written_otherwise(kind: &str) -> bool {
    const FORMATS: [&str; 7] = [
        "avro",
        "bson",
        "cbor",
        "msgpack",
        "multipart/",
        "protobuf",
        "thrift",
    ];
    FORMATS.iter().any(|format| kind.contains(format))
}

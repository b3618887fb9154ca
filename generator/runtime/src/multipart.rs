//! Bodies of several parts, files among them: `multipart/form-data`.

use std::fmt::Write as _;
use std::hash::{BuildHasher, RandomState};
#[cfg(not(target_arch = "wasm32"))]
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use super::call::Call;
use super::piece::Piece;
use super::redaction::collect;
use super::refusals::Cause;
#[cfg(not(target_arch = "wasm32"))]
use super::streamed::Body;
use super::upload::Upload;

/// The parts of a body, in their order.
pub struct Multipart {
    boundary: String,
    pieces: Vec<Piece>,
    /// What was said of parts that are no files, for the secrets among them.
    values: Vec<(String, Value)>,
    refusal: Option<String>,
}

impl Multipart {
    /// A body without parts.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "no two are the same")]
    pub fn new() -> Self {
        // Nobody who has a part in the content can foresee it.
        let random = RandomState::new();
        let boundary = format!("{:016x}{:016x}", random.hash_one(0), random.hash_one(1));
        Self {
            boundary,
            pieces: Vec::new(),
            values: Vec::new(),
            refusal: None,
        }
    }

    /// Adds a value: a part for each item of a list, none for null. An object is written as JSON, and
    /// so is anything where `media` says so.
    pub fn value<T: Serialize + ?Sized>(&mut self, name: &str, media: Option<&str>, value: &T) {
        let value = match serde_json::to_value(value) {
            Ok(value) => value,
            Err(error) => return self.refuse(name, &format!("cannot be written: {error}")),
        };
        match &value {
            Value::Null => return,
            Value::Array(items) if media.is_none() => {
                for item in items.iter().filter(|item| !item.is_null()) {
                    self.one(name, media, item);
                }
            }
            Value::Array(_)
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_) => self.one(name, media, &value),
        }
        self.values.push((name.to_owned(), value));
    }

    /// Adds a part for each value of a map, under its key.
    pub fn values<'v, T: Serialize + 'v>(
        &mut self,
        values: impl IntoIterator<Item = (&'v String, &'v T)>,
    ) {
        for (name, value) in values {
            self.value(name, None, value);
        }
    }

    /// Adds a part for each file. A file without a name is called as the part, and without a media
    /// type it is sent as `media`.
    pub fn files<'f>(
        &mut self,
        name: &str,
        media: &str,
        files: impl IntoIterator<Item = &'f Upload>,
    ) {
        for file in files {
            let called = file.file_name.as_deref().unwrap_or(name);
            let media = file.content_type.as_deref().unwrap_or(media);
            self.content(name, Some(called), Some(media), file);
        }
    }

    /// Adds a part for each entry of a map, under its key. It is a file where it has a file's name.
    pub fn contents<'f>(&mut self, all: impl IntoIterator<Item = (&'f String, &'f Upload)>) {
        for (name, content) in all {
            let (called, media) = (&content.file_name, &content.content_type);
            self.content(name, called.as_deref(), media.as_deref(), content);
        }
    }

    fn one(&mut self, name: &str, media: Option<&str>, value: &Value) {
        let is_json = media.is_some_and(|media| media.contains("json"));
        let (text, media) = match value {
            Value::String(text) if !is_json => (text.clone(), media),
            Value::Array(_) | Value::Object(_) => {
                (value.to_string(), media.or(Some("application/json")))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                (value.to_string(), media)
            }
        };
        self.content(name, None, media, &Upload::from(text));
    }

    fn content(&mut self, name: &str, file: Option<&str>, media: Option<&str>, content: &Upload) {
        let start = if self.pieces.is_empty() { "" } else { "\r\n" };
        let mut head = format!(
            "{start}--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quoted(name)
        );
        // Writing to a text does not fail.
        if let Some(file) = file {
            let _ = write!(head, "; filename=\"{}\"", quoted(file));
        }
        if let Some(media) = media {
            if HeaderValue::from_str(media).is_err() {
                return self.refuse(name, &format!("cannot be sent as {media:?}"));
            }
            let _ = write!(head, "\r\nContent-Type: {media}");
        }
        match content.checked_headers() {
            Ok(headers) => {
                for (name, value) in headers {
                    let _ = write!(head, "\r\n{name}: {value}");
                }
            }
            Err(reason) => return self.refuse(name, &reason),
        }
        head.push_str("\r\n\r\n");
        self.pieces.push(Piece::Bytes(head.into()));
        self.pieces.push(content.piece.clone());
    }

    fn refuse(&mut self, name: &str, reason: &str) {
        self.refusal
            .get_or_insert_with(|| format!("has a part {name:?} that {reason}"));
    }
}

impl Call {
    /// Sets the body, as these parts.
    pub fn multipart(&mut self, mut form: Multipart) {
        let members = self.transport.0.api.sensitive;
        self.secrets.clear();
        if !members.is_empty() {
            let values = Value::Object(form.values.into_iter().collect());
            collect(&values, members, false, &mut self.secrets);
        }
        let start = if form.pieces.is_empty() { "" } else { "\r\n" };
        let end = format!("{start}--{}--\r\n", form.boundary);
        form.pieces.push(Piece::Bytes(end.into()));
        let media = format!("multipart/form-data; boundary={}", form.boundary);
        let set = match (HeaderValue::from_str(&media), form.refusal) {
            (Ok(media), None) => {
                self.headers.insert(CONTENT_TYPE, media);
                Ok(())
            }
            (_, Some(reason)) => Err(reason),
            (Err(_), None) => Err("has no boundary".to_owned()),
        };
        self.refusals.set("body", Cause::Body, set);
        match in_memory(&form.pieces) {
            Some(bytes) => self.body = Some(bytes),
            #[cfg(not(target_arch = "wasm32"))]
            None => self.streamed = Some(Arc::new(Body::new(form.pieces))),
            #[cfg(target_arch = "wasm32")]
            None => {}
        }
    }
}

/// All pieces in one, where all are in memory.
#[cfg_attr(
    target_arch = "wasm32",
    allow(clippy::unnecessary_wraps, reason = "in a browser, all of them are")
)]
fn in_memory(pieces: &[Piece]) -> Option<Bytes> {
    let mut all = BytesMut::new();
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes) => all.extend_from_slice(bytes),
            #[cfg(not(target_arch = "wasm32"))]
            Piece::Chunks(..) => return None,
        }
    }
    Some(all.freeze())
}

/// A name between quotes, as browsers write it.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

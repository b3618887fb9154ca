//! The typed value of a success: JSON, or nothing where the operation has no body.

use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

/// What a call can be sent for. Every type that can be read from JSON is one.
pub trait Decode: Sized {
    /// Reads the body of an answer.
    ///
    /// # Errors
    /// If the body is not such a value: where in the JSON, and what stands there.
    fn decode(body: &[u8]) -> Result<Self, DecodeFailure>;
}

/// Where in a body the value stands that is not as described, and what was found there.
#[derive(Debug)]
pub struct DecodeFailure {
    pub(super) path: String,
    pub(super) source: serde_json::Error,
}

/// The value of an operation that has none: whatever body the service sends is a success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Empty;

impl Decode for Empty {
    fn decode(_: &[u8]) -> Result<Self, DecodeFailure> {
        Ok(Self)
    }
}

impl<T: DeserializeOwned> Decode for T {
    fn decode(body: &[u8]) -> Result<Self, DecodeFailure> {
        // Where a value stands is asked for only when it is needed: that is slower.
        if let Ok(value) = serde_json::from_slice(body) {
            return Ok(value);
        }
        let mut json = serde_json::Deserializer::from_slice(body);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| DecodeFailure {
            path: known(error.path()),
            source: error.into_inner(),
        })?;
        json.end().map_err(|source| DecodeFailure {
            path: ".".to_owned(),
            source,
        })?;
        Ok(value)
    }
}

/// A path without its last part where that has no name: the JSON ends or breaks off before it.
fn known(path: &Path) -> String {
    let text = path.to_string();
    match path.iter().next_back() {
        Some(Segment::Unknown) => match text.strip_suffix('?') {
            Some("") | None => ".".to_owned(),
            Some(parent) => parent.trim_end_matches('.').to_owned(),
        },
        _ => text,
    }
}

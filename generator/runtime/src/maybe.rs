//! JSON, or nothing.

use serde::de::DeserializeOwned;

use super::decode::{Decode, DecodeFailure};

/// The value of an operation that gives nothing with some of its statuses.
#[derive(Clone, Debug, PartialEq)]
pub struct Maybe<T>(Option<T>);

impl<T> Maybe<T> {
    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        self.0
    }
}

impl<T: DeserializeOwned> Decode for Maybe<T> {
    fn decode(body: &[u8]) -> Result<Self, DecodeFailure> {
        if body.trim_ascii().is_empty() {
            return Ok(Self(None));
        }
        T::decode(body).map(|value| Self(Some(value)))
    }
}

#[cfg(feature = "mock")]
#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "an answer is told at once: what is given back is for the next one"
)]
impl<T: serde::Serialize> super::script::Script<Maybe<T>> {
    /// A success with this value.
    pub fn returns(self, value: T) -> Self {
        self.json(reqwest::StatusCode::OK, &value)
    }

    /// A success, of which there is nothing to read.
    pub fn returns_nothing(self) -> Self {
        self.answers(204, "")
    }
}

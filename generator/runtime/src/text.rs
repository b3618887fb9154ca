//! A text in place of JSON.

use std::fmt;
use std::ops::Deref;

use super::decode::{Decode, DecodeFailure};

/// A text as the service sent it. Bytes that are not UTF-8 are replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text(String);

impl Decode for Text {
    fn decode(body: &[u8]) -> Result<Self, DecodeFailure> {
        // Some services begin a text with the mark of its byte order.
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        Ok(Self(String::from_utf8_lossy(body).into_owned()))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

#[cfg(feature = "mock")]
#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "an answer is told at once: what is given back is for the next one"
)]
impl super::script::Script<Text> {
    /// A success with this text.
    pub fn returns(self, text: impl Into<String>) -> Self {
        self.answers(200, text.into())
            .header("content-type", "text/plain; charset=utf-8")
    }
}

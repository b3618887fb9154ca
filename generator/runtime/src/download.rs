//! Bytes as they come in.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use percent_encoding::percent_decode_str;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};

use super::body::Body;
use super::error::Error;
use super::open::{Opened, Streamed};

/// A body that is read as it comes in, piece by piece, and is never in memory as a whole.
///
/// It is a stream of pieces, which ends after any error. Waiting for one may take as long as an attempt
/// of a call; all of it may take any time, unless the call itself has been given a timeout.
#[must_use = "nothing is read until it is asked for"]
pub struct Download(Opened);

impl Streamed for Download {
    const IS_PATIENT: bool = false;

    fn of(opened: Opened) -> Self {
        Self(opened)
    }
}

impl Download {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// If the answer breaks off, or there is nothing new in time.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| self.0.poll_chunk(context))
            .await
            .transpose()
    }

    /// All of it, in memory.
    ///
    /// # Errors
    /// As for [`chunk`](Self::chunk), and if it is larger than the limit of the client or of the call
    /// (`max_body`).
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut all = Body::default();
        poll_fn(|context| self.0.poll_all(&mut all, context)).await?;
        Ok(all.into_bytes())
    }

    /// The media type, as the service names it.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.0.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The number of bytes in all, if the service says so.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        let length = self.0.headers().get(CONTENT_LENGTH)?;
        length.to_str().ok()?.parse().ok()
    }

    /// The name that the service gives to the file, without folders. It can still be one that the system
    /// does not allow, or that of a file that is there.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        let disposition = self.0.headers().get(CONTENT_DISPOSITION)?;
        // Many services write it in UTF-8, which the standard does not know.
        file_name(&String::from_utf8_lossy(disposition.as_bytes()))
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().0.poll_chunk(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

/// The file name in a `Content-Disposition` (RFC 6266): that in UTF-8 if there is one.
fn file_name(disposition: &str) -> Option<String> {
    let (mut plain, mut extended) = (None, None);
    for (name, value) in parameters(disposition) {
        match name.as_str() {
            "filename" if plain.is_none() => plain = Some(value),
            "filename*" if extended.is_none() => {
                let mut parts = value.splitn(3, '\'');
                let charset = parts.next().unwrap_or_default();
                if charset.eq_ignore_ascii_case("utf-8")
                    && let Some(text) = parts.nth(1)
                {
                    let text = percent_decode_str(text).decode_utf8_lossy();
                    extended = Some(text.into_owned());
                }
            }
            _ => {}
        }
    }
    let name = extended.or(plain)?;
    let name = name.rsplit(['/', '\\']).next()?;
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let name = name.trim();
    (!name.is_empty() && name != "." && name != "..").then(|| name.to_owned())
}

/// The parameters of a header, in small letters, with their values without quotes.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = header.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_start_matches([';', ' ', '\t']).trim_end();
        let after = after.trim_start();
        let mut value = String::new();
        if let Some(quoted) = after.strip_prefix('"') {
            let mut characters = quoted.char_indices();
            let mut end = quoted.len();
            while let Some((at, c)) = characters.next() {
                match c {
                    '"' => {
                        end = at + 1;
                        break;
                    }
                    '\\' => value.extend(characters.next().map(|(_, c)| c)),
                    c => value.push(c),
                }
            }
            rest = quoted.get(end..).unwrap_or_default();
        } else {
            let end = after.find(';').unwrap_or(after.len());
            value.push_str(after[..end].trim());
            rest = &after[end..];
        }
        found.push((name.to_ascii_lowercase(), value));
    }
    found
}

#[cfg(feature = "mock")]
#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "an answer is told at once: what is given back is for the next one"
)]
impl super::script::Script<Download> {
    /// A success with these bytes.
    pub fn returns(self, bytes: impl Into<Bytes>) -> Self {
        self.answers(200, bytes)
            .header(CONTENT_TYPE.as_str(), "application/octet-stream")
    }
}

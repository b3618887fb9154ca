//! JSON values that come one after the other, as they come in.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::decode::Decode;
use super::error::Error;
use super::lines::Lines;
use super::open::{Opened, Streamed};

/// What a value of a JSON text sequence (RFC 7464) begins with.
const RECORD: u8 = 0x1e;

/// JSON values that come one after the other, as they come in: a line each, or each after a record
/// separator.
///
/// A value that is not as described is an error, whose `body()` has it, and the values go on after it;
/// after any other error they end. No value may be larger than the limit of the client or of the call
/// (`max_body`). The service may be silent for as long as it likes, unless the call itself has been given
/// an `attempt_timeout`, and all may take any time, unless the call itself has been given a timeout.
#[must_use = "values are not read until they are asked for"]
pub struct Values<T> {
    opened: Opened,
    lines: Lines,
    /// What separates the values; `None` before the first of them.
    separator: Option<u8>,
    /// Whether all was read.
    complete: bool,
    value: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Streamed for Values<T> {
    const IS_PATIENT: bool = true;

    fn of(opened: Opened) -> Self {
        Self {
            opened,
            lines: Lines::default(),
            separator: None,
            complete: false,
            value: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> Values<T> {
    /// The next value; `None` after the last. The same as polling the stream, without an extension
    /// trait.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next text that came in completely, and is not empty.
    fn text(&mut self) -> Option<Bytes> {
        if self.separator.is_none() && self.lines.len() > 0 {
            let is_record = self.lines.skip(RECORD);
            self.separator = Some(if is_record { RECORD } else { b'\n' });
        }
        let separator = self.separator?;
        loop {
            let text = match self.lines.next(|byte| byte == separator) {
                Some((text, _)) => text,
                None if self.complete && self.lines.len() > 0 => self.lines.rest(),
                // The next record may be long in coming.
                None if separator == RECORD && is_whole(self.lines.seen()) => self.lines.rest(),
                None => return None,
            };
            if !text.trim_ascii().is_empty() {
                return Some(text);
            }
        }
    }
}

/// Whether a record is complete: JSON, and the end of a line after it.
fn is_whole(record: &[u8]) -> bool {
    record.ends_with(b"\n") && serde_json::from_slice::<IgnoredAny>(record).is_ok()
}

impl<T: DeserializeOwned> Stream for Values<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(text) = this.text() {
                if text.len() > this.opened.limit() {
                    this.complete = true;
                    this.opened.close();
                    let _ = this.lines.rest();
                    return Poll::Ready(Some(Err(this.opened.too_large(&text))));
                }
                let value = <T as Decode>::decode(&text);
                let value = value.map_err(|failure| this.opened.not_as_described(&text, failure));
                return Poll::Ready(Some(value));
            }
            if this.complete {
                return Poll::Ready(None);
            }
            if this.lines.len() > this.opened.limit() {
                this.complete = true;
                this.opened.close();
                let begin = this.lines.rest();
                return Poll::Ready(Some(Err(this.opened.too_large(&begin))));
            }
            match ready!(this.opened.poll_chunk(context)) {
                Some(Ok(chunk)) => this.lines.push(&chunk),
                Some(Err(error)) => {
                    this.complete = true;
                    let _ = this.lines.rest();
                    return Poll::Ready(Some(Err(error)));
                }
                None => this.complete = true,
            }
        }
    }
}

impl<T> fmt::Debug for Values<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Values")
            .field("complete", &self.complete)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "mock")]
#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "an answer is told at once: what is given back is for the next one"
)]
impl<T: serde::Serialize> super::script::Script<Values<T>> {
    /// A success with these values, a line each.
    pub fn returns(self, values: impl IntoIterator<Item = T>) -> Self {
        let mut body = String::new();
        for value in values {
            match serde_json::to_string(&value) {
                Ok(value) => body.extend([value.as_str(), "\n"]),
                Err(error) => return self.wrong(&format!("a value that is not JSON ({error})")),
            }
        }
        self.answers(200, body)
            .header("content-type", "application/jsonl")
    }
}

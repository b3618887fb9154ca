//! Server-sent events, as they come in.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use reqwest::header::{CONTENT_TYPE, HeaderMap};

use super::decode::{Decode, DecodeFailure};
use super::error::Error;
use super::lines::Lines;
use super::open::{Opened, Streamed};

/// A server-sent event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it says.
    pub data: T,
    /// What kind of event it is, if the service says so.
    pub event: Option<String>,
    /// The identifier of this event, or of the last one before it that has one.
    pub id: Option<String>,
    /// How long to wait before asking again, if the service says so with this event.
    pub retry: Option<Duration>,
}

/// Server-sent events, as they come in.
///
/// Data that is not as described is an error, whose `body()` has it, and the events go on after it; after
/// any other error they end. The data `[DONE]`, where it is not as described, is the end as well. No event
/// may be larger than the limit of the client or of the call (`max_body`). The service may be silent for as
/// long as it likes, unless the call itself has been given an `attempt_timeout`, and all may take any time,
/// unless the call itself has been given a timeout.
#[must_use = "events are not read until they are asked for"]
pub struct Events<T> {
    opened: Opened,
    parser: Parser,
    /// Whether there was an event.
    any: bool,
    /// Whether there is nothing more to read.
    ended: bool,
    data: PhantomData<fn() -> T>,
}

impl<T: Decode> Streamed for Events<T> {
    const IS_PATIENT: bool = true;

    fn of(opened: Opened) -> Self {
        Self {
            opened,
            parser: Parser::default(),
            any: false,
            ended: false,
            data: PhantomData,
        }
    }
}

impl<T: Decode> Events<T> {
    /// The next event; `None` after the last. The same as polling the stream, without an extension
    /// trait.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// An event with its data decoded; `None` at the end.
    fn decoded(&mut self, raw: Raw) -> Option<Result<Event<T>, Error>> {
        match T::decode(&raw.data) {
            Ok(data) => Some(Ok(Event {
                data,
                event: raw.event,
                id: raw.id,
                retry: raw.retry,
            })),
            Err(_) if raw.data.trim_ascii() == b"[DONE]" => {
                self.end();
                None
            }
            Err(failure) => Some(Err(self.opened.not_as_described(&raw.data, failure))),
        }
    }

    fn end(&mut self) {
        self.ended = true;
        self.opened.close();
    }
}

impl<T: Decode> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if this.ended {
                return Poll::Ready(None);
            }
            if let Some(raw) = this.parser.next() {
                this.any = true;
                if raw.data.len() > this.opened.limit() {
                    this.end();
                    return Poll::Ready(Some(Err(this.opened.too_large(&raw.data))));
                }
                return Poll::Ready(this.decoded(raw));
            }
            if this.parser.len() > this.opened.limit() {
                let begin = this.parser.lines.rest();
                this.end();
                return Poll::Ready(Some(Err(this.opened.too_large(&begin))));
            }
            match ready!(this.opened.poll_chunk(context)) {
                Some(Ok(chunk)) => this.parser.push(&chunk),
                Some(Err(error)) => {
                    this.end();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    // An event at the end may lack the empty line after it.
                    this.parser.finish();
                    let last = match this.parser.ready.take() {
                        Some(raw) => this.decoded(raw),
                        None if this.any || is_event_stream(this.opened.headers()) => None,
                        None => Some(Err(this.opened.not_as_described(&[], no_events()))),
                    };
                    this.end();
                    return Poll::Ready(last);
                }
            }
        }
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

/// Whether an answer is said to be a stream of events, or nothing is said of it.
fn is_event_stream(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_none_or(|value| {
        let essence = value.as_bytes().split(|byte| *byte == b';').next();
        essence.is_some_and(|essence| {
            essence
                .trim_ascii()
                .eq_ignore_ascii_case(b"text/event-stream")
        })
    })
}

/// Why an answer of another kind is no stream of events.
fn no_events() -> DecodeFailure {
    DecodeFailure {
        path: ".".to_owned(),
        source: serde::de::Error::custom("the answer is no stream of events"),
    }
}

/// An event as it is written.
#[derive(Debug, PartialEq)]
struct Raw {
    data: Bytes,
    event: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
}

/// Reads events by the rules of the HTML standard, whatever pieces they come in.
#[derive(Debug, Default)]
struct Parser {
    lines: Lines,
    /// The event that was completed last, until it is taken.
    ready: Option<Raw>,
    /// Whether a line was read.
    begun: bool,
    /// Whether the last line ended in a carriage return, so that a line feed belongs to it.
    after_return: bool,
    data: Vec<u8>,
    has_data: bool,
    event: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
}

impl Parser {
    /// How many bytes are kept of what is not complete.
    fn len(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.data.len() + self.lines.len() + text(&self.event) + text(&self.id)
    }

    fn push(&mut self, chunk: &[u8]) {
        self.lines.push(chunk);
    }

    /// The next event of what was pushed. No more than one is held, whatever a chunk has.
    fn next(&mut self) -> Option<Raw> {
        loop {
            if let Some(raw) = self.ready.take() {
                return Some(raw);
            }
            if self.after_return && self.lines.len() > 0 {
                self.lines.skip(b'\n');
                self.after_return = false;
            }
            let (line, end) = self.lines.next(|byte| matches!(byte, b'\r' | b'\n'))?;
            self.after_return = end == b'\r';
            self.line(&line);
        }
    }

    fn finish(&mut self) {
        let line = self.lines.rest();
        if !line.is_empty() {
            self.line(&line);
        }
        self.dispatch();
    }

    fn line(&mut self, line: &[u8]) {
        let line = if std::mem::replace(&mut self.begun, true) {
            line
        } else {
            line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
        };
        if line.is_empty() {
            return self.dispatch();
        }
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &[][..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => {
                if self.has_data {
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value);
                self.has_data = true;
            }
            b"event" => self.event = Some(text()).filter(|event| !event.is_empty()),
            b"id" if !value.contains(&0) => self.id = Some(text()).filter(|id| !id.is_empty()),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                self.retry = text().parse().ok().map(Duration::from_millis);
            }
            // Comments begin with the colon.
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        let event = self.event.take();
        if !std::mem::take(&mut self.has_data) {
            return;
        }
        self.ready = Some(Raw {
            data: std::mem::take(&mut self.data).into(),
            event,
            id: self.id.clone(),
            retry: self.retry.take(),
        });
    }
}

#[cfg(feature = "mock")]
#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "an answer is told at once: what is given back is for the next one"
)]
impl<T: serde::Serialize> super::script::Script<Events<T>> {
    /// A success with events that have these data.
    pub fn returns(self, data: impl IntoIterator<Item = T>) -> Self {
        let mut body = String::new();
        for data in data {
            match serde_json::to_string(&data) {
                Ok(data) => body.extend(["data: ", &data, "\n\n"]),
                Err(error) => return self.wrong(&format!("data that is not JSON ({error})")),
            }
        }
        self.returns_text(body)
    }
}

#[cfg(feature = "mock")]
#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "an answer is told at once: what is given back is for the next one"
)]
impl<T> super::script::Script<Events<T>> {
    /// A success with events as they are written: `event: a\ndata: b\n\n`.
    pub fn returns_text(self, events: impl Into<Bytes>) -> Self {
        self.answers(200, events)
            .header("content-type", "text/event-stream")
    }
}

//! Telling a mock what to answer to an operation.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{HeaderName, HeaderValue, RETRY_AFTER};
use serde::Serialize;

use super::decode::Empty;
use super::mock::{Mock, MockCall, Reply};
use super::page::Page;

/// The answers of a mock to one operation, whose results are of type `T`. Each answer that is added
/// is given once, in their order; what is said of an answer (a header, a delay) is said right after it.
///
/// Each attempt takes an answer: where a client sends a call again, it gets the next one.
#[derive(Clone)]
pub struct Script<T> {
    mock: Mock,
    operation: &'static str,
    value: PhantomData<fn(T)>,
}

/// A page of a list that can be made of its items.
pub trait MockPage: Page + Serialize {
    /// The page with these items; `next` is the cursor of the page after it.
    fn with_items(items: Vec<Self::Item>, next: Option<String>) -> Self;
}

impl<T> Script<T> {
    /// The answers of `mock` to an operation: for generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn new(mock: &Mock, operation: &'static str) -> Self {
        Self {
            mock: mock.clone(),
            operation,
            value: PhantomData,
        }
    }

    /// An answer with this JSON, whether it is of the type of the operation or not.
    pub fn returns_json(self, value: &serde_json::Value) -> Self {
        self.body(StatusCode::OK, value.to_string())
    }

    /// An answer with any status and any body.
    pub fn answers(self, status: u16, body: impl Into<Bytes>) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => self.body(status, body),
            Err(_) => self.wrong(&format!("{status} is no status of HTTP")),
        }
    }

    /// An error without a body.
    pub fn fails(self, status: u16) -> Self {
        self.error(status, None)
    }

    /// An error with this code and message, in the form of this service's errors.
    pub fn fails_with(
        self,
        status: u16,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        self.error(status, Some((code.into(), message.into())))
    }

    /// No connection.
    pub fn refuses_connection(self) -> Self {
        self.reply(Reply::Connect)
    }

    /// A connection that breaks before there is an answer.
    pub fn breaks_off(self) -> Self {
        self.reply(Reply::Break)
    }

    /// No answer, ever: the call runs into its timeout.
    pub fn hangs(self) -> Self {
        self.reply(Reply::Hang)
    }

    /// The last answer has this header.
    pub fn header(self, name: &str, value: &str) -> Self {
        match (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            (Ok(name), Ok(value)) => {
                self.mock.change_last(self.operation, |step| {
                    step.headers.insert(name, value);
                });
            }
            _ => self.mock.change_last(self.operation, |step| {
                step.reply = Reply::Wrong(format!("{name:?}: {value:?} is no header"));
            }),
        }
        self
    }

    /// The last answer says when to come back, in whole seconds.
    pub fn retry_after(self, wait: Duration) -> Self {
        let seconds = wait.as_secs().to_string();
        self.header(RETRY_AFTER.as_str(), &seconds)
    }

    /// The last answer comes after this time, on the clock of the client.
    pub fn delayed(self, by: Duration) -> Self {
        self.mock
            .change_last(self.operation, |step| step.delay = by);
        self
    }

    /// The last answer breaks off: its connection ends before its body does.
    pub fn cut_off(self) -> Self {
        self.mock
            .change_last(self.operation, |step| step.cut_off = true);
        self
    }

    /// The last answer is given again and again, until there is one after it.
    pub fn repeated(self) -> Self {
        self.mock
            .change_last(self.operation, |step| step.repeated = true);
        self
    }

    /// The calls of this operation that were made.
    #[must_use]
    pub fn calls(&self) -> Vec<MockCall> {
        let mut calls = self.mock.calls();
        calls.retain(|call| call.operation == self.operation);
        calls
    }

    fn error(self, status: u16, said: Option<(String, String)>) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) if status.is_client_error() || status.is_server_error() => {
                self.reply(Reply::Error(status, said))
            }
            _ => self.wrong(&format!("{status} is not the status of an error")),
        }
    }

    pub(super) fn body(self, status: StatusCode, body: impl Into<Bytes>) -> Self {
        self.reply(Reply::Body(status, body.into()))
    }

    pub(super) fn json(self, status: StatusCode, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => self.body(status, body),
            Err(error) => self.wrong(&format!("a value that is not JSON ({error})")),
        }
    }

    pub(super) fn wrong(self, reason: &str) -> Self {
        let reason = format!("the mock was told something that cannot be: {reason}");
        self.reply(Reply::Wrong(reason))
    }

    fn reply(self, reply: Reply) -> Self {
        self.mock.push(self.operation, reply);
        self
    }
}

impl<T: Serialize> Script<T> {
    /// A success with this value.
    pub fn returns(self, value: T) -> Self {
        self.json(StatusCode::OK, &value)
    }
}

impl Script<Empty> {
    /// A success, of which there is nothing to read.
    pub fn succeeds(self) -> Self {
        self.body(StatusCode::NO_CONTENT, Bytes::new())
    }
}

impl<P: MockPage> Script<P> {
    /// A list of these pages, an answer for each: every page leads to the next, and the last one says that
    /// it is the last. For something else between two pages, add them one by one.
    pub fn returns_pages(mut self, pages: impl IntoIterator<Item = Vec<P::Item>>) -> Self {
        let mut pages = pages.into_iter().peekable();
        while let Some(items) = pages.next() {
            self = match pages.peek() {
                Some(_) => self.returns_page(items),
                None => self.returns_last_page(items),
            };
        }
        self
    }

    /// A page of a list that goes on: it has a cursor of its own.
    pub fn returns_page(self, items: impl IntoIterator<Item = P::Item>) -> Self {
        let next = self.mock.cursor();
        self.returns(P::with_items(items.into_iter().collect(), Some(next)))
    }

    /// The last page of a list.
    pub fn returns_last_page(self, items: impl IntoIterator<Item = P::Item>) -> Self {
        self.returns(P::with_items(items.into_iter().collect(), None))
    }
}

impl<T> fmt::Debug for Script<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

//! What a user can do around the attempts of a call: add headers, sign, count, measure.

use std::fmt;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, Request, StatusCode};

use super::fault::Fault;

/// An error of any kind.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Is called around each attempt of each call of a client. Hooks are called in the order in which the
/// client was given them.
pub trait Hook: Send + Sync + 'static {
    /// Before an attempt is sent; it sees the request as it will be sent, the authorization included,
    /// and can change it. Called for each attempt, and again where the service redirects it to
    /// another place of the same server.
    ///
    /// # Errors
    /// An error ends the call, and becomes the source of its error.
    fn before_send(&self, attempt: &Attempt<'_>, request: &mut Request) -> Result<(), BoxError> {
        let _ = (attempt, request);
        Ok(())
    }

    /// After an attempt, whether there was an answer or not; not where the caller has given up the call.
    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        let _ = (attempt, outcome);
    }

    /// Before the wait that comes before the next attempt.
    fn before_retry(&self, attempt: &Attempt<'_>, wait: Duration) {
        let _ = (attempt, wait);
    }
}

/// One attempt of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// A number that all attempts of a call have in common, and no other call of the client.
    pub call: u64,
    /// The operationId of the call.
    pub operation: &'static str,
    /// The method of HTTP.
    pub method: &'a Method,
    /// The path of the operation, with its parameters in braces.
    pub template: &'static str,
    /// Which attempt of the call it is, from 1 on.
    pub number: u32,
}

/// How an attempt ended.
#[derive(Clone, Copy)]
pub struct Outcome<'a> {
    pub(super) answer: Option<(StatusCode, &'a HeaderMap)>,
    pub(super) fault: Option<&'a Fault>,
    pub(super) elapsed: Duration,
}

impl<'a> Outcome<'a> {
    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer.map(|(status, _)| status)
    }

    /// The headers of the answer, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&'a HeaderMap> {
        self.answer.map(|(_, headers)| headers)
    }

    /// What went wrong, where there is no complete answer: `timeout`, `connect`, or another short
    /// word, for counting.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        self.fault.map(Fault::word)
    }

    /// How long the attempt took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The names of the headers only: their values can be cookies.
        let names = |headers: &HeaderMap| -> Vec<String> {
            headers.keys().map(ToString::to_string).collect()
        };
        f.debug_struct("Outcome")
            .field("status", &self.status())
            .field("headers", &self.headers().map(names))
            .field("fault", &self.fault())
            .field("elapsed", &self.elapsed)
            .finish()
    }
}

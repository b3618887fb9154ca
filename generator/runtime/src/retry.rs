//! Which calls are sent again, and how long to wait before that.

use std::time::Duration;

use reqwest::{Method, StatusCode};

use super::fault::Fault;

/// When a call that failed is sent again.
///
/// By default a call is sent up to two times more, after a random part of half a second, then of a
/// second (exponential backoff with full jitter, at most 8 seconds), or when the service says in
/// `Retry-After`, if that is within a minute.
///
/// That is done where no connection could be made, where the connection broke or an attempt took
/// too long, and for the statuses 408, 429, 500, 502, 503 and 504. A call that changes something
/// each time it is made (`POST`, `PATCH`) is sent again only where the service cannot have carried it
/// out: without a connection, after a 429, and after a 503 that says when to come back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a policy does nothing until it is given to a client or a call"]
pub struct RetryPolicy {
    max_retries: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
    idempotent: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: 2,
            initial_backoff: Duration::from_millis(500),
            max_backoff: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            idempotent: false,
        }
    }
}

impl RetryPolicy {
    /// The policy of a client that is not given another one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing is sent again.
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// How many times a call is sent again at most. 2 if not set.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// The longest wait before the second attempt; it doubles with each further one. Half a second
    /// if not set.
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// The longest wait before any attempt, where the service does not name one. 8 seconds if not set.
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// The longest wait that the service may ask for in `Retry-After`. With a longer one the call fails at
    /// once, so that its user can decide. A minute if not set.
    pub fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// Says that calls may be repeated whatever their method is, because the service does nothing
    /// twice: it knows them by a key, for example.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// Whether one more attempt is allowed after `attempts`.
    pub(super) fn allows(&self, attempts: u32) -> bool {
        attempts <= self.max_retries
    }

    /// Whether a failure of a call of this method allows to send it again.
    pub(super) fn may_repeat(&self, method: &Method, failure: &Failure) -> bool {
        let repeatable = self.idempotent || method.is_idempotent();
        match failure {
            Failure::NotSent => true,
            Failure::Broken => repeatable,
            Failure::Status(status, wait) => match status.as_u16() {
                429 => true,
                503 => repeatable || wait.is_some(),
                408 | 500 | 502 | 504 => repeatable,
                _ => false,
            },
            Failure::Final => false,
        }
    }

    /// How long to wait after `attempts`, of which the last was answered with `retry_after`. `None` if
    /// the service asks for a longer wait than is allowed.
    pub(super) fn wait(&self, attempts: u32, retry_after: Option<Duration>) -> Option<Duration> {
        let doubled = 1_u32
            .checked_shl(attempts.saturating_sub(1))
            .unwrap_or(u32::MAX);
        let longest = self
            .initial_backoff
            .saturating_mul(doubled)
            .min(self.max_backoff);
        let backoff = longest.mul_f64(fastrand::f64());
        match retry_after {
            Some(wait) if wait > self.max_retry_after => None,
            // None before it, not all at the same moment, and not at once where it is past.
            Some(wait) => Some(wait.saturating_add(backoff)),
            None => Some(backoff),
        }
    }
}

/// Why an attempt did not lead to an answer of success.
pub(super) enum Failure {
    /// The service has not seen the request.
    NotSent,
    /// The request or the answer broke off, so that the service may have carried it out.
    Broken,
    /// The service answered with this status, and maybe said when to come back.
    Status(StatusCode, Option<Duration>),
    /// It would be the same another time.
    Final,
}

impl From<&Fault> for Failure {
    fn from(fault: &Fault) -> Self {
        if fault.is_final() {
            Self::Final
        } else if fault.is_connect() || fault.is_before_sending() {
            Self::NotSent
        } else {
            Self::Broken
        }
    }
}

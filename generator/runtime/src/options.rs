//! Settings of one call.

use std::fmt;
use std::time::Duration;

use super::retry::RetryPolicy;

/// Settings of one call, in place of those of the client. What is not set is as the client has it. The time
/// for connecting can be set for a client only: its calls share their connections.
#[derive(Clone, Default)]
#[must_use = "options do nothing until they are given to a call"]
pub struct CallOptions {
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) max_body: Option<usize>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) query: Vec<(String, String)>,
}

impl CallOptions {
    /// Nothing but what the client has.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the call may take over all attempts and the waits between them; of a paged call,
    /// each page.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take, from connecting to the end of the answer.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// When the call is sent again after a failure.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// How many bytes of an answer are read at most.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = Some(bytes);
        self
    }

    /// A header to send beside those of the call, or in place of one of them. The headers of
    /// authentication and of HTTP itself cannot be set: the call fails before it is sent.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// A parameter to send in the query beside those of the call, as often as it is given.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// These options, with what `later` sets in their place.
    pub(super) fn overlay(&mut self, later: Self) {
        let Self {
            timeout,
            attempt_timeout,
            max_body,
            retry,
            headers,
            query,
        } = later;
        self.timeout = timeout.or(self.timeout);
        self.attempt_timeout = attempt_timeout.or(self.attempt_timeout);
        self.max_body = max_body.or(self.max_body);
        self.retry = retry.or(self.retry.take());
        self.headers.extend(headers);
        self.query.extend(query);
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names only: values can be secrets.
        let names = |pairs: &[(String, String)]| -> Vec<String> {
            pairs.iter().map(|(name, _)| name.clone()).collect()
        };
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("max_body", &self.max_body)
            .field("retry", &self.retry)
            .field("headers", &names(&self.headers))
            .field("query", &names(&self.query))
            .finish()
    }
}

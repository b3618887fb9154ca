//! What all calls of a client share: the server, the token, the limits and the connections.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderValue;

use super::api_error::ErrorFields;
use super::attempt::{Answer, Progress};
use super::authorizer::Authorizer;
use super::body::{Body, End};
use super::budget::Budget;
use super::builder::TransportBuilder;
use super::clock::Clock;
use super::conclusion::Conclusion;
use super::decode::Decode;
use super::error::Error;
use super::hook::Hook;
use super::response::Response;
use super::retry::RetryPolicy;
use super::sender::Sender;
use super::server::Server;
use super::token::Token;
use super::trace::Trace;

/// What generated code knows of its API.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The server that the document names first, without a trailing slash; empty if it names none.
    pub base_url: &'static str,
    /// Whether calls carry a token as `Authorization: Bearer`.
    pub bearer: bool,
    /// The environment variable that holds the token, if the API has tokens.
    pub token_variable: Option<&'static str>,
    /// Name and version of the client, for the `user-agent` header.
    pub user_agent: &'static str,
    /// The names of the members of the API's error body.
    pub error_fields: ErrorFields,
    /// The names on the wire of the members whose values are secrets, sorted, without duplicates.
    pub sensitive: &'static [&'static str],
}

/// The shared part of a client. Cloning is cheap: the clones use the same connections.
#[derive(Clone)]
pub struct Transport(pub(super) Arc<Shared>);

/// What the clones of a transport share.
pub(super) struct Shared {
    pub(super) api: Api,
    pub(super) server: Server,
    pub(super) allow_http: bool,
    pub(super) token: Option<Token>,
    pub(super) authorizer: Option<Arc<dyn Authorizer>>,
    pub(super) user_agent: HeaderValue,
    /// For a call with all its attempts.
    pub(super) timeout: Duration,
    /// For one attempt.
    pub(super) attempt_timeout: Duration,
    pub(super) max_body: usize,
    pub(super) retry: RetryPolicy,
    pub(super) budget: Budget,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) sender: Sender,
    /// How many calls there were.
    pub(super) calls: AtomicU64,
}

impl Transport {
    /// Starts the settings of a client of `api`.
    pub fn builder(api: Api) -> TransportBuilder {
        TransportBuilder::new(api)
    }

    /// The value of an answer to a request that was sent in some other way, with its status, headers
    /// and body.
    ///
    /// # Errors
    /// If the answer is not a success with such a value.
    pub fn read<T: Decode>(&self, answer: http::Response<Bytes>) -> Result<Response<T>, Error> {
        let (head, body) = answer.into_parts();
        let answer = Answer {
            status: head.status,
            headers: head.headers,
            body: Body::One(body),
            end: End::Complete,
        };
        let conclusion = Conclusion {
            transport: self.clone(),
            sent: None,
            limit: self.0.max_body,
            attempts: 1,
            retryable: false,
            progress: Progress {
                answer: Some(answer),
                ..Progress::default()
            },
            trace: Trace::none(),
        };
        conclusion.decode()
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &format_args!("{}", self.0.server))
            .field("token", &self.0.token)
            .field("timeout", &self.0.timeout)
            .field("attempt_timeout", &self.0.attempt_timeout)
            .field("max_body", &self.0.max_body)
            .field("retry", &self.0.retry)
            .finish_non_exhaustive()
    }
}

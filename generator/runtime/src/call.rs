//! One request being put together. What the caller gets wrong is kept and returned when the call
//! is sent, so that the setters chain.

use std::fmt;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use reqwest::{Method, Request};
use serde::Serialize;

use super::decode::Decode;
use super::error::{Error, Kind};
use super::exchange::{Success, exchange};
use super::header;
use super::page::{Page, Pages};
use super::path::{self, PathValue};
use super::query::Query;
use super::refusals::{Cause, Refusal, Refusals};
use super::response::Response;
use super::token::Token;
use super::transport::Transport;

/// One call of an operation.
#[derive(Clone)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call {
    transport: Transport,
    operation: &'static str,
    method: Method,
    template: &'static str,
    path: String,
    query: Query,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
    timeout: Option<Duration>,
    refusals: Refusals,
}

impl Call {
    /// A call of `operation` (its operationId). Each argument stands for the `{name}` of the
    /// `template`, encoded so that it cannot be read as anything but a part of that one segment.
    pub fn new(
        transport: &Transport,
        operation: &'static str,
        method: Method,
        template: &'static str,
        arguments: &[(&'static str, &dyn PathValue)],
    ) -> Self {
        let mut headers = HeaderMap::with_capacity(4);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, transport.0.user_agent.clone());
        let mut refusals = Refusals::default();
        let path = path::fill(template, arguments).unwrap_or_else(|(name, rule)| {
            refusals.set(name, Cause::Path, Err(rule));
            String::new()
        });
        Self {
            transport: transport.clone(),
            operation,
            method,
            template,
            path,
            query: Query::default(),
            headers,
            body: None,
            timeout: None,
            refusals,
        }
    }

    /// Sets a query parameter: a list becomes one pair for each element, `null` none. What was set
    /// under the same name before is replaced.
    pub fn query<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        let set = self.query.set(name, value);
        self.refusals.set(name, Cause::Query, set);
    }

    /// Sets a header parameter: a list becomes its elements with commas between, `null` takes the
    /// header away. What was set under the same name before is replaced.
    pub fn header<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        let set = header::set(&mut self.headers, name, value);
        self.refusals.set(name, Cause::Header, set);
    }

    /// Refuses the call where a parameter or a member of the body does not meet a rule, such as
    /// `must be between 1 and 120`. A value that meets the rule takes the refusal back.
    pub fn require(&mut self, met: bool, name: &'static str, rule: &'static str) {
        let met = if met { Ok(()) } else { Err(rule.to_owned()) };
        self.refusals.set(name, Cause::Rule(rule), met);
    }

    /// Sets the body, as JSON.
    pub fn json<T: Serialize + ?Sized>(&mut self, body: &T) {
        let written = serde_json::to_vec(body)
            .map_err(|error| format!("cannot be written as JSON: {error}"))
            .map(|bytes| {
                self.body = Some(bytes);
                self.headers
                    .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            });
        self.refusals.set("body", Cause::Body, written);
    }

    /// How long this call may take, from connecting to the end of the answer; of a paged call, each
    /// page.
    pub fn timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    /// Sends the call and gives the value of the answer.
    ///
    /// # Errors
    /// If the call was refused, there is no answer, or the answer is not a success with such a value.
    pub async fn send<T: Decode>(self) -> Result<T, Error> {
        self.send_with_response().await.map(Response::into_value)
    }

    /// Sends the call and gives the value with the status and the headers of the answer.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub async fn send_with_response<T: Decode>(self) -> Result<Response<T>, Error> {
        self.exchange().await?.decode()
    }

    /// The pages of the call. The cursor of the next page is sent as `cursor_parameter`; all else is
    /// repeated on each page.
    pub fn pages<P: Page>(self, cursor_parameter: &'static str) -> Pages<P> {
        Pages::new(self, cursor_parameter)
    }

    async fn exchange(self) -> Result<Success, Error> {
        let operation = self.operation;
        let timeout = self.timeout.unwrap_or(self.transport.0.timeout);
        let transport = self.transport.clone();
        let request = self.into_request().map_err(|(parameter, rule)| {
            Error::new(
                Some(operation),
                None,
                Kind::InvalidRequest { parameter, rule },
            )
        })?;
        exchange(transport, operation, request, timeout).await
    }

    fn into_request(self) -> Result<Request, Refusal> {
        if let Some(refusal) = self.refusals.first() {
            return Err(refusal);
        }
        let shared = &self.transport.0;
        let url = shared
            .server
            .join(&self.path, &self.query.encoded())
            .ok_or_else(|| {
                (
                    self.template,
                    "is a path that a URL would read as another one".to_owned(),
                )
            })?;
        let mut request = Request::new(self.method, url);
        *request.headers_mut() = self.headers;
        if let Some(bearer) = shared.token.as_ref().and_then(Token::bearer) {
            request.headers_mut().insert(AUTHORIZATION, bearer);
        }
        *request.body_mut() = self.body.map(Into::into);
        Ok(request)
    }

    /// The operationId, for errors about the call.
    pub(super) fn operation(&self) -> &'static str {
        self.operation
    }

    /// The value of a query parameter, if it is set.
    pub(super) fn query_value(&self, name: &str) -> Option<&str> {
        self.query.get(name)
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names only: values can be secrets.
        f.debug_struct("Call")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.template)
            .field("query", &self.query.names())
            .finish_non_exhaustive()
    }
}

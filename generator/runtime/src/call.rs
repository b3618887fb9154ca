//! One request being put together. What the caller gets wrong is kept and returned when the call
//! is sent, so that the setters chain.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use reqwest::{Method, StatusCode};
use serde::Serialize;

use super::attempt::Reading;
use super::authorizer::Security;
use super::conclusion::Conclusion;
use super::decode::Decode;
use super::error::{Error, Kind};
use super::exchange::{Limits, exchange};
use super::header;
use super::options::CallOptions;
use super::outgoing::{Outgoing, Streamed};
use super::page::{Page, Pages};
use super::path::{self, PathValue};
use super::query::Query;
use super::refusals::{Cause, Refusal, Refusals};
use super::response::Response;
use super::transport::{Shared, Transport};

/// What is done to a request when all else of it is there.
pub(super) type Finish = Arc<dyn Fn(&Shared, &mut Outgoing) -> Result<(), Refusal> + Send + Sync>;

/// One call of an operation.
#[derive(Clone)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call {
    pub(super) transport: Transport,
    pub(super) operation: &'static str,
    pub(super) method: Method,
    pub(super) template: &'static str,
    pub(super) path: String,
    pub(super) query: Query,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    /// The body, where it is not in memory.
    pub(super) streamed: Option<Arc<dyn Streamed>>,
    /// The secrets of a body that is not JSON.
    pub(super) secrets: Vec<String>,
    pub(super) options: CallOptions,
    pub(super) refusals: Refusals,
    /// What it is authorized by, where that is not what all calls are.
    pub(super) security: Option<Security>,
    /// What is done at the end, by kind and name.
    finishes: Vec<(&'static str, &'static str, Finish)>,
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
            streamed: None,
            secrets: Vec::new(),
            options: CallOptions::new(),
            refusals,
            security: None,
            finishes: Vec::new(),
        }
    }

    /// What is asked for, in place of JSON: media types with commas between.
    pub fn accept(&mut self, media: &'static str) {
        if let Ok(media) = HeaderValue::from_str(media) {
            self.headers.insert(ACCEPT, media);
        }
    }

    /// Sets a query parameter: a list becomes one pair for each element, `null` none. What was set
    /// under the same name before is replaced.
    pub fn query<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        let set = self.query.set(name, value);
        self.finishes
            .retain(|(kind, known, _)| (*kind, *known) != ("query", name));
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
                self.body = Some(bytes.into());
                self.headers
                    .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            });
        self.refusals.set("body", Cause::Body, written);
    }

    /// How long this call may take over all attempts and the waits between them; of a paged call,
    /// each page.
    pub fn timeout(&mut self, timeout: Duration) {
        self.options.timeout = Some(timeout);
    }

    /// Settings of this call. What was set before holds where `options` do not say something else.
    pub fn options(&mut self, options: CallOptions) {
        self.options.overlay(options);
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
        self.exchange(|_, _| false).await?.decode()
    }

    /// The pages of the call. The cursor of the next page is sent as `cursor_parameter`; all else is
    /// repeated on each page.
    pub fn pages<P: Page>(self, cursor_parameter: &'static str) -> Pages<P> {
        Pages::by_cursor(self, cursor_parameter)
    }

    /// The request as it would be sent, the token included, to be sent in some other way.
    ///
    /// # Errors
    /// If the call was refused, or its body is a stream: a request in memory cannot hold that.
    pub fn into_request(self) -> Result<http::Request<Bytes>, Error> {
        let operation = self.operation;
        let (_, mut outgoing, _) = self.prepare(|_, _| false)?;
        if outgoing.streamed.is_some() {
            let rule = "is a stream, which a request in memory cannot hold: give it as bytes, or use `send`";
            return Err(refused(operation, ("body", rule.to_owned())));
        }
        if let Some(source) = &outgoing.source {
            let token = source.current().ok_or_else(|| {
                let rule = "is not there yet: the first call that is sent fetches it".to_owned();
                refused(operation, ("token", rule))
            })?;
            outgoing.headers.insert(AUTHORIZATION, token);
        }
        let mut request = http::Request::new(outgoing.body.unwrap_or_default());
        *request.method_mut() = outgoing.method;
        *request.uri_mut() = http::Uri::try_from(outgoing.url.as_str()).map_err(|error| {
            refused(
                operation,
                ("path", format!("is not a URI of HTTP: {error}")),
            )
        })?;
        *request.headers_mut() = outgoing.headers;
        Ok(request)
    }

    /// Sends the call. The body of a success is not read where `opens` says so.
    pub(super) async fn exchange(
        self,
        opens: fn(StatusCode, &HeaderMap) -> bool,
    ) -> Result<Conclusion, Error> {
        let (transport, outgoing, limits) = self.prepare(opens)?;
        Ok(exchange(transport, outgoing, limits).await)
    }

    /// Checks the call and takes it apart into what is sent, and what holds while it is.
    fn prepare(
        mut self,
        opens: fn(StatusCode, &HeaderMap) -> bool,
    ) -> Result<(Transport, Outgoing, Limits), Error> {
        self.apply_headers();
        if let Some(refusal) = self.refusals.first() {
            return Err(refused(self.operation, refusal));
        }
        let shared = &*self.transport.0;
        let query = self.query.encoded(&self.options.query);
        let url = shared.server.join(&self.path, &query).ok_or_else(|| {
            let rule = "is a path that a URL would read as another one".to_owned();
            refused(self.operation, (self.template, rule))
        })?;
        if let Some(token) = &shared.token {
            self.headers.insert(AUTHORIZATION, token.bearer());
        }
        let CallOptions {
            timeout,
            attempt_timeout,
            max_body,
            retry,
            ..
        } = self.options;
        let limits = Limits {
            timeout: timeout.unwrap_or(shared.timeout),
            attempt_timeout: attempt_timeout.unwrap_or(shared.attempt_timeout),
            reading: Reading {
                max_body: max_body.unwrap_or(shared.max_body),
                opens,
            },
            retry: retry.unwrap_or_else(|| shared.retry.clone()),
        };
        let mut outgoing = Outgoing {
            operation: self.operation,
            template: self.template,
            method: self.method,
            url,
            headers: self.headers,
            body: self.body,
            source: None,
            streamed: self.streamed,
            secrets: self.secrets,
        };
        for (_, _, finish) in &self.finishes {
            finish(shared, &mut outgoing).map_err(|refusal| refused(self.operation, refusal))?;
        }
        if let Some(authorizer) = &shared.authorizer {
            let authorized = authorizer.authorize(self.security, &mut outgoing);
            authorized.map_err(|refusal| refused(self.operation, refusal))?;
        }
        Ok((self.transport, outgoing, limits))
    }

    /// Has this done at the end, in place of what was to be done of this kind under this name: what
    /// the parts of the runtime add that only some clients carry.
    pub(super) fn finish(
        &mut self,
        kind: &'static str,
        name: &'static str,
        finish: impl Fn(&Shared, &mut Outgoing) -> Result<(), Refusal> + Send + Sync + 'static,
    ) {
        self.finishes
            .retain(|(of, known, _)| (*of, *known) != (kind, name));
        self.finishes.push((kind, name, Arc::new(finish)));
    }

    fn apply_headers(&mut self) {
        for (name, value) in std::mem::take(&mut self.options.headers) {
            if let Err(rule) = header::set(&mut self.headers, &name, &value) {
                let rule = format!("{name:?} {rule}");
                self.refusals.set("header", Cause::Header, Err(rule));
            }
        }
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

fn refused(operation: &'static str, (parameter, rule): Refusal) -> Error {
    Error::new(Some(operation), Kind::InvalidRequest { parameter, rule })
}

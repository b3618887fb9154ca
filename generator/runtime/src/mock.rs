//! Scripted answers in place of a service: what the tests of a program are made with that uses the
//! client.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use serde_json::{Map, Value};

use super::api_error::ErrorFields;
use super::attempt::Answer;
use super::body::{Body, End};
use super::fault::Fault;
use super::outgoing::Outgoing;
use super::transport::Shared;
use super::virtual_clock::VirtualClock;

/// Scripted answers for the operations of a service, and the calls that were made. Clones share both.
#[derive(Clone, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
    clock: VirtualClock,
}

#[derive(Default)]
struct State {
    scripts: BTreeMap<&'static str, VecDeque<Step>>,
    calls: Vec<MockCall>,
    cursors: usize,
}

/// What happens to one attempt.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) reply: Reply,
    pub(super) delay: Duration,
    pub(super) headers: HeaderMap,
    /// Whether it is given again and again, until there is one after it.
    pub(super) repeated: bool,
    /// Whether the connection breaks at the end of what there is.
    pub(super) cut_off: bool,
    /// Whether it was given.
    given: bool,
}

/// How an attempt is answered.
#[derive(Clone)]
pub(super) enum Reply {
    /// With this status and body.
    Body(StatusCode, Bytes),
    /// With an error as this service describes them: code and message.
    Error(StatusCode, Option<(String, String)>),
    /// Not at all: there is no connection.
    Connect,
    /// Not at all: the connection breaks.
    Break,
    /// Never.
    Hang,
    /// The script is wrong.
    Wrong(String),
}

/// A call as the mock received it: each attempt is one.
#[derive(Clone)]
#[non_exhaustive]
pub struct MockCall {
    /// The operationId.
    pub operation: &'static str,
    /// The method of HTTP.
    pub method: Method,
    /// The path of the operation, with its parameters in braces.
    pub template: &'static str,
    /// The path, encoded, with that of the base URL before it.
    pub path: String,
    /// The parameters of the query, decoded, in their order.
    pub query: Vec<(String, String)>,
    /// The headers. That of the authorization is among them.
    pub headers: HeaderMap,
    /// The body, if it is JSON.
    pub body: Option<Value>,
    /// The body as it was sent, whatever it is; empty if there was none.
    pub content: Bytes,
}

impl Mock {
    /// A mock that has no answers yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A clock for the clients of this mock: it shows how long they have waited.
    #[must_use]
    pub fn clock(&self) -> VirtualClock {
        self.clock.clone()
    }

    /// The calls that were made, in their order. A call that was sent again is there for each attempt.
    #[must_use]
    pub fn calls(&self) -> Vec<MockCall> {
        self.state().calls.clone()
    }

    /// The operations that have answers which nobody asked for, with their number; for a test's
    /// last line.
    #[must_use]
    pub fn unused(&self) -> Vec<(&'static str, usize)> {
        let state = self.state();
        let left = state.scripts.iter().map(|(operation, steps)| {
            let left = steps.iter().filter(|step| !step.given);
            (*operation, left.count())
        });
        left.filter(|(_, left)| *left > 0).collect()
    }

    /// Adds an answer to the script of an operation.
    pub(super) fn push(&self, operation: &'static str, reply: Reply) {
        let step = Step {
            reply,
            delay: Duration::ZERO,
            headers: HeaderMap::new(),
            repeated: false,
            cut_off: false,
            given: false,
        };
        let mut state = self.state();
        state.scripts.entry(operation).or_default().push_back(step);
    }

    /// Changes the answer that was added last to the script of an operation. Where there is none left,
    /// the next call is told so: nothing is forgotten in silence.
    pub(super) fn change_last(&self, operation: &'static str, change: impl FnOnce(&mut Step)) {
        let mut state = self.state();
        let last = state.scripts.get_mut(operation);
        if let Some(step) = last.and_then(VecDeque::back_mut) {
            return change(step);
        }
        drop(state);
        let reason = "the mock was told more of an answer (a header, a delay, to repeat it) before there was one: \
                      say first what is answered, such as `returns`";
        self.push(operation, Reply::Wrong(reason.to_owned()));
    }

    /// A cursor that was not given before.
    pub(super) fn cursor(&self) -> String {
        let mut state = self.state();
        state.cursors += 1;
        format!("cursor-{}", state.cursors)
    }

    /// Answers an attempt.
    pub(super) async fn answer(
        &self,
        shared: &Shared,
        outgoing: &Outgoing,
        request: &Request,
    ) -> Result<Answer, Fault> {
        let operation = outgoing.operation;
        let content = if let Some(streamed) = &outgoing.streamed {
            streamed.collect().await?
        } else {
            let body = request.body().and_then(reqwest::Body::as_bytes);
            Bytes::copy_from_slice(body.unwrap_or_default())
        };
        let step = {
            let mut state = self.state();
            state.calls.push(MockCall::of(outgoing, request, content));
            state.next(operation)
        };
        let Some(step) = step else {
            return Err(Fault::NotMocked(format!(
                "the mock has no answer for call {} of this operation: tell it one more, such as `returns`, or make the \
                 last one `repeated`",
                self.calls()
                    .iter()
                    .filter(|call| call.operation == operation)
                    .count()
            )));
        };
        if !step.delay.is_zero() {
            shared.clock.sleep(step.delay).await;
        }
        let (status, body) = match step.reply {
            Reply::Body(status, body) => (status, body),
            Reply::Error(status, said) => {
                let body = said.map(|said| error_body(shared.api.error_fields, said));
                (status, body.unwrap_or_default())
            }
            Reply::Connect => return Err(Fault::MockedConnect),
            Reply::Break => return Err(Fault::MockedBreak),
            Reply::Hang => std::future::pending().await,
            Reply::Wrong(reason) => return Err(Fault::NotMocked(reason)),
        };
        let mut headers = step.headers;
        if !body.is_empty() && !headers.contains_key(CONTENT_TYPE) {
            let json = HeaderValue::from_static("application/json");
            headers.insert(CONTENT_TYPE, json);
        }
        Ok(Answer {
            status,
            headers,
            body: Body::One(body),
            end: if step.cut_off {
                End::Broken(Fault::MockedBreak)
            } else {
                End::Complete
            },
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next(&mut self, operation: &str) -> Option<Step> {
        let steps = self.scripts.get_mut(operation)?;
        // One that is repeated makes way for the one after it.
        if steps.len() > 1 && steps.front().is_some_and(|s| s.repeated && s.given) {
            steps.pop_front();
        }
        match steps.front_mut() {
            Some(step) if step.repeated => {
                step.given = true;
                Some(step.clone())
            }
            Some(_) | None => steps.pop_front(),
        }
    }
}

impl MockCall {
    fn of(outgoing: &Outgoing, request: &Request, content: Bytes) -> Self {
        let url = request.url();
        Self {
            operation: outgoing.operation,
            template: outgoing.template,
            method: request.method().clone(),
            path: url.path().to_owned(),
            query: url.query_pairs().into_owned().collect(),
            headers: request.headers().clone(),
            body: serde_json::from_slice(&content).ok(),
            content,
        }
    }
}

/// The body of an error, as this service writes them; what it has no place for stands where most have
/// it.
fn error_body(fields: ErrorFields, (code, message): (String, String)) -> Bytes {
    let mut body = Value::Object(Map::new());
    for (place, text) in [
        (fields.code.unwrap_or("code"), code),
        (fields.message.unwrap_or("message"), message),
    ] {
        let path: Vec<&str> = match place.strip_prefix('/') {
            Some(pointer) => pointer.split('/').collect(),
            None => vec![place],
        };
        let mut at = &mut body;
        for name in path {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            at = &mut at[name];
        }
        *at = Value::String(text);
    }
    body.to_string().into()
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let left = state
            .scripts
            .iter()
            .map(|(name, steps)| (name, steps.len()));
        f.debug_struct("Mock")
            .field("answers", &left.collect::<BTreeMap<_, _>>())
            .field("calls", &state.calls.len())
            .finish()
    }
}

impl fmt::Debug for MockCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is sent can be secret: its names only.
        let query: Vec<&String> = self.query.iter().map(|(name, _)| name).collect();
        f.debug_struct("MockCall")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("template", &self.template)
            .field("query", &query)
            .finish_non_exhaustive()
    }
}

//! One attempt of a call: a request sent, over redirects, and its answer read up to the limit.

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Client, Request, Response, StatusCode};

use super::body::{self, Body, Chunks, End};
use super::fault::Fault;
use super::hook::Attempt;
use super::outgoing::Outgoing;
use super::redirect;
use super::sender::Sender;
use super::server::same_origin;
use super::transport::Shared;

/// How much of the body of an error is read, in bytes, so that it can be parsed.
const ERROR_BODY: usize = 1024 * 1024;

/// An answer, as far as it was read.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    /// Why there is no more of it.
    pub(super) end: End,
}

/// How answers are read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// The greatest body of a success, in bytes.
    pub(super) max_body: usize,
    /// Whether the body of a success with this status and these headers is left for the caller to read.
    pub(super) opens: fn(StatusCode, &HeaderMap) -> bool,
}

impl Reading {
    /// Whether the body of such an answer is left for the caller to read.
    pub(super) fn leaves_open(self, status: StatusCode, headers: &HeaderMap) -> bool {
        status.is_success() && (self.opens)(status, headers)
    }

    /// How much of a body is read, in bytes.
    fn limit(self, status: StatusCode) -> usize {
        if status.is_success() {
            self.max_body
        } else {
            self.max_body.min(ERROR_BODY)
        }
    }
}

#[cfg(feature = "mock")]
impl Answer {
    /// The answer as it is read.
    fn read_as(mut self, reading: Reading) -> Self {
        let limit = reading.limit(self.status);
        if self.body.len() > limit && !reading.leaves_open(self.status, &self.headers) {
            let body = std::mem::take(&mut self.body).into_bytes();
            self.body = Body::One(body.slice(..limit));
            self.end = End::TooLarge;
        }
        self
    }
}

/// How far an attempt has come: what there is is kept also where time runs out.
#[derive(Default)]
pub(super) struct Progress {
    /// The server that the service redirected to, where it is another one.
    pub(super) redirected: Option<String>,
    /// The token that it carried, where that can change.
    pub(super) token: Option<HeaderValue>,
    pub(super) answer: Option<Answer>,
    /// Why there is no answer.
    pub(super) fault: Option<Fault>,
}

/// Sends a request, and those that redirects make of it, until there is an answer to keep.
pub(super) async fn attempt(
    shared: &Shared,
    first: &Outgoing,
    attempt: Attempt<'_>,
    reading: Reading,
    progress: &mut Progress,
) -> Result<(), Fault> {
    let mut redirected: Option<Outgoing> = None;
    let mut followed = 0;
    loop {
        let outgoing = redirected.as_ref().unwrap_or(first);
        if outgoing.is_spent() {
            return Err(Fault::Spent);
        }
        let mut request = outgoing.request();
        // Another server gets nothing that a hook would add, and has no say in what it sees: also
        // where it leads back to the first one.
        if progress.redirected.is_none() {
            for hook in &shared.hooks {
                hook.before_send(&attempt, &mut request)
                    .map_err(Fault::Hook)?;
            }
        }
        // A hook may have changed it.
        let changed = (!shared.hooks.is_empty()).then(|| request.url().clone());
        let sent_to = changed.as_ref().unwrap_or(&outgoing.url);
        let response = match &shared.sender {
            Sender::Http(http) => execute(http, request).await?,
            #[cfg(feature = "mock")]
            Sender::Mock(mock) => {
                let answer = mock.answer(shared, outgoing, &request).await?;
                progress.answer = Some(answer.read_as(reading));
                return Ok(());
            }
        };
        // A browser follows redirects itself, and takes the token away.
        if cfg!(not(target_arch = "wasm32")) && !same_origin(response.url(), sent_to) {
            return Err(Fault::Redirected);
        }
        let next = redirect::follow(
            outgoing,
            response.status(),
            response.headers(),
            shared.allow_http,
        );
        if let Some(next) = next.filter(|_| followed < redirect::LIMIT) {
            if !same_origin(&next.url, sent_to) {
                progress.redirected = Some(next.url.origin().ascii_serialization());
            }
            redirected = Some(next);
            followed += 1;
            continue;
        }
        return read(response, reading, &mut progress.answer).await;
    }
}

async fn execute(http: &Client, request: Request) -> Result<Response, Fault> {
    #[cfg(not(target_arch = "wasm32"))]
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(Fault::NoRuntime);
    }
    http.execute(request).await.map_err(Fault::http)
}

async fn read(
    mut response: Response,
    reading: Reading,
    answer: &mut Option<Answer>,
) -> Result<(), Fault> {
    let status = response.status();
    let answer = answer.insert(Answer {
        status,
        headers: std::mem::take(response.headers_mut()),
        body: Body::default(),
        end: End::Broken(Fault::Interrupted),
    });
    answer.end = if reading.leaves_open(status, &answer.headers) {
        End::Open(Chunks::new(response))
    } else {
        body::read(response, reading.limit(status), &mut answer.body).await
    };
    Ok(())
}

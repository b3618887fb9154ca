//! One attempt of a call: a request sent, over redirects, and its answer read up to the limit.

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Client, Request, Response, StatusCode};

use super::body::{self, Body, End};
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

#[cfg(feature = "mock")]
impl Answer {
    /// The answer as it is read with a limit for its body.
    fn limited(mut self, max_body: usize) -> Self {
        let limit = limit(self.status, max_body);
        if self.body.len() > limit {
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
    max_body: usize,
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
                progress.answer = Some(answer.limited(max_body));
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
        return read(response, max_body, &mut progress.answer).await;
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
    max_body: usize,
    answer: &mut Option<Answer>,
) -> Result<(), Fault> {
    let status = response.status();
    let limit = limit(status, max_body);
    let answer = answer.insert(Answer {
        status,
        headers: std::mem::take(response.headers_mut()),
        body: Body::default(),
        end: End::Broken(Fault::Interrupted),
    });
    answer.end = body::read(response, limit, &mut answer.body).await;
    Ok(())
}

/// How much of a body is read, in bytes.
fn limit(status: StatusCode, max_body: usize) -> usize {
    if status.is_success() {
        max_body
    } else {
        max_body.min(ERROR_BODY)
    }
}

//! One attempt of a call: a request sent, over redirects, and its answer read up to the limit.

use reqwest::header::HeaderMap;
use reqwest::{Client, Request, Response, StatusCode};

use super::body::{self, Body, End};
use super::fault::Fault;
use super::hook::Attempt;
use super::outgoing::Outgoing;
use super::redirect;
use super::sender::Sender;
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

/// Sends a request, and those that redirects make of it, until there is an answer to keep. The answer
/// is read into `answer`, so that what there is of it is not lost where time runs out.
pub(super) async fn attempt(
    shared: &Shared,
    first: &Outgoing,
    attempt: Attempt<'_>,
    max_body: usize,
    answer: &mut Option<Answer>,
) -> Result<(), Fault> {
    let mut redirected: Option<Outgoing> = None;
    let mut followed = 0;
    loop {
        let outgoing = redirected.as_ref().unwrap_or(first);
        let mut request = outgoing.request();
        // Another server gets nothing that a hook would add.
        if outgoing.url.origin() == first.url.origin() {
            for hook in &shared.hooks {
                hook.before_send(&attempt, &mut request)
                    .map_err(Fault::Hook)?;
            }
        }
        let response = match &shared.sender {
            Sender::Http(http) => execute(http, request).await?,
            #[cfg(feature = "mock")]
            Sender::Mock(mock) => {
                *answer = Some(mock.answer(shared, outgoing, &request).await?);
                return Ok(());
            }
        };
        let next = redirect::follow(
            outgoing,
            response.status(),
            response.headers(),
            shared.allow_http,
        );
        if let Some(next) = next.filter(|_| followed < redirect::LIMIT) {
            redirected = Some(next);
            followed += 1;
            continue;
        }
        return read(response, max_body, answer).await;
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
    let limit = if status.is_success() {
        max_body
    } else {
        max_body.min(ERROR_BODY)
    };
    let answer = answer.insert(Answer {
        status,
        headers: std::mem::take(response.headers_mut()),
        body: Body::default(),
        end: End::Broken(Fault::Interrupted),
    });
    answer.end = body::read(response, limit, &mut answer.body).await;
    Ok(())
}

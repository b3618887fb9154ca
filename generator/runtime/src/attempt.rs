//! One attempt of a call: a request sent, over redirects, and its answer read up to the limit.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

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
        let http = match &shared.sender {
            Sender::Http(http) => http,
            #[cfg(feature = "mock")]
            Sender::Mock(mock) => {
                *answer = Some(mock.answer(shared, outgoing, &request).await?);
                return Ok(());
            }
        };
        #[cfg(not(target_arch = "wasm32"))]
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Fault::NoRuntime);
        }
        let mut response = http.execute(request).await.map_err(Fault::http)?;
        let status = response.status();
        if followed < redirect::LIMIT
            && let Some(next) =
                redirect::follow(outgoing, status, response.headers(), shared.allow_http)
        {
            redirected = Some(next);
            followed += 1;
            continue;
        }
        let headers = std::mem::take(response.headers_mut());
        let limit = if status.is_success() {
            max_body
        } else {
            max_body.min(ERROR_BODY)
        };
        let answer = answer.insert(Answer {
            status,
            headers,
            body: Body::default(),
            end: End::Broken(Fault::Interrupted),
        });
        answer.end = body::read(response, limit, &mut answer.body).await;
        return Ok(());
    }
}

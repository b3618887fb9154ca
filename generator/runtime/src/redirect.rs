//! Which redirects are followed, and what the next request may carry.
//!
//! The token goes to the server that it is for and nowhere else. A call that changes something is
//! repeated only where the service asks for exactly that, with 307 or 308, on the same server.

use reqwest::header::{ACCEPT, LOCATION, USER_AGENT};
use reqwest::{Method, Request, Response, StatusCode, Url};

use super::server::may_be_sent_to;

/// How many redirects one call follows.
pub(super) const LIMIT: usize = 10;

/// Turns the request that `response` answers into the one that its redirect asks for. `None` if
/// the answer is no redirect, or is one that must not be followed.
pub(super) fn follow(
    mut request: Request,
    response: &Response,
    allow_http: bool,
) -> Option<Request> {
    let target = target(request.url(), response, allow_http)?;
    let same_origin = target.origin() == request.url().origin();
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let repeats = matches!(
        response.status(),
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
    );
    if !(safe || repeats && same_origin) {
        return None;
    }
    if !same_origin {
        let headers = std::mem::take(request.headers_mut());
        let kept = headers
            .into_iter()
            .filter_map(|(name, value)| Some((name?, value)));
        request
            .headers_mut()
            .extend(kept.filter(|(name, _)| *name == ACCEPT || *name == USER_AGENT));
        *request.body_mut() = None;
    }
    *request.url_mut() = target;
    Some(request)
}

fn target(from: &Url, response: &Response, allow_http: bool) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let target = from
        .join(response.headers().get(LOCATION)?.to_str().ok()?)
        .ok()?;
    let downgrade = from.scheme() == "https" && target.scheme() != "https";
    let credentials = !target.username().is_empty() || target.password().is_some();
    (may_be_sent_to(&target, allow_http) && !downgrade && !credentials).then_some(target)
}

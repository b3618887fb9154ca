//! Which redirects are followed, and what the next request may carry.
//!
//! The token goes to the server that it is for and nowhere else. A call that changes something is
//! repeated only where the service asks for exactly that, with 307 or 308, on the same server.

use reqwest::header::{ACCEPT, HeaderMap, LOCATION, USER_AGENT};
use reqwest::{Method, StatusCode, Url};

use super::outgoing::Outgoing;
use super::server::{may_be_sent_to, same_origin};

/// How many redirects one attempt follows.
pub(super) const LIMIT: usize = 10;

/// The request that the redirect in an answer to `from` asks for. `None` if the answer is no redirect,
/// or is one that must not be followed.
pub(super) fn follow(
    from: &Outgoing,
    status: StatusCode,
    headers: &HeaderMap,
    allow_http: bool,
) -> Option<Outgoing> {
    let target = target(&from.url, status, headers, allow_http)?;
    let same_origin = same_origin(&target, &from.url);
    let safe = matches!(from.method, Method::GET | Method::HEAD);
    let repeats = matches!(
        status,
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
    );
    // A stream is sent once, and must not be left out where it would be sent again.
    let spent = same_origin && from.is_spent();
    if !(safe || repeats && same_origin) || spent {
        return None;
    }
    if same_origin {
        return Some(Outgoing {
            url: target,
            ..from.clone()
        });
    }
    let kept = [ACCEPT, USER_AGENT].into_iter();
    let headers = kept.filter_map(|name| Some((name.clone(), from.headers.get(&name)?.clone())));
    Some(Outgoing {
        url: target,
        headers: headers.collect(),
        body: None,
        source: None,
        streamed: None,
        secrets: Vec::new(),
        method: from.method.clone(),
        ..*from
    })
}

fn target(from: &Url, status: StatusCode, headers: &HeaderMap, allow_http: bool) -> Option<Url> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let target = from.join(headers.get(LOCATION)?.to_str().ok()?).ok()?;
    let downgrade = from.scheme() == "https" && target.scheme() != "https";
    let credentials = !target.username().is_empty() || target.password().is_some();
    (may_be_sent_to(&target, allow_http) && !downgrade && !credentials).then_some(target)
}

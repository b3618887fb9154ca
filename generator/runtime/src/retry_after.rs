//! When the service wants to be asked again: the header `Retry-After` (RFC 9110, section 10.2.3).

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::clock::Clock;

/// How long to wait: the seconds that the header gives, or the time until its date. `None` if there
/// is no such header, or it is neither.
///
/// The date is compared with that of the answer itself, so that it does not matter whose clock is
/// wrong; where the answer has none, with ours. A date that is past means not to wait.
pub(super) fn retry_after(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        // More than fits is longer than anybody waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = unix_time(text)?;
    let now = headers
        .get(DATE)
        .and_then(|date| unix_time(date.to_str().ok()?))
        .unwrap_or_else(|| clock.unix_time());
    Some(date.saturating_sub(now))
}

fn unix_time(date: &str) -> Option<Duration> {
    let date = httpdate::parse_http_date(date).ok()?;
    date.duration_since(SystemTime::UNIX_EPOCH).ok()
}

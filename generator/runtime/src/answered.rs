//! What an error keeps of the answer that it is about.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::message::clip;
use super::redaction::Redaction;
use super::response::REQUEST_ID_HEADERS;

/// How much of a body an error keeps, in bytes.
const KEPT_BODY: usize = 64 * 1024;

/// How much more of it is looked at, in bytes, so that a secret across the end is known.
const MARGIN: usize = 16 * 1024;

/// What is known of the answer that the error is about.
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) request_id: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content_encoding: Option<String>,
    pub(super) retry_after: Option<Duration>,
    pub(super) body: String,
}

impl Answered {
    /// Keeps what an error may show: everything without secrets, and of the body its beginning.
    /// `complete` says whether the body is.
    pub(super) fn new(
        redaction: &Redaction,
        status: StatusCode,
        headers: HeaderMap,
        retry_after: Option<Duration>,
        body: &[u8],
        complete: bool,
    ) -> Self {
        let header = |name: &str| {
            let value = headers.get(name)?.to_str().ok()?;
            Some(clip(&redaction.text(value, true)))
        };
        let looked_at = &body[..body.len().min(KEPT_BODY + MARGIN)];
        let complete = complete && looked_at.len() == body.len();
        let mut body = redaction.text(&String::from_utf8_lossy(looked_at), complete);
        let cut = (0..=KEPT_BODY.min(body.len()))
            .rev()
            .find(|end| body.is_char_boundary(*end));
        body.truncate(cut.unwrap_or(0));
        Self {
            status,
            request_id: REQUEST_ID_HEADERS.iter().find_map(|name| header(name)),
            content_type: header("content-type"),
            content_encoding: header("content-encoding"),
            retry_after,
            body,
            headers,
        }
    }
}

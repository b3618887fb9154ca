//! The one error of a client: what kind it is, and what is known of the answer, if there was one.

use std::any::Any;
use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::answered::Answered;
use super::api_error::ApiError;
use super::fault::Fault;
use super::hook::BoxError;
use super::message::clip;

/// Why a call has no value.
///
/// Its `Display` is one line that says what happened to which operation, and what to do; the cause is in
/// it, and is the [`source`](std::error::Error::source) as well. Nothing that it shows holds the token,
/// or another secret that is known to be one.
pub struct Error(Box<Parts>);

pub(super) struct Parts {
    pub(super) operation: Option<&'static str>,
    pub(super) attempts: u32,
    retryable: bool,
    /// Whether it was not sent again because its body was a stream.
    pub(super) sent_once: bool,
    pub(super) answer: Option<Answered>,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    /// The client cannot be built.
    Configuration(String),
    /// The call was refused before it was sent.
    InvalidRequest {
        parameter: &'static str,
        rule: String,
    },
    /// There is no complete answer.
    Transport { server: String, fault: Fault },
    /// A hook ended the call.
    Hook(BoxError),
    /// The service answered, and not with a success.
    Api {
        error: Option<ApiError>,
        advice: String,
    },
    /// The body of a success is not what it should be.
    Decode {
        path: String,
        found: String,
        source: Option<serde_json::Error>,
    },
    /// The body of a success is larger than the limit.
    TooLarge { limit: usize },
    /// The answers do not lead on to the next page.
    Paging(String),
}

impl Error {
    /// An error about something that was not sent.
    pub(super) fn new(operation: Option<&'static str>, kind: Kind) -> Self {
        Self(Box::new(Parts {
            operation,
            attempts: 0,
            retryable: false,
            sent_once: false,
            answer: None,
            kind,
        }))
    }

    /// The error of a call after this many attempts, the last of which had this answer.
    pub(super) fn after(
        operation: Option<&'static str>,
        attempts: u32,
        retryable: bool,
        answer: Option<Answered>,
        kind: Kind,
    ) -> Self {
        Self(Box::new(Parts {
            operation,
            attempts,
            retryable,
            sent_once: false,
            answer,
            kind,
        }))
    }

    /// The error of a call whose body was a stream, so that it was not sent again.
    pub(super) fn sent_once(mut self) -> Self {
        self.0.sent_once = true;
        self
    }

    /// The error of a call whose runtime ended before it did.
    pub(super) fn interrupted(operation: Option<&'static str>) -> Self {
        let kind = Kind::Transport {
            server: String::new(),
            fault: Fault::Interrupted,
        };
        Self::new(operation, kind)
    }

    /// The error of a call in which code of the user panicked.
    pub(super) fn panicked(operation: Option<&'static str>, panic: &(dyn Any + Send)) -> Self {
        let said = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
            (Some(text), _) => format!(": {text}"),
            (None, Some(text)) => format!(": {text}"),
            (None, None) => String::new(),
        };
        Self::new(operation, Kind::Hook(format!("it panicked{said}").into()))
    }

    pub(super) fn configuration(reason: String) -> Self {
        Self::new(None, Kind::Configuration(reason))
    }

    pub(super) fn parts(&self) -> &Parts {
        &self.0
    }

    /// The operationId of the call that failed; `None` if the client could not be built.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// How often the call was sent; 0 if it was not.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The status of the answer, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The service's own description of the error, if it answered with one.
    #[must_use]
    pub fn api_error(&self) -> Option<&ApiError> {
        match &self.0.kind {
            Kind::Api { error, .. } => error.as_ref(),
            _ => None,
        }
    }

    /// The identifier that the service gave the request, to name when asking for support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.as_ref()?.request_id.as_deref()
    }

    /// How long the service asks to wait before the next call, from the `Retry-After` of the answer, in
    /// either of its forms.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.answer.as_ref()?.retry_after
    }

    /// The headers of the answer, as they were sent.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// What was read of the answer's body, at most its first 64 KiB, without the token and the
    /// values of members that are secrets. Bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.0.answer.as_ref().map(|answer| answer.body.as_str())
    }

    /// Where in the JSON the value stands that could not be decoded, such as `items[3].dtCreated`;
    /// `.` is the whole of it.
    #[must_use]
    pub fn decode_path(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode { path, .. } => Some(path),
            _ => None,
        }
    }

    /// What stands at [`decode_path`](Self::decode_path), and what was expected there.
    #[must_use]
    pub fn decode_found(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode { found, .. } => Some(found),
            _ => None,
        }
    }

    /// Whether the same call may succeed another time, and can be made again without doing anything
    /// twice. Such a call has been made again already, as often as the policy for retries allows.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether the service answered with an error (a status that is not 2xx).
    #[must_use]
    pub fn is_api(&self) -> bool {
        matches!(self.0.kind, Kind::Api { .. })
    }

    /// Whether the service answered 401: the token is missing or not valid.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.is_answer(StatusCode::UNAUTHORIZED)
    }

    /// Whether the service answered 403: the token is valid and does not allow this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.is_answer(StatusCode::FORBIDDEN)
    }

    /// Whether the service answered 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.is_answer(StatusCode::NOT_FOUND)
    }

    /// Whether the service answered 409.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.is_answer(StatusCode::CONFLICT)
    }

    /// Whether the service answered 429: too many requests.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.is_answer(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the time for connecting, for an attempt or for the whole call ran out. The service
    /// may have done what it was asked.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(&self.0.kind, Kind::Transport { fault, .. } if fault.is_timeout())
    }

    /// Whether no connection could be made, so that the service has not seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(&self.0.kind, Kind::Transport { fault, .. } if fault.is_connect())
    }

    /// Whether the service answered with a success whose body is not what it should be.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode { .. })
    }

    /// Whether the body of a success was larger than the client's limit.
    #[must_use]
    pub fn is_body_too_large(&self) -> bool {
        matches!(self.0.kind, Kind::TooLarge { .. })
    }

    /// Whether the service's answers do not lead on to the next page, or lead back to an earlier one.
    #[must_use]
    pub fn is_paging(&self) -> bool {
        matches!(self.0.kind, Kind::Paging(_))
    }

    /// Whether the call was refused before it was sent, because of its parameters.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.kind, Kind::InvalidRequest { .. })
    }

    /// Whether the client could not be built from its settings.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self.0.kind, Kind::Configuration(_))
    }

    /// Whether a hook ended the call: its error is the source of this one.
    #[must_use]
    pub fn is_hook(&self) -> bool {
        matches!(self.0.kind, Kind::Hook(_))
    }

    /// A short word for what kind of error it is, for counting; of an error of the service see
    /// [`status`](Self::status) as well.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.0.kind {
            Kind::Configuration(_) => "configuration",
            Kind::InvalidRequest { .. } => "invalid_request",
            Kind::Transport { fault, .. } => fault.word(),
            Kind::Hook(_) => "hook",
            Kind::Api { .. } => "api",
            Kind::Decode { .. } => "decode",
            Kind::TooLarge { .. } => "body_too_large",
            Kind::Paging(_) => "paging",
        }
    }

    /// Whether a request like this one is sent again, or to another place, where it can be.
    pub(super) fn is_temporary(&self) -> bool {
        match &self.0.kind {
            Kind::Transport { fault, .. } => !fault.is_final(),
            Kind::Api { .. } => self.status().is_some_and(|status| {
                status.is_redirection()
                    || status.is_server_error()
                    || matches!(status.as_u16(), 408 | 429)
            }),
            Kind::Configuration(_)
            | Kind::InvalidRequest { .. }
            | Kind::Hook(_)
            | Kind::Decode { .. }
            | Kind::TooLarge { .. }
            | Kind::Paging(_) => false,
        }
    }

    fn is_answer(&self, status: StatusCode) -> bool {
        self.is_api() && self.status() == Some(status)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            Kind::Transport { fault, .. } => fault.source(),
            Kind::Hook(source) => Some(&**source),
            Kind::Decode { source, .. } => source.as_ref().map(|source| source as _),
            Kind::Configuration(_)
            | Kind::InvalidRequest { .. }
            | Kind::Api { .. }
            | Kind::TooLarge { .. }
            | Kind::Paging(_) => None,
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("message", &format_args!("{self}"));
        if let Some(operation) = self.operation() {
            debug
                .field("operation", &operation)
                .field("attempts", &self.0.attempts);
        }
        if let Some(answer) = &self.0.answer {
            debug
                .field("status", &answer.status)
                .field("request_id", &answer.request_id)
                .field("body", &clip(&answer.body));
        }
        if let Some(error) = self.api_error() {
            debug.field("api_error", error);
        }
        if let Some(source) = std::error::Error::source(self) {
            debug.field("source", &source);
        }
        debug.finish()
    }
}

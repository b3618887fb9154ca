//! The end of a call: the typed value of its answer, or the error that says why there is none.

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::answered::Answered;
use super::api_error::ApiError;
use super::attempt::{Answer, Progress};
use super::body::End;
use super::decode::{Decode, DecodeFailure};
use super::error::{Error, Kind};
use super::fault::Fault;
use super::message;
use super::outgoing::Outgoing;
use super::redaction::Redaction;
use super::response::Response;
use super::retry_after::retry_after;
use super::trace::Trace;
use super::transport::Transport;

/// What is known of a call when there is no further attempt.
pub(super) struct Conclusion {
    pub(super) transport: Transport,
    /// What was sent; `None` of an answer that was got in some other way.
    pub(super) sent: Option<Outgoing>,
    /// The greatest body, in bytes.
    pub(super) limit: usize,
    pub(super) attempts: u32,
    /// Whether the call could be made again.
    pub(super) retryable: bool,
    pub(super) progress: Progress,
    pub(super) trace: Trace,
}

impl Conclusion {
    /// The value of the answer, with its status, headers and body.
    pub(super) fn decode<T: Decode>(mut self) -> Result<Response<T>, Error> {
        let (answer, body) = self.success()?;
        match T::decode(&body) {
            Ok(value) => {
                self.trace.succeeded(self.attempts);
                Ok(Response::new(value, answer.status, answer.headers, body))
            }
            Err(failure) => {
                Err(self.not_as_described(answer.status, answer.headers, &body, failure))
            }
        }
    }

    /// The answer with its body, if it is a success that is complete.
    pub(super) fn success(&mut self) -> Result<(Answer, Bytes), Error> {
        let (answer, body) = self.begun()?;
        let kind = match answer.end {
            End::Complete => return Ok((answer, body)),
            End::TooLarge => Kind::TooLarge { limit: self.limit },
            End::Broken(fault) => self.no_answer(fault),
            End::Open(_) => self.no_answer(Fault::Interrupted),
        };
        Err(self.incomplete(answer.status, answer.headers, &body, kind))
    }

    /// The answer with its body as far as that was read, if it is a success.
    pub(super) fn begun(&mut self) -> Result<(Answer, Bytes), Error> {
        let Some(mut answer) = self.progress.answer.take() else {
            let fault = self.progress.fault.take().unwrap_or(Fault::Interrupted);
            return Err(self.unanswered(fault));
        };
        let body = std::mem::take(&mut answer.body).into_bytes();
        if !answer.status.is_success() {
            // However the body ended: what the service has answered is the more useful error.
            let complete = matches!(answer.end, End::Complete);
            return Err(self.refused(answer, &body, complete));
        }
        Ok((answer, body))
    }

    /// The error of a success that is not complete.
    pub(super) fn incomplete(
        &self,
        status: StatusCode,
        headers: HeaderMap,
        body: &[u8],
        kind: Kind,
    ) -> Error {
        let answered = self.answered(status, headers, body, false);
        self.error(Some(answered), kind)
    }

    fn unanswered(&mut self, fault: Fault) -> Error {
        if fault.is_before_sending() {
            self.attempts = self.attempts.saturating_sub(1);
        }
        let kind = match fault {
            Fault::Hook(source) => Kind::Hook(source),
            fault => self.no_answer(fault),
        };
        self.error(None, kind)
    }

    fn refused(&self, answer: Answer, body: &[u8], complete: bool) -> Error {
        let shared = &self.transport.0;
        let kind = Kind::Api {
            error: ApiError::read(&self.redaction(), shared.api.error_fields, body),
            advice: message::advice(shared, answer.status, self.progress.redirected.as_deref()),
        };
        let answered = self.answered(answer.status, answer.headers, body, complete);
        self.error(Some(answered), kind)
    }

    /// The error of a success whose body, or a part of it, is not what it should be.
    pub(super) fn not_as_described(
        &self,
        status: StatusCode,
        headers: HeaderMap,
        body: &[u8],
        failure: DecodeFailure,
    ) -> Error {
        let redaction = self.redaction();
        let message = failure.source.to_string();
        let path = redaction.text(&failure.path, true);
        let secret = path.split(['.', '[']).any(|member| redaction.hides(member));
        let found = if secret {
            "a secret of another type than described".to_owned()
        } else {
            message::clip(&redaction.text(&message, true))
        };
        // The source prints the value that it found; it is left out where that is a secret or long.
        let source = (found == message).then_some(failure.source);
        let kind = Kind::Decode {
            path: message::clip(&path),
            found,
            source,
        };
        let answered = self.answered(status, headers, body, true);
        self.error(Some(answered), kind)
    }

    fn answered(
        &self,
        status: StatusCode,
        headers: HeaderMap,
        body: &[u8],
        complete: bool,
    ) -> Answered {
        let wait = retry_after(&headers, &*self.transport.0.clock);
        Answered::new(&self.redaction(), status, headers, wait, body, complete)
    }

    fn redaction(&self) -> Redaction {
        Redaction::new(&self.transport.0, self.sent.as_ref())
    }

    pub(super) fn no_answer(&self, fault: Fault) -> Kind {
        let redirected = self.progress.redirected.clone();
        Kind::Transport {
            server: redirected.unwrap_or_else(|| self.transport.0.server.to_string()),
            fault,
        }
    }

    fn error(&self, answer: Option<Answered>, kind: Kind) -> Error {
        let operation = self.sent.as_ref().map(|sent| sent.operation);
        let mut error = Error::after(operation, self.attempts, self.retryable, answer, kind);
        let spent = self.sent.as_ref().is_some_and(Outgoing::is_spent);
        if spent && self.attempts > 0 && error.is_temporary() {
            error = error.sent_once();
        }
        self.trace.failed(self.attempts, &error);
        error
    }
}

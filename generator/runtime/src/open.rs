//! An answer that is read as it comes in: its body in pieces, each within its time, and the errors that
//! can come in between.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::body::{Chunks, End};
use super::call::Call;
use super::clock::Clock;
use super::conclusion::Conclusion;
use super::decode::DecodeFailure;
use super::error::{Error, Kind};
use super::fault::Fault;
use super::future::{BoxFuture, within};
use super::response::Response;

/// What an answer can be read as while it comes in.
pub trait Streamed: Sized {
    /// Whether the service may be silent for as long as it likes.
    const IS_PATIENT: bool;

    /// Starts to read.
    fn of(opened: Opened) -> Self;
}

impl Call {
    /// Sends the call, and gives its answer as it comes in.
    ///
    /// # Errors
    /// If the call was refused, there is no answer, or the answer is not a success.
    pub async fn open<S: Streamed>(self) -> Result<Response<S>, Error> {
        let times = self.times();
        let conclusion = self.exchange(|_, _| true).await?;
        let opened = Opened::of(conclusion, times)?.patiently(S::IS_PATIENT);
        let (status, headers) = (opened.status, opened.headers.clone());
        Ok(Response::new(S::of(opened), status, headers, Bytes::new()))
    }

    /// The times of an answer to this call that is read as it comes in.
    pub(super) fn times(&self) -> Times {
        let shared = &self.transport.0;
        Times {
            total: self
                .options
                .timeout
                .map(|total| (shared.clock.now(), total)),
            wait: self.options.attempt_timeout,
            usual: shared.attempt_timeout,
        }
    }
}

/// How long an answer may take that is read as it comes in.
#[derive(Clone, Copy)]
pub(super) struct Times {
    /// When the call began, and its time, if it has one of its own.
    total: Option<(Duration, Duration)>,
    /// How long to wait for each piece, if the call says so.
    wait: Option<Duration>,
    /// How long to wait for each piece otherwise.
    usual: Duration,
}

impl Times {
    /// How long to wait for the next piece, and whether that is the end of the whole time.
    fn limit(self, clock: &dyn Clock, is_patient: bool) -> Option<(Duration, Fault)> {
        let wait = self.wait.or((!is_patient).then_some(self.usual));
        let wait = wait.filter(|wait| *wait != Duration::MAX);
        let left = self.total.map(|(begin, total)| {
            let gone = clock.now().saturating_sub(begin);
            (total.saturating_sub(gone), total)
        });
        match (left, wait) {
            (Some((left, total)), Some(wait)) if left <= wait => {
                Some((left, Fault::Timeout(total)))
            }
            (Some((left, total)), None) => Some((left, Fault::Timeout(total))),
            (_, Some(wait)) => Some((wait, Fault::AttemptTimeout(wait))),
            (None, None) => None,
        }
    }
}

/// An answer that is read as it comes in.
pub struct Opened {
    conclusion: Conclusion,
    status: StatusCode,
    headers: HeaderMap,
    times: Times,
    is_patient: bool,
    /// What was read already.
    first: Option<Bytes>,
    rest: Rest,
}

/// What there is of the body.
enum Rest {
    /// It has not ended, and nobody waits for more of it.
    Idle(Chunks),
    /// The next piece is waited for.
    Waiting(BoxFuture<(Chunks, Result<Option<Bytes>, Fault>)>),
    /// It broke off.
    Broken(Fault),
    /// It has ended.
    End,
}

impl Opened {
    /// The answer that a call ends with, if it is a success.
    pub(super) fn of(mut conclusion: Conclusion, times: Times) -> Result<Self, Error> {
        let (answer, first) = conclusion.begun()?;
        let rest = match answer.end {
            End::Open(chunks) => Rest::Idle(chunks),
            End::Complete | End::TooLarge => Rest::End,
            End::Broken(fault) => Rest::Broken(fault),
        };
        conclusion.trace.succeeded(conclusion.attempts);
        Ok(Self {
            conclusion,
            status: answer.status,
            headers: answer.headers,
            times,
            is_patient: false,
            first: Some(first).filter(|first| !first.is_empty()),
            rest,
        })
    }

    pub(super) fn patiently(mut self, is_patient: bool) -> Self {
        self.is_patient = is_patient;
        self
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The most bytes that are kept in memory at once.
    pub(super) fn limit(&self) -> usize {
        self.conclusion.limit
    }

    /// The next piece of the body; `None` at its end. After an error there is nothing more.
    pub(super) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        loop {
            match std::mem::replace(&mut self.rest, Rest::End) {
                Rest::Idle(chunks) => {
                    let clock = Arc::clone(&self.conclusion.transport.0.clock);
                    let limit = self.times.limit(&*clock, self.is_patient);
                    self.rest = Rest::Waiting(Box::pin(next(chunks, clock, limit)));
                }
                Rest::Waiting(mut next) => {
                    let Poll::Ready((chunks, read)) = next.as_mut().poll(context) else {
                        self.rest = Rest::Waiting(next);
                        return Poll::Pending;
                    };
                    match read {
                        Ok(Some(chunk)) => {
                            self.rest = Rest::Idle(chunks);
                            if !chunk.is_empty() {
                                return Poll::Ready(Some(Ok(chunk)));
                            }
                        }
                        Ok(None) => return Poll::Ready(None),
                        Err(fault) => self.rest = Rest::Broken(fault),
                    }
                }
                Rest::Broken(fault) => {
                    let kind = self.conclusion.no_answer(fault);
                    return Poll::Ready(Some(Err(self.incomplete(&[], kind))));
                }
                Rest::End => return Poll::Ready(None),
            }
        }
    }

    /// Reads no further.
    pub(super) fn close(&mut self) {
        self.first = None;
        self.rest = Rest::End;
    }

    /// The error of something that has more bytes than may be kept; `begin` is its beginning.
    pub(super) fn too_large(&self, begin: &[u8]) -> Error {
        let limit = self.conclusion.limit;
        self.incomplete(begin, Kind::TooLarge { limit })
    }

    /// The error of a part that is not what it should be.
    pub(super) fn not_as_described(&self, part: &[u8], failure: DecodeFailure) -> Error {
        let (status, headers) = (self.status, self.headers.clone());
        self.conclusion
            .not_as_described(status, headers, part, failure)
    }

    fn incomplete(&self, body: &[u8], kind: Kind) -> Error {
        let (status, headers) = (self.status, self.headers.clone());
        self.conclusion.incomplete(status, headers, body, kind)
    }

    /// All that comes in, up to the limit.
    pub(super) fn poll_all(
        &mut self,
        all: &mut super::body::Body,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        while let Some(chunk) = ready!(self.poll_chunk(context)) {
            let chunk = chunk?;
            if chunk.len() > self.limit().saturating_sub(all.len()) {
                self.close();
                let begin = std::mem::take(all).into_bytes();
                return Poll::Ready(Err(self.too_large(&begin)));
            }
            all.push(chunk);
        }
        Poll::Ready(Ok(()))
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The next piece, within its time.
async fn next(
    mut chunks: Chunks,
    clock: Arc<dyn Clock>,
    limit: Option<(Duration, Fault)>,
) -> (Chunks, Result<Option<Bytes>, Fault>) {
    let (limit, fault) = limit.unzip();
    let read = match within(&*clock, limit, chunks.next()).await {
        Some(read) => read.map_err(Fault::http),
        None => Err(fault.unwrap_or(Fault::Interrupted)),
    };
    (chunks, read)
}

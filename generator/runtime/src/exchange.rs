//! A call from its request to its answer: attempt after attempt, as the retry policy allows, within
//! the time of the call; and the error where none of them is a success.

use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::answered::Answered;
use super::api_error::ApiError;
use super::attempt::{Answer, attempt};
use super::body::End;
use super::decode::{Decode, DecodeFailure};
use super::error::{Error, Kind};
use super::fault::Fault;
use super::future::within;
use super::hook::{Attempt, Outcome};
use super::message;
use super::outgoing::Outgoing;
use super::redaction::Redaction;
use super::response::Response;
use super::retry::{Failure, RetryPolicy};
use super::retry_after::retry_after;
use super::trace::Trace;
use super::transport::Transport;

/// What holds for one call.
pub(super) struct Limits {
    /// For all attempts and the waits between them.
    pub(super) timeout: Duration,
    /// For one attempt.
    pub(super) attempt_timeout: Duration,
    /// Of the body of a success, in bytes.
    pub(super) max_body: usize,
    pub(super) retry: RetryPolicy,
}

/// A success that has been read and not yet decoded.
pub(super) struct Success {
    transport: Transport,
    outgoing: Outgoing,
    attempts: u32,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// Sends a call until it succeeds or has failed for good.
pub(super) async fn exchange(
    transport: Transport,
    outgoing: Outgoing,
    limits: Limits,
) -> Result<Success, Error> {
    let trace = Trace::new(&transport.0, &outgoing);
    let exchange = Exchange {
        transport,
        outgoing,
        limits,
    };
    trace.around(exchange.run(&trace)).await
}

struct Exchange {
    transport: Transport,
    outgoing: Outgoing,
    limits: Limits,
}

impl Exchange {
    async fn run(self, trace: &Trace) -> Result<Success, Error> {
        let clock = &*self.transport.0.clock;
        let begin = clock.now();
        let mut number = 1;
        loop {
            let this = Attempt {
                operation: self.outgoing.operation,
                method: &self.outgoing.method,
                template: self.outgoing.template,
                number,
            };
            let outcome = self.attempt(this, begin, trace).await;
            let (retryable, wait) = match self.verdict(&outcome) {
                Verdict::Success => {
                    self.transport.0.budget.succeeded();
                    trace.succeeded(number);
                    return self.finish(outcome, number, false);
                }
                Verdict::Failed => (false, None),
                Verdict::Repeatable(asked) => (true, self.wait(number, asked, begin)),
            };
            let Some(wait) = wait else {
                let result = self.finish(outcome, number, retryable);
                trace.failed(number, &result);
                return result;
            };
            for hook in &self.transport.0.hooks {
                hook.before_retry(&this, wait);
            }
            if !wait.is_zero() {
                clock.sleep(wait).await;
            }
            number += 1;
        }
    }

    /// One attempt within its time, told to the hooks.
    async fn attempt(
        &self,
        this: Attempt<'_>,
        begin: Duration,
        trace: &Trace,
    ) -> Result<Answer, Fault> {
        let shared = &*self.transport.0;
        let clock = &*shared.clock;
        let start = clock.now();
        let left = self.left(begin);
        let limit = left.min(self.limits.attempt_timeout);
        let mut answer = None;
        let work = attempt(
            shared,
            &self.outgoing,
            this,
            self.limits.max_body,
            &mut answer,
        );
        // A time of this length is none: no clock has to wait for it.
        let alarm = (limit != Duration::MAX).then_some(limit);
        let worked = within(clock, alarm, work).await.unwrap_or_else(|| {
            Err(if left <= self.limits.attempt_timeout {
                Fault::Timeout(self.limits.timeout)
            } else {
                Fault::AttemptTimeout(limit)
            })
        });
        let outcome = match (worked, answer) {
            (Ok(()), Some(answer)) => Ok(answer),
            (Err(fault), Some(answer)) => Ok(Answer {
                end: End::Broken(fault),
                ..answer
            }),
            (Err(fault), None) => Err(fault),
            (Ok(()), None) => Err(Fault::Interrupted),
        };
        if shared.hooks.is_empty() && !Trace::IS_ON {
            return outcome;
        }
        let told = Outcome {
            answer: outcome
                .as_ref()
                .ok()
                .map(|answer| (answer.status, &answer.headers)),
            fault: match &outcome {
                Err(fault)
                | Ok(Answer {
                    end: End::Broken(fault),
                    ..
                }) => Some(fault),
                Ok(_) => None,
            },
            elapsed: clock.now().saturating_sub(start),
        };
        for hook in &shared.hooks {
            hook.after_attempt(&this, &told);
        }
        trace.attempt(&this, &told);
        outcome
    }

    /// How long to wait before the call that began then is sent again, after this many attempts, the
    /// last of which was answered with what the service asks for. `None` if it is not sent again.
    fn wait(&self, attempts: u32, asked: Option<Duration>, begin: Duration) -> Option<Duration> {
        let retry = &self.limits.retry;
        let wait = retry
            .allows(attempts)
            .then(|| retry.wait(attempts, asked))??;
        let in_time = wait < self.left(begin);
        (in_time && self.transport.0.budget.take()).then_some(wait)
    }

    /// What is left of the time of the call that began then.
    fn left(&self, begin: Duration) -> Duration {
        let gone = self.transport.0.clock.now().saturating_sub(begin);
        self.limits.timeout.saturating_sub(gone)
    }

    /// What an attempt means for the call.
    fn verdict(&self, outcome: &Result<Answer, Fault>) -> Verdict {
        let mut asked = None;
        let failure = match outcome {
            Err(fault) => Failure::from(fault),
            Ok(answer) if !answer.status.is_success() => {
                asked = retry_after(&answer.headers, &*self.transport.0.clock);
                Failure::Status(answer.status, asked)
            }
            Ok(answer) => match &answer.end {
                End::Complete => return Verdict::Success,
                End::TooLarge => Failure::Final,
                End::Broken(fault) => Failure::from(fault),
            },
        };
        let method = &self.outgoing.method;
        if self.limits.retry.may_repeat(method, &failure) {
            Verdict::Repeatable(asked)
        } else {
            Verdict::Failed
        }
    }

    /// The result of the call, from that of its last attempt.
    fn finish(
        self,
        outcome: Result<Answer, Fault>,
        attempts: u32,
        retryable: bool,
    ) -> Result<Success, Error> {
        let (answer, kind) = match outcome {
            Err(Fault::Hook(source)) => (None, Kind::Hook(source)),
            Err(fault) => (None, self.no_answer(fault)),
            Ok(answer) => {
                let Answer {
                    status,
                    headers,
                    body,
                    end,
                } = answer;
                let body = body.into_bytes();
                let kind = if status.is_success() {
                    match end {
                        End::Complete => {
                            return Ok(Success {
                                transport: self.transport,
                                outgoing: self.outgoing,
                                attempts,
                                status,
                                headers,
                                body,
                            });
                        }
                        End::TooLarge => Some(Kind::TooLarge {
                            limit: self.limits.max_body,
                        }),
                        End::Broken(fault) => Some(self.no_answer(fault)),
                    }
                } else {
                    // However the body ended: what the service has answered is the more useful error.
                    None
                };
                let shared = &self.transport.0;
                let redaction = Redaction::new(shared, self.outgoing.body.as_deref());
                let retry_after = retry_after(&headers, &*shared.clock);
                let answered = Answered::new(&redaction, status, &headers, retry_after, &body);
                let kind = kind.unwrap_or_else(|| Kind::Api {
                    error: ApiError::read(&redaction, shared.api.error_fields, &body),
                    advice: message::advice(shared, status),
                });
                (Some(answered), kind)
            }
        };
        Err(Error::after(
            self.outgoing.operation,
            attempts,
            retryable,
            answer,
            kind,
        ))
    }

    fn no_answer(&self, fault: Fault) -> Kind {
        Kind::Transport {
            server: self.transport.0.server.to_string(),
            fault,
        }
    }
}

/// What an attempt means for the call.
enum Verdict {
    Success,
    /// It failed, and may be repeated; with the wait that the service asks for.
    Repeatable(Option<Duration>),
    /// It failed for good.
    Failed,
}

impl Success {
    /// The value of the answer, with its status and headers.
    pub(super) fn decode<T: Decode>(self) -> Result<Response<T>, Error> {
        match T::decode(&self.body) {
            Ok(value) => Ok(Response::new(value, self.status, self.headers, self.body)),
            Err(failure) => Err(self.not_as_described(failure)),
        }
    }

    fn not_as_described(&self, failure: DecodeFailure) -> Error {
        let redaction = Redaction::new(&self.transport.0, self.outgoing.body.as_deref());
        let message = failure.source.to_string();
        let path = redaction.text(&failure.path);
        let member = path.rsplit('.').next().unwrap_or_default();
        let member = member.split('[').next().unwrap_or_default();
        let found = if redaction.hides(member) {
            "a secret of another type than described".to_owned()
        } else {
            redaction.text(&message)
        };
        // The source prints the value that it found; it is left out where that holds a secret.
        let source = (found == message).then_some(failure.source);
        let answered = Answered::new(&redaction, self.status, &self.headers, None, &self.body);
        let kind = Kind::Decode {
            path: message::clip(&path),
            found: message::clip(&found),
            source,
        };
        Error::after(
            self.outgoing.operation,
            self.attempts,
            false,
            Some(answered),
            kind,
        )
    }
}

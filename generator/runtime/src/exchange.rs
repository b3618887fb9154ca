//! A call from its request to its conclusion: attempt after attempt, as the retry policy allows, within
//! the time of the call.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::AUTHORIZATION;

use super::attempt::{Answer, Progress, Reading, attempt};
use super::body::End;
use super::conclusion::Conclusion;
use super::fault::Fault;
use super::future::within;
use super::hook::{Attempt, Outcome};
use super::outgoing::Outgoing;
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
    pub(super) reading: Reading,
    pub(super) retry: RetryPolicy,
}

/// Sends a call until it succeeds or has failed for good.
pub(super) async fn exchange(
    transport: Transport,
    outgoing: Outgoing,
    limits: Limits,
) -> Conclusion {
    let trace = Trace::new(&transport.0, &outgoing);
    let exchange = Exchange {
        transport,
        outgoing,
        limits,
    };
    let (progress, attempts, retryable) = trace.around(exchange.run(&trace)).await;
    Conclusion {
        sent: Some(exchange.outgoing),
        transport: exchange.transport,
        limit: exchange.limits.reading.max_body,
        attempts,
        retryable,
        progress,
        trace,
    }
}

struct Exchange {
    transport: Transport,
    outgoing: Outgoing,
    limits: Limits,
}

impl Exchange {
    /// How the last attempt ended, how many there were, and whether there could be another one.
    async fn run(&self, trace: &Trace) -> (Progress, u32, bool) {
        let shared = &*self.transport.0;
        let clock = &*shared.clock;
        let begin = clock.now();
        let call = shared.calls.fetch_add(1, Ordering::Relaxed);
        let mut number = 1;
        let mut renewed = false;
        loop {
            let this = Attempt {
                call,
                operation: self.outgoing.operation,
                method: &self.outgoing.method,
                template: self.outgoing.template,
                number,
            };
            let progress = self.attempt(this, begin, trace).await;
            // A token can be withdrawn before its time: then there is another one, once.
            if !renewed && self.was_refused(&progress) {
                renewed = true;
                for hook in &shared.hooks {
                    hook.before_retry(&this, Duration::ZERO);
                }
                number += 1;
                continue;
            }
            let asked = match self.verdict(&progress) {
                Verdict::Success => {
                    shared.budget.succeeded();
                    return (progress, number, false);
                }
                Verdict::Failed => return (progress, number, false),
                Verdict::Repeatable(asked) => asked,
            };
            let wait = self.wait(number, asked, begin);
            // It goes back into the budget where the caller gives up while we wait.
            let Some((wait, ticket)) = wait.and_then(|wait| Some((wait, shared.budget.take()?)))
            else {
                return (progress, number, true);
            };
            drop(progress);
            for hook in &shared.hooks {
                hook.before_retry(&this, wait);
            }
            if !wait.is_zero() {
                clock.sleep(wait).await;
            }
            ticket.spend();
            number += 1;
        }
    }

    /// One attempt within its time, told to the hooks.
    async fn attempt(&self, this: Attempt<'_>, begin: Duration, trace: &Trace) -> Progress {
        let shared = &*self.transport.0;
        let clock = &*shared.clock;
        let start = clock.now();
        let left = self.left(begin);
        let limit = left.min(self.limits.attempt_timeout);
        let mut progress = Progress::default();
        let work = async {
            let authorized = self.authorized(&mut progress).await?;
            let outgoing = authorized.as_ref().unwrap_or(&self.outgoing);
            attempt(shared, outgoing, this, self.limits.reading, &mut progress).await
        };
        // A time of this length is none: no clock has to wait for it.
        let alarm = (limit != Duration::MAX).then_some(limit);
        let worked = within(clock, alarm, work).await.unwrap_or_else(|| {
            Err(if left <= self.limits.attempt_timeout {
                Fault::Timeout(self.limits.timeout)
            } else {
                Fault::AttemptTimeout(limit)
            })
        });
        if let Err(fault) = worked {
            match &mut progress.answer {
                Some(answer) => answer.end = End::Broken(fault),
                None => progress.fault = Some(fault),
            }
        }
        if shared.hooks.is_empty() && !Trace::IS_ON {
            return progress;
        }
        let told = Outcome {
            answer: progress
                .answer
                .as_ref()
                .map(|answer| (answer.status, &answer.headers)),
            fault: match &progress.answer {
                Some(Answer {
                    end: End::Broken(fault),
                    ..
                }) => Some(fault),
                Some(_) => None,
                None => progress.fault.as_ref(),
            },
            elapsed: clock.now().saturating_sub(start),
        };
        for hook in &shared.hooks {
            hook.after_attempt(&this, &told);
        }
        trace.attempt(&this, &told);
        progress
    }

    /// The request with the token of now, where that can change.
    async fn authorized(&self, progress: &mut Progress) -> Result<Option<Outgoing>, Fault> {
        let Some(source) = &self.outgoing.source else {
            return Ok(None);
        };
        let token = Arc::clone(source).token(self.transport.clone()).await?;
        progress.token = Some(token.clone());
        let mut outgoing = self.outgoing.clone();
        outgoing.headers.insert(AUTHORIZATION, token);
        Ok(Some(outgoing))
    }

    /// Whether the service has refused a token in place of which there can be another one.
    fn was_refused(&self, progress: &Progress) -> bool {
        let status = progress.answer.as_ref().map(|answer| answer.status);
        let of_service = status == Some(StatusCode::UNAUTHORIZED) && progress.redirected.is_none();
        match (&self.outgoing.source, &progress.token) {
            (Some(source), Some(token)) if of_service => {
                source.refused(token);
                let streamed = self.outgoing.streamed.as_ref();
                streamed.is_none_or(|body| !body.is_spent())
            }
            _ => false,
        }
    }

    /// How long to wait before the call that began then is sent again, after this many attempts, the
    /// last of which was answered with what the service asks for. `None` if it is not sent again.
    fn wait(&self, attempts: u32, asked: Option<Duration>, begin: Duration) -> Option<Duration> {
        let retry = &self.limits.retry;
        let wait = retry
            .allows(attempts)
            .then(|| retry.wait(attempts, asked))??;
        (wait < self.left(begin)).then_some(wait)
    }

    /// What is left of the time of the call that began then.
    fn left(&self, begin: Duration) -> Duration {
        let gone = self.transport.0.clock.now().saturating_sub(begin);
        self.limits.timeout.saturating_sub(gone)
    }

    /// What an attempt means for the call.
    fn verdict(&self, progress: &Progress) -> Verdict {
        let mut asked = None;
        let failure = match &progress.answer {
            None => progress
                .fault
                .as_ref()
                .map_or(Failure::Final, Failure::from),
            Some(answer) if !answer.status.is_success() => {
                asked = retry_after(&answer.headers, &*self.transport.0.clock);
                Failure::Status(answer.status, asked)
            }
            Some(answer) => match &answer.end {
                End::Complete | End::Open(_) => return Verdict::Success,
                // What is read as it comes in breaks off while it is read.
                End::Broken(_)
                    if self
                        .limits
                        .reading
                        .leaves_open(answer.status, &answer.headers) =>
                {
                    return Verdict::Success;
                }
                End::TooLarge => Failure::Final,
                End::Broken(fault) => Failure::from(fault),
            },
        };
        let method = &self.outgoing.method;
        if self.limits.retry.may_repeat(method, &failure) && !self.outgoing.is_spent() {
            Verdict::Repeatable(asked)
        } else {
            Verdict::Failed
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

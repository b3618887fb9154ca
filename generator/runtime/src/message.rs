//! The wording of errors: one line that says what happened to which operation, and what to do.

use std::error::Error as _;
use std::fmt;

use reqwest::StatusCode;

use super::answered::Answered;
use super::api_error::ApiError;
use super::error::{Error, Kind, Parts};
use super::fault::Fault;
use super::transport::Shared;

/// The longest text of the service that a message repeats, in characters.
const CLIPPED: usize = 300;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        if let Some(operation) = parts.operation {
            write!(f, "{operation}: ")?;
        }
        match &parts.kind {
            Kind::Configuration(reason) => write!(f, "the client cannot be built: {reason}"),
            Kind::InvalidRequest { parameter, rule } => {
                write!(f, "the call was not sent: `{parameter}` {rule}")
            }
            Kind::Transport { server, fault } => {
                no_answer(f, self.status(), server, fault)?;
                tried(f, parts)
            }
            Kind::Hook(source) => write!(f, "a hook ended the call: {}", clip(&source.to_string())),
            Kind::Api { error, advice } => {
                answered(f, parts.answer.as_ref())?;
                write!(
                    f,
                    "{}; {advice}",
                    Said(error.as_ref(), parts.answer.as_ref())
                )?;
                if let Some(wait) = self.retry_after().filter(|wait| !wait.is_zero()) {
                    write!(f, " (it asks to wait for {} s)", wait.as_secs())?;
                }
                tried(f, parts)
            }
            Kind::Decode { path, found, .. } => {
                answered(f, parts.answer.as_ref())?;
                match parts.answer.as_ref() {
                    Some(Answered { body, .. }) if body.trim().is_empty() => {
                        f.write_str(", but its body is empty where a value was expected")?;
                    }
                    answer => {
                        write!(
                            f,
                            ", but its body is not as described, at `{path}`: {found}"
                        )?;
                        if let Some(content_type) =
                            answer.and_then(|answer| answer.content_type.as_deref())
                        {
                            write!(f, " (content type {content_type})")?;
                        }
                        if let Some(encoding) =
                            answer.and_then(|answer| answer.content_encoding.as_deref())
                        {
                            write!(
                                f,
                                " (content encoding {encoding}, which this client did not ask for)"
                            )?;
                        }
                    }
                }
                f.write_str("; `body()` of the error has what was sent, and the request has been carried out")
            }
            Kind::TooLarge { limit } => {
                answered(f, parts.answer.as_ref())?;
                write!(
                    f,
                    ", but its body is larger than the limit of {limit} bytes; raise `max_body` or ask for less at a time"
                )
            }
            Kind::Paging(reason) => f.write_str(reason),
        }
    }
}

fn answered(f: &mut fmt::Formatter<'_>, answer: Option<&Answered>) -> fmt::Result {
    let Some(answer) = answer else { return Ok(()) };
    write!(f, "the service answered {}", answer.status)?;
    match &answer.request_id {
        Some(id) => write!(f, " (request {id})"),
        None => Ok(()),
    }
}

/// How often a call was tried, where that was more than once, or why it was not.
fn tried(f: &mut fmt::Formatter<'_>, parts: &Parts) -> fmt::Result {
    let attempts = parts.attempts;
    if attempts > 1 {
        write!(f, " (tried {attempts} times)")?;
    }
    if parts.sent_once {
        f.write_str(" (its body is a stream, which is sent once: make the call with a new one to try again)")?;
    }
    Ok(())
}

fn no_answer(
    f: &mut fmt::Formatter<'_>,
    status: Option<StatusCode>,
    server: &str,
    fault: &Fault,
) -> fmt::Result {
    if fault.is_connect() {
        if fault.is_timeout() {
            return write!(
                f,
                "no connection to {server} in time; check the network and the base URL"
            );
        }
        return write!(
            f,
            "no connection to {server}: {fault}; check the network and the base URL"
        );
    }
    match fault {
        Fault::AttemptTimeout(limit) => write!(
            f,
            "no complete answer from {server} within {limit:?}; the request may have been carried out; \
             set a longer `attempt_timeout` if that is to be expected"
        ),
        Fault::Timeout(limit) => write!(
            f,
            "no complete answer from {server} within {limit:?}; the request may have been carried out; \
             set a longer `timeout` if that is to be expected"
        ),
        Fault::NoToken { reason, .. } => write!(f, "the call was not sent: {reason}"),
        Fault::NoRuntime => f.write_str(
            "the call was not sent: it needs a tokio runtime; await it inside of one, or use the feature `blocking`",
        ),
        Fault::Interrupted => f.write_str(
            "the runtime ended before the answer came; the request may have been carried out",
        ),
        Fault::Redirected => f.write_str(
            "the HTTP client that was given by `http_client` followed a redirect to another server, which may \
             have got what was sent; build it with `redirect(Policy::none())`, or use `configure_http`",
        ),
        Fault::Spent => f.write_str(
            "the call was not sent: its body is a stream, which was read before; make the call with a new stream",
        ),
        #[cfg(feature = "mock")]
        Fault::NotMocked(how) => f.write_str(how),
        other => match status {
            Some(status) => write!(
                f,
                "the answer {status} of {server} broke off: {other}; the request has probably been carried out"
            ),
            None => write!(
                f,
                "the exchange with {server} failed: {other}; the request may have been carried out"
            ),
        },
    }
}

/// What the service said about its error: its message and code, else the beginning of its body.
struct Said<'a>(Option<&'a ApiError>, Option<&'a Answered>);

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (message, code) = match self.0 {
            Some(error) => (error.message.as_deref(), error.code.as_deref()),
            None => (self.1.map(|answer| answer.body.as_str()), None),
        };
        if let Some(message) = message.filter(|message| !message.trim().is_empty()) {
            write!(f, ": {}", clip(message))?;
        }
        match code {
            Some(code) => write!(f, " (code {})", clip(code)),
            None => Ok(()),
        }
    }
}

/// What a person can do about an answer of this status.
pub(super) fn advice(shared: &Shared, status: StatusCode, redirected: Option<&str>) -> String {
    if let Some(server) = redirected {
        return format!(
            "that was {server}, to which the service redirected, and which is not sent the token: check the base URL"
        );
    }
    let text = match status.as_u16() {
        401 | 403 if shared.authorizer.is_some() => {
            "check the credentials that the client was given, and what they allow"
        }
        401 | 403 if !shared.api.bearer => {
            "check the credentials, which this client does not add by itself, and what they allow"
        }
        401 => {
            let place = match shared.api.token_variable {
                Some(variable) => {
                    format!(" (the environment variable {variable}, or what the client was given)")
                }
                None => String::new(),
            };
            return match shared.token {
                Some(_) => format!("check the token{place}"),
                None => format!("the client has no token: give it one{place}"),
            };
        }
        301 | 302 | 303 | 307 | 308 => "the redirect was not followed: check the base URL",
        100..=399 => "this client did not ask for such an answer: check the base URL",
        403 => "the token does not allow this: check what it may do",
        404 => "check the identifiers in the call, and the base URL",
        408 | 429 => "wait, then try again",
        409 | 412 => "look at the present state, then try again",
        501 => "the service does not do this",
        500..=599 => "the service failed: try again later",
        _ => "check the arguments of the call",
    };
    text.to_owned()
}

/// The deepest cause of an error, in one line.
pub(super) fn root_cause(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = error.to_string();
        cause = error.source();
    }
    clip(&text)
}

/// A text of the service in one line of bounded length.
pub(super) fn clip(text: &str) -> String {
    let mut words = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty());
    let mut line = String::new();
    // Words, not the whole text: a body of 64 KiB is not copied to show its first line.
    for word in words.by_ref() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > CLIPPED * 4 {
            break;
        }
    }
    match line.char_indices().nth(CLIPPED) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

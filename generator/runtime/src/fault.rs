//! Why an attempt has no complete answer.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use super::hook::BoxError;

/// Why there is no complete answer.
#[derive(Debug)]
pub(super) enum Fault {
    /// What the HTTP client says, without the URL: its query can hold what is not to be printed.
    Http(reqwest::Error),
    /// The time for one attempt ran out.
    AttemptTimeout(Duration),
    /// The time for the whole call ran out.
    Timeout(Duration),
    /// There is no runtime that could send the request.
    #[cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "a browser has one"))]
    NoRuntime,
    /// The runtime ended before the answer came.
    Interrupted,
    /// The HTTP client of the user followed a redirect to another server by itself.
    Redirected,
    /// There is no token to send it with; and whether there may be one later.
    NoToken { reason: String, transient: bool },
    /// A hook did not let the request out.
    Hook(BoxError),
    /// The body is a stream that another call has read.
    Spent,
    /// The mock was told to fail to connect.
    #[cfg(feature = "mock")]
    MockedConnect,
    /// The mock was told to break off the connection.
    #[cfg(feature = "mock")]
    MockedBreak,
    /// The mock was not told what to answer; with what it should be told.
    #[cfg(feature = "mock")]
    NotMocked(String),
    /// The stream that the mock was sent failed.
    #[cfg(feature = "mock")]
    #[allow(dead_code, reason = "not every client sends streams")]
    Unread(BoxError),
}

impl Fault {
    pub(super) fn http(error: reqwest::Error) -> Self {
        Self::Http(error.without_url())
    }

    /// Whether time ran out.
    pub(super) fn is_timeout(&self) -> bool {
        match self {
            Self::Http(error) => error.is_timeout(),
            Self::AttemptTimeout(_) | Self::Timeout(_) => true,
            Self::NoToken { .. }
            | Self::NoRuntime
            | Self::Interrupted
            | Self::Redirected
            | Self::Hook(_)
            | Self::Spent => false,
            #[cfg(feature = "mock")]
            Self::MockedConnect | Self::MockedBreak | Self::NotMocked(_) | Self::Unread(_) => false,
        }
    }

    /// Whether the service cannot have seen the request, because there was no connection.
    pub(super) fn is_connect(&self) -> bool {
        match self {
            Self::Http(error) => is_connect(error),
            Self::AttemptTimeout(_)
            | Self::Timeout(_)
            | Self::NoRuntime
            | Self::Interrupted
            | Self::Redirected
            | Self::NoToken { .. }
            | Self::Hook(_)
            | Self::Spent => false,
            #[cfg(feature = "mock")]
            Self::MockedConnect => true,
            #[cfg(feature = "mock")]
            Self::MockedBreak | Self::NotMocked(_) | Self::Unread(_) => false,
        }
    }

    /// Whether another attempt would fail in the same way.
    pub(super) fn is_final(&self) -> bool {
        match self {
            Self::Http(error) => error.is_builder(),
            Self::AttemptTimeout(_) | Self::Timeout(_) => false,
            Self::NoToken { transient, .. } => !transient,
            Self::NoRuntime
            | Self::Interrupted
            | Self::Redirected
            | Self::Hook(_)
            | Self::Spent => true,
            #[cfg(feature = "mock")]
            Self::MockedConnect | Self::MockedBreak => false,
            #[cfg(feature = "mock")]
            Self::NotMocked(_) | Self::Unread(_) => true,
        }
    }

    /// Whether the request did not leave this machine, because of this machine.
    pub(super) fn is_before_sending(&self) -> bool {
        matches!(
            self,
            Self::NoRuntime | Self::Hook(_) | Self::Spent | Self::NoToken { .. }
        )
    }

    /// A short word for counting, as the `error.type` of OpenTelemetry.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Hook(_) => "hook",
            Self::NoToken { .. } => "token",
            _ if self.is_timeout() => "timeout",
            _ if self.is_connect() => "connect",
            _ => "io",
        }
    }

    /// The error below, if there is one.
    pub(super) fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            Self::Hook(error) => Some(&**error),
            Self::AttemptTimeout(_)
            | Self::Timeout(_)
            | Self::NoToken { .. }
            | Self::NoRuntime
            | Self::Interrupted
            | Self::Redirected
            | Self::Spent => None,
            #[cfg(feature = "mock")]
            Self::MockedConnect | Self::MockedBreak | Self::NotMocked(_) => None,
            #[cfg(feature = "mock")]
            Self::Unread(error) => Some(&**error),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(error) => f.write_str(&super::message::root_cause(error)),
            Self::AttemptTimeout(limit) | Self::Timeout(limit) => {
                write!(f, "no complete answer within {limit:?}")
            }
            Self::NoToken { reason, .. } => f.write_str(reason),
            Self::NoRuntime => f.write_str("no runtime to send it"),
            Self::Interrupted => f.write_str("the runtime ended"),
            Self::Redirected => f.write_str("a redirect to another server was followed"),
            Self::Hook(error) => write!(f, "{error}"),
            Self::Spent => f.write_str("its body was read before"),
            #[cfg(feature = "mock")]
            Self::MockedConnect => f.write_str("the mock refuses the connection"),
            #[cfg(feature = "mock")]
            Self::MockedBreak => f.write_str("the mock breaks off the connection"),
            #[cfg(feature = "mock")]
            Self::NotMocked(how) => f.write_str(how),
            #[cfg(feature = "mock")]
            Self::Unread(error) => write!(f, "{error}"),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// A browser does not say how a request failed.
#[cfg(target_arch = "wasm32")]
fn is_connect(_: &reqwest::Error) -> bool {
    false
}

//! The settings of a client, and the checks that they have to pass.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;
use secrecy::SecretString;

use super::budget::Budget;
use super::clock::{Clock, SystemClock};
use super::error::Error;
use super::hook::Hook;
use super::message::root_cause;
use super::retry::RetryPolicy;
use super::sender::Sender;
use super::server::Server;
use super::token::Token;
use super::transport::{Api, Shared, Transport};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(90);
const MAX_BODY: usize = 32 * 1024 * 1024;
const RETRY_BUDGET: u32 = 100;

/// The settings of a client, checked when it is built.
#[derive(Clone)]
#[must_use = "settings do nothing until the client is built"]
pub struct TransportBuilder {
    api: Api,
    base_url: Option<String>,
    allow_http: bool,
    token: Option<SecretString>,
    user_agent: Option<String>,
    timeout: Duration,
    attempt_timeout: Duration,
    connect_timeout: Option<Duration>,
    max_body: usize,
    retry: RetryPolicy,
    retry_budget: u32,
    hooks: Vec<Arc<dyn Hook>>,
    clock: Option<Arc<dyn Clock>>,
    http: Option<reqwest::Client>,
    #[cfg(feature = "mock")]
    mock: Option<super::mock::Mock>,
}

impl TransportBuilder {
    pub(super) fn new(api: Api) -> Self {
        Self {
            api,
            base_url: None,
            allow_http: false,
            token: None,
            user_agent: None,
            timeout: TIMEOUT,
            attempt_timeout: ATTEMPT_TIMEOUT,
            connect_timeout: None,
            max_body: MAX_BODY,
            retry: RetryPolicy::new(),
            retry_budget: RETRY_BUDGET,
            hooks: Vec::new(),
            clock: None,
            http: None,
            #[cfg(feature = "mock")]
            mock: None,
        }
    }

    /// The token that every request carries.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(SecretString::from(token.into()));
        self
    }

    /// Reads the token from the environment variable of this API.
    ///
    /// # Errors
    /// If the variable is not set, is empty, or holds characters that no token has, or if the API
    /// has no such variable. The error names the variable and never its value.
    pub fn token_from_env(mut self) -> Result<Self, Error> {
        let name = self.api.token_variable.ok_or_else(|| {
            Error::configuration(
                "no environment variable is known for this API: give the token with `token`"
                    .to_owned(),
            )
        })?;
        let value = std::env::var_os(name).ok_or_else(|| {
            Error::configuration(format!(
                "the environment variable {name} is not set: set it to your token"
            ))
        })?;
        let text = value.into_string().map_err(|_| {
            Error::configuration(format!(
                "the environment variable {name} is not UTF-8: set it to your token"
            ))
        })?;
        let secret = SecretString::from(text);
        Token::new(secret.clone()).map_err(|reason| {
            Error::configuration(format!(
                "the environment variable {name} is no use: {reason}"
            ))
        })?;
        self.token = Some(secret);
        Ok(self)
    }

    /// The server to call instead of the API's own, with or without a path and a trailing slash.
    /// It must be `https`, unless its host is this machine or [`allow_http`](Self::allow_http) is set.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Allows a base URL without TLS on another machine. Everyone on the way there can read the token.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// How long one call may take over all attempts and the waits between them. 90 seconds if not set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long one attempt may take, from connecting to the end of the answer. 30 seconds if not set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How long connecting may take, within the time of an attempt. 10 seconds if not set. In a
    /// browser it has no effect.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// The largest body, in bytes, that is read of an answer. 32 MiB if not set.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// When calls are sent again after a failure. As [`RetryPolicy::new`] says if not set.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many retries all calls of the client may make together while none succeeds: each success
    /// gives back a tenth of one. 100 if not set.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// Adds a hook, which is called around each attempt of each call.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// The clock for timeouts and waits, in place of that of the system.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Answers all calls from `mock`, without any connection.
    #[cfg(feature = "mock")]
    pub fn mock(mut self, mock: &super::mock::Mock) -> Self {
        self.mock = Some(mock.clone());
        self
    }

    /// The value of the `user-agent` header, instead of the name and version of this client.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// An HTTP client with settings of its own (proxies, certificates, …) to send requests with.
    /// Its connect timeout and its policy for redirects take the place of those of this client.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    /// If the base URL is missing or not acceptable, the token or the user agent cannot be sent in a
    /// header, a connect timeout is set beside an HTTP client that has its own, or TLS is not available.
    pub fn build(self) -> Result<Transport, Error> {
        let base_url = self.base_url.as_deref().unwrap_or(self.api.base_url);
        let server = Server::new(base_url, self.allow_http).map_err(Error::configuration)?;
        let sender = self.sender(&server)?;
        let token = self
            .token
            .map(Token::new)
            .transpose()
            .map_err(Error::configuration)?;
        let user_agent =
            HeaderValue::from_str(self.user_agent.as_deref().unwrap_or(self.api.user_agent))
                .map_err(|_| {
                    Error::configuration(
                        "the user agent has characters that no header can carry".to_owned(),
                    )
                })?;
        Ok(Transport(Arc::new(Shared {
            api: self.api,
            server,
            allow_http: self.allow_http,
            token,
            user_agent,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            max_body: self.max_body,
            retry: self.retry,
            budget: Budget::new(self.retry_budget),
            hooks: self.hooks,
            clock: self.clock.unwrap_or_else(|| default_clock(&sender)),
            sender,
        })))
    }

    /// What requests are sent with.
    fn sender(&self, server: &Server) -> Result<Sender, Error> {
        #[cfg(feature = "mock")]
        if let Some(mock) = &self.mock {
            return Ok(Sender::Mock(mock.clone()));
        }
        match (&self.http, self.connect_timeout) {
            (Some(_), Some(_)) => Err(Error::configuration(
                "`connect_timeout` cannot change an HTTP client that is already built: set it on that client".to_owned(),
            )),
            (Some(http), None) => Ok(Sender::Http(http.clone())),
            (None, timeout) => {
                if cfg!(not(any(feature = "rustls", feature = "native-tls", target_arch = "wasm32")))
                    && server.is_https()
                {
                    return Err(Error::configuration(format!(
                        "this crate was built without TLS, which {server} needs: \
                         turn on its feature `rustls` or `native-tls`, or give an `http_client` that has TLS"
                    )));
                }
                http_client(server, timeout.unwrap_or(CONNECT_TIMEOUT)).map(Sender::Http)
            }
        }
    }
}

/// The clock for what is sent in this way: a mock takes no time.
fn default_clock(sender: &Sender) -> Arc<dyn Clock> {
    match sender {
        Sender::Http(_) => Arc::new(SystemClock::new()),
        #[cfg(feature = "mock")]
        Sender::Mock(mock) => Arc::new(mock.clock()),
    }
}

/// An HTTP client that leaves redirects to us, and that asks no proxy to reach this machine.
fn http_client(server: &Server, connect_timeout: Duration) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder();
    // A browser has its own ways in all of this.
    #[cfg(not(target_arch = "wasm32"))]
    let builder = {
        let builder = builder
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(connect_timeout);
        if server.is_loopback() {
            builder.no_proxy()
        } else {
            builder
        }
    };
    #[cfg(target_arch = "wasm32")]
    let _ = (server, connect_timeout);
    builder.build().map_err(|error| {
        Error::configuration(format!(
            "the HTTP client cannot be set up: {}",
            root_cause(&error)
        ))
    })
}

impl fmt::Debug for TransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet, so that it may have a password in it.
        f.debug_struct("TransportBuilder")
            .field(
                "base_url",
                &self.base_url.as_ref().map_or("the API's own", |_| "set"),
            )
            .field("token", &self.token.as_ref().map(|_| "[redacted]"))
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("retry", &self.retry)
            .field("max_body", &self.max_body)
            .finish_non_exhaustive()
    }
}

//! The settings of a client, and the checks that they have to pass.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use reqwest::header::HeaderValue;
use secrecy::SecretString;

use super::authorizer::Authorizer;
use super::budget::Budget;
use super::clock::{Clock, SystemClock};
use super::error::Error;
use super::hook::Hook;
use super::message::root_cause;
use super::retry::RetryPolicy;
use super::sender::Sender;
use super::server::Server;
use super::token::{self, Token};
use super::transport::{Api, Shared, Transport};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Below what servers and balancers usually have, so that a request is not sent into a connection which
/// is just being closed.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(50);
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(90);
const MAX_BODY: usize = 32 * 1024 * 1024;
const RETRY_BUDGET: u32 = 100;

/// What a user sets of the HTTP client.
type ConfigureHttp = Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// The settings of a client, checked when it is built.
#[derive(Clone)]
#[must_use = "settings do nothing until the client is built"]
pub struct TransportBuilder {
    api: Api,
    base_url: Option<String>,
    allow_http: bool,
    token: Option<SecretString>,
    pub(super) authorizer: Option<Arc<dyn Authorizer>>,
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
    configure_http: Option<ConfigureHttp>,
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
            authorizer: None,
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
            configure_http: None,
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
        let secret = token::from_env(name)?;
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

    /// Sets what this client's HTTP client has beside its own settings: proxies, certificates and the
    /// like. Default headers are sent everywhere, also where the service redirects to.
    pub fn configure_http(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.configure_http = Some(Arc::new(configure));
        self
    }

    /// An HTTP client that is already built, to share its connections. Its connect timeout takes the
    /// place of that of this client. It must be built with [`reqwest::redirect::Policy::none`]: this
    /// client follows redirects itself, because it knows what must not be sent to another server. A call
    /// fails where the HTTP client went to another server by itself.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    /// If the base URL is missing or not acceptable, the token or the user agent cannot be sent in a
    /// header, a setting of the HTTP client is set beside one that is already built, or TLS is not available.
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
            authorizer: self.authorizer,
            user_agent,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            max_body: self.max_body,
            retry: self.retry,
            budget: Budget::new(self.retry_budget),
            hooks: self.hooks,
            clock: self.clock.unwrap_or_else(|| default_clock(&sender)),
            sender,
            calls: AtomicU64::new(0),
        })))
    }

    /// What requests are sent with.
    fn sender(&self, server: &Server) -> Result<Sender, Error> {
        #[cfg(feature = "mock")]
        if let Some(mock) = &self.mock {
            return Ok(Sender::Mock(mock.clone()));
        }
        if let Some(http) = &self.http {
            let setting = match (self.connect_timeout, &self.configure_http) {
                (Some(_), _) => "connect_timeout",
                (None, Some(_)) => "configure_http",
                (None, None) => return Ok(Sender::Http(http.clone())),
            };
            return Err(Error::configuration(format!(
                "`{setting}` cannot change an HTTP client that is already built: set it on that client"
            )));
        }
        if cfg!(not(any(
            feature = "rustls",
            feature = "native-tls",
            target_arch = "wasm32"
        ))) && server.is_https()
        {
            return Err(Error::configuration(format!(
                "this crate was built without TLS, which {server} needs: \
                 turn on its feature `rustls` or `native-tls`, or give an `http_client` that has TLS"
            )));
        }
        self.http_client_of_ours(server).map(Sender::Http)
    }

    /// An HTTP client that leaves redirects to us, and that asks no proxy to reach this machine.
    fn http_client_of_ours(&self, server: &Server) -> Result<reqwest::Client, Error> {
        let mut builder = reqwest::Client::builder();
        // A browser has its own ways in all of this.
        #[cfg(not(target_arch = "wasm32"))]
        {
            builder = builder
                .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT))
                .pool_idle_timeout(POOL_IDLE_TIMEOUT);
            if server.is_loopback() {
                builder = builder.no_proxy();
            }
        }
        if let Some(configure) = &self.configure_http {
            builder = configure(builder);
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            builder = builder.redirect(reqwest::redirect::Policy::none());
        }
        #[cfg(target_arch = "wasm32")]
        let _ = (server, CONNECT_TIMEOUT, POOL_IDLE_TIMEOUT);
        builder.build().map_err(|error| {
            Error::configuration(format!(
                "the HTTP client cannot be set up: {}",
                root_cause(&error)
            ))
        })
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

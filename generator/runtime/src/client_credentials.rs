//! Access tokens that the client fetches by an id and a secret of its own: the client credentials of
//! OAuth 2 (RFC 6749, section 4.4). A token is fetched once for all calls that need one, kept until
//! shortly before it ends, and fetched anew where the service refuses it.

use std::sync::{Arc, Mutex as Lock, MutexGuard, PoisonError};
use std::time::Duration;

use percent_encoding::utf8_percent_encode;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use reqwest::{Method, Request, StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::sync::Mutex;

use super::authorizer::TokenSource;
use super::basic;
use super::body::{self, Body, End};
use super::credentials::Credentials;
use super::fault::Fault;
use super::future::BoxFuture;
use super::message::clip;
use super::path::ARGUMENT;
use super::sender::Sender;
use super::server::{may_be_sent_to, same_origin};
use super::transport::{Shared, Transport};

/// The most that is read of an answer, in bytes.
const MAX_ANSWER: usize = 256 * 1024;

/// A token is not used in the last part of its time, which a call may take to arrive: a tenth of it,
/// and no longer than this.
const MARGIN: Duration = Duration::from_secs(30);

/// How many tokens are known as secrets: that of now, and those that calls under way may have.
const KNOWN: usize = 4;

/// What a client has to fetch tokens with.
struct ClientCredentials {
    url: String,
    id: String,
    secret: SecretString,
    scopes: String,
    /// Held while a token is fetched, so that all others wait for it.
    fetching: Mutex<()>,
    tokens: Lock<Tokens>,
}

#[derive(Default)]
struct Tokens {
    current: Option<Token>,
    known: Vec<SecretString>,
}

struct Token {
    header: HeaderValue,
    /// When it is not used any more, by the clock of the client.
    until: Option<Duration>,
}

impl Credentials {
    /// Has the tokens of a scheme fetched at `url`, with an id and a secret.
    pub fn set_client(
        &mut self,
        scheme: &'static str,
        url: impl Into<String>,
        id: impl Into<String>,
        secret: impl Into<String>,
        scopes: &[&str],
    ) {
        let (id, secret) = (id.into(), secret.into());
        if id.is_empty() || secret.is_empty() {
            return self.refuse(scheme, "the id and the secret must not be empty".to_owned());
        }
        let source = ClientCredentials {
            url: url.into(),
            id,
            secret: secret.into(),
            scopes: scopes.join(" "),
            fetching: Mutex::new(()),
            tokens: Lock::default(),
        };
        self.set_source(scheme, Arc::new(source));
    }
}

impl TokenSource for ClientCredentials {
    fn current(&self) -> Option<HeaderValue> {
        let tokens = self.tokens();
        tokens.current.as_ref().map(|token| token.header.clone())
    }

    fn token(self: Arc<Self>, transport: Transport) -> BoxFuture<Result<HeaderValue, Fault>> {
        Box::pin(async move {
            let shared = &*transport.0;
            if let Some(token) = self.valid(shared) {
                return Ok(token);
            }
            let _held = self.fetching.lock().await;
            // Another call may have fetched one while we waited.
            if let Some(token) = self.valid(shared) {
                return Ok(token);
            }
            self.fetch(shared).await
        })
    }

    fn refused(&self, token: &HeaderValue) {
        let mut tokens = self.tokens();
        let kept = |current: &Token| current.header != *token;
        tokens.current = tokens.current.take().filter(kept);
    }

    fn secrets(&self) -> Vec<String> {
        let known = &self.tokens().known;
        let tokens = known.iter().map(|token| token.expose_secret().to_owned());
        let secret = Some(self.secret.expose_secret().to_owned());
        tokens
            .chain(secret)
            .filter(|text| !text.is_empty())
            .collect()
    }
}

/// What the server for tokens said that has none.
struct Refused {
    status: StatusCode,
    body: Value,
}

impl ClientCredentials {
    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn valid(&self, shared: &Shared) -> Option<HeaderValue> {
        let tokens = self.tokens();
        let token = tokens.current.as_ref()?;
        let ended = token.until.is_some_and(|until| shared.clock.now() >= until);
        (!ended).then(|| token.header.clone())
    }

    async fn fetch(&self, shared: &Shared) -> Result<HeaderValue, Fault> {
        let url = Url::parse(&self.url)
            .map_err(|error| self.fault(false, &format!("that is no URL ({error})")))?;
        if !may_be_sent_to(&url, shared.allow_http) {
            return Err(self.fault(
                false,
                "that is not https, so that anyone on the way could read the secret",
            ));
        }
        #[allow(
            clippy::infallible_destructuring_match,
            reason = "without the feature `mock`, there is one way to send"
        )]
        let http = match &shared.sender {
            Sender::Http(http) => http,
            #[cfg(feature = "mock")]
            Sender::Mock(_) => return self.keep("mock-token", None),
        };
        let asked = shared.clock.now();
        let mut answer = self.ask(shared, http, &url, true).await?;
        // Some servers read the id and the secret in the body only.
        if let Err(Refused { status, body }) = &answer
            && matches!(status.as_u16(), 400 | 401)
            && matches!(
                body["error"].as_str(),
                Some("invalid_client" | "invalid_request")
            )
        {
            answer = self.ask(shared, http, &url, false).await?;
        }
        let body = answer.map_err(|refused| {
            let transient = refused.status.is_server_error() || refused.status.as_u16() == 429;
            let said = ["error", "error_description"].map(|member| refused.body[member].as_str());
            let said: Vec<&str> = said.into_iter().flatten().collect();
            let said = clip(&self.without_secret(&said.join(": ")));
            self.fault(transient, &format!("it answered {} {said}", refused.status))
        })?;
        let Some(token) = body["access_token"].as_str() else {
            return Err(self.fault(false, "its answer has no `access_token`"));
        };
        let seconds = match &body["expires_in"] {
            Value::String(text) => text.parse().ok(),
            number => number.as_f64(),
        };
        let lasts = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let until =
            lasts.map(|lasts| asked.saturating_add(lasts.saturating_sub(MARGIN.min(lasts / 10))));
        self.keep(token, until)
    }

    fn keep(&self, token: &str, until: Option<Duration>) -> Result<HeaderValue, Fault> {
        let mut header = HeaderValue::from_str(&format!("Bearer {token}"))
            .map_err(|_| self.fault(false, "its token cannot be sent in a header"))?;
        header.set_sensitive(true);
        let mut tokens = self.tokens();
        tokens.known.push(token.into());
        let old = tokens.known.len().saturating_sub(KNOWN);
        tokens.known.drain(..old);
        tokens.current = Some(Token {
            header: header.clone(),
            until,
        });
        Ok(header)
    }

    /// A text of the service, without the secret in any form in which it is sent.
    fn without_secret(&self, text: &str) -> String {
        let plain = self.secret.expose_secret();
        let [id, secret] =
            [&*self.id, plain].map(|text| utf8_percent_encode(text, ARGUMENT).to_string());
        let pair = basic::encode(&id, &secret.clone().into());
        let forms = [pair.expose_secret(), &secret, plain];
        forms.iter().fold(text.to_owned(), |text, form| {
            text.replace(form, "[redacted]")
        })
    }

    /// Asks for a token, with the id and the secret in a header or in the body.
    async fn ask(
        &self,
        shared: &Shared,
        http: &reqwest::Client,
        url: &Url,
        in_header: bool,
    ) -> Result<Result<Value, Refused>, Fault> {
        let encoded = |text: &str| utf8_percent_encode(text, ARGUMENT).to_string();
        let (id, secret) = (encoded(&self.id), encoded(self.secret.expose_secret()));
        let mut form = "grant_type=client_credentials".to_owned();
        if !self.scopes.is_empty() {
            form.extend(["&scope=", &encoded(&self.scopes)]);
        }
        let mut request = Request::new(Method::POST, url.clone());
        let headers = request.headers_mut();
        if in_header {
            let pair = basic::encode(&id, &secret.into());
            let value = HeaderValue::from_str(&format!("Basic {}", pair.expose_secret()));
            let mut value = value.map_err(|_| self.fault(false, "the id cannot be sent"))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        } else {
            form.extend(["&client_id=", &id, "&client_secret=", &secret]);
        }
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, shared.user_agent.clone());
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, kind);
        *request.body_mut() = Some(form.into());
        #[cfg(not(target_arch = "wasm32"))]
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Fault::NoRuntime);
        }
        let response = http.execute(request).await.map_err(|error| {
            let cause = super::message::root_cause(&error.without_url());
            self.fault(true, &format!("there is no answer: {cause}"))
        })?;
        // An HTTP client of the user that follows redirects by itself could take the secret elsewhere.
        if cfg!(not(target_arch = "wasm32")) && !same_origin(response.url(), url) {
            return Err(Fault::Redirected);
        }
        let status = response.status();
        let mut body = Body::default();
        if !matches!(
            body::read(response, MAX_ANSWER, &mut body).await,
            End::Complete
        ) {
            return Err(self.fault(true, "its answer broke off"));
        }
        let body = serde_json::from_slice(&body.into_bytes()).unwrap_or(Value::Null);
        Ok(if status.is_success() {
            Ok(body)
        } else {
            Err(Refused { status, body })
        })
    }

    /// Why there is no token, without a secret in it.
    fn fault(&self, transient: bool, reason: &str) -> Fault {
        // An URL that is none can be anything.
        let server = Url::parse(&self.url).map_or_else(
            |_| "the URL for tokens".to_owned(),
            |url| url.origin().ascii_serialization(),
        );
        Fault::NoToken {
            reason: format!("no access token from {server}: {reason}"),
            transient,
        }
    }
}

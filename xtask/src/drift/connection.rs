//! The connection to the service: one request at a time, each answer within limits, the token to one
//! origin only.

use std::{
    io::{ErrorKind, Read as _},
    time::Duration,
};

use truespec::diagnostic::Diagnostic;
use ureq::{
    Agent, Body, Error, Timeout,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, Request, Response,
        header::{ACCEPT, CONTENT_TYPE, LOCATION, RETRY_AFTER},
    },
    tls::{RootCerts, TlsConfig},
};
use url::Url;

use super::options::Options;
use crate::refresh::{is_here, may_be_read};

/// Larger answers (in bytes) are refused.
const MAX_SIZE: u64 = 16 * 1024 * 1024;
/// The longest wait that a service can ask for, in seconds.
const MAX_WAIT: u64 = 60;
/// How many redirects within the service are followed.
const MAX_HOPS: usize = 5;

/// A request to the service.
pub(crate) struct Asked {
    pub(crate) method: Method,
    /// Below the base URL, percent-encoded.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    /// The media type and the text of a body.
    pub(crate) body: Option<(String, String)>,
}

/// What came back.
pub(crate) struct Answered {
    pub(crate) status: u16,
    /// The media type, in small letters and without parameters.
    pub(crate) content_type: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) struct Connection {
    agent: Agent,
    base: Url,
    requests: usize,
    max_requests: usize,
}

impl Connection {
    /// A connection to the service that is named.
    pub(crate) fn new(base: &str, options: &Options) -> Result<Self, Diagnostic> {
        let refused = |problem: String, help: &str| {
            Diagnostic::error_without_place("service-address", problem).help(help.to_owned())
        };
        let help = "give an address such as https://api.example.com/v1";
        let base = Url::parse(base.trim_end_matches('/'))
            .map_err(|error| refused(format!("the base URL is none: {error}"), help))?;
        if !matches!(base.scheme(), "https" | "http") || base.host().is_none() {
            return Err(refused("the base URL is not on the web".to_owned(), help));
        }
        if !may_be_read(&base, options.allow_http) {
            let problem = "the token would be sent without TLS".to_owned();
            let help = "use https, or say --allow-http if this network is yours";
            return Err(refused(problem, help));
        }
        let has_user = !base.username().is_empty() || base.password().is_some();
        if base.query().is_some() || base.fragment().is_some() || has_user {
            let problem = "a base URL has no query, fragment or user".to_owned();
            return Err(refused(problem, help));
        }
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(options.timeout)))
            .tls_config(tls.build())
            .user_agent(concat!("truespec-drift/", env!("CARGO_PKG_VERSION")));
        if is_here(&base) {
            config = config.proxy(None);
        }
        Ok(Self {
            agent: config.build().into(),
            base,
            requests: 0,
            max_requests: options.max_requests,
        })
    }

    /// Whether another request can be sent.
    pub(crate) fn has_requests_left(&self) -> bool {
        self.requests < self.max_requests
    }

    /// How many requests were sent.
    pub(crate) fn requests(&self) -> usize {
        self.requests
    }

    /// Asks, once more where the service asks for a short wait. A redirect to another origin is the
    /// answer.
    pub(crate) fn ask(&mut self, asked: &Asked) -> Result<Answered, Diagnostic> {
        let mut url = self.base.clone();
        url.set_path(&format!(
            "{}{}",
            self.base.path().trim_end_matches('/'),
            asked.path
        ));
        if !asked.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&asked.query);
        }
        let answer = self.follow(asked, url.clone())?;
        let busy = matches!(answer.status().as_u16(), 429 | 503);
        let wait = answer.headers().get(RETRY_AFTER).and_then(seconds);
        let answer = match wait.filter(|wait| busy && *wait <= MAX_WAIT) {
            Some(wait) if self.has_requests_left() => {
                std::thread::sleep(Duration::from_secs(wait));
                self.follow(asked, url)?
            }
            Some(_) | None => answer,
        };
        self.read(answer)
    }

    fn follow(&mut self, asked: &Asked, mut url: Url) -> Result<Response<Body>, Diagnostic> {
        for _ in 0..=MAX_HOPS {
            let answer = self.send(asked, &url)?;
            let is_safe = asked.method == Method::GET || asked.method == Method::HEAD;
            let next = answer.headers().get(LOCATION);
            let next = next.and_then(|next| next.to_str().ok());
            let next = next.and_then(|next| url.join(next).ok());
            let followed = answer.status().is_redirection() && is_safe;
            match next.filter(|next| next.origin() == self.base.origin()) {
                Some(next) if followed && self.has_requests_left() => url = next,
                Some(_) | None => return Ok(answer),
            }
        }
        let problem = format!("{} redirects in a circle", self.base);
        Err(Diagnostic::error_without_place("service-garbage", problem)
            .help("is this the address of the service?"))
    }

    fn send(&mut self, asked: &Asked, url: &Url) -> Result<Response<Body>, Diagnostic> {
        self.requests += 1;
        let mut request = Request::builder()
            .method(asked.method.clone())
            .uri(url.as_str())
            .header(ACCEPT, "application/json, */*;q=0.5");
        for (name, value) in &asked.headers {
            request = request.header(name, value);
        }
        let answer = if let Some((media_type, text)) = &asked.body {
            let request = request.header(CONTENT_TYPE, media_type);
            let request = request.body(text.clone()).map_err(Error::from);
            request.and_then(|request| self.agent.run(request))
        } else {
            let request = request.body(()).map_err(Error::from);
            request.and_then(|request| self.agent.run(request))
        };
        answer.map_err(|error| failed(&self.base, &error))
    }

    fn read(&self, mut answer: Response<Body>) -> Result<Answered, Diagnostic> {
        let status = answer.status().as_u16();
        let content_type = answer.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let content_type = content_type.map(|value| {
            let essence = value.split(';').next().unwrap_or_default();
            essence.trim().to_ascii_lowercase()
        });
        let mut bytes = Vec::new();
        let reader = answer.body_mut().as_reader();
        let read = reader.take(MAX_SIZE + 1).read_to_end(&mut bytes);
        if let Err(error) = read.map_err(Error::from) {
            if matches!(error, Error::Timeout(_)) {
                return Err(failed(&self.base, &error));
            }
            let problem = format!("an answer of {} breaks off: {error}", self.base);
            return Err(Diagnostic::error_without_place("service-garbage", problem)
                .help("look at what stands between this machine and the service"));
        }
        if bytes.len() as u64 > MAX_SIZE {
            let problem = format!("an answer of {} has more than {MAX_SIZE} bytes", self.base);
            return Err(Diagnostic::error_without_place("service-garbage", problem)
                .help("ask for smaller pages: --value limit=20"));
        }
        Ok(Answered {
            status,
            content_type: content_type.filter(|value| !value.is_empty()),
            bytes,
        })
    }
}

/// A header with a text that must not be shown.
pub(crate) fn secret(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::try_from(name).ok()?;
    let mut value = HeaderValue::try_from(value).ok()?;
    value.set_sensitive(true);
    Some((name, value))
}

fn seconds(value: &HeaderValue) -> Option<u64> {
    value.to_str().ok()?.trim().parse().ok()
}

/// Why there is no answer. Addresses of requests are left out: a key can be in their query.
fn failed(base: &Url, error: &Error) -> Diagnostic {
    let origin = base.origin().ascii_serialization();
    let broken = |kind: ErrorKind| {
        let kinds = [
            ErrorKind::UnexpectedEof,
            ErrorKind::ConnectionReset,
            ErrorKind::ConnectionAborted,
            ErrorKind::BrokenPipe,
        ];
        kinds.contains(&kind)
    };
    let (code, problem, help) = match error {
        Error::Timeout(Timeout::Connect | Timeout::Resolve) | Error::HostNotFound => {
            let problem = format!("{origin} cannot be reached");
            (
                "service-unreachable",
                problem,
                "check --base-url and the network",
            )
        }
        Error::Timeout(_) => {
            let problem = format!("{origin} does not answer in time");
            let help = "try --timeout, or look whether the service runs";
            ("service-unreachable", problem, help)
        }
        Error::Protocol(_) | Error::Http(_) | Error::ConnectionFailed => {
            let problem = format!("{origin} does not answer as HTTP has it");
            (
                "service-garbage",
                problem,
                "is this the address of the service?",
            )
        }
        Error::Io(io) if broken(io.kind()) => {
            let problem = format!("{origin} hangs up: {io}");
            (
                "service-garbage",
                problem,
                "is this the address of the service?",
            )
        }
        Error::Io(io) => {
            let problem = format!("{origin} cannot be reached: {io}");
            (
                "service-unreachable",
                problem,
                "check --base-url and the network",
            )
        }
        Error::Tls(_) | Error::Rustls(_) => {
            let problem = format!("{origin} cannot be trusted: {error}");
            (
                "service-unreachable",
                problem,
                "its certificate is not valid here",
            )
        }
        _ => {
            let problem = format!("{origin} gives no answer");
            (
                "service-unreachable",
                problem,
                "check --base-url and the network",
            )
        }
    };
    Diagnostic::error_without_place(code, problem).help(help)
}

//! The connection to the service: one request at a time, each answer within limits, the token to one
//! origin only.

use std::{io::Read as _, time::Duration};

use reqwest::{
    Method, Url,
    blocking::{Client, Response},
    header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER},
    redirect::Policy,
};
use truespec::diagnostic::Diagnostic;

use super::options::Options;

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
    client: Client,
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
            .map_err(|error| refused(format!("`{base}` is no URL: {error}"), help))?;
        let local = matches!(base.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        match base.scheme() {
            "https" => {}
            "http" if local || options.allow_http => {}
            "http" => {
                let problem = "the token would be sent without TLS".to_owned();
                let help = "use https, or say --allow-http if this network is yours";
                return Err(refused(problem, help));
            }
            scheme => return Err(refused(format!("`{scheme}` is not spoken here"), help)),
        }
        if base.query().is_some() || base.fragment().is_some() || !base.username().is_empty() {
            let problem = "a base URL has no query, fragment or user".to_owned();
            return Err(refused(problem, help));
        }
        let mut builder = Client::builder()
            .redirect(Policy::none())
            .timeout(Duration::from_secs(options.timeout))
            .user_agent(concat!("truespec-drift/", env!("CARGO_PKG_VERSION")));
        if local {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .map_err(|error| unreachable_service(&base, &error))?;
        Ok(Self {
            client,
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

    fn follow(&mut self, asked: &Asked, mut url: Url) -> Result<Response, Diagnostic> {
        for _ in 0..=MAX_HOPS {
            let answer = self.send(asked, url.clone())?;
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

    fn send(&mut self, asked: &Asked, url: Url) -> Result<Response, Diagnostic> {
        self.requests += 1;
        let mut request = self
            .client
            .request(asked.method.clone(), url)
            .headers(asked.headers.clone())
            .header(ACCEPT, "application/json, */*;q=0.5");
        if let Some((media_type, text)) = &asked.body {
            request = request.header(CONTENT_TYPE, media_type).body(text.clone());
        }
        request
            .send()
            .map_err(|error| unreachable_service(&self.base, &error))
    }

    fn read(&self, answer: Response) -> Result<Answered, Diagnostic> {
        let status = answer.status().as_u16();
        let content_type = answer.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let content_type = content_type.map(|value| {
            let essence = value.split(';').next().unwrap_or_default();
            essence.trim().to_ascii_lowercase()
        });
        let mut bytes = Vec::new();
        let read = answer.take(MAX_SIZE + 1).read_to_end(&mut bytes);
        if let Err(error) = read {
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
fn unreachable_service(base: &Url, error: &reqwest::Error) -> Diagnostic {
    let mut causes = Vec::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    let why = causes.pop().unwrap_or_else(|| "no answer".to_owned());
    let origin = base.origin().ascii_serialization();
    let (code, problem, help) = if error.is_timeout() {
        let problem = format!("{origin} does not answer in time");
        (
            "service-unreachable",
            problem,
            "try --timeout, or look whether the service runs",
        )
    } else if error.is_connect() || error.is_builder() {
        let problem = format!("{origin} cannot be reached: {why}");
        (
            "service-unreachable",
            problem,
            "check --base-url and the network",
        )
    } else {
        let problem = format!("{origin} does not answer in HTTP: {why}");
        (
            "service-garbage",
            problem,
            "is this the address of the service?",
        )
    };
    Diagnostic::error_without_place(code, problem).help(help)
}

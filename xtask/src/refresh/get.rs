//! One request with its redirects: an answer, that nothing is new, or what went wrong and what to
//! do.

use std::{
    io::{self, Read as _},
    time::{Duration, Instant},
};

use truespec::diagnostic::Diagnostic;
use ureq::{
    Agent, Body, Error,
    http::{HeaderMap, Response, StatusCode, header},
    tls::{RootCerts, TlsConfig},
};
use url::Url;

use super::addresses::{Address, Limits, is_here, may_be_read};

/// More redirects than this are a mistake of the site.
const MAX_REDIRECTS: usize = 8;

/// What is known of an answer from the last time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known<'k> {
    pub(super) etag: Option<&'k str>,
    pub(super) last_modified: Option<&'k str>,
}

impl Known<'_> {
    fn is_nothing(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    /// The media type in small letters, without parameters; empty where there is none.
    pub(super) media: String,
    /// The parameter `charset`.
    pub(super) charset: Option<String>,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// The address that it came from in the end.
    pub(super) from: Url,
}

/// Gets what is at an address; `None` where the server says that nothing is new.
pub(super) fn get(
    address: &Address,
    limits: &Limits,
    known: Known<'_>,
) -> Result<Option<Answer>, Diagnostic> {
    let end = Instant::now() + limits.whole;
    let mut url = address.url.clone();
    for _ in 0..=MAX_REDIRECTS {
        let attempt = Attempt {
            address,
            limits,
            url: &url,
        };
        // What is known of one site is not told to another one, whose answer cannot be about it.
        let asked = if attempt.is_at_home() {
            known
        } else {
            Known::default()
        };
        let mut response = attempt.send(end, asked)?;
        let status = response.status();
        if status == StatusCode::NOT_MODIFIED {
            if asked.is_nothing() {
                return Err(attempt.problem(
                    "unexpected-answer",
                    "says that nothing is new, though it was not asked so",
                    "try again with `--force`; a cache on the way may be broken",
                ));
            }
            return Ok(None);
        }
        if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            url = attempt.redirect(response.headers())?;
            continue;
        }
        if status != StatusCode::OK {
            return Err(attempt.refused(status));
        }
        let bytes = attempt.body(&mut response)?;
        let text = |name| response.headers().get(name)?.to_str().ok();
        let content_type = text(header::CONTENT_TYPE).unwrap_or_default();
        let (media, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        return Ok(Some(Answer {
            media: media.trim().to_ascii_lowercase(),
            charset: charset(parameters),
            etag: text(header::ETAG).map(str::to_owned),
            last_modified: text(header::LAST_MODIFIED).map(str::to_owned),
            from: url,
            bytes,
        }));
    }
    let problem = format!("`{}` leads on more than {MAX_REDIRECTS} times", address.url);
    Err(
        Diagnostic::error("too-many-redirects", address.at.clone(), problem)
            .label(format!("last to {url}"))
            .help("open the address in a browser, and write the one that it ends at"),
    )
}

fn charset(parameters: &str) -> Option<String> {
    parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.to_owned())
    })
}

/// One request.
struct Attempt<'a> {
    address: &'a Address,
    limits: &'a Limits,
    /// Where it goes: the address, or where that leads.
    url: &'a Url,
}

impl Attempt<'_> {
    fn problem(&self, code: &'static str, what: &str, help: &str) -> Diagnostic {
        let problem = format!("`{}` {what}", self.url);
        let problem = Diagnostic::error(code, self.address.at.clone(), problem);
        let problem = if *self.url == self.address.url {
            problem
        } else {
            problem.label("this address leads there")
        };
        problem.help(help.to_owned())
    }

    /// Whether it goes to the site of the address, and not to one that it leads to.
    fn is_at_home(&self) -> bool {
        self.url.origin() == self.address.url.origin()
    }

    fn send(&self, end: Instant, known: Known<'_>) -> Result<Response<Body>, Diagnostic> {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(self.slow());
        }
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(self.limits.connect.min(left)))
            .timeout_global(Some(left))
            .tls_config(tls.build())
            .user_agent(concat!("truespec/", env!("CARGO_PKG_VERSION")));
        if is_here(self.url) {
            config = config.proxy(None);
        }
        let agent: Agent = config.build().into();
        let mut request = agent.get(self.url.as_str());
        request = request.header(
            header::ACCEPT,
            "text/html, text/plain, application/yaml, application/json;q=0.9, */*;q=0.5",
        );
        if self.is_at_home() {
            for (name, value) in &self.limits.headers {
                request = request.header(name, value);
            }
        }
        if let Some(etag) = known.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(time) = known.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, time);
        }
        request.call().map_err(|error| self.failed(&error))
    }

    fn redirect(&self, headers: &HeaderMap) -> Result<Url, Diagnostic> {
        let to = headers
            .get(header::LOCATION)
            .and_then(|to| to.to_str().ok());
        let Some(to) = to.and_then(|to| self.url.join(to).ok()) else {
            return Err(self.problem(
                "unexpected-answer",
                "leads on to no address",
                "open the address in a browser, and write the one that it ends at",
            ));
        };
        let encrypted = self.url.scheme() == "https" && to.scheme() != "https";
        if encrypted || !may_be_read(&to, self.limits.allow_http) {
            let what = format!("leads on to `{to}`, which is not encrypted");
            let help = "write the encrypted address of what is there";
            return Err(self.problem("insecure-redirect", &what, help));
        }
        Ok(to)
    }

    fn body(&self, response: &mut Response<Body>) -> Result<Vec<u8>, Diagnostic> {
        let packed = response.headers().get(header::CONTENT_ENCODING);
        let packed = packed.and_then(|packed| packed.to_str().ok()).unwrap_or("");
        if !["", "identity", "gzip", "x-gzip"].contains(&packed.to_ascii_lowercase().as_str()) {
            let what = format!("sends what is packed as `{packed}`, though only gzip was offered");
            let help = "this is a mistake of the server; get the file by hand";
            return Err(self.problem("unexpected-answer", &what, help));
        }
        let size = self.limits.size;
        let too_large = || {
            let what = format!("sends more than {} MiB", size / (1024 * 1024));
            let help = "look whether it is the right address; `max-size-mib` allows more";
            self.problem("answer-too-large", &what, help)
        };
        let length = response.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > size) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        let reader = response.body_mut().as_reader();
        reader
            .take(size.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| self.interrupted(error))?;
        if bytes.len() as u64 > size {
            return Err(too_large());
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(self.problem(
                "unexpected-answer",
                "answers with nothing",
                "look at the address in a browser",
            ));
        }
        Ok(bytes)
    }

    fn refused(&self, status: StatusCode) -> Diagnostic {
        let what = format!("answers with {status}");
        let help = match status.as_u16() {
            401 | 403 => {
                "the page is not open to everybody: get it by hand, or find an open address"
            }
            404 | 410 => "what was there has moved: look for its new address",
            429 => "too many requests: wait, and try again",
            500..=599 => "the server has a problem: try again later",
            _ => "look at the address in a browser",
        };
        self.problem("unexpected-answer", &what, help)
    }

    fn slow(&self) -> Diagnostic {
        let what = format!(
            "does not answer in full within {}",
            seconds(self.limits.whole)
        );
        let help = "try again; `timeout-seconds` allows more";
        self.problem("answer-too-slow", &what, help)
    }

    /// An answer that ended while it was read.
    fn interrupted(&self, error: io::Error) -> Diagnostic {
        // Errors of the client come wrapped.
        let error = Error::from(error);
        if matches!(error, Error::Timeout(_)) {
            return self.failed(&error);
        }
        let what = format!("breaks off in the middle of its answer: {error}");
        self.problem("answer-cut-off", &what, "try again; nothing was written")
    }

    fn failed(&self, error: &Error) -> Diagnostic {
        let code = "unreachable-address";
        match error {
            Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                let what = format!(
                    "cannot be connected to within {}",
                    seconds(self.limits.connect)
                );
                let help = "look whether the network and the server are there; `connect-timeout-seconds` allows more";
                self.problem(code, &what, help)
            }
            Error::Timeout(_) => self.slow(),
            Error::HostNotFound => self.problem(
                code,
                "names a host that is not found",
                "look whether the address is right and the network is there",
            ),
            Error::Tls(_) | Error::Rustls(_) => {
                let what = format!("cannot be trusted: {error}");
                let help = "its certificate is not valid here; a proxy on the way needs its certificate among those of the system";
                self.problem(code, &what, help)
            }
            Error::Io(io) if is_certificate(io) => {
                let what = format!("cannot be trusted: {error}");
                let help = "its certificate is not valid here; a proxy on the way needs its certificate among those of the system";
                self.problem(code, &what, help)
            }
            Error::Protocol(_) | Error::Http(_) => {
                let what = format!("does not answer as HTTP has it: {error}");
                self.problem(
                    "unexpected-answer",
                    &what,
                    "look whether a web server is there",
                )
            }
            _ => {
                let what = format!("cannot be reached: {error}");
                let help = "look whether the address is right and the network is there";
                self.problem(code, &what, help)
            }
        }
    }
}

fn is_certificate(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData
}

fn seconds(time: Duration) -> String {
    match time.as_secs() {
        1 => "1 second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}

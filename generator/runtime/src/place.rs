//! Where calls go, for services that are at several servers or say only a part of their URL.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use reqwest::Url;

use super::builder::TransportBuilder;
use super::error::Error;

/// What a value in the path of a base URL cannot have as it is.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A part of the URL of a server.
#[derive(Clone, Copy, Debug)]
pub enum UrlPart<'v> {
    /// What the document says.
    Text(&'v str),
    /// What a user says: where it stands, the name of it, and the value.
    Value(UrlPlace, &'static str, &'v str),
}

/// Where a value stands in a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlPlace {
    /// Before `://`.
    Scheme,
    /// Within the name of a host, without a dot.
    Label,
    /// Within the name of a host, or all of it.
    Domain,
    /// The name of a host, perhaps with a port.
    Host,
    /// A port.
    Port,
    /// In the path.
    Path,
    /// The path, with its slash.
    Suffix,
    /// Somewhere that is known by the value alone.
    Free,
}

/// The URL of these parts.
///
/// # Errors
/// If a value would make it the URL of something else than the document describes: the error names it.
pub fn server_url(parts: &[UrlPart<'_>]) -> Result<String, Error> {
    let mut url = String::new();
    for part in parts {
        match part {
            UrlPart::Text(text) => url += text,
            UrlPart::Value(place, name, value) => {
                if let Err(rule) = place.check(value) {
                    let reason = format!("the variable {name:?} of its server {rule}");
                    return Err(Error::configuration(reason));
                }
                if matches!(place, UrlPlace::Path | UrlPlace::Suffix) {
                    url.extend(utf8_percent_encode(value, IN_PATH));
                } else {
                    url += value;
                }
            }
        }
    }
    Ok(url)
}

impl UrlPlace {
    /// Whether a value can stand here. The error completes the sentence "the variable …".
    fn check(self, value: &str) -> Result<(), &'static str> {
        let (fits, rule) = match self {
            Self::Scheme => (
                matches!(value, "http" | "https"),
                "must be `https` or `http`",
            ),
            Self::Label => (
                is_name(value, ""),
                "must be letters, digits and hyphens: it is a part of the name of a host",
            ),
            Self::Domain => (
                is_name(value, "."),
                "must be letters, digits, hyphens and dots: it is of the name of a host",
            ),
            Self::Host => {
                let (name, port) = value.split_once(':').unwrap_or((value, "443"));
                let fits = is_name(name, ".") && is_port(port);
                (fits, "must be the name of a host, perhaps with a port")
            }
            Self::Port => (is_port(value), "must be the number of a port"),
            Self::Path => (has_no_dots(value), "must not have a segment `.` or `..`"),
            Self::Suffix => (
                (value.is_empty() || value.starts_with('/')) && has_no_dots(value),
                "must begin with a slash and not have a segment `.` or `..`",
            ),
            Self::Free => {
                let sign = |c: char| c.is_control() || c.is_whitespace() || "?#@\\".contains(c);
                (
                    !value.contains(sign),
                    "must not have a space or one of `?`, `#`, `@` and `\\`",
                )
            }
        };
        if fits { Ok(()) } else { Err(rule) }
    }
}

/// Whether a text leads to no other folder than it says.
fn has_no_dots(path: &str) -> bool {
    !path.split('/').any(|segment| matches!(segment, "." | ".."))
}

/// Whether a text can be of the name of a host.
fn is_name(text: &str, further: &str) -> bool {
    let sign = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c) || further.contains(c);
    !text.is_empty() && text.chars().all(sign)
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// Where the calls of a client go.
pub struct Place {
    /// The path of the service, or a reference to it, that is added to what a user gives.
    path: &'static str,
    /// What to say where a user must give something and does not.
    missing: Option<&'static str>,
    chosen: Option<Result<String, Error>>,
}

impl Place {
    /// The place of a service of which the document says this.
    #[must_use]
    pub fn new(path: &'static str, missing: Option<&'static str>) -> Self {
        Self {
            path,
            missing,
            chosen: None,
        }
    }

    /// The URL that a user gives.
    pub fn give(&mut self, url: impl Into<String>) {
        self.chosen = Some(Ok(located(url.into(), self.path)));
    }

    /// The URL of the server that a user chooses.
    pub fn choose(&mut self, url: Result<String, Error>) {
        self.chosen = Some(url);
    }

    /// Has the calls of a client go there.
    ///
    /// # Errors
    /// If nothing was given and nothing is known, or what was chosen is no server.
    pub fn settle(self, transport: TransportBuilder) -> Result<TransportBuilder, Error> {
        match (self.chosen, self.missing) {
            (Some(url), _) => Ok(transport.base_url(url?)),
            (None, Some(missing)) => Err(Error::configuration(missing.to_owned())),
            (None, None) => Ok(transport),
        }
    }
}

/// What a user gives with what the document adds. An absolute path is added only where there is none
/// yet: a service behind a gateway has the path that the user knows.
fn located(given: String, path: &str) -> String {
    // What is no base URL is refused later.
    let Ok(mut url) = Url::parse(&given) else {
        return given;
    };
    if path.is_empty()
        || url.cannot_be_a_base()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return given;
    }
    if path.starts_with('/') {
        if !matches!(url.path(), "" | "/") {
            return given;
        }
        url.set_path(path);
        return url.into();
    }
    let folder = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&folder);
    url.join(path).map_or(given, String::from)
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What was given is not checked yet, so that it may have a password in it.
        f.debug_struct("Place")
            .field("chosen", &self.chosen.is_some())
            .finish_non_exhaustive()
    }
}

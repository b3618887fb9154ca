//! The server: which base URLs are accepted, and how the path of a call is joined to one.

use std::fmt;

use reqwest::Url;

/// A base URL that has been checked.
pub(super) struct Server {
    /// The base URL, without a trailing slash.
    base: String,
    url: Url,
}

impl Server {
    /// Reads a base URL, with or without a trailing slash and a path. The error says which of the
    /// rules it breaks, and repeats nothing that could be a secret.
    pub(super) fn new(base_url: &str, allow_http: bool) -> Result<Self, String> {
        if base_url.is_empty() {
            return Err("there is no base URL: give one with `base_url`".to_owned());
        }
        let url = Url::parse(base_url).map_err(|error| {
            format!("the base URL is not a URL ({error}): write it as https://host/path")
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the base URL has a user name or a password in it: give the token to the builder instead".to_owned());
        }
        if !matches!(url.scheme(), "http" | "https") {
            return Err(
                "the base URL is not an https URL: write it as https://host/path".to_owned(),
            );
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("the base URL has a query or a fragment: leave out everything from the `?` or `#` on".to_owned());
        }
        if !may_be_sent_to(&url, allow_http) {
            let host = url.host_str().unwrap_or_default();
            return Err(format!(
                "the base URL http://{host} is not https, so that anyone on the way could read the token: \
                 use https, or call `allow_http` if that is meant"
            ));
        }
        let base = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { base, url })
    }

    /// The URL of an encoded path, which begins with a slash, and of an encoded query. `None` where
    /// the URL would address something else than the path says.
    pub(super) fn join(&self, path: &str, query: &str) -> Option<Url> {
        let mut text = String::with_capacity(self.base.len() + path.len() + 1 + query.len());
        text.push_str(&self.base);
        text.push_str(path);
        if !query.is_empty() {
            text.push('?');
            text.push_str(query);
        }
        let url = Url::parse(&text).ok()?;
        let prefix = self.url.path().trim_end_matches('/');
        if url.path().strip_prefix(prefix) != Some(path) {
            return None;
        }
        Some(url)
    }

    /// Whether the server is to be reached over TLS.
    pub(super) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether the host of the server is this machine.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)
    }
}

/// Whether two URLs are of one server: of the same scheme, host and port.
pub(super) fn same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host_str() == other.host_str()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// Whether a request may go to `url`: over TLS, to this machine, or where the user allowed `http`.
pub(super) fn may_be_sent_to(url: &Url, allow_http: bool) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => allow_http || is_loopback(url),
        _ => false,
    }
}

/// Whether the host of `url` is this machine: `localhost` or a loopback address.
fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost",
    }
}

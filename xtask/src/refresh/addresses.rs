//! `[sources]` of `codegen.toml`: from where the inputs come, and how long and how large an answer
//! may be.

use std::{
    collections::BTreeMap, net::IpAddr, num::NonZeroU16, path::PathBuf, sync::Arc, time::Duration,
};

use serde::Deserialize;
use toml::Spanned;
use truespec::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use url::{Host, Url};

use crate::config::location;

/// The section, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Sources {
    /// The address of the document.
    openapi: Option<Spanned<String>>,
    /// The addresses of the pages, in the order of `reference`.
    reference: Option<Spanned<Vec<Spanned<String>>>>,
    /// Headers of every request, such as `Accept-Language`; never a place for a secret.
    #[serde(default)]
    headers: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Whether `http://` is allowed for other machines than this one.
    #[serde(default)]
    allow_http: bool,
    /// The time for a connection, in seconds.
    connect_timeout_seconds: Option<NonZeroU16>,
    /// The time for one answer with its redirects, in seconds.
    timeout_seconds: Option<NonZeroU16>,
    /// The size of an answer once it is unpacked, in MiB.
    max_size_mib: Option<NonZeroU16>,
}

/// What holds where the section says nothing of it.
const CONNECT_SECONDS: u16 = 10;
const WHOLE_SECONDS: u16 = 60;
const SIZE_MIB: u16 = 64;

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    /// A reference page, by its place in the configuration.
    Page(usize),
}

/// From where an input comes.
#[derive(Clone, Debug)]
pub(super) struct Address {
    pub(super) url: Url,
    /// The file that it is written to.
    pub(super) file: PathBuf,
    pub(super) kind: Kind,
    /// Where the configuration names it.
    pub(super) at: Location,
}

/// What holds for every request.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    pub(super) connect: Duration,
    pub(super) whole: Duration,
    /// In bytes.
    pub(super) size: u64,
    pub(super) allow_http: bool,
    pub(super) headers: Vec<(String, String)>,
}

/// What the section says.
#[derive(Debug)]
pub(super) struct Addresses {
    pub(super) all: Vec<Address>,
    pub(super) limits: Limits,
}

impl Sources {
    /// Checks the section; the files are those of the inputs.
    pub(super) fn read(
        &self,
        source: &Arc<Source>,
        document: &PathBuf,
        pages: &[PathBuf],
    ) -> Result<Addresses, Diagnostics> {
        let mut problems = Diagnostics::new();
        let mut named = Vec::new();
        if let Some(address) = &self.openapi {
            named.push((address, document, Kind::Document));
        }
        if let Some(reference) = &self.reference {
            let addresses = reference.get_ref();
            if addresses.len() != pages.len() {
                let at = location(source, &reference.span());
                problems.push(miscounted(at, addresses.len(), pages.len()));
            }
            for (n, (address, page)) in addresses.iter().zip(pages).enumerate() {
                named.push((address, page, Kind::Page(n)));
            }
        }
        let mut all: Vec<Address> = Vec::new();
        for (address, file, kind) in named {
            let at = location(source, &address.span());
            match read_url(address.get_ref(), &at, self.allow_http) {
                Ok(url) => {
                    if let Some(same) = all.iter().find(|known| known.url == url) {
                        problems.push(twice(&url, &at, &same.at));
                    }
                    all.push(Address {
                        url,
                        file: file.clone(),
                        kind,
                        at,
                    });
                }
                Err(problem) => problems.push(problem),
            }
        }
        let headers = self.read_headers(source, &mut problems);
        problems.stop_on_error()?;
        let or = |said: Option<NonZeroU16>, usual| u64::from(said.map_or(usual, NonZeroU16::get));
        Ok(Addresses {
            all,
            limits: Limits {
                connect: Duration::from_secs(or(self.connect_timeout_seconds, CONNECT_SECONDS)),
                whole: Duration::from_secs(or(self.timeout_seconds, WHOLE_SECONDS)),
                size: or(self.max_size_mib, SIZE_MIB) * 1024 * 1024,
                allow_http: self.allow_http,
                headers,
            },
        })
    }

    fn read_headers(
        &self,
        source: &Arc<Source>,
        problems: &mut Diagnostics,
    ) -> Vec<(String, String)> {
        // What this command says itself, what is about one connection, and what is secret.
        const TAKEN: [&str; 13] = [
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "cookie",
            "expect",
            "host",
            "if-modified-since",
            "if-none-match",
            "proxy-authorization",
            "range",
            "te",
            "transfer-encoding",
        ];
        let mut headers = Vec::new();
        for (name, value) in &self.headers {
            let (text, said) = (name.get_ref(), value.get_ref());
            let known = ureq::http::HeaderName::try_from(text.as_str()).is_ok()
                && ureq::http::HeaderValue::try_from(said.as_str()).is_ok();
            if known && !TAKEN.contains(&text.to_ascii_lowercase().as_str()) {
                headers.push((text.clone(), said.clone()));
                continue;
            }
            let at = location(source, &name.span());
            let problem = format!("`{text}` is no header that can be set here");
            problems.push(Diagnostic::error("source-header", at, problem).help(
                "headers are for what a site chooses a page by, such as `Accept-Language`; a secret does not belong into this file",
            ));
        }
        headers
    }
}

fn read_url(text: &str, at: &Location, allow_http: bool) -> Result<Url, Diagnostic> {
    let problem = |what: String, help: &str| {
        Diagnostic::error("source-address", at.clone(), what).help(help.to_owned())
    };
    let mut url = Url::parse(text).map_err(|error| {
        let help = "write the whole address, such as `https://docs.example.com/reference`";
        problem(format!("`{text}` is no address: {error}"), help)
    })?;
    if !matches!(url.scheme(), "https" | "http") || url.host().is_none() {
        let help = "only addresses of the web are read; a file needs no refreshing";
        return Err(problem(format!("`{text}` is not on the web"), help));
    }
    if !url.username().is_empty() || url.password().is_some() {
        // The line itself is not shown: it holds the secret.
        let what = format!(
            "{}:{}: the address holds a name or a password",
            at.source().name(),
            at.line()
        );
        let help = "take them out: this file is no place for secrets";
        return Err(Diagnostic::error_without_place("source-address", what).help(help));
    }
    if !may_be_read(&url, allow_http) {
        let help =
            "write `https://`, or `allow-http = true` where what comes may be changed on its way";
        return Err(problem(format!("`{text}` is not encrypted"), help));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Whether an address is encrypted, or leads to this machine, or need not be.
pub(crate) fn may_be_read(url: &Url, allow_http: bool) -> bool {
    url.scheme() == "https" || url.scheme() == "http" && (allow_http || is_here(url))
}

/// Whether an address leads to this machine.
pub(crate) fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

fn miscounted(at: Location, addresses: usize, pages: usize) -> Diagnostic {
    let problem = format!("{addresses} addresses for {pages} pages");
    Diagnostic::error("source-count", at, problem)
        .help("`reference` of `[sources]` has an address for each page of `reference` above, in the same order")
}

fn twice(url: &Url, at: &Location, first: &Location) -> Diagnostic {
    let problem = format!("`{url}` is the address of two inputs");
    Diagnostic::error("source-twice", at.clone(), problem)
        .related(first.clone(), "the first time")
        .help("each page and the document have an address of their own")
}

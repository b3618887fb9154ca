//! Credentials of several kinds: which of them a call needs, whether they are there, and where they
//! are sent.

use std::fmt;
use std::sync::Arc;

use percent_encoding::utf8_percent_encode;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use super::authorizer::{Authorizer, Security, TokenSource};
use super::builder::TransportBuilder;
use super::call::Call;
use super::error::Error;
use super::outgoing::Outgoing;
use super::path::ARGUMENT;
use super::refusals::Refusal;
use super::token;

/// A secret that is shorter than this is not looked for in texts: it would be found everywhere.
const SHORTEST: usize = 4;

/// A way to say who calls.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: &'static str,
    /// The method of the builder that takes it.
    pub setter: &'static str,
    /// Where it is sent.
    pub place: SchemePlace,
}

/// Where the value of a scheme is sent.
#[derive(Debug)]
pub enum SchemePlace {
    /// In the header `Authorization`, after this word.
    Authorization(&'static str),
    /// In this header, as it is.
    Header(&'static str),
    /// In the query, under this name.
    Query(&'static str),
    /// In a cookie of this name.
    Cookie(&'static str),
}

/// The credentials that a client was given.
pub struct Credentials {
    schemes: &'static [Scheme],
    /// What calls need that say nothing else.
    security: Security,
    given: Vec<(&'static str, Given)>,
}

/// What was given for a scheme.
enum Given {
    /// A text, and what it was made of.
    Text(SecretString, Vec<SecretString>),
    /// What has a token that changes.
    Source(Arc<dyn TokenSource>),
    /// Something that cannot be used, and why.
    Wrong(String),
}

impl Credentials {
    /// None yet, of these schemes.
    #[must_use]
    pub fn new(schemes: &'static [Scheme], security: Security) -> Self {
        Self {
            schemes,
            security,
            given: Vec::new(),
        }
    }

    /// Takes the value of a scheme.
    pub fn set(&mut self, scheme: &'static str, value: impl Into<String>) {
        self.give(scheme, Given::Text(value.into().into(), Vec::new()));
    }

    /// Takes the value of a scheme from an environment variable.
    ///
    /// # Errors
    /// If the variable is not set. The error names the variable and never its value.
    pub fn set_from_env(&mut self, scheme: &'static str, variable: &str) -> Result<(), Error> {
        let value = token::from_env(variable)?;
        self.give(scheme, Given::Text(value, Vec::new()));
        Ok(())
    }

    /// Takes a value that was made of other secrets, or why there is none.
    pub(super) fn set_made(
        &mut self,
        scheme: &'static str,
        made: Result<(SecretString, Vec<SecretString>), String>,
    ) {
        let given = match made {
            Ok((value, of)) => Given::Text(value, of),
            Err(reason) => Given::Wrong(reason),
        };
        self.give(scheme, given);
    }

    /// Takes what has the tokens of a scheme.
    pub(super) fn set_source(&mut self, scheme: &'static str, source: Arc<dyn TokenSource>) {
        self.give(scheme, Given::Source(source));
    }

    /// Keeps why a credential cannot be sent, until the client is built.
    pub(super) fn refuse(&mut self, scheme: &'static str, reason: String) {
        self.give(scheme, Given::Wrong(reason));
    }

    fn give(&mut self, scheme: &'static str, given: Given) {
        self.given.retain(|(known, _)| *known != scheme);
        self.given.push((scheme, given));
    }

    /// Each credential as it is sent, if all of them can be.
    fn ready(self) -> Result<Ready, String> {
        let mut parts = Vec::new();
        let mut secrets = Vec::new();
        for (name, given) in self.given {
            let Some(scheme) = self.schemes.iter().find(|scheme| scheme.name == name) else {
                continue;
            };
            let sent = match given {
                Given::Wrong(reason) => Err(reason),
                Given::Source(source) => Ok(Sent::Source(source)),
                Given::Text(value, of) => {
                    let sent = sent(&scheme.place, value.expose_secret());
                    if let Ok(Sent::Query(_, pair)) = &sent
                        && let Some((_, encoded)) = pair.expose_secret().split_once('=')
                    {
                        secrets.push(encoded.into());
                    }
                    secrets.push(value);
                    secrets.extend(of);
                    sent
                }
            };
            let sent = sent.map_err(|reason| format!("`{}`: {reason}", scheme.setter))?;
            parts.push((name, sent));
        }
        Ok(Ready {
            schemes: self.schemes,
            security: self.security,
            parts,
            secrets,
        })
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.given.iter().map(|(name, _)| (name, "[redacted]"));
        f.debug_map().entries(names).finish()
    }
}

/// A credential as it is sent.
enum Sent {
    Header(HeaderName, HeaderValue),
    /// A pair, encoded.
    Query(&'static str, SecretString),
    Cookie(SecretString),
    Source(Arc<dyn TokenSource>),
}

/// A credential for its place. The error never repeats a character of it.
fn sent(place: &SchemePlace, secret: &str) -> Result<Sent, String> {
    if secret.is_empty() {
        return Err("the value is empty".to_owned());
    }
    if secret.trim() != secret {
        return Err("the value has spaces or line ends around it".to_owned());
    }
    let allowed = |also: fn(char) -> bool, what: &str| {
        let wrong = secret
            .chars()
            .position(|c| !(c.is_ascii_graphic() || c == ' ') || !also(c));
        match wrong {
            None => Ok(()),
            Some(index) => Err(format!("character {} of the value {what}", index + 1)),
        }
    };
    let header = |name: HeaderName, text: &str| {
        let mut value = HeaderValue::from_str(text)
            .map_err(|_| "the value cannot be sent in a header".to_owned())?;
        value.set_sensitive(true);
        Ok(Sent::Header(name, value))
    };
    match place {
        SchemePlace::Authorization(word) => {
            let one_word = matches!(*word, "Bearer" | "Basic");
            if one_word {
                allowed(
                    |c| c != ' ',
                    "is not a visible ASCII character: such values have no spaces or line ends",
                )?;
            } else {
                allowed(|_| true, "is not a visible ASCII character or a space")?;
            }
            header(AUTHORIZATION, &format!("{word} {secret}"))
        }
        SchemePlace::Header(name) => {
            allowed(|_| true, "is not a visible ASCII character or a space")?;
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| format!("{name:?} is not the name of a header"))?;
            header(name, secret)
        }
        SchemePlace::Query(name) => {
            let encode = |text| utf8_percent_encode(text, ARGUMENT);
            let pair = format!("{}={}", encode(name), encode(secret));
            Ok(Sent::Query(name, pair.into()))
        }
        SchemePlace::Cookie(name) => {
            let octet = |c| !matches!(c, ' ' | '"' | ',' | ';' | '\\');
            allowed(octet, "is none that a cookie can have")?;
            Ok(Sent::Cookie(format!("{name}={secret}").into()))
        }
    }
}

/// The credentials of a client.
struct Ready {
    schemes: &'static [Scheme],
    security: Security,
    parts: Vec<(&'static str, Sent)>,
    secrets: Vec<SecretString>,
}

impl Ready {
    fn part(&self, name: &str) -> Option<&Sent> {
        let mut parts = self.parts.iter();
        parts
            .find(|(known, _)| *known == name)
            .map(|(_, sent)| sent)
    }

    /// Whether a scheme can be used: it was given to the client, or its header to the call.
    fn has(&self, name: &str, outgoing: &Outgoing) -> bool {
        self.part(name).is_some()
            || self.schemes.iter().any(|scheme| {
                scheme.name == name
                    && matches!(scheme.place, SchemePlace::Header(header) if outgoing.headers.contains_key(header))
            })
    }

    /// What a user can do where nothing is there that would be enough.
    fn missing(&self, security: Security) -> String {
        let setter = |name: &&'static str| {
            let scheme = self.schemes.iter().find(|scheme| scheme.name == *name);
            format!("`{}`", scheme.map_or(*name, |scheme| scheme.setter))
        };
        let ways: Vec<String> = security
            .iter()
            .map(|schemes| schemes.iter().map(setter).collect::<Vec<_>>().join(" and "))
            .collect();
        format!(
            "are missing: give the builder of the client {}",
            ways.join(", or ")
        )
    }
}

/// Whether the query of a request has a value under a name.
fn has_pair(outgoing: &Outgoing, name: &str) -> bool {
    outgoing.url.query_pairs().any(|(known, _)| known == name)
}

impl Authorizer for Ready {
    fn authorize(&self, own: Option<Security>, outgoing: &mut Outgoing) -> Result<(), Refusal> {
        let security = own.unwrap_or(self.security);
        let mut usable = security.iter().filter(|schemes| !schemes.is_empty());
        let Some(schemes) =
            usable.find(|schemes| schemes.iter().all(|name| self.has(name, outgoing)))
        else {
            if security.is_empty() || security.iter().any(|schemes| schemes.is_empty()) {
                return Ok(());
            }
            return Err(("credentials", self.missing(security)));
        };
        for name in *schemes {
            match self.part(name) {
                None => {}
                // What the caller says of this call goes before.
                Some(Sent::Header(name, _)) if outgoing.headers.contains_key(name) => {}
                Some(Sent::Query(name, _)) if has_pair(outgoing, name) => {}
                Some(Sent::Header(name, value)) => {
                    outgoing.headers.insert(name, value.clone());
                }
                Some(Sent::Query(_, pair)) => outgoing.add_to_query(pair.expose_secret()),
                Some(Sent::Cookie(pair)) => outgoing
                    .add_cookies(pair.expose_secret())
                    .map_err(|rule| ("credentials", rule))?,
                Some(Sent::Source(source)) => outgoing.source = Some(Arc::clone(source)),
            }
        }
        Ok(())
    }

    fn secrets(&self) -> Vec<String> {
        let texts = self
            .secrets
            .iter()
            .map(|secret| secret.expose_secret().to_owned());
        let mut texts: Vec<String> = texts.filter(|text| text.len() >= SHORTEST).collect();
        for (_, sent) in &self.parts {
            if let Sent::Source(source) = sent {
                texts.extend(source.secrets());
            }
        }
        texts
    }
}

impl TransportBuilder {
    /// Has calls carry these credentials.
    ///
    /// # Errors
    /// If one of them cannot be sent: the error names the setting, and never repeats its value.
    pub fn authorized(mut self, credentials: Credentials) -> Result<Self, Error> {
        let ready = credentials.ready().map_err(Error::configuration)?;
        self.authorizer = Some(Arc::new(ready));
        Ok(self)
    }
}

impl Call {
    /// The credentials that this call takes, in place of those that others do.
    pub fn secured_by(&mut self, security: Security) {
        self.security = Some(security);
    }
}

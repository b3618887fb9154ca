//! The access token. It leaves this file in two ways only: as the value of the `authorization`
//! header, and as the text that `redaction` takes out of whatever the service says.

use std::fmt;

use bytes::Bytes;
use reqwest::header::HeaderValue;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use super::error::Error;

/// A token that can be sent: not empty, and only of visible ASCII characters. Its memory is
/// overwritten when it is dropped.
pub(super) struct Token {
    secret: SecretString,
    bearer: HeaderValue,
}

impl Token {
    /// Checks that `secret` can be the value of a header. The error says what is wrong and where,
    /// and never repeats a character of the token.
    pub(super) fn new(secret: SecretString) -> Result<Self, String> {
        const SCHEME: &[u8] = b"Bearer ";
        let text = secret.expose_secret();
        if text.is_empty() {
            return Err("the token is empty".to_owned());
        }
        if let Some(index) = text.chars().position(|c| !c.is_ascii_graphic()) {
            return Err(format!(
                "character {} of the token is not a visible ASCII character; \
                 tokens have no spaces or line ends",
                index + 1
            ));
        }
        // Of the right size from the start: a vector that grows leaves copies behind.
        let mut header = Zeroizing::new(Vec::with_capacity(SCHEME.len() + text.len()));
        header.extend_from_slice(SCHEME);
        header.extend_from_slice(text.as_bytes());
        let mut bearer = HeaderValue::from_maybe_shared(Bytes::from_owner(header))
            .map_err(|_| "the token cannot be sent in a header".to_owned())?;
        bearer.set_sensitive(true);
        Ok(Self { secret, bearer })
    }

    /// The value of the `authorization` header, marked as sensitive.
    pub(super) fn bearer(&self) -> HeaderValue {
        self.bearer.clone()
    }

    /// The token itself, to be looked for in texts of the service.
    pub(super) fn expose(&self) -> &str {
        self.secret.expose_secret()
    }
}

/// The text in an environment variable. The error names the variable and never its value.
pub(super) fn from_env(name: &str) -> Result<SecretString, Error> {
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
    Ok(SecretString::from(text))
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

//! The access token. It leaves this file in two ways only: as the value of the `authorization`
//! header, and as the text that is taken out of whatever the service says.

use std::fmt;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

/// What stands in a text where the token was.
const REDACTED: &str = "[redacted]";

/// A token that can be sent: not empty, and only of visible ASCII characters.
pub(super) struct Token(SecretString);

impl Token {
    /// Checks that `secret` can be the value of a header. The error says what is wrong and where,
    /// and never repeats a character of the token.
    pub(super) fn new(secret: SecretString) -> Result<Self, String> {
        let text = secret.expose_secret();
        if text.is_empty() {
            return Err("the token is empty".to_owned());
        }
        match text.chars().position(|c| !c.is_ascii_graphic()) {
            Some(index) => Err(format!(
                "character {} of the token is not a visible ASCII character; \
                 tokens have no spaces or line ends",
                index + 1
            )),
            None => Ok(Self(secret)),
        }
    }

    /// The value of the `authorization` header, marked as sensitive.
    pub(super) fn bearer(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.0.expose_secret())).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// `text` without the token, also where JSON has escaped characters of it.
    pub(super) fn redact(&self, text: &str) -> String {
        let token = self.0.expose_secret();
        let escaped = token.replace('\\', "\\\\").replace('"', "\\\"");
        let slashes = escaped.replace('/', "\\/");
        // The longest first: the plain token can be a part of an escaped one.
        let text = text.replace(&slashes, REDACTED);
        text.replace(&escaped, REDACTED).replace(token, REDACTED)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

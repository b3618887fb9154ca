//! User name and password as HTTP sends them (RFC 7617).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use super::credentials::Credentials;

/// The two as one word.
pub(super) fn encode(user: &str, password: &SecretString) -> SecretString {
    let pair = Zeroizing::new(format!("{user}:{}", password.expose_secret()));
    STANDARD.encode(pair.as_bytes()).into()
}

impl Credentials {
    /// Takes the user name and password of a scheme.
    pub fn set_basic(
        &mut self,
        scheme: &'static str,
        user: impl Into<String>,
        password: impl Into<String>,
    ) {
        let (user, password) = (user.into(), SecretString::from(password.into()));
        let made = if user.contains(':') {
            Err("the user name has a colon in it, which would end it".to_owned())
        } else if user
            .chars()
            .chain(password.expose_secret().chars())
            .any(char::is_control)
        {
            Err("the user name or the password has a control character in it".to_owned())
        } else {
            Ok((encode(&user, &password), vec![password]))
        };
        self.set_made(scheme, made);
    }
}

//! Parameters that are sent as cookies.

use percent_encoding::{AsciiSet, CONTROLS};
use serde::Serialize;

use super::call::Call;
use super::refusals::Cause;
use super::style::{Style, Written, encoded};
use super::styled::json;

/// What the value of a cookie cannot have (RFC 6265, section 4.1.1), and the percent sign, so that who
/// decodes it gets what was meant. Services that do not decode get most values as they are.
const VALUE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b',')
    .add(b';')
    .add(b'\\');

impl Call {
    /// Sets a cookie. What was set under the same name before is replaced.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &'static str, style: Style, value: &T) {
        let as_it_is = matches!(style, Style::Cookie { .. });
        let write = |text: &str| {
            if as_it_is {
                plain(text)
            } else {
                encoded(VALUE)(text)
            }
        };
        let pairs = json(value).and_then(|value| style.pairs(name, value, &write));
        let set = pairs.and_then(|pairs| {
            if pairs.iter().any(|pair| !has_name(pair)) {
                return Err("is not the name of a cookie".to_owned());
            }
            let pairs = pairs.join("; ");
            self.finish("cookie", name, move |_, outgoing| {
                outgoing.add_cookies(&pairs).map_err(|rule| (name, rule))
            });
            Ok(())
        });
        self.refusals.set(name, Cause::Cookie, set);
    }
}

/// A text that a cookie can have as it is.
fn plain(text: &str) -> Written<String> {
    let allowed = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | ',' | ';' | '\\');
    if text.chars().all(allowed) {
        Ok(text.to_owned())
    } else {
        Err("must be of visible ASCII characters other than `\"`, `,`, `;` and `\\`".to_owned())
    }
}

/// Whether a pair begins with a name that a cookie can have: a token of HTTP.
fn has_name(pair: &str) -> bool {
    let name = pair.split_once('=').map_or("", |(name, _)| name);
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(token)
}

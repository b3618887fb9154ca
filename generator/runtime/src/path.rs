//! The path of a call: each argument is encoded into the one segment where the template names it,
//! so that it addresses exactly the resource of that name and no other.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::parameter::{Texts, texts};
use super::refusals::Refusal;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
pub(super) const ARGUMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What the template itself may hold as it is: the characters of a path (RFC 3986, section 3.3)
/// and what is percent-encoded already.
const TEMPLATE: &AsciiSet = &ARGUMENT
    .remove(b'/')
    .remove(b'%')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A value that can stand in a path: a text, a number, a boolean, or what is written as one of
/// them (an identifier, a time, an enumeration). A list stands as its elements with commas between.
pub trait PathValue {
    /// The percent-encoded value. The error completes the sentence "the parameter …".
    ///
    /// # Errors
    /// If the value is empty or is not written as a text, a number or a boolean.
    fn encoded(&self) -> Result<String, String>;
}

impl<T: Serialize + ?Sized> PathValue for T {
    fn encoded(&self) -> Result<String, String> {
        let list = match texts(self)? {
            Texts::Absent => Vec::new(),
            Texts::One(text) if !text.is_empty() => return Ok(encode(text)),
            Texts::One(text) => vec![text],
            Texts::Many(texts) => texts,
        };
        if list.is_empty() || list.iter().any(String::is_empty) {
            return Err("must not be empty: it would address another resource".to_owned());
        }
        let encoded: Vec<String> = list.into_iter().map(encode).collect();
        Ok(encoded.join(","))
    }
}

/// A text as it stands in one segment; most are the same.
fn encode(text: String) -> String {
    let encoded = match Cow::from(utf8_percent_encode(&text, ARGUMENT)) {
        // What is encoded is longer. A borrowed text can also be the code of the only character.
        Cow::Borrowed(same) if same.len() == text.len() => None,
        other => Some(other.into_owned()),
    };
    encoded.unwrap_or(text)
}

/// Puts the arguments into a template such as `/projects/{id}/secrets/{name}`.
pub(super) fn fill(
    template: &'static str,
    arguments: &[(&'static str, &dyn PathValue)],
) -> Result<String, Refusal> {
    let mut path = String::with_capacity(template.len() + 16 * arguments.len());
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        fill_segment(&mut path, segment, arguments)?;
    }
    Ok(path)
}

fn fill_segment(
    path: &mut String,
    segment: &'static str,
    arguments: &[(&'static str, &dyn PathValue)],
) -> Result<(), Refusal> {
    let start = path.len();
    let mut last = None;
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        let Some((_, value)) = arguments.iter().find(|(known, _)| *known == name) else {
            return Err((name, "is in the path and has no value".to_owned()));
        };
        path.extend(utf8_percent_encode(before, TEMPLATE));
        path.push_str(&value.encoded().map_err(|rule| (name, rule))?);
        last = Some(name);
        rest = after;
    }
    path.extend(utf8_percent_encode(rest, TEMPLATE));
    match last {
        Some(name) if is_dots(&path[start..]) => Err((
            name,
            "must not make a path segment `.` or `..`: it would address another resource"
                .to_owned(),
        )),
        _ => Ok(()),
    }
}

/// Whether a URL would read the segment as "here" or "one up", also where its dots are encoded.
fn is_dots(segment: &str) -> bool {
    const LONGEST: usize = "%2e%2e".len();
    let plain = |segment: &str| segment.to_ascii_lowercase().replace("%2e", ".");
    segment.len() <= LONGEST && matches!(&*plain(segment), "." | "..")
}

//! What is taken out of every text of the service before an error keeps it: the token, the values of
//! members that are secrets, and the secrets of the request where the service repeats them.

use serde_json::Value;

use super::hidden::{REDACTED, without_secrets};
use super::outgoing::Outgoing;
use super::transport::Shared;

/// A secret of the request that is shorter than this is not looked for in other texts: it would be
/// found everywhere. Nor is a part of a secret.
const SHORTEST: usize = 4;

/// A header of the request that is shorter than this is not looked for: it is a name or a number.
const SHORTEST_HEADER: usize = 8;

/// What must not be shown.
pub(super) struct Redaction {
    /// The names of the members whose values are secrets.
    members: &'static [&'static str],
    /// The token and the secrets of the request, the longest first: one can be a part of another.
    secrets: Vec<String>,
}

impl Redaction {
    /// What errors must not show, of a call that has sent this.
    pub(super) fn new(shared: &Shared, sent: Option<&Outgoing>) -> Self {
        let members = shared.api.sensitive;
        let mut secrets = Vec::new();
        if let Some(sent) = sent {
            secrets.clone_from(&sent.secrets);
            if !members.is_empty() {
                let body = sent.body.as_deref();
                if let Some(body) = body.and_then(|body| serde_json::from_slice(body).ok()) {
                    collect(&body, members, false, &mut secrets);
                }
                let parameters = sent.url.query_pairs();
                let hidden = parameters.filter(|(name, _)| members.contains(&&**name));
                let hidden = hidden.map(|(_, value)| value.into_owned());
                secrets.extend(hidden.filter(|text| text.len() >= SHORTEST));
            }
            // What a caller sets is marked so. The authorization is the token with a word before it.
            let marked = sent.headers.values().filter(|value| value.is_sensitive());
            let marked = marked.filter_map(|value| value.to_str().ok());
            let marked = marked.filter(|text| text.len() >= SHORTEST_HEADER);
            secrets.extend(marked.map(str::to_owned));
        }
        secrets.extend(shared.token.as_ref().map(|token| token.expose().to_owned()));
        if let Some(authorizer) = &shared.authorizer {
            secrets.extend(authorizer.secrets());
        }
        secrets.sort_unstable_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self { members, secrets }
    }

    /// Whether the values of members with this name are secrets.
    pub(super) fn hides(&self, member: &str) -> bool {
        self.members.contains(&member)
    }

    /// `text` without secrets; it can be JSON, also a part of it, or anything else. Where it is not
    /// complete, it may end within a secret.
    pub(super) fn text(&self, text: &str, complete: bool) -> String {
        let mut text = self.literals(text);
        for secret in &self.secrets {
            text = without(&text, secret);
        }
        if !complete {
            self.cut_off(&mut text);
        }
        text
    }

    /// `value` without secrets.
    pub(super) fn value(&self, value: &Value) -> Value {
        without_secrets(value, self.members, &|text| self.text(text, true))
    }

    /// JSON without the values of the members that are secrets, and without secrets in any other of
    /// its texts, however they are escaped. The text may end anywhere.
    fn literals(&self, text: &str) -> String {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find('"') {
            let end = start + literal(&rest[start..]);
            let decoded = decode(&rest[start..end]);
            let after = rest[end..].trim_start();
            kept.push_str(&rest[..start]);
            match decoded.as_deref().and_then(|text| self.replaced(text)) {
                Some(replaced) => kept.push_str(&Value::String(replaced).to_string()),
                None => kept.push_str(&rest[start..end]),
            }
            rest = &rest[end..];
            let hidden = decoded.is_some_and(|name| self.hides(&name));
            if let Some(value) = after.strip_prefix(':').filter(|_| hidden) {
                let value = value.trim_start();
                let length = secret_length(value);
                if length > 0 {
                    kept.push_str(": \"");
                    kept.push_str(REDACTED);
                    kept.push('"');
                    rest = &value[length..];
                }
            }
        }
        kept.push_str(rest);
        kept
    }

    /// `text` without secrets; `None` if it has none.
    fn replaced(&self, text: &str) -> Option<String> {
        let mut replaced: Option<String> = None;
        for secret in &self.secrets {
            let text = replaced.as_deref().unwrap_or(text);
            if text.contains(secret.as_str()) {
                replaced = Some(text.replace(secret.as_str(), REDACTED));
            }
        }
        replaced
    }

    /// Takes the beginning of a secret from the end of a text that was cut off there.
    fn cut_off(&self, text: &mut String) {
        for secret in &self.secrets {
            let starts = secret.char_indices().map(|(at, _)| at);
            let longest = starts
                .filter(|end| *end >= SHORTEST)
                .filter(|end| text.ends_with(&secret[..*end]))
                .max();
            if let Some(length) = longest {
                text.truncate(text.len() - length);
                text.push_str(REDACTED);
                return;
            }
        }
    }
}

/// `text` without a secret, also where JSON has escaped characters of it.
fn without(text: &str, secret: &str) -> String {
    let escaped = secret.replace('\\', "\\\\").replace('"', "\\\"");
    let slashes = escaped.replace('/', "\\/");
    // The longest first: the plain secret can be a part of an escaped one.
    let text = text.replace(&slashes, REDACTED);
    text.replace(&escaped, REDACTED).replace(secret, REDACTED)
}

/// The text of a JSON string, also of one that was cut off.
fn decode(literal: &str) -> Option<String> {
    if let Ok(text) = serde_json::from_str(literal) {
        return Some(text);
    }
    // Within an escape at most six characters are missing.
    let ends = literal.char_indices().rev().map(|(at, _)| at);
    let ends = std::iter::once(literal.len()).chain(ends).take(7);
    ends.filter(|end| *end > 0)
        .find_map(|end| serde_json::from_str(&format!("{}\"", &literal[..end])).ok())
}

/// The length of the JSON string that `text` begins with, or of all that there is of it.
fn literal(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the JSON value that `text` begins with, or of all that there is of it; 0 where that
/// is none which could be a secret.
fn secret_length(text: &str) -> usize {
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        let ends = |c: char| matches!(c, ',' | '}' | ']') || c.is_whitespace();
        return text.find(ends).unwrap_or(text.len());
    }
    if !text.starts_with(['"', '{', '[']) {
        return 0;
    }
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match c {
            '"' => at += literal(&text[at..]) - 1,
            '{' | '[' => open += 1,
            '}' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        at += c.len_utf8();
        if open == 0 {
            return at;
        }
    }
    text.len()
}

/// Collects the texts of the members that are secrets.
pub(super) fn collect(value: &Value, members: &[&str], hidden: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if hidden && text.len() >= SHORTEST => found.push(text.clone()),
        Value::Array(elements) => {
            for element in elements {
                collect(element, members, hidden, found);
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                collect(
                    value,
                    members,
                    hidden || members.contains(&name.as_str()),
                    found,
                );
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

//! What is taken out of every text of the service before an error keeps it: the token, the values of
//! members that are secrets, and the secrets of the request where the service repeats them.

use serde_json::Value;

use super::token::{REDACTED, Token, without};
use super::transport::Shared;

/// A secret of the request that is shorter than this is not looked for in other texts: it would be
/// found everywhere.
const SHORTEST: usize = 4;

/// What must not be shown.
pub(super) struct Redaction<'a> {
    token: Option<&'a Token>,
    members: &'static [&'static str],
    sent: Vec<String>,
}

impl<'a> Redaction<'a> {
    /// What the errors of a call must not show, if `body` is what it sent.
    pub(super) fn new(shared: &'a Shared, body: Option<&[u8]>) -> Self {
        let members = shared.api.sensitive;
        let mut sent = Vec::new();
        if !members.is_empty()
            && let Some(body) = body.and_then(|body| serde_json::from_slice(body).ok())
        {
            secrets(&body, members, false, &mut sent);
        }
        // The longest first: one can be a part of another.
        sent.sort_unstable_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self {
            token: shared.token.as_ref(),
            members,
            sent,
        }
    }

    /// Whether the values of members with this name are secrets.
    pub(super) fn hides(&self, member: &str) -> bool {
        self.members.contains(&member)
    }

    /// `text` without secrets; it can be JSON, also a part of it, or anything else.
    pub(super) fn text(&self, text: &str) -> String {
        let mut text = match self.token {
            Some(token) => token.redact(text),
            None => text.to_owned(),
        };
        for secret in &self.sent {
            text = without(&text, secret);
        }
        if self.members.is_empty() {
            return text;
        }
        self.without_members(&text)
    }

    /// `value` without secrets.
    pub(super) fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(elements) => elements.iter().map(|element| self.value(element)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| {
                    let hidden = self.hides(name) && !value.is_null() && !value.is_boolean();
                    let value = if hidden {
                        Value::String(REDACTED.to_owned())
                    } else {
                        self.value(value)
                    };
                    (self.text(name), value)
                })
                .collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    /// JSON without the values of the members that are secrets. The text may end anywhere.
    fn without_members(&self, text: &str) -> String {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find('"') {
            let end = start + literal(&rest[start..]);
            let name = serde_json::from_str::<String>(&rest[start..end]);
            let after = rest[end..].trim_start();
            kept.push_str(&rest[..end]);
            rest = &rest[end..];
            let hidden = name.is_ok_and(|name| self.hides(&name));
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
fn secrets(value: &Value, members: &[&str], hidden: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if hidden && text.len() >= SHORTEST => found.push(text.clone()),
        Value::Array(elements) => {
            for element in elements {
                secrets(element, members, hidden, found);
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                secrets(
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

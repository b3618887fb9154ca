//! JSON pointers (RFC 6901), and the same places as JSONPath (RFC 9535).

use std::fmt;

use serde_json::Value;

/// The way from the root of a document to one of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    tokens: Vec<String>,
}

impl Pointer {
    /// The root.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer by its tokens, unescaped.
    pub fn of<T: Into<String>>(tokens: impl IntoIterator<Item = T>) -> Self {
        Self {
            tokens: tokens.into_iter().map(Into::into).collect(),
        }
    }

    /// The pointer in a local reference such as `#/components/schemas/Project`; `None` where the
    /// reference is not a local one.
    #[must_use]
    pub fn of_reference(reference: &str) -> Option<Self> {
        let text = reference.strip_prefix('#')?;
        if text.is_empty() {
            return Some(Self::root());
        }
        let tokens = text.strip_prefix('/')?.split('/');
        Some(Self::of(tokens.map(|t| {
            percent_decoded(t).replace("~1", "/").replace("~0", "~")
        })))
    }

    /// The local reference to this place.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("#{self}").replace('%', "%25")
    }

    /// The place of a key or index below this one.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        let mut tokens = self.tokens.clone();
        tokens.push(token.to_string());
        Self { tokens }
    }

    /// The place of several keys below this one.
    #[must_use]
    pub fn join<T: Into<String>>(&self, tokens: impl IntoIterator<Item = T>) -> Self {
        let mut all = self.tokens.clone();
        all.extend(tokens.into_iter().map(Into::into));
        Self { tokens: all }
    }

    /// The place above, and the last token; `None` for the root.
    #[must_use]
    pub fn split_last(&self) -> Option<(Self, &str)> {
        let (last, rest) = self.tokens.split_last()?;
        Some((Self::of(rest.iter().cloned()), last))
    }

    /// The tokens, unescaped.
    #[must_use]
    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// The value at this place.
    #[must_use]
    pub fn get<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        self.tokens
            .iter()
            .try_fold(root, |value, token| match value {
                Value::Object(map) => map.get(token),
                Value::Array(items) => items.get(token.parse::<usize>().ok()?),
                _ => None,
            })
    }

    /// The value at this place, to be changed.
    pub fn get_mut<'v>(&self, root: &'v mut Value) -> Option<&'v mut Value> {
        self.tokens
            .iter()
            .try_fold(root, |value, token| match value {
                Value::Object(map) => map.get_mut(token),
                Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
                _ => None,
            })
    }

    /// The JSONPath of this place in a document, `$.paths['/projects'].get`: names where a name
    /// is allowed, brackets elsewhere, indexes for the items of arrays.
    #[must_use]
    pub fn json_path(&self, root: &Value) -> String {
        let mut path = String::from("$");
        let mut value = Some(root);
        for token in &self.tokens {
            if let Some(Value::Array(items)) = value {
                path.extend(["[", token, "]"]);
                value = token.parse::<usize>().ok().and_then(|at| items.get(at));
            } else {
                path += &name_selector(token);
                value = value.and_then(|v| v.get(token));
            }
        }
        path
    }
}

/// A name as a JSONPath selector: `.name` or `['other name']`.
fn name_selector(name: &str) -> String {
    let mut chars = name.chars();
    let plain = chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain {
        return format!(".{name}");
    }
    let mut quoted = String::from("['");
    for c in name.chars() {
        match c {
            '\'' => quoted += "\\'",
            '\\' => quoted += "\\\\",
            c if (c as u32) < 0x20 => {
                let code = format!("\\u{:04x}", c as u32);
                quoted += &code;
            }
            c => quoted.push(c),
        }
    }
    quoted + "']"
}

/// A text in which `%` and two hexadecimal digits stand for a byte.
pub(super) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        decoded.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The escaped form, `/paths/~1projects/get`; empty for the root.
impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.tokens {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

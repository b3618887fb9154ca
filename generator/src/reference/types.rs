//! Type phrases: `string (date-time)`, `integer 1 – 120`, `array of string, one of: a, b`.

use serde_json::Number;

use super::{Enumeration, Kind, Members, Type};

/// A type phrase that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnknownType {
    /// The part that no rule of the grammar knows.
    pub(super) part: String,
}

/// What the type words are, for messages.
pub(super) const WORDS: &str = "string, integer, number, boolean, object, array of …, anyOf, \
     oneOf, allOf, any, null";

/// `array of` more often than this is not read.
const MAX_ARRAYS: usize = 16;

/// Reads a type phrase; the flag says whether it is `null`.
pub(super) fn parse(phrase: &str) -> Result<(Type, bool), UnknownType> {
    let mut rest = phrase.trim();
    let mut arrays = 0;
    while let Some(item) = rest.strip_prefix("array of ") {
        rest = item.trim_start();
        arrays += 1;
        if arrays > MAX_ARRAYS {
            return Err(unknown(phrase));
        }
    }
    let length = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    let (word, mut rest) = rest.split_at(length);
    let kind = match word {
        "any" | "null" | "allOf" => Kind::Any,
        "boolean" => Kind::Boolean,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "string" => Kind::String,
        "object" => Kind::Object(Members::Free),
        "array" => Kind::Array(Box::new(plain(Kind::Any))),
        "anyOf" | "oneOf" => Kind::Union(Vec::new()),
        _ => {
            let part = if word.is_empty() { phrase } else { word };
            return Err(unknown(part));
        }
    };
    let mut ty = plain(kind);
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        rest = detail(rest, &mut ty)?;
    }
    for _ in 0..arrays {
        ty = plain(Kind::Array(Box::new(ty)));
    }
    Ok((ty, word == "null" && arrays == 0))
}

/// One detail after the type word; gives back what follows it.
fn detail<'t>(text: &'t str, ty: &mut Type) -> Result<&'t str, UnknownType> {
    if let Some(inner) = text.strip_prefix('(') {
        let (inner, rest) = inner.split_once(')').ok_or_else(|| unknown(text))?;
        if let Some(count) = counted(inner) {
            set(&mut ty.enumeration, Enumeration::Counted(count), text)?;
        } else if inner.trim().is_empty() {
            return Err(unknown(text));
        } else {
            set(&mut ty.format, inner.trim().to_owned(), text)?;
        }
        return Ok(rest);
    }
    if let Some(values) = text.strip_prefix(", one of:") {
        let values = values.strip_prefix(' ').unwrap_or(values);
        if values.is_empty() {
            return Err(unknown(text));
        }
        let values = values.split(", ").map(|v| v.trim().to_owned()).collect();
        set(&mut ty.enumeration, Enumeration::Listed(values), text)?;
        return Ok("");
    }
    limits(text, ty)
}

/// `8` of `enum, 8 values`.
fn counted(text: &str) -> Option<usize> {
    let count = text.strip_prefix("enum,")?.trim();
    count
        .strip_suffix("values")
        .or_else(|| count.strip_suffix("value"))?
        .trim()
        .parse()
        .ok()
}

/// `1 – 120`, `>= 1`, `≤ 9`; gives back what follows.
fn limits<'t>(text: &'t str, ty: &mut Type) -> Result<&'t str, UnknownType> {
    if !matches!(ty.kind, Kind::Integer | Kind::Number) {
        return Err(unknown(text));
    }
    for (sign, lower) in [(">=", true), ("≥", true), ("<=", false), ("≤", false)] {
        if let Some(rest) = text.strip_prefix(sign) {
            let (value, rest) = number(rest.trim_start()).ok_or_else(|| unknown(text))?;
            let limit = if lower {
                &mut ty.minimum
            } else {
                &mut ty.maximum
            };
            set(limit, value, text)?;
            return Ok(rest);
        }
    }
    let (minimum, rest) = number(text).ok_or_else(|| unknown(text))?;
    let rest = rest
        .trim_start()
        .strip_prefix(['–', '—', '-'])
        .ok_or_else(|| unknown(text))?;
    let (maximum, rest) = number(rest.trim_start()).ok_or_else(|| unknown(text))?;
    set(&mut ty.minimum, minimum, text)?;
    set(&mut ty.maximum, maximum, text)?;
    Ok(rest)
}

/// A JSON number at the start of a text.
fn number(text: &str) -> Option<(Number, &str)> {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let exponent = text[..at].ends_with(['e', 'E']);
        let belongs = match c {
            '0'..='9' | '.' => true,
            '-' | '+' => at == 0 || exponent,
            'e' | 'E' => at > 0,
            _ => false,
        };
        if !belongs {
            break;
        }
        end = at + c.len_utf8();
    }
    let (digits, rest) = text.split_at(end);
    Some((serde_json::from_str(digits).ok()?, rest))
}

fn set<T>(place: &mut Option<T>, value: T, text: &str) -> Result<(), UnknownType> {
    if place.replace(value).is_some() {
        return Err(unknown(text));
    }
    Ok(())
}

fn unknown(part: &str) -> UnknownType {
    UnknownType {
        part: part.to_owned(),
    }
}

/// A type of which only the kind is known.
pub(super) fn plain(kind: Kind) -> Type {
    Type {
        kind,
        format: None,
        enumeration: None,
        minimum: None,
        maximum: None,
    }
}

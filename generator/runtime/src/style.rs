//! How a value that is more than one text is written where only texts go: the styles of `OpenAPI`.
//! They know no place; `styled` and `cookie` do.

use percent_encoding::{AsciiSet, utf8_percent_encode};
use serde_json::{Map, Value};

/// How the value of a parameter is written.
///
/// `explode`: the elements of a list stand for themselves, and so do the members of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black`; an object is `R,100,G,200`, exploded `R=100,G=200`.
    Simple {
        /// Whether each part stands for itself.
        explode: bool,
    },
    /// `.blue,black`, exploded `.blue.black`.
    Label {
        /// Whether each part stands for itself.
        explode: bool,
    },
    /// `;color=blue,black`, exploded `;color=blue;color=black`.
    Matrix {
        /// Whether each part stands for itself.
        explode: bool,
    },
    /// `color=blue,black`, exploded `color=blue` and `color=black`.
    Form {
        /// Whether each part stands for itself.
        explode: bool,
    },
    /// As [`Form`](Self::Form), in a cookie, where nothing is encoded.
    Cookie {
        /// Whether each part stands for itself.
        explode: bool,
    },
    /// `color=blue%20black`.
    Spaces,
    /// `color=blue%7Cblack`.
    Pipes,
    /// `color[R]=100` and `color[G]=200`, with the brackets encoded. Members of members have brackets
    /// of their own, the elements of a list have the same name, and a number where they have members.
    Deep,
    /// `color=` and JSON.
    Json,
    /// JSON without a name: it is all there is.
    Bare,
}

/// A value taken apart, without its nulls.
enum Parts {
    Absent,
    One(String),
    Many(Vec<String>),
    Members(Vec<(String, Value)>),
}

impl Parts {
    fn of(value: Value) -> Self {
        match value {
            Value::Null => Self::Absent,
            Value::Array(elements) => Self::Many(texts(elements)),
            Value::Object(members) => Self::Members(present(members).collect()),
            scalar => Self::One(text(scalar)),
        }
    }
}

/// The members that are there.
fn present(members: Map<String, Value>) -> impl Iterator<Item = (String, Value)> {
    members.into_iter().filter(|(_, value)| !value.is_null())
}

fn texts(elements: Vec<Value>) -> Vec<String> {
    let there = elements.into_iter().filter(|element| !element.is_null());
    there.map(text).collect()
}

/// A value as one text: what has parts, as JSON.
fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Names and members alternating, or joined by `=`.
fn listed(members: Vec<(String, Value)>, explode: bool, write: &Write<'_>) -> Written<Vec<String>> {
    let mut list = Vec::new();
    for (name, value) in members {
        let (name, value) = (write(&name)?, write(&text(value))?);
        if explode {
            list.push(format!("{name}={value}"));
        } else {
            list.extend([name, value]);
        }
    }
    Ok(list)
}

/// What writes a text for the place where it goes.
pub(super) type Write<'w> = dyn Fn(&str) -> Written<String> + 'w;

/// Something written, or the end of the sentence "the parameter …".
pub(super) type Written<T> = Result<T, String>;

/// Writes texts with all percent-encoded that is in a set.
pub(super) fn encoded(set: &'static AsciiSet) -> impl Fn(&str) -> Written<String> {
    move |text| Ok(utf8_percent_encode(text, set).to_string())
}

/// As `write`, of texts that have nothing in them which would part them.
fn without(sign: char, write: &Write<'_>) -> impl Fn(&str) -> Written<String> {
    move |text| {
        if text.contains(sign) {
            let sign = if sign == ' ' {
                "space"
            } else {
                &*format!("`{sign}`")
            };
            return Err(format!(
                "must not have a {sign} in an element: it would become two"
            ));
        }
        write(text)
    }
}

impl Style {
    /// A value as pairs `name=value`, for a query, a form or a cookie. None where there is no value.
    pub(super) fn pairs(self, name: &str, value: Value, write: &Write<'_>) -> Written<Vec<String>> {
        let joined = |mark: &str, parts: Parts, write: &Write<'_>| {
            let list = match parts {
                Parts::Absent => return Ok(Vec::new()),
                Parts::One(text) => vec![write(&text)?],
                Parts::Many(texts) => texts
                    .iter()
                    .map(|text| write(text))
                    .collect::<Written<_>>()?,
                Parts::Members(members) => listed(members, false, write)?,
            };
            if list.is_empty() {
                return Ok(list);
            }
            // Where reserved characters stay as they are, this one parts the elements.
            let list: Vec<String> = list.iter().map(|text| text.replace(',', "%2C")).collect();
            Ok(vec![format!("{}={}", write(name)?, list.join(mark))])
        };
        match self {
            Self::Form { explode: true } | Self::Cookie { explode: true } => {
                let pair =
                    |name: &str, text: &str| Ok(format!("{}={}", write(name)?, write(text)?));
                match Parts::of(value) {
                    Parts::Absent => Ok(Vec::new()),
                    Parts::One(text) => Ok(vec![pair(name, &text)?]),
                    Parts::Many(texts) => texts.iter().map(|text| pair(name, text)).collect(),
                    Parts::Members(members) => {
                        let all = members.into_iter().flat_map(|(name, value)| {
                            let values = match value {
                                Value::Array(elements) => texts(elements),
                                value => vec![text(value)],
                            };
                            values.into_iter().map(move |value| (name.clone(), value))
                        });
                        all.map(|(name, value)| pair(&name, &value)).collect()
                    }
                }
            }
            Self::Simple { .. }
            | Self::Label { .. }
            | Self::Matrix { .. }
            | Self::Form { explode: false }
            | Self::Cookie { explode: false } => joined(",", Parts::of(value), write),
            Self::Spaces => joined("%20", Parts::of(value), &without(' ', write)),
            Self::Pipes => joined("%7C", Parts::of(value), &without('|', write)),
            Self::Deep => {
                let mut pairs = Vec::new();
                deep(&write(name)?, value, write, &mut pairs)?;
                Ok(pairs)
            }
            Self::Json if value.is_null() => Ok(Vec::new()),
            Self::Json => Ok(vec![format!(
                "{}={}",
                write(name)?,
                write(&value.to_string())?
            )]),
            Self::Bare => Ok(vec![write(&value.to_string())?]),
        }
    }

    /// A value as a part of a path or a header. The text has no value where it is empty.
    pub(super) fn piece(self, name: &str, value: Value, write: &Write<'_>) -> Written<String> {
        if matches!(self, Self::Json | Self::Bare) {
            return write(&value.to_string());
        }
        let (before, explode, mark) = match self {
            Self::Label { explode: false } => (".", false, ","),
            Self::Label { explode: true } => (".", true, "."),
            Self::Matrix { explode } => (";", explode, if explode { ";" } else { "," }),
            Self::Simple { explode } | Self::Form { explode } | Self::Cookie { explode } => {
                ("", explode, ",")
            }
            Self::Spaces | Self::Pipes | Self::Deep | Self::Json | Self::Bare => ("", false, ","),
        };
        // A dot is not encoded, so that it cannot be told from one between two elements.
        let dotless = without('.', write);
        let (matrix, several) = (
            matches!(self, Self::Matrix { .. }),
            if mark == "." { &dotless } else { write },
        );
        let named = |text: String| match (matrix, text.as_str()) {
            (false, _) => Ok(text),
            (true, "") => write(name),
            (true, text) => Ok(format!("{}={text}", write(name)?)),
        };
        let list = match Parts::of(value) {
            Parts::Absent => return Ok(String::new()),
            Parts::One(text) if text.is_empty() && !matrix => return Ok(text),
            Parts::One(text) => vec![named(write(&text)?)?],
            Parts::Many(texts) if texts.is_empty() => return Ok(String::new()),
            Parts::Members(members) if members.is_empty() => return Ok(String::new()),
            Parts::Many(texts) => {
                let texts = texts
                    .iter()
                    .map(|text| several(text))
                    .collect::<Written<Vec<_>>>()?;
                if texts.iter().any(String::is_empty) {
                    return Err("must not have an empty element".to_owned());
                }
                if explode {
                    texts.into_iter().map(named).collect::<Written<_>>()?
                } else {
                    vec![named(texts.join(","))?]
                }
            }
            Parts::Members(members) if explode => listed(members, true, several)?,
            Parts::Members(members) => vec![named(listed(members, false, write)?.join(","))?],
        };
        Ok(format!("{before}{}", list.join(mark)))
    }
}

/// Writes `name[member]=value`, however deep.
fn deep(name: &str, value: Value, write: &Write<'_>, pairs: &mut Vec<String>) -> Written<()> {
    let within = |key: &str| -> Written<String> {
        Ok(format!(
            "{name}{}{}{}",
            write("[")?,
            write(key)?,
            write("]")?
        ))
    };
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (key, value) in members {
                deep(&within(&key)?, value, write, pairs)?;
            }
        }
        Value::Array(elements) => {
            for (at, element) in elements.into_iter().enumerate() {
                let name = match element {
                    Value::Object(_) | Value::Array(_) => within(&at.to_string())?,
                    _ => name.to_owned(),
                };
                deep(&name, element, write, pairs)?;
            }
        }
        scalar => pairs.push(format!("{name}={}", write(&text(scalar))?)),
    }
    Ok(())
}

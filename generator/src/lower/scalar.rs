//! Texts, numbers and booleans.
//!
//! A format makes a type of its own only where every value of it has one form that Rust can hold and
//! write back. Documents are often wrong about formats: where an example of the document does not
//! have the form, the example is believed, and the value stays a text.

use serde_json::Value;

use super::node::Node;
use crate::api::{Number, Scalar, Type};

/// Whole numbers up to here and down to its negative count as 64 bits: many tools write the limits of
/// an `i64` as the next number that a float can hold.
const MOST: i128 = 1 << 63;

/// The type of a schema that is a scalar.
pub(super) fn scalar(node: &Node<'_>) -> Type {
    Type::Scalar(match word(node) {
        Some("boolean") => Scalar::Boolean,
        Some("number") => Scalar::Number,
        Some("integer") => integer(node),
        _ => text(node),
    })
}

/// The type that a schema names, or that all values have which it lists.
pub(super) fn word<'d>(node: &Node<'d>) -> Option<&'d str> {
    if let Some(word) = node.text("type") {
        return Some(word);
    }
    let mut values = node.items("enum");
    values.retain(|item| !item.value.is_null());
    let all = |is: fn(&Value) -> bool| !values.is_empty() && values.iter().all(|v| is(v.value));
    if all(Value::is_boolean) {
        Some("boolean")
    } else if all(|v| v.is_i64() || v.is_u64()) {
        Some("integer")
    } else if all(Value::is_number) {
        Some("number")
    } else {
        None
    }
}

/// The limits of a format of whole numbers.
pub(super) fn limits(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint" | "uint64" => (0, u64::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        _ => return None,
    })
}

/// A whole number is of the format's size, unless the document itself shows greater ones; without a
/// format it is of 64 bits.
fn integer(node: &Node<'_>) -> Scalar {
    let format = node.text("format").unwrap_or_default();
    let shown: Vec<Number> = ["minimum", "maximum", "default", "example"]
        .into_iter()
        .filter_map(|key| node.value.get(key))
        .chain(
            node.value
                .get("enum")
                .and_then(Value::as_array)
                .into_iter()
                .flatten(),
        )
        .filter_map(number)
        .collect();
    let within = |least: i128, most: i128| {
        shown.iter().all(|n| match *n {
            Number::Integer(n) => (least..=most).contains(&n),
            #[allow(
                clippy::cast_precision_loss,
                reason = "a limit is as good as its float"
            )]
            Number::Float(n) => (least as f64..=most as f64).contains(&n),
        })
    };
    let narrow = limits(format).filter(|(least, most)| within(*least, *most));
    match (narrow, format) {
        (Some(_), "int8" | "int16" | "int32") => Scalar::Integer32,
        (Some(_), "uint8" | "uint16" | "uint32") => Scalar::Unsigned32,
        (Some(_), "uint" | "uint64") => Scalar::Unsigned64,
        _ if format == "int64" || within(-MOST - 1_024, MOST + 1_024) => Scalar::Integer64,
        _ if within(0, i128::from(u64::MAX)) => Scalar::Unsigned64,
        _ => Scalar::Integer,
    }
}

fn text(node: &Node<'_>) -> Scalar {
    let (scalar, has_form): (_, fn(&str) -> bool) = match node.text("format") {
        Some("date-time") => (Scalar::DateTime, is_date_time),
        Some("date") => (Scalar::Date, is_date),
        Some("uuid") => (Scalar::Uuid, is_uuid),
        Some("byte" | "base64") => (Scalar::Bytes, is_base64),
        Some(_) | None => return Scalar::Text,
    };
    let mut shown = ["example", "default"]
        .into_iter()
        .filter_map(|key| node.text(key));
    if shown.all(has_form) {
        scalar
    } else {
        Scalar::Text
    }
}

/// Whether a text has this form: `9` stands for a digit, any other character for itself.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(c, form)| match form {
            b'9' => c.is_ascii_digit(),
            form => c == form,
        })
}

fn is_date(text: &str) -> bool {
    has_form(text, "9999-99-99")
}

/// A time needs no offset: many services leave it out.
fn is_date_time(text: &str) -> bool {
    let Some((day, time)) = text.split_at_checked(10) else {
        return false;
    };
    let Some((clock, rest)) = time.split_at_checked(9) else {
        return false;
    };
    let fraction = rest.strip_prefix('.').unwrap_or(rest);
    let offset = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_offset = matches!(offset, "" | "Z" | "z")
        || ["+99:99", "-99:99"]
            .iter()
            .any(|form| has_form(offset, form));
    is_date(day)
        && ["T99:99:99", "t99:99:99", " 99:99:99"]
            .iter()
            .any(|form| has_form(clock, form))
        && is_offset
}

fn is_uuid(text: &str) -> bool {
    let hexadecimal: String = text
        .chars()
        .map(|c| if c.is_ascii_hexdigit() { '9' } else { c })
        .collect();
    has_form(&hexadecimal, "99999999-9999-9999-9999-999999999999")
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end().trim_end_matches('=');
    let is_digit = |c: u8| c.is_ascii_alphanumeric() || b"+/-_\r\n".contains(&c);
    digits.bytes().all(is_digit) && digits.len() % 4 != 1
}

/// A number of the document, as exact as Rust can hold it.
pub(super) fn number(value: &Value) -> Option<Number> {
    let number = value.as_number()?;
    match number.as_i128() {
        Some(whole) => Some(Number::Integer(whole)),
        None => number.as_f64().filter(|n| n.is_finite()).map(Number::Float),
    }
}

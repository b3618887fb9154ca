//! Values that stand for others: of the same form, and the same one for the same value.
//!
//! What is compared stays as it is: the kind of JSON, the length of a text in characters, the form of
//! its format, whether a number is whole. Who reads a recording learns how long a name is, and no
//! more.

use std::{
    collections::{HashMap, HashSet},
    net::{Ipv4Addr, Ipv6Addr},
};

use serde_json::{Number, Value};

use super::forms::{is_date, is_duration, is_uuid};

/// What stands for what, within one recording.
#[derive(Debug, Default)]
pub(super) struct Mask {
    texts: HashMap<String, String>,
    taken: HashSet<String>,
    numbers: HashMap<String, Number>,
    taken_numbers: HashSet<String>,
}

/// How many values that stand for others are tried before one stands for two.
const TRIES: usize = 4096;

impl Mask {
    /// The text that stands for a text.
    pub(super) fn text(&mut self, text: &str) -> String {
        if let Some(known) = self.texts.get(text) {
            return known.clone();
        }
        let same = text.is_empty() || is_duration(text);
        let candidate = |number: usize| match (same, dated(text)) {
            (true, _) => text.to_owned(),
            (false, Some(dated)) => dated,
            (false, None) => stand_in(text, number),
        };
        let first = candidate(0);
        let free = |candidate: &String| !self.taken.contains(candidate);
        // Dates may stand for each other.
        let chosen = if same || dated(text).is_some() {
            first
        } else {
            (0..TRIES).map(candidate).find(free).unwrap_or(first)
        };
        self.taken.insert(chosen.clone());
        self.texts.insert(text.to_owned(), chosen.clone());
        chosen
    }

    /// The number that stands for a number: of as many digits, whole where that is whole.
    pub(super) fn number(&mut self, number: &Number) -> Number {
        let written = number.to_string();
        if let Some(known) = self.numbers.get(&written) {
            return known.clone();
        }
        let negative = written.starts_with('-');
        let digits = written.trim_start_matches('-');
        let whole = digits.bytes().all(|b| b.is_ascii_digit());
        let first = 10_u64.checked_pow(u32::try_from(digits.len().saturating_sub(1)).unwrap_or(0));
        let harmless = matches!(digits, "0" | "1" | "0.0" | "1.0");
        let candidate = |at: u32| -> Option<Number> {
            if !whole {
                let fraction = number.as_f64().is_some_and(|n| n.fract() != 0.0);
                let value = f64::from(at) + if fraction { 1.5 } else { 2.0 };
                return Number::from_f64(if negative { -value } else { value });
            }
            let value = first?.checked_add(u64::from(at))?;
            if negative {
                Some(Number::from(-i64::try_from(value).ok()?))
            } else {
                Some(Number::from(value))
            }
        };
        let tries = 0..u32::try_from(TRIES).unwrap_or(u32::MAX);
        let mut candidates = tries.filter_map(candidate);
        let free = |n: &Number| !self.taken_numbers.contains(&n.to_string());
        let chosen = if harmless {
            Some(number.clone())
        } else {
            candidates.find(free)
        };
        let chosen = chosen.unwrap_or_else(|| Number::from(1));
        self.taken_numbers.insert(chosen.to_string());
        self.numbers.insert(written, chosen.clone());
        chosen
    }

    /// The value that stands for a scalar; lists and objects are not looked into.
    pub(super) fn scalar(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Number(number) => Value::Number(self.number(number)),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => value.clone(),
        }
    }
}

/// The same text at another day, where it begins with a date and is nothing but a point in time.
fn dated(text: &str) -> Option<String> {
    let (date, rest) = text.split_at_checked(10)?;
    let is_time = |c: char| c.is_ascii_digit() || "TtZz:.+- ".contains(c);
    (is_date(date) && rest.len() <= 25 && rest.chars().all(is_time))
        .then(|| format!("2000-01-01{rest}"))
}

/// The text of a number that stands for a text of this form.
fn stand_in(text: &str, number: usize) -> String {
    if is_uuid(text) {
        return format!("00000000-0000-4000-8000-{number:012}");
    }
    if text.parse::<Ipv4Addr>().is_ok() {
        return format!("192.0.2.{}", number % 256);
    }
    if text.parse::<Ipv6Addr>().is_ok() {
        return format!("2001:db8::{:x}", number % 0x1_0000);
    }
    let scheme = ["https://", "http://", "wss://", "ws://"];
    let kept = scheme.iter().find(|scheme| text.starts_with(**scheme));
    let kept = kept.map_or(0, |scheme| scheme.len());
    let mut rest = number;
    let mut letters: Vec<char> = text.chars().collect();
    for letter in letters.iter_mut().skip(kept).rev() {
        let (base, first) = match *letter {
            c if c.is_ascii_digit() => (10, b'0'),
            c if c.is_uppercase() => (26, b'A'),
            c if c.is_ascii_punctuation() || c == ' ' => continue,
            _ => (26, b'a'),
        };
        // Letters count from x: `x`, `y`, `z`, `a`.
        let start = if base == 26 { 23 } else { 0 };
        let step = u8::try_from((rest + start) % base).unwrap_or_default();
        *letter = char::from(first + step);
        rest /= base;
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Mask;

    fn masked(mask: &mut Mask, value: &Value) -> Value {
        mask.scalar(value)
    }

    #[test]
    fn a_value_stands_for_one_of_its_form() {
        let mut mask = Mask::default();
        let pairs = [
            (json!("Ada Lovelace"), json!("Xxx Xxxxxxxx")),
            (json!("Bob Lovelace"), json!("Xxx Xxxxxxxy")),
            (json!("Ada Lovelace"), json!("Xxx Xxxxxxxx")),
            (json!("ada@example.com"), json!("xxx@xxxxxxx.xxx")),
            (
                json!("https://a.example/b?c=1"),
                json!("https://x.xxxxxxx/x?x=0"),
            ),
            (
                json!("2024-05-06T07:08:09.123Z"),
                json!("2000-01-01T07:08:09.123Z"),
            ),
            (json!("2024-13-06"), json!("0000-00-00")),
            (
                json!("9f1c1b0e-1b7e-4a43-9f4e-0a4a7c2f6d11"),
                json!("00000000-0000-4000-8000-000000000000"),
            ),
            (json!("10.1.2.3"), json!("192.0.2.0")),
            (json!("Ünï\u{7}"), json!("Xxxx")),
            (json!(""), json!("")),
            (json!(48213), json!(10000)),
            (json!(48214), json!(10001)),
            (json!(-7), json!(-1)),
            (json!(2.75), json!(1.5)),
            (json!(0), json!(0)),
            (json!(true), json!(true)),
        ];
        for (value, stands_for) in pairs {
            assert_eq!(masked(&mut mask, &value), stands_for, "{value}");
        }
    }
}

//! Values that stand for others: of the same form, and the same one for the same value.
//!
//! What is compared stays as it is: the kind of JSON, the length of a text in characters, the form of
//! its format, whether a number is whole. Who reads a recording learns how long a name is, and no
//! more.

use std::collections::HashMap;

use serde_json::{Number, Value};

use super::stand_ins::{Form, form_of};

/// What stands for what, within one recording.
#[derive(Debug, Default)]
pub(super) struct Mask {
    texts: HashMap<String, String>,
    /// How many texts of a form have one that stands for them.
    forms: HashMap<Form, u64>,
    keys: HashMap<String, String>,
    numbers: HashMap<(String, Within), Number>,
    counts: HashMap<(String, Within), u64>,
    taken: std::collections::HashSet<String>,
}

/// The limits of a number, as they are written.
type Within = Option<(String, String)>;

/// How many texts that have a format by chance are passed over.
const TRIES: u64 = 1000;

/// What a key that stands for another one begins with.
const KEY: char = '~';

/// Whether a key stands for another one.
pub(super) fn is_masked_key(key: &str) -> bool {
    let number = key.trim_start_matches(KEY);
    number.len() < key.len() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

impl Mask {
    /// The key that stands for a key: a number, since nothing is compared of it.
    pub(super) fn key(&mut self, key: &str) -> String {
        let next = self.keys.len() + 1;
        let known = self.keys.entry(key.to_owned());
        known.or_insert_with(|| format!("{KEY}{next}")).clone()
    }

    /// The text that stands for a text: a longer one where all of its form stand for others, and
    /// nothing speaks of its length.
    pub(super) fn text(&mut self, text: &str, may_grow: bool) -> String {
        if let Some(known) = self.texts.get(text)
            && (may_grow || known.chars().count() == text.chars().count())
        {
            return known.clone();
        }
        let mut grown = text.to_owned();
        loop {
            let form = form_of(&grown);
            let count = self.forms.entry(form.clone()).or_insert(0);
            let last = count.saturating_add(TRIES);
            let stands = loop {
                let stands = form.stand_in(*count);
                *count += 1;
                let fits = stands.as_deref().is_none_or(|stands| form.fits(stands));
                if fits || *count >= last {
                    break stands;
                }
            };
            if stands.is_none() && may_grow && !text.is_empty() {
                grown.push('x');
                continue;
            }
            let stands = stands.or_else(|| form.stand_in(0)).unwrap_or_default();
            self.texts.insert(text.to_owned(), stands.clone());
            return stands;
        }
    }

    /// The number that stands for a number: of as many digits, whole where that is whole, and within
    /// limits; `None`: there is none.
    pub(super) fn number(&mut self, number: &Number, range: Option<(f64, f64)>) -> Option<Number> {
        let written = number.to_string();
        let digits = written.trim_start_matches('-');
        if matches!(digits, "0" | "1" | "0.0" | "1.0") {
            return Some(number.clone());
        }
        let within: Within = range.map(|(least, most)| (least.to_string(), most.to_string()));
        if let Some(known) = self.numbers.get(&(written.clone(), within.clone())) {
            return Some(known.clone());
        }
        let whole = digits.bytes().all(|b| b.is_ascii_digit());
        let fraction = number.as_f64().is_some_and(|n| n.fract() != 0.0);
        let sign = if written.starts_with('-') { "-" } else { "" };
        let form = match (whole, fraction) {
            (true, _) => format!("{sign}{}", digits.len()),
            (false, true) => format!("{sign}1.5"),
            (false, false) => format!("{sign}2.0"),
        };
        let fits = |value: &Number| {
            let value = value.as_f64().unwrap_or(f64::NAN);
            range.is_none_or(|(least, most)| value >= least && value <= most)
        };
        let count = self.counts.entry((form, within.clone())).or_insert(0);
        let chosen = loop {
            let candidate = candidate(digits.len(), whole, fraction, *count)
                .and_then(|value| signed(value, sign == "-"))
                .filter(&fits)
                .or_else(|| {
                    range
                        .and_then(|range| counted_within(range, *count))
                        .filter(|_| whole)
                        .filter(&fits)
                });
            *count += 1;
            match candidate {
                Some(value) if self.taken.contains(&value.to_string()) => {}
                Some(value) if matches!(value.to_string().as_str(), "0" | "1" | "-1") => {}
                other => break other,
            }
        };
        let chosen = chosen?;
        self.taken.insert(chosen.to_string());
        self.numbers.insert((written, within), chosen.clone());
        Some(chosen)
    }

    /// The value that stands for a scalar; lists and objects are not looked into.
    pub(super) fn scalar(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text, true)),
            Value::Number(number) => {
                Value::Number(self.number(number, None).unwrap_or_else(|| 1.into()))
            }
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => value.clone(),
        }
    }
}

/// A number of so many digits, or a fraction, by its place among them.
fn candidate(digits: usize, whole: bool, fraction: bool, at: u64) -> Option<Number> {
    if whole {
        let first = 10_u64.checked_pow(u32::try_from(digits.saturating_sub(1)).ok()?)?;
        return first.checked_add(at).map(Number::from);
    }
    let at = u32::try_from(at).ok()?;
    Number::from_f64(f64::from(at) + if fraction { 1.5 } else { 2.0 })
}

fn signed(number: Number, negative: bool) -> Option<Number> {
    if !negative {
        return Some(number);
    }
    match number.as_i64() {
        Some(value) => Some(Number::from(-value)),
        None => Number::from_f64(-number.as_f64()?),
    }
}

/// A whole number within limits, counted from one of them.
fn counted_within((least, most): (f64, f64), at: u64) -> Option<Number> {
    let at = i64::try_from(at).ok()?;
    let (from, at) = if least.is_finite() {
        (least.ceil(), at)
    } else {
        (most.floor(), -at)
    };
    let from: i64 = format!("{from:.0}").parse().ok()?;
    from.checked_add(at).map(Number::from)
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
                json!("2000-01-01T00:00:00.000Z"),
            ),
            (json!("2024-13-06"), json!("0000-00-00")),
            (
                json!("9f1c1b0e-1b7e-4a43-9f4e-0a4a7c2f6d11"),
                json!("00000000-0000-4000-8000-000000000000"),
            ),
            (json!("10.1.2.3"), json!("10.0.0.0")),
            (json!("Ünï\u{7}"), json!("àxàx")),
            (json!("2024-05-06"), json!("2000-01-01")),
            (json!("2024-05-07"), json!("2000-01-02")),
            (
                json!("2024-03-04 5555-4444-3333-1111"),
                json!("0000-00-00 0000-0000-0000-0000"),
            ),
            (json!("2024-03-04 10:20:30"), json!("2000-01-01 00:00:00")),
            (json!("10:20:30Z"), json!("00:00:00Z")),
            (json!("25:20:30+02:00"), json!("99:99:99+99:99")),
            (json!("::1"), json!("::0")),
            (json!("PT5551234S"), json!("XX0000000X")),
            (json!(""), json!("")),
            (json!(48213), json!(10000)),
            (json!(48214), json!(10001)),
            (json!(-7), json!(-2)),
            (json!(2.75), json!(1.5)),
            (json!(0), json!(0)),
            (json!(true), json!(true)),
        ];
        for (value, stands_for) in pairs {
            assert_eq!(masked(&mut mask, &value), stands_for, "{value}");
        }
    }
    /// One text for each, however many there are, and in a time that grows as they do.
    #[test]
    fn each_value_has_its_own() {
        let mut mask = Mask::default();
        let mut seen = std::collections::HashSet::new();
        for number in 0..20_000 {
            let letter = char::from_u32(0x4e00 + number).map(String::from);
            assert!(seen.insert(mask.text(&letter.expect("a letter"), true)));
            let given = mask.number(&number.into(), None).expect("a number");
            assert!(seen.insert(given.to_string()), "{number}");
        }
    }
}

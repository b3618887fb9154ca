//! Allowed values, formats and limits.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::{
    checker::{Checker, Look, Part, Spot},
    deviation::{Fix, Kind},
    forms::has_form,
};
use crate::openapi::Pointer;

/// Values that a message lists.
const MAX_LISTED: usize = 12;

impl Checker<'_> {
    /// The list of values.
    pub(super) fn enumerated(&mut self, spot: &Spot<'_>, parts: &[Part]) {
        for part in parts {
            let Some(Value::Array(values)) = self.keyword(part, "enum") else {
                continue;
            };
            if spot.value.is_object() || spot.value.is_array() {
                continue;
            }
            self.looks.push((spot.at.clone(), Look::Values));
            if values.iter().any(|value| is_equal(value, spot.value)) {
                self.looks.push((spot.at.clone(), Look::Listed));
                continue;
            }
            let shown = values.iter().take(MAX_LISTED).map(|v| format!("`{v}`"));
            let mut shown: Vec<String> = shown.collect();
            if values.len() > MAX_LISTED {
                shown.push("…".to_owned());
            }
            let document = format!("one of {}", shown.join(", "));
            let fix = Fix::Values(part.at.clone(), vec![spot.value.clone()]);
            let service = format!("`{}`", spot.value);
            self.tell(Kind::Enumeration, spot, &part.at, document, service, fix);
        }
    }

    /// The format and the length of a text.
    pub(super) fn text(&mut self, spot: &Spot<'_>, parts: &[Part], text: &str) {
        let length = text.chars().count();
        for part in parts {
            let format = self.keyword(part, "format").and_then(Value::as_str);
            if let Some(format) = format
                && has_form(format, text) == Some(false)
            {
                let fix = Fix::Without(part.at.clone(), "format".to_owned());
                let (document, service) = (format!("`{format}`"), format!("`{text}`"));
                self.tell(Kind::Format, spot, &part.at, document, service, fix);
            }
            if format.is_some() || self.keyword(part, "maxLength").is_some() {
                self.looks.push((spot.at.clone(), Look::Form));
            }
            let says = |n: usize| format!("{n} characters");
            self.count(spot, part, ["minLength", "maxLength"], length, says);
        }
    }

    /// The range of a number.
    pub(super) fn number(&mut self, spot: &Spot<'_>, parts: &[Part], number: &Number) {
        let Some(value) = number.as_f64() else {
            return;
        };
        let (mut lowest, mut highest) = (f64::NEG_INFINITY, f64::INFINITY);
        for part in parts {
            let format = self.keyword(part, "format").and_then(Value::as_str);
            let range = match format {
                Some("int32") => Some((f64::from(i32::MIN), f64::from(i32::MAX))),
                Some("int64") => Some((-9_223_372_036_854_775_808.0, 9_223_372_036_854_775_807.0)),
                _ => None,
            };
            if let (Some(format), Some((least, most))) = (format, range) {
                (lowest, highest) = (lowest.max(least), highest.min(most));
                if value < least || value > most {
                    self.looks.push((spot.at.clone(), Look::Limits));
                    let fix = Fix::Without(part.at.clone(), "format".to_owned());
                    let (document, service) = (format!("`{format}`"), format!("{number}"));
                    self.tell(Kind::Format, spot, &part.at, document, service, fix);
                }
            }
            for (keyword, exclusive) in [
                ("minimum", "exclusiveMinimum"),
                ("maximum", "exclusiveMaximum"),
            ] {
                let Some(limit) = self.keyword(part, keyword) else {
                    continue;
                };
                let Some(bound) = limit.as_f64() else {
                    continue;
                };
                let excluded = self.keyword(part, exclusive) == Some(&Value::Bool(true));
                let is_most = keyword == "maximum";
                let order = value.total_cmp(&bound);
                let fits = match order {
                    Ordering::Equal => !excluded,
                    Ordering::Less => is_most,
                    Ordering::Greater => !is_most,
                };
                if is_most {
                    highest = highest.min(if excluded { bound - 1.0 } else { bound });
                } else {
                    lowest = lowest.max(if excluded { bound + 1.0 } else { bound });
                }
                if !fits {
                    self.looks.push((spot.at.clone(), Look::Limits));
                    let document = format!("{keyword} {limit}");
                    let fix = Fix::Without(part.at.clone(), keyword.to_owned());
                    self.limit(spot, &part.at, keyword, document, format!("{number}"), fix);
                }
            }
        }
        if lowest > f64::NEG_INFINITY || highest < f64::INFINITY {
            self.looks
                .push((spot.at.clone(), Look::Within(lowest, highest)));
        }
    }

    /// A least and a most count.
    pub(super) fn count(
        &mut self,
        spot: &Spot<'_>,
        part: &Part,
        [least, most]: [&str; 2],
        count: usize,
        says: impl Fn(usize) -> String,
    ) {
        let number = count as u64;
        let bounds = [(least, false), (most, true)];
        for (keyword, is_most) in bounds {
            let Some(bound) = self.keyword(part, keyword).and_then(Value::as_u64) else {
                continue;
            };
            let fits = if is_most {
                number <= bound
            } else {
                number >= bound
            };
            if !fits {
                let fix = Fix::Without(part.at.clone(), keyword.to_owned());
                let document = format!("{keyword} {bound}");
                self.limit(spot, &part.at, keyword, document, says(count), fix);
            }
        }
    }

    /// Notes that a limit does not hold: each limit is a place of its own.
    fn limit(
        &mut self,
        spot: &Spot<'_>,
        at: &Pointer,
        keyword: &str,
        document: String,
        service: String,
        fix: Fix,
    ) {
        let mut named = super::named::named(self.operation, self.id, at);
        named.place.push('.');
        named.place.push_str(keyword);
        self.tell_at(Kind::Limit, spot, at, named, document, service, fix);
    }
}

/// Whether two scalars are the same value: `1` and `1.0` are.
fn is_equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => one == other,
    }
}

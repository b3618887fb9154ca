//! Limits that are checked before anything is sent.

use std::ops::RangeInclusive;

use super::{
    call::{Bound, Check, Measure},
    item::RustType,
    text::number,
};
use crate::api::{Facts, Number};

/// What must hold for a parameter of this type.
pub(super) fn checks(facts: &Facts, value: &RustType) -> Vec<Check> {
    match value {
        RustType::I32 => whole(facts, i32::MIN.into()..=i32::MAX.into()),
        RustType::I64 => whole(facts, i64::MIN.into()..=i64::MAX.into()),
        RustType::U32 => whole(facts, 0..=u32::MAX.into()),
        RustType::U64 => whole(facts, 0..=u64::MAX.into()),
        RustType::F64 => real(facts),
        RustType::String => sizes(
            facts.min_length,
            facts.max_length,
            Measure::Length,
            "characters",
        ),
        RustType::Vec(_) => sizes(facts.min_items, facts.max_items, Measure::Count, "items"),
        RustType::Bool
        | RustType::Number
        | RustType::Base64
        | RustType::DateTime
        | RustType::Date
        | RustType::Uuid
        | RustType::Json
        | RustType::JsonMap
        | RustType::Tuple(_)
        | RustType::Map(_)
        | RustType::Upload
        | RustType::Option(_)
        | RustType::Boxed(_)
        | RustType::Named(_) => Vec::new(),
    }
}

/// Limits of a whole number. One that is not whole itself, or excluded, is moved inside.
#[allow(
    clippy::cast_possible_truncation,
    reason = "saturates, and is checked to be in range"
)]
fn whole(facts: &Facts, all: RangeInclusive<i128>) -> Vec<Check> {
    let least = facts.minimum.and_then(|minimum| match minimum {
        Number::Integer(n) if facts.above_minimum => n.checked_add(1),
        Number::Integer(n) => Some(n),
        Number::Float(n) if n.abs() < 9e15 => Some(n.ceil() as i128),
        Number::Float(_) => None,
    });
    let greatest = facts.maximum.and_then(|maximum| match maximum {
        Number::Integer(n) if facts.below_maximum => n.checked_sub(1),
        Number::Integer(n) => Some(n),
        Number::Float(n) if n.abs() < 9e15 => Some(n.floor() as i128),
        Number::Float(_) => None,
    });
    // What every number of the type meets needs no check, and what none meets is no limit.
    let least = least.filter(|n| n > all.start() && n <= all.end());
    let greatest = greatest.filter(|n| n < all.end() && n >= all.start());
    let mut checks = Vec::new();
    if least
        .zip(greatest)
        .is_none_or(|(least, greatest)| least <= greatest)
    {
        let show = |n: Option<i128>| n.map(|n| n.to_string());
        checks = check(
            Measure::Value,
            least.map(Bound::Integer),
            greatest.map(Bound::Integer),
            rule(show(least), show(greatest), ""),
        );
    }
    checks.extend(multiple(facts, &all));
    checks
}

/// That a whole number is a multiple of another one.
fn multiple(facts: &Facts, all: &RangeInclusive<i128>) -> Option<Check> {
    match facts.multiple_of? {
        Number::Integer(n) if n > 1 && all.contains(&n) => Some(Check {
            measure: Measure::Remainder(n),
            minimum: Some(Bound::Integer(0)),
            maximum: Some(Bound::Integer(0)),
            rule: format!("must be a multiple of {n}"),
        }),
        Number::Integer(_) | Number::Float(_) => None,
    }
}

#[allow(clippy::cast_precision_loss, reason = "a limit of a float is one")]
fn real(facts: &Facts) -> Vec<Check> {
    let bound = |n: Number, included| match n {
        Number::Integer(n) => Bound::Float(n as f64, included),
        Number::Float(n) => Bound::Float(n, included),
    };
    let minimum = facts.minimum.map(|n| bound(n, !facts.above_minimum));
    let maximum = facts.maximum.map(|n| bound(n, !facts.below_maximum));
    if let (Some(Bound::Float(least, _)), Some(Bound::Float(greatest, _))) = (minimum, maximum)
        && least >= greatest
    {
        return Vec::new();
    }
    let phrase = |n: Option<Number>, word: &str| n.map(|n| format!("{word} {}", number(n)));
    let rule = match (facts.above_minimum, facts.below_maximum) {
        (false, false) => rule(facts.minimum.map(number), facts.maximum.map(number), ""),
        (above, below) => {
            let least = phrase(facts.minimum, if above { "above" } else { "at least" });
            let most = phrase(facts.maximum, if below { "below" } else { "at most" });
            let parts: Vec<String> = least.into_iter().chain(most).collect();
            (!parts.is_empty()).then(|| format!("must be {}", parts.join(" and ")))
        }
    };
    check(Measure::Value, minimum, maximum, rule)
}

fn sizes(least: Option<u64>, most: Option<u64>, measure: Measure, unit: &str) -> Vec<Check> {
    let least = least.filter(|n| *n > 0).map(i128::from);
    let most = most.map(i128::from);
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        return Vec::new();
    }
    let show = |n: Option<i128>| n.map(|n| n.to_string());
    check(
        measure,
        least.map(Bound::Integer),
        most.map(Bound::Integer),
        rule(show(least), show(most), unit),
    )
}

fn check(
    measure: Measure,
    minimum: Option<Bound>,
    maximum: Option<Bound>,
    rule: Option<String>,
) -> Vec<Check> {
    rule.map(|rule| Check {
        measure,
        minimum,
        maximum,
        rule,
    })
    .into_iter()
    .collect()
}

/// The end of the sentence "the parameter …".
fn rule(least: Option<String>, most: Option<String>, unit: &str) -> Option<String> {
    let verb = if unit.is_empty() { "be" } else { "have" };
    let unit = if unit.is_empty() {
        String::new()
    } else {
        format!(" {unit}")
    };
    match (least, most) {
        (Some(least), Some(most)) => Some(format!("must {verb} between {least} and {most}{unit}")),
        (Some(least), None) => Some(format!("must {verb} at least {least}{unit}")),
        (None, Some(most)) => Some(format!("must {verb} at most {most}{unit}")),
        (None, None) => None,
    }
}

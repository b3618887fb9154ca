//! The limits of values: how two sets of them compare.

use std::cmp::Ordering;

use serde_json::Value;

use super::{
    brief::brief,
    kind::Kind,
    view::View,
    walk::{Here, Walk},
};

/// The keys that limit a value.
pub(super) const KEYS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "uniqueItems",
    "pattern",
];

/// Tells how the limits of a schema are others.
pub(super) fn compare(walk: &mut Walk<'_>, old: &View<'_>, new: &View<'_>, here: &Here) {
    let (mut tighter, mut wider, mut other) = (false, false, false);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let (mut was_at, mut is_at) = (None, None);
    for key in KEYS {
        let (was, is) = (old.get(key), new.get(key));
        let values = (was.as_ref().map(|(_, v)| *v), is.as_ref().map(|(_, v)| *v));
        if values.0 == values.1 {
            continue;
        }
        match order(key, values.0, values.1) {
            Some(Ordering::Less) => tighter = true,
            Some(Ordering::Greater) => wider = true,
            Some(Ordering::Equal) => continue,
            None => other = true,
        }
        let says = |value: Option<&Value>| match value {
            Some(value) => format!("{key}: {}", brief(value)),
            None => format!("no {key}"),
        };
        before.push(says(values.0));
        after.push(says(values.1));
        was_at = was_at.or(was.map(|(at, _)| at));
        is_at = is_at.or(is.map(|(at, _)| at));
    }
    let kind = match (tighter, wider, other) {
        (false, false, false) => return,
        (true, false, false) => Kind::LimitTightened,
        (false, true, false) => Kind::LimitLoosened,
        _ => Kind::LimitChanged,
    };
    let was_at = was_at.unwrap_or_else(|| old.at.clone());
    let is_at = is_at.unwrap_or_else(|| new.at.clone());
    walk.tell(
        here,
        kind,
        Some((&was_at, before.join(", "))),
        Some((&is_at, after.join(", "))),
    );
}

/// Whether a limit is tighter now (`Less`), wider (`Greater`) or neither.
fn order(key: &str, old: Option<&Value>, new: Option<&Value>) -> Option<Ordering> {
    let (old, new) = match (old, new) {
        (None, Some(Value::Bool(false))) | (Some(Value::Bool(false)), None) => {
            return Some(Ordering::Equal);
        }
        (None, Some(_)) => return Some(Ordering::Less),
        (Some(_), None) => return Some(Ordering::Greater),
        (Some(old), Some(new)) => (old, new),
        (None, None) => return Some(Ordering::Equal),
    };
    if let (Some(old), Some(new)) = (old.as_bool(), new.as_bool()) {
        return Some(old.cmp(&new));
    }
    let (old, new) = (old.as_f64()?, new.as_f64()?);
    let lower = key.starts_with("min") || key == "exclusiveMinimum";
    let upper = key.starts_with("max") || key == "exclusiveMaximum";
    match (lower, upper) {
        (true, _) => old.partial_cmp(&new),
        (_, true) => new.partial_cmp(&old),
        _ => None,
    }
}

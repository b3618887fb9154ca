//! Scalars that look like those of the service: what the vendor shows, within the limits.

use std::ops::RangeInclusive;

use heck::ToKebabCase;

use super::{
    call::{Bound, Check, Measure},
    stand_in::StandIn,
};
use crate::api::Facts;

/// A text, or a list, is not made longer than this to meet a limit.
pub(super) const LONGEST: u64 = 100;

/// What the vendor shows of a value: an example, else the default.
pub(super) fn shown(facts: &Facts) -> Option<&str> {
    facts.example.as_deref().or(facts.default.as_deref())
}

/// A text: the one that is shown, else one like its name; cut or lengthened to the limits.
pub(super) fn text(name: &str, facts: &Facts, checks: &[Check]) -> StandIn {
    let mut text = match shown(facts) {
        Some(shown) => shown.to_owned(),
        None => name.to_kebab_case(),
    };
    let (least, most) = sizes(checks);
    if let Some(most) = most {
        text = text
            .chars()
            .take(usize::try_from(most).unwrap_or(usize::MAX))
            .collect();
    }
    for _ in (text.chars().count() as u64)..least.min(LONGEST) {
        text.push('x');
    }
    StandIn::Text(text)
}

/// A whole number of the type: the one that is shown, else 1, else one at a limit.
pub(super) fn integer(facts: &Facts, checks: &[Check], all: &RangeInclusive<i128>) -> i128 {
    let shown = shown(facts).and_then(|shown| shown.parse().ok());
    let shown = shown.filter(|n| all.contains(n));
    let mut candidates = shown.into_iter().chain([1]);
    let good = candidates.find(|n| meets(*n, checks));
    good.or_else(|| nearest(checks)).unwrap_or(1)
}

/// Whether a whole number is what the checks ask for.
pub(super) fn meets(n: i128, checks: &[Check]) -> bool {
    let holds = |bound: Option<Bound>, is: fn(&i128, &i128) -> bool, n: i128| match bound {
        Some(Bound::Integer(limit)) => is(&n, &limit),
        Some(Bound::Float(..)) | None => true,
    };
    checks.iter().all(|check| {
        let measured = match check.measure {
            Measure::Value | Measure::Length | Measure::Count | Measure::Within(_) => n,
            Measure::Remainder(divisor) => n.checked_rem_euclid(divisor).unwrap_or(n),
        };
        holds(check.minimum, i128::ge, measured) && holds(check.maximum, i128::le, measured)
    })
}

/// A whole number at a limit, or at the multiple that is next to one, which meets the checks.
pub(super) fn nearest(checks: &[Check]) -> Option<i128> {
    let multiples = checks.iter().filter_map(|check| match check.measure {
        Measure::Remainder(divisor) => Some(divisor),
        Measure::Value | Measure::Length | Measure::Count | Measure::Within(_) => None,
    });
    let near = multiples.flat_map(|divisor| {
        let next = limits(checks).chain([1]).flat_map(move |limit| {
            let down = limit.div_euclid(divisor).saturating_mul(divisor);
            [down.saturating_add(divisor), down]
        });
        next.collect::<Vec<_>>()
    });
    let mut candidates = limits(checks).chain(near);
    candidates.find(|n| meets(*n, checks))
}

/// The whole numbers at which values of a number end.
pub(super) fn limits(checks: &[Check]) -> impl Iterator<Item = i128> {
    let values = checks
        .iter()
        .filter(|check| check.measure == Measure::Value);
    let bounds = values.flat_map(|check| [check.minimum, check.maximum]);
    bounds.flatten().filter_map(|limit| match limit {
        Bound::Integer(n) => Some(n),
        Bound::Float(..) => None,
    })
}

/// A number: the one that is shown, else 1.5, else one at or between the limits.
pub(super) fn float(facts: &Facts, checks: &[Check]) -> f64 {
    let shown = shown(facts).and_then(|shown| shown.parse().ok());
    let shown = shown.filter(|n: &f64| n.is_finite());
    let limit = |bound| match bound {
        Some(Bound::Float(n, included)) => Some((n, included)),
        #[allow(clippy::cast_precision_loss, reason = "a limit of a float is one")]
        Some(Bound::Integer(n)) => Some((n as f64, true)),
        None => None,
    };
    let mut all: Vec<f64> = shown.into_iter().chain([1.5]).collect();
    for check in checks {
        let (least, most) = (limit(check.minimum), limit(check.maximum));
        all.extend(least.map(|(n, _)| n));
        all.extend(most.map(|(n, _)| n));
        all.extend(least.zip(most).map(|((a, _), (b, _))| f64::midpoint(a, b)));
        all.extend(least.map(|(n, _)| n + 1.0));
        all.extend(most.map(|(n, _)| n - 1.0));
    }
    let meets = |n: f64, check: &Check| {
        let above = |(least, included)| n > least || (included && n >= least);
        let below = |(most, included)| n < most || (included && n <= most);
        limit(check.minimum).is_none_or(above) && limit(check.maximum).is_none_or(below)
    };
    let good = all
        .into_iter()
        .find(|n| checks.iter().all(|check| meets(*n, check)));
    good.unwrap_or(1.5)
}

/// The least and the greatest size that the limits allow.
pub(super) fn sizes(checks: &[Check]) -> (u64, Option<u64>) {
    let size = |bound| match bound {
        Some(Bound::Integer(n)) => u64::try_from(n).ok(),
        Some(Bound::Float(..)) | None => None,
    };
    let least = checks.iter().filter_map(|check| size(check.minimum)).max();
    let most = checks.iter().filter_map(|check| size(check.maximum)).min();
    (least.unwrap_or_default(), most)
}

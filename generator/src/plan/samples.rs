//! Values for examples.

use heck::ToKebabCase;

use super::{
    call::{Bound, Sample, Setter, Target},
    item::{Item, RustType},
};

use crate::api::Operation;

/// A value that is nested deeper than this is too long for an example.
const MAX_DEPTH: usize = 3;

/// A value of a type; `None` where there is no short one.
pub(super) fn sample(
    items: &[Item],
    value: &RustType,
    name: &str,
    example: Option<&str>,
    depth: usize,
) -> Option<Sample> {
    if depth > MAX_DEPTH {
        return None;
    }
    Some(match value {
        RustType::Bool => Sample::Bool(true),
        RustType::I32 | RustType::I64 => Sample::Integer(
            example
                .and_then(|e| e.parse::<i32>().ok())
                .map_or(1, i64::from),
        ),
        RustType::F64 => Sample::Float(1.5),
        RustType::String => Sample::Text(match example {
            Some(example) if is_short(example) => example.to_owned(),
            _ => name.to_kebab_case(),
        }),
        RustType::DateTime => Sample::DateTime,
        RustType::Date => Sample::Date,
        RustType::Uuid => Sample::Uuid,
        RustType::Json => Sample::Json,
        RustType::JsonMap => Sample::JsonMap,
        RustType::Map(_) => Sample::Map,
        RustType::Vec(item) => {
            let name = super::identifier::singular(name).unwrap_or_else(|| name.to_owned());
            Sample::List(Box::new(sample(items, item, &name, None, depth + 1)?))
        }
        RustType::Option(inner) | RustType::Boxed(inner) => {
            sample(items, inner, name, example, depth)?
        }
        RustType::Named(of) => {
            let item = items.iter().find(|item| item.name() == of)?;
            named(items, item, name, example, depth)?
        }
    })
}

fn named(
    items: &[Item],
    item: &Item,
    name: &str,
    example: Option<&str>,
    depth: usize,
) -> Option<Sample> {
    match item {
        Item::Struct(item) => {
            if !item.made_by_users {
                return None;
            }
            let arguments = item.fields.iter().filter(|f| f.is_argument());
            let arguments =
                arguments.map(|field| sample(items, &field.value, &field.name, None, depth + 1));
            Some(Sample::Struct(
                item.name.clone(),
                arguments.collect::<Option<_>>()?,
            ))
        }
        Item::Enum(item) => {
            let shown = item
                .variants
                .iter()
                .find(|(_, text)| Some(text.as_str()) == example);
            let (variant, _) = shown.or_else(|| item.variants.first())?;
            Some(Sample::Variant(item.name.clone(), variant.clone()))
        }
        Item::Union(item) => item.variants.iter().find_map(|variant| {
            let boxed = matches!(variant.value, RustType::Boxed(_));
            let inner = sample(items, &variant.value, name, None, depth + 1)?;
            let name = variant.name.clone();
            Some(Sample::Union(
                item.name.clone(),
                name,
                boxed,
                Box::new(inner),
            ))
        }),
        Item::Alias(item) => sample(items, &item.value, name, example, depth + 1),
    }
}

/// The setter that shows best what setters are, with a value: one that takes a known text, else the
/// first that takes a scalar.
pub(super) fn shown_setter(
    items: &[Item],
    operation: &Operation,
    setters: &[Setter],
) -> Option<(String, Sample)> {
    let cursor = operation.pagination.as_ref().and_then(|p| p.parameter());
    let mut found = None;
    for setter in setters {
        if let Target::Query(name) = &setter.target
            && Some(name.as_str()) == cursor
        {
            continue;
        }
        let value = setter.value.as_ref();
        let Some(value) = value.and_then(|value| sample(items, value, &setter.name, None, 0))
        else {
            continue;
        };
        match value {
            Sample::Variant(..) => return Some((setter.name.clone(), value)),
            Sample::Integer(_) | Sample::Text(_) | Sample::Bool(_) if found.is_none() => {
                found = within(value, setter).map(|value| (setter.name.clone(), value));
            }
            Sample::Text(_)
            | Sample::Integer(_)
            | Sample::Float(_)
            | Sample::Bool(_)
            | Sample::DateTime
            | Sample::Date
            | Sample::Uuid
            | Sample::Json
            | Sample::JsonMap
            | Sample::Map
            | Sample::List(_)
            | Sample::Struct(..)
            | Sample::Union(..) => {}
        }
    }
    found
}

/// The value, or one that meets the limits of the setter; `None` where that is not simple.
fn within(value: Sample, setter: &Setter) -> Option<Sample> {
    let Some(check) = setter.checks.first() else {
        return Some(value);
    };
    let Sample::Integer(n) = value else {
        return None;
    };
    let whole = |bound: Option<Bound>| match bound {
        Some(Bound::Integer(n)) => Some(n),
        Some(Bound::Float(..)) | None => None,
    };
    let (least, most) = (whole(check.minimum), whole(check.maximum));
    // The greatest shows that there is a limit, where it is not just any large number.
    let shown = most.filter(|most| *most <= 1_000);
    Some(Sample::Integer(shown.unwrap_or(n.max(least.unwrap_or(n)))))
}

fn is_short(text: &str) -> bool {
    (1..=40).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
}

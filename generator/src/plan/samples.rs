//! Values for examples.

use heck::ToKebabCase;

use super::{
    call::{Sample, Setter, Target},
    item::{Item, Items, RustType},
    plausible::{limits, meets, nearest},
};

use crate::api::Operation;

/// A value that is nested deeper than this is too long for an example.
const MAX_DEPTH: usize = 3;

/// A value of a type; `None` where there is no short one.
pub(super) fn sample(
    items: &Items<'_>,
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
        RustType::I32 | RustType::I64 => Sample::Integer(whole(example).into()),
        RustType::U32 | RustType::U64 => Sample::Integer(whole(example).max(0).into()),
        RustType::Number => Sample::Number(whole(example).into()),
        RustType::F64 => Sample::Float(1.5),
        RustType::String => Sample::Text(match example {
            Some(example) if is_short(example) => example.to_owned(),
            _ => name.to_kebab_case(),
        }),
        RustType::Base64 => Sample::Base64,
        RustType::DateTime => Sample::DateTime,
        RustType::Date => Sample::Date,
        RustType::Uuid => Sample::Uuid,
        RustType::Json => Sample::Json,
        RustType::JsonMap => Sample::JsonMap,
        RustType::Map(_) => Sample::Map,
        RustType::Upload => Sample::Upload,
        RustType::Vec(item) => {
            let name = super::identifier::singular(name).unwrap_or_else(|| name.to_owned());
            Sample::List(Box::new(sample(items, item, &name, None, depth + 1)?))
        }
        RustType::Tuple(places) => {
            let places = places
                .iter()
                .map(|of| sample(items, of, name, None, depth + 1));
            Sample::Tuple(places.collect::<Option<_>>()?)
        }
        RustType::Option(inner) | RustType::Boxed(inner) => {
            sample(items, inner, name, example, depth)?
        }
        RustType::Named(of) => {
            let item = items.get(of.as_str())?;
            named(items, item, name, example, depth)?
        }
    })
}

fn named(
    items: &Items<'_>,
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
            let shown = example.and_then(|example| item.variant(example));
            let variant = shown.or_else(|| item.variants.first())?;
            Some(Sample::Variant(item.name.clone(), variant.name.clone()))
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
        Item::Contents(item) => item.variants.iter().find_map(|variant| {
            let inner = sample(items, &variant.value, name, None, depth + 1)?;
            let name = variant.name.clone();
            Some(Sample::Union(
                item.name.clone(),
                name,
                false,
                Box::new(inner),
            ))
        }),
    }
}

/// The setter that shows best what setters are, with a value: one that takes a known text, else the
/// first that takes a scalar.
pub(super) fn shown_setter(
    items: &Items<'_>,
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
            | Sample::Number(_)
            | Sample::Base64
            | Sample::Tuple(_)
            | Sample::Uuid
            | Sample::Json
            | Sample::JsonMap
            | Sample::Map
            | Sample::Upload
            | Sample::List(_)
            | Sample::Struct(..)
            | Sample::Union(..) => {}
        }
    }
    found
}

/// The value, or one that meets the limits of the setter; `None` where that is not simple.
fn within(value: Sample, setter: &Setter) -> Option<Sample> {
    if setter.checks.is_empty() {
        return Some(value);
    }
    let Sample::Integer(n) = value else {
        return None;
    };
    // The greatest shows that there is a limit, where it is not just any large number.
    let shown = limits(&setter.checks).filter(|limit| (1..=1_000).contains(limit));
    let mut candidates = shown.max().into_iter().chain([n]);
    let good = candidates.find(|n| meets(*n, &setter.checks));
    let good = good.or_else(|| nearest(&setter.checks));
    good.map(Sample::Integer)
}

/// The whole number that is shown, if it is a small one, else 1.
fn whole(example: Option<&str>) -> i32 {
    example.and_then(|e| e.parse().ok()).unwrap_or(1)
}

fn is_short(text: &str) -> bool {
    (1..=40).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
}

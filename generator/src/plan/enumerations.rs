//! Enumerations: names of their variants.

use std::collections::BTreeSet;

use super::{
    distinct::{Wanted, distinct},
    enum_item::{Enum, EnumVariant},
    identifier::{pascal, pascal_spelled},
    text::Block,
};
use crate::api::{Enumeration, KnownValue};

/// The item for an enumeration.
pub(super) fn enumeration_item(name: String, docs: Vec<Block>, enumeration: &Enumeration) -> Enum {
    let mut taken = BTreeSet::new();
    let wanted: Vec<Wanted> = enumeration.values.iter().map(wanted).collect();
    let names = distinct(&wanted, &mut taken);
    let known = names.into_iter().zip(&enumeration.values);
    Enum {
        name,
        docs,
        kind: enumeration.kind,
        variants: known
            .map(|(name, known)| EnumVariant {
                name,
                value: known.value.clone(),
                docs: known.description.clone(),
            })
            .collect(),
        other: other(&mut taken),
    }
}

/// The names of a variant: that of the document, else one made of the value.
fn wanted(known: &KnownValue) -> Wanted {
    let value = known.value.to_string();
    let mut candidates = vec![
        pascal(&value),
        pascal_spelled(&value),
        format!("{}{}", letters(&value), pascal(&value)),
    ];
    if let Some(name) = &known.name {
        candidates.insert(0, pascal(name));
        candidates.insert(1, format!("{}{}", pascal(name), pascal(&value)));
    }
    Wanted {
        candidates,
        // The plainest spelling keeps the plain name.
        rank: plainness(&value),
        key: value,
    }
}

/// How plainly a text is written: with signs, in other letters than those of ASCII, not in small letters,
/// in no special way.
pub(super) fn plainness(text: &str) -> usize {
    let plain = |c: char| c.is_alphanumeric() || c == '_';
    if !text.chars().all(plain) {
        return 0;
    }
    let ascii = if text.is_ascii() { 2 } else { 0 };
    let small = usize::from(!text.chars().any(char::is_uppercase));
    1 + ascii + small
}

/// What sets a text apart from others with the same letters.
pub(super) fn letters(text: &str) -> &'static str {
    if !text.chars().any(|c| c.is_ascii_lowercase()) {
        "Upper"
    } else if text.starts_with(|c: char| c.is_ascii_uppercase()) {
        "Capital"
    } else if text.chars().any(|c| c.is_ascii_uppercase()) {
        "Camel"
    } else {
        "Lower"
    }
}

/// The variant of what is not known.
pub(super) fn other(taken: &mut BTreeSet<String>) -> String {
    let wanted = [Wanted {
        candidates: ["Other", "Unknown", "Unrecognized"]
            .map(str::to_owned)
            .into(),
        rank: 0,
        key: "other".to_owned(),
    }];
    distinct(&wanted, taken).concat()
}

//! What several descriptions of one object say together.

use std::fmt::Write as _;

use crate::reference::{Alternative, Enumeration, Kind, Members, Placement, Property, Type};

/// The union of the properties, required where all of the descriptions require them, nullable
/// where one says so; the words of the first that has words.
pub(super) fn properties<'p>(descriptions: impl Iterator<Item = &'p [Property]>) -> Vec<Property> {
    let mut descriptions = descriptions;
    let mut merged = descriptions.next().unwrap_or_default().to_vec();
    for description in descriptions {
        for known in &mut merged {
            known.required &= description
                .iter()
                .any(|p| p.name.text == known.name.text && p.required);
        }
        for property in description {
            let same = |p: &&mut Property| p.name.text == property.name.text;
            if let Some(known) = merged.iter_mut().find(same) {
                *known = merge_property(known, property);
            } else {
                let mut added = property.clone();
                added.required = false;
                merged.push(added);
            }
        }
    }
    merged.sort_by(|a, b| a.name.text.cmp(&b.name.text));
    merged
}

fn merge_property(a: &Property, b: &Property) -> Property {
    let placement = match (&a.placement, &b.placement) {
        (Placement::Certain, _) | (_, Placement::Certain) => Placement::Certain,
        (first, _) => first.clone(),
    };
    Property {
        name: a.name.clone(),
        ty: merge_type(&a.ty, &b.ty),
        required: a.required && b.required,
        nullable: a.nullable || b.nullable,
        deprecated: a.deprecated && b.deprecated,
        description: a.description.clone().or_else(|| b.description.clone()),
        default: a.default.clone().filter(|d| {
            let other = b.default.as_ref();
            other.is_some_and(|other| other.text == d.text)
        }),
        placement,
    }
}

/// The narrowest type that accepts both.
fn merge_type(a: &Type, b: &Type) -> Type {
    let kind = match (&a.kind, &b.kind) {
        (Kind::Object(a), Kind::Object(b)) => Kind::Object(merge_members(a, b)),
        (Kind::Array(a), Kind::Array(b)) => Kind::Array(Box::new(merge_type(a, b))),
        (Kind::Union(a), Kind::Union(b)) => Kind::Union(merge_alternatives(a, b)),
        (Kind::Integer, Kind::Number) | (Kind::Number, Kind::Integer) => Kind::Number,
        (a, b) if word_of(a) == word_of(b) => a.clone(),
        _ => Kind::Any,
    };
    let same = |one: &Option<String>, other: &Option<String>| one.clone().filter(|_| one == other);
    Type {
        kind,
        format: same(&a.format, &b.format),
        enumeration: match (&a.enumeration, &b.enumeration) {
            (Some(Enumeration::Listed(a)), Some(Enumeration::Listed(b))) => {
                let more = b.iter().filter(|value| !a.contains(value));
                Some(Enumeration::Listed(a.iter().chain(more).cloned().collect()))
            }
            (Some(counted @ Enumeration::Counted(_)), Some(_))
            | (Some(_), Some(counted @ Enumeration::Counted(_))) => Some(counted.clone()),
            _ => None,
        },
        minimum: a.minimum.clone().filter(|_| a.minimum == b.minimum),
        maximum: a.maximum.clone().filter(|_| a.maximum == b.maximum),
    }
}

fn merge_members(a: &Members, b: &Members) -> Members {
    match (a, b) {
        (Members::Listed(a), Members::Listed(b)) => {
            Members::Listed(properties([a.as_slice(), b.as_slice()].into_iter()))
        }
        // Where one page lists the content and another does not, the list is what is known.
        (Members::Listed(listed), _) | (_, Members::Listed(listed)) => {
            Members::Listed(listed.clone())
        }
        (Members::Elided, _) | (_, Members::Elided) => Members::Elided,
        (Members::Free, Members::Free) => Members::Free,
    }
}

fn merge_alternatives(a: &[Alternative], b: &[Alternative]) -> Vec<Alternative> {
    let known = |one: &&Alternative| {
        !a.iter()
            .any(|other| type_fingerprint(&other.ty) == type_fingerprint(&one.ty))
    };
    a.iter().chain(b.iter().filter(known)).cloned().collect()
}

fn word_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Any => "any",
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::String => "string",
        Kind::Object(_) => "object",
        Kind::Array(_) => "array",
        Kind::Union(_) => "union",
    }
}

/// Whether two types cannot be told as one: neither contains the other.
pub(super) fn contradict(a: &Type, b: &Type) -> bool {
    matches!(merge_type(a, b).kind, Kind::Any)
        && !matches!((&a.kind, &b.kind), (Kind::Any, _) | (_, Kind::Any))
}

/// A text that two lists of properties share exactly when they are the same list: names, types,
/// required and nullable on every level, without the words about them.
pub(super) fn fingerprint(properties: &[Property]) -> String {
    let mut print = String::from("{");
    for property in properties {
        // Writing to a text cannot fail.
        let _ = write!(
            print,
            "{:?}:{}{}{},",
            property.name.text,
            type_fingerprint(&property.ty),
            if property.required { "!" } else { "" },
            if property.nullable { "?" } else { "" },
        );
    }
    print + "}"
}

/// The same for one type.
pub(super) fn type_fingerprint(ty: &Type) -> String {
    let content = match &ty.kind {
        Kind::Object(Members::Listed(properties)) => fingerprint(properties),
        Kind::Object(Members::Elided) => "…".to_owned(),
        Kind::Array(item) => format!("[{}]", type_fingerprint(item)),
        Kind::Union(alternatives) => {
            let prints: Vec<_> = alternatives
                .iter()
                .map(|a| type_fingerprint(&a.ty))
                .collect();
            prints.join("|")
        }
        Kind::Object(Members::Free)
        | Kind::Any
        | Kind::Boolean
        | Kind::Integer
        | Kind::Number
        | Kind::String => String::new(),
    };
    format!(
        "{}{content}{:?}{:?}{:?}{:?}",
        word_of(&ty.kind),
        ty.format,
        ty.enumeration,
        ty.minimum,
        ty.maximum
    )
}

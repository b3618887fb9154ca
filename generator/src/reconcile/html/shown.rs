//! What a reference page says.

use serde_json::Value;

use super::{
    facet::{Cell, Facet, Kind},
    written::{allowed, limit, required},
};
use crate::{
    reconcile::{words, write},
    reference::{
        Enumeration, Kind as Shown, Members, Parameter, ParameterLocation, Property, Type,
    },
};

/// What a page says of a type.
pub(super) fn of_type(ty: &Type) -> Vec<Facet> {
    let mut facets = vec![Facet::new(Kind::Type, words::of_type(ty))];
    let item = innermost(ty);
    if let Shown::Object(Members::Elided) = item.kind {
        facets.push(Facet::loose(Kind::Schema, "more than the page shows"));
    }
    if let Some(format) = &item.format {
        facets.push(Facet::new(Kind::Keyword("format"), format.as_str()));
    }
    for (key, value) in [("minimum", &item.minimum), ("maximum", &item.maximum)] {
        if let Some(value) = value {
            facets.push(limit(key, key, &Value::Number(value.clone())));
        }
    }
    match (&item.enumeration, write::enumeration(item)) {
        (_, Some(Value::Array(values))) => {
            facets.push(Facet::new(Kind::Values, allowed(&values)));
        }
        (Some(Enumeration::Counted(count)), _) => {
            let text = format!("one of {count} values, not listed");
            facets.push(Facet::loose(Kind::Values, text));
        }
        _ => {}
    }
    facets
}

/// What an array consists of; the type itself where it is none.
pub(super) fn innermost(ty: &Type) -> &Type {
    match &ty.kind {
        Shown::Array(item) => innermost(item),
        _ => ty,
    }
}

/// What a page says of a property.
pub(super) fn property(property: &Property) -> Cell {
    let mut facets = of_type(&property.ty);
    facets.insert(1, required(property.required));
    if words::is_nullable(property) {
        facets.push(Facet::new(Kind::Keyword("nullable"), "nullable"));
    }
    if property.deprecated {
        facets.push(Facet::new(Kind::Keyword("deprecated"), "deprecated"));
    }
    if let Some(value) = write::default(property) {
        let text = format!("default {value}");
        facets.push(Facet::new(Kind::Keyword("default"), text));
    }
    if let Some(text) = write::description(property) {
        facets.push(Facet::words(&text));
    }
    Cell::of(facets).at(&property.name.at)
}

/// What a page says of a parameter.
pub(super) fn parameter(shown: &Parameter) -> Cell {
    let mut shown_property = shown.property.clone();
    shown_property.required |= shown.location == ParameterLocation::Path;
    property(&shown_property)
}

/// The properties of the object that a type is, or has in its arrays.
pub(super) fn listed(ty: &Type) -> Option<&[Property]> {
    match &innermost(ty).kind {
        Shown::Object(Members::Listed(properties)) => Some(properties),
        _ => None,
    }
}

//! What a page says of an operation, fact by fact, so that two pages can be compared.

use super::{words, write};
use crate::{
    diagnostic::Location,
    reference::{Enumeration, Kind, Members, Operation, Property, Type},
};

/// The place of the fact about which a page may be silent.
pub(super) const AUTHORIZATIONS: &str = "authorizations";

/// What a page says of one place in an operation, all of it in words.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) place: String,
    pub(super) says: String,
    pub(super) at: Location,
}

impl Fact {
    /// A fact about a place.
    pub(super) fn of(place: impl Into<String>, says: String, at: &Location) -> Self {
        let (place, at) = (place.into(), at.clone());
        Self { place, says, at }
    }
}

/// All facts of an operation, in the order of its page.
pub(super) fn facts(operation: &Operation) -> Vec<Fact> {
    let mut all = Vec::new();
    if let Some(first) = operation.authorizations.first() {
        let mut ways: Vec<String> = operation
            .authorizations
            .iter()
            .map(|way| match &way.scheme {
                Some((kind, scheme)) => format!("`{kind}: {scheme}`").to_lowercase(),
                None => format!("`{}`", way.name.text),
            })
            .collect();
        ways.sort();
        let says = format!("authorization by {}", ways.join(" or "));
        all.push(Fact::of(AUTHORIZATIONS, says, &first.name.at));
    }
    for parameter in &operation.parameters {
        let property = &parameter.property;
        let section = write::location(parameter.location);
        let place = format!("{section} parameter {}", property.name.text);
        property_facts(&place, property, &mut all);
    }
    if let Some(body) = &operation.request_body {
        let at = &body.media_type.at;
        let says = format!("a request of `{}`", body.media_type.text);
        all.push(Fact::of("request media type", says, at));
        body_facts("request", &body.ty, at, &mut all);
    }
    for response in &operation.responses {
        let (status, at) = (&response.status.text, &response.status.at);
        let place = format!("response {status}");
        all.push(Fact::of(&place, format!("a {place}"), at));
        if let Some(body) = &response.body {
            let says = format!("a {place} of `{}`", body.media_type.text);
            all.push(Fact::of(format!("media type of {place}"), says, at));
            body_facts(&place, &body.ty, at, &mut all);
        }
    }
    all
}

fn body_facts(place: &str, ty: &Type, at: &Location, all: &mut Vec<Fact>) {
    let says = format!("{place}: {}", type_words(ty));
    all.push(Fact::of(format!("body of {place}"), says, at));
    content_facts(place, ty, all);
}

fn property_facts(place: &str, property: &Property, all: &mut Vec<Fact>) {
    let default = property.default.as_ref();
    let says = format!(
        "`{}`: {}, {}{}{}{}",
        property.name.text,
        type_words(&property.ty),
        if property.required {
            "required"
        } else {
            "optional"
        },
        if words::is_nullable(property) {
            ", nullable"
        } else {
            ""
        },
        if property.deprecated {
            ", deprecated"
        } else {
            ""
        },
        default.map_or_else(String::new, |d| format!(", default `{}`", d.text)),
    );
    all.push(Fact::of(place, says, &property.name.at));
    content_facts(place, &property.ty, all);
}

/// The facts of what an object, the objects of an array, or the alternatives of a union contain.
fn content_facts(place: &str, ty: &Type, all: &mut Vec<Fact>) {
    match &ty.kind {
        Kind::Array(item) => content_facts(place, item, all),
        Kind::Object(Members::Listed(properties)) => {
            for property in properties {
                let place = format!("{place}.{}", property.name.text);
                property_facts(&place, property, all);
            }
        }
        Kind::Union(alternatives) => {
            for (number, alternative) in alternatives.iter().enumerate() {
                let place = format!("{place} option {}", number + 1);
                let says = format!("option {}: {}", number + 1, type_words(&alternative.ty));
                all.push(Fact::of(&place, says, &alternative.label.at));
                content_facts(&place, &alternative.ty, all);
            }
        }
        Kind::Object(Members::Free | Members::Elided)
        | Kind::Any
        | Kind::Boolean
        | Kind::Integer
        | Kind::Number
        | Kind::String => {}
    }
}

/// All that a page says of a type but what it contains: `array of string (uuid)`, `integer, 1 to 5`.
fn type_words(ty: &Type) -> String {
    let word = match &ty.kind {
        Kind::Array(item) => format!("array of {}", type_words(item)),
        Kind::Object(Members::Listed(_)) => "object with properties".to_owned(),
        Kind::Object(Members::Elided) => "object with properties that are not shown".to_owned(),
        _ => words::of_type(ty),
    };
    let format = ty.format.as_ref();
    let format = format.map_or_else(String::new, |format| format!(" ({format})"));
    let values = match &ty.enumeration {
        Some(Enumeration::Listed(values)) => {
            let values = words::list(values.iter().map(String::as_str));
            format!(", one of {values}")
        }
        Some(Enumeration::Counted(count)) => format!(", one of {count} values"),
        None => String::new(),
    };
    let limits = match (&ty.minimum, &ty.maximum) {
        (Some(least), Some(most)) => format!(", {least} to {most}"),
        (Some(least), None) => format!(", at least {least}"),
        (None, Some(most)) => format!(", at most {most}"),
        (None, None) => String::new(),
    };
    format!("{word}{format}{values}{limits}")
}

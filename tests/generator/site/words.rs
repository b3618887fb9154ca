//! What stands on a line: properties part by part, sentences with marks in them.

use std::fmt::Write as _;

use truespec::reference::{Enumeration, Kind, Property, Type};

use super::{markup::escaped, render::Site};

/// The parts of a property line.
pub(super) fn property(property: &Property) -> Vec<String> {
    let required = if property.required {
        "required"
    } else {
        "optional"
    };
    let mut parts = vec![
        property.name.text.clone(),
        phrase(&property.ty),
        required.to_owned(),
    ];
    if property.nullable {
        parts.push("Nullable".to_owned());
    }
    if property.deprecated {
        parts.push("Deprecated".to_owned());
    }
    parts
}

/// A type as pages write it.
fn phrase(ty: &Type) -> String {
    let mut phrase = match &ty.kind {
        Kind::Any => "any".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Object(_) => "object".to_owned(),
        Kind::Union(_) => "anyOf".to_owned(),
        Kind::Array(item) => return format!("array of {}", self::phrase(item)),
    };
    if let Some(format) = &ty.format {
        write!(phrase, " ({format})").unwrap();
    }
    match (&ty.minimum, &ty.maximum) {
        (Some(minimum), Some(maximum)) => write!(phrase, " {minimum} – {maximum}").unwrap(),
        (Some(minimum), None) => write!(phrase, " >= {minimum}").unwrap(),
        (None, Some(maximum)) => write!(phrase, " <= {maximum}").unwrap(),
        (None, None) => {}
    }
    match &ty.enumeration {
        Some(Enumeration::Counted(count)) => write!(phrase, " (enum, {count} values)").unwrap(),
        Some(Enumeration::Listed(values)) => {
            write!(phrase, ", one of: {}", values.join(", ")).unwrap();
        }
        None => {}
    }
    phrase
}

/// A sentence with marks, entities, and spaces of several kinds.
pub(super) fn prose(site: &mut Site, text: &str) -> String {
    if !site.layout.marked {
        return escaped(text);
    }
    let mut html = String::new();
    for (n, word) in text.split(' ').enumerate() {
        if n > 0 {
            html.push_str(match site.random.below(8) {
                0 => "&nbsp;",
                1 => "\n      ",
                2 => "  ",
                _ => " ",
            });
        }
        let entities: String = word
            .chars()
            .map(|c| match site.random.below(40) {
                0 => format!("&#{};", u32::from(c)),
                1 => format!("&#x{:X};", u32::from(c)),
                2 => format!("{}<wbr>&#8203;", escaped(&c.to_string())),
                3 => format!("{}<!-- -->", escaped(&c.to_string())),
                _ => escaped(&c.to_string()),
            })
            .collect();
        let word = match site.random.below(12) {
            0 => format!("<code>{entities}</code>"),
            1 => format!("<a href=\"/docs#here\">{entities}</a>"),
            2 => format!("<em><strong>{entities}</strong></em>"),
            3 => format!("<span class=\"term\">{entities}</span>"),
            _ => entities,
        };
        html.push_str(&word);
    }
    html
}

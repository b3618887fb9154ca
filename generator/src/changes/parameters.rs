//! The parameters of an operation side by side, by place and name.

use indexmap::IndexMap;
use serde_json::Value;

use super::{
    brief::brief,
    change::{Direction, Subject, Target},
    kind::Kind,
    schemas::name,
    view::shown,
    walk::{Both, Here, Walk, What},
};
use crate::openapi::{Document, OperationPlace, Pointer};

/// Keys of a parameter that are compared each in a way of its own.
const KNOWN: &[&str] = &[
    "name",
    "in",
    "required",
    "schema",
    "content",
    "style",
    "explode",
    "allowReserved",
    "deprecated",
];

/// A parameter of an operation.
#[derive(Clone)]
struct Listed {
    /// Where it is listed.
    at: Pointer,
    /// Where it is described.
    target: Pointer,
    required: bool,
    /// Whether the path lists it, for all of its operations.
    of_path: bool,
}

type All = IndexMap<(String, String), Listed>;

impl Walk<'_> {
    pub(super) fn parameters(&mut self, old: &OperationPlace, new: &OperationPlace) {
        let mut before = all(self.old, old);
        let mut after = all(self.new, new);
        let names = |path: &str| -> Vec<String> {
            let parts = path.split('{').skip(1);
            parts
                .filter_map(|part| part.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect()
        };
        let (was, is) = (names(&old.path), names(&new.path));
        let mut pairs = Vec::new();
        for (was, is) in was.iter().zip(&is).filter(|_| was.len() == is.len()) {
            if was == is {
                continue;
            }
            let key = |name: &String| ("path".to_owned(), name.clone());
            let (Some(one), Some(other)) =
                (before.shift_remove(&key(was)), after.shift_remove(&key(is)))
            else {
                continue;
            };
            let here = here("path", is).about(parameter("path", was), parameter("path", is));
            self.tell(
                &here,
                Kind::PathParameterRenamed,
                Some((&one.at, was.clone())),
                Some((&other.at, is.clone())),
            );
            pairs.push((one, other, here));
        }
        for ((place, name), one) in &before {
            let here = here(place, name);
            if let Some(other) = after.get(&(place.clone(), name.clone())) {
                pairs.push((one.clone(), other.clone(), here));
            } else {
                let says = says(self.old, &one.target);
                let side = Some((&one.at, says));
                self.tell(&here, Kind::ParameterRemoved, side, None);
            }
        }
        for ((place, name), other) in &after {
            if !before.contains_key(&(place.clone(), name.clone())) {
                let kind = if other.required {
                    Kind::RequiredParameterAdded
                } else {
                    Kind::ParameterAdded
                };
                let says = says(self.new, &other.target);
                let side = Some((&other.at, says));
                self.tell(&here(place, name), kind, None, side);
            }
        }
        for (one, other, here) in pairs {
            self.parameter_pair(&one, &other, &here, &new.path);
        }
    }

    fn parameter_pair(&mut self, one: &Listed, other: &Listed, here: &Here, path: &str) {
        let at = Both {
            old: one.target.clone(),
            new: other.target.clone(),
        };
        let refers = |listed: &Listed| listed.at != listed.target;
        if refers(one) && refers(other) {
            let subject = Subject::Component("parameter", name(&at.new));
            self.share(at, What::Parameter, subject, here.direction);
        } else if one.of_path && other.of_path {
            let subject = Subject::Path(path.to_owned());
            self.share(at, What::Parameter, subject, here.direction);
        } else {
            self.parameter(&at, here);
        }
    }

    /// Compares two parameters that are shared.
    pub(super) fn shared_parameter(&mut self, at: &Both) {
        let text = |value: Option<&Value>, key: &str| {
            let text = value.and_then(|value| value.get(key)?.as_str());
            text.unwrap_or_default().to_owned()
        };
        let new = self.new_value(&at.new);
        let here = here(&text(new, "in"), &text(new, "name"));
        self.parameter(at, &here);
    }

    fn parameter(&mut self, at: &Both, here: &Here) {
        let (old, new) = (self.old_value(&at.old), self.new_value(&at.new));
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let flag = |value: &Value, key: &str| value.get(key) == Some(&Value::Bool(true));
        let is_path = new.get("in").and_then(Value::as_str) == Some("path");
        if flag(old, "required") != flag(new, "required") && !is_path {
            let kind = if flag(new, "required") {
                Kind::BecameRequired
            } else {
                Kind::BecameOptional
            };
            let says = |value| {
                let says = if flag(value, "required") {
                    "required"
                } else {
                    "optional"
                };
                says.to_owned()
            };
            let there = at.child("required");
            self.tell(
                here,
                kind,
                Some((&there.old, says(old))),
                Some((&there.new, says(new))),
            );
        }
        self.flag(
            [flag(old, "deprecated"), flag(new, "deprecated")],
            [Kind::Deprecated, Kind::DeprecationLifted],
            at,
            here,
        );
        let (was, is) = (style(old), style(new));
        if was != is {
            self.tell(
                here,
                Kind::StyleChanged,
                Some((&at.old, was)),
                Some((&at.new, is)),
            );
        }
        match (schema_key(old), schema_key(new)) {
            (Some(was), Some(is)) => {
                let both = Both {
                    old: at.old.join(was),
                    new: at.new.join(is),
                };
                self.schema(&both, here);
            }
            (None, None) => {}
            (Some(_), None) | (None, Some(_)) => {
                let (was, is) = (says(self.old, &at.old), says(self.new, &at.new));
                self.tell(
                    here,
                    Kind::TypeChanged,
                    Some((&at.old, was)),
                    Some((&at.new, is)),
                );
            }
        }
        self.other_keys(at, KNOWN, here);
    }
}

/// A parameter in the words of people.
fn here(place: &str, name: &str) -> Here {
    let here = Here {
        place: format!("{name} ({place})"),
        direction: Some(Direction::Sent),
        ..Here::default()
    };
    here.about(parameter(place, name), parameter(place, name))
}

fn parameter(place: &str, name: &str) -> Target {
    Target::Parameter(place.to_owned(), name.to_owned())
}

/// How the value is written, defaults filled in.
fn style(parameter: &Value) -> String {
    if let Some(content) = parameter.get("content").and_then(Value::as_object) {
        let media: Vec<&str> = content.keys().map(String::as_str).collect();
        return format!("as {}", media.join(", "));
    }
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let usual = match text("in") {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    let style = text("style").unwrap_or(usual);
    let flag = |key: &str| parameter.get(key).and_then(Value::as_bool);
    let explode = flag("explode").unwrap_or(style == "form");
    let reserved = flag("allowReserved").unwrap_or(false);
    let mut says = style.to_owned();
    if explode {
        says += ", exploded";
    }
    if reserved {
        says += ", reserved characters as they are";
    }
    says
}

/// The way to the schema of a parameter.
fn schema_key(parameter: &Value) -> Option<Vec<String>> {
    if parameter.get("schema").is_some() {
        return Some(vec!["schema".to_owned()]);
    }
    let (media, content) = parameter.get("content")?.as_object()?.iter().next()?;
    content.get("schema")?;
    Some(["content", media, "schema"].map(str::to_owned).to_vec())
}

/// What a parameter takes.
fn says(document: &Document, at: &Pointer) -> String {
    let parameter = document.get(at);
    match parameter.and_then(schema_key) {
        Some(key) => shown(document, &at.join(key)),
        None => parameter.map(brief).unwrap_or_default(),
    }
}

/// The parameters of an operation; its own win over those of its path.
fn all(document: &Document, operation: &OperationPlace) -> All {
    let mut all = All::new();
    for (item, of_path) in [(&operation.item, true), (&operation.at, false)] {
        let list = item.child("parameters");
        let Some(Value::Array(items)) = document.get(&list) else {
            continue;
        };
        for index in 0..items.len() {
            let at = list.child(index);
            let Ok(target) = document.resolve(&at) else {
                continue;
            };
            let value = document.get(&target);
            let text = |key: &str| value.and_then(|value| value.get(key)?.as_str());
            let (Some(place), Some(name)) = (text("in"), text("name")) else {
                continue;
            };
            let required = value.and_then(|value| value.get("required"));
            let listed = Listed {
                at,
                required: required == Some(&Value::Bool(true)),
                target,
                of_path,
            };
            // Names of headers have no case.
            let name = match place {
                "header" => name.to_ascii_lowercase(),
                _ => name.to_owned(),
            };
            all.insert((place.to_owned(), name), listed);
        }
    }
    all
}

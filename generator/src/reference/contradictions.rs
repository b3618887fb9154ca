//! What an example says against its table, line by line.

use serde_json::{Map, Value};

use super::{
    Example, Kind, Members, Property, Type,
    nesting::{Job, fits, is_scalar},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};

/// Finds what the example of a job contradicts in the type that was read for it.
pub(super) fn find(job: &Job<'_>, ty: &Type, errors: &mut Diagnostics) {
    if let Some(example) = job.example {
        let mut finder = Finder {
            example,
            fallback: &job.at,
            errors,
        };
        finder.value(ty, &example.value, &mut String::new());
    }
}

struct Finder<'f> {
    example: &'f Example,
    fallback: &'f Location,
    errors: &'f mut Diagnostics,
}

impl Finder<'_> {
    fn at(&self, pointer: &str) -> Location {
        let place = self.example.places.get(pointer);
        place.unwrap_or(self.fallback).clone()
    }

    fn value(&mut self, ty: &Type, value: &Value, pointer: &mut String) {
        match (&ty.kind, value) {
            (_, Value::Array(items)) => {
                let item = match &ty.kind {
                    Kind::Array(item) => item,
                    // The root of a table stands for the items of its example.
                    _ => ty,
                };
                for (n, value) in items.iter().enumerate() {
                    let length = pointer.len();
                    push(pointer, &n.to_string());
                    self.value(item, value, pointer);
                    pointer.truncate(length);
                }
            }
            // An empty object is how examples cut deep objects short.
            (Kind::Object(Members::Listed(_)), Value::Object(object))
                if object.is_empty() && !pointer.is_empty() => {}
            (Kind::Object(Members::Listed(properties)), Value::Object(object)) => {
                self.object(properties, object, pointer);
            }
            (Kind::Object(Members::Listed(_)), _) if pointer.is_empty() => {
                self.errors.push(
                    Diagnostic::error(
                        "example-contradicts-table",
                        self.at(""),
                        "the table lists properties, the example is not an object",
                    )
                    .help("correct the example"),
                );
            }
            _ => {}
        }
    }

    fn object(
        &mut self,
        properties: &[Property],
        object: &Map<String, Value>,
        pointer: &mut String,
    ) {
        for property in properties {
            let Some(value) = object.get(&property.name.text) else {
                if is_scalar(&property.ty) {
                    self.missing(property, pointer);
                }
                continue;
            };
            let length = pointer.len();
            push(pointer, &property.name.text);
            if fits(
                &property.ty,
                property.required && !property.nullable,
                property.description.as_ref(),
                value,
            ) {
                self.value(&property.ty, value, pointer);
            } else {
                self.wrong_type(property, value, pointer);
            }
            pointer.truncate(length);
        }
        for key in object.keys() {
            if !properties.iter().any(|property| property.name.text == *key) {
                let length = pointer.len();
                push(pointer, key);
                self.unlisted(key, pointer);
                pointer.truncate(length);
            }
        }
    }

    fn missing(&mut self, property: &Property, pointer: &str) {
        self.errors.push(
            Diagnostic::error(
                "example-lacks-property",
                property.name.at.clone(),
                format!(
                    "the example shows the object of `{}`, but not this property",
                    property.name.text
                ),
            )
            .related(self.at(pointer), "the object in the example")
            .help("an example shows every scalar of an object that it shows: correct the table or the example"),
        );
    }

    fn wrong_type(&mut self, property: &Property, value: &Value, pointer: &str) {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        self.errors.push(
            Diagnostic::error(
                "example-of-wrong-type",
                self.at(pointer),
                format!(
                    "the example of `{}` does not have the type that the table gives",
                    property.name.text
                ),
            )
            .label(format!("this is {found}"))
            .related(property.name.at.clone(), "the property")
            .help("correct the table or the example"),
        );
    }

    fn unlisted(&mut self, key: &str, pointer: &str) {
        self.errors.push(
            Diagnostic::error(
                "example-of-unlisted-property",
                self.at(pointer),
                format!("the table lists no `{key}` in this object"),
            )
            .related(self.fallback.clone(), "the body starts here")
            .help("add the property to the table, or delete it from the example"),
        );
    }
}

fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
}

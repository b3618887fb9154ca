//! A document as it was read: its value, and the place of every part of it.

use std::{collections::HashMap, sync::Arc};

use serde_json::Value;

use super::{Pointer, reader};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity, Source};

/// Line, column and length of a value, all in characters and counted from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) length: u32,
}

/// An OpenAPI document.
#[derive(Clone, Debug)]
pub struct Document {
    source: Arc<Source>,
    root: Value,
    /// By escaped JSON pointer.
    places: HashMap<String, Place>,
}

impl Document {
    /// Reads a document from YAML or JSON.
    ///
    /// # Errors
    /// What is wrong with the text: its syntax, a key that stands twice, a version that is not
    /// supported, a root that is not an OpenAPI document.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        let (root, places) = reader::read(source)?;
        let document = Self {
            source: Arc::clone(source),
            root,
            places,
        };
        document.check_version()?;
        Ok(document)
    }

    /// The text that it was read from.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The whole value; keys are in the order of the text.
    #[must_use]
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// The value at a place.
    #[must_use]
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        pointer.get(&self.root)
    }

    /// Where a value stands: its key, or the start of an array's item. A place that is not in the
    /// text is shown as the nearest one above it.
    #[must_use]
    pub fn locate(&self, pointer: &Pointer) -> Location {
        let mut at = pointer.clone();
        loop {
            if let Some(place) = self.places.get(&at.to_string()) {
                let [line, column, length] =
                    [place.line, place.column, place.length].map(|n| n as usize);
                return Location::new(&self.source, line, column, length);
            }
            match at.split_last() {
                Some((parent, _)) => at = parent,
                None => return Location::new(&self.source, 1, 1, 1),
            }
        }
    }

    /// Follows local references from a place to the value that is meant.
    ///
    /// # Errors
    /// A reference that leads nowhere, out of the document, or in a circle.
    pub fn resolve(&self, pointer: &Pointer) -> Result<Pointer, Diagnostic> {
        let mut seen = vec![pointer.clone()];
        let mut at = pointer.clone();
        while let Some(reference) = self
            .get(&at)
            .and_then(|value| value.get("$ref"))
            .and_then(Value::as_str)
        {
            let place = self.locate(&at.child("$ref"));
            let Some(target) = Pointer::of_reference(reference) else {
                return Err(Diagnostic::error(
                    "reference-outside-document",
                    place,
                    format!("`{reference}` does not point into this document"),
                )
                .help("references into other files are not supported yet: put the target into `components` of this document"));
            };
            if self.get(&target).is_none() {
                return Err(Diagnostic::error(
                    "dangling-reference",
                    place,
                    format!("there is nothing at `{reference}`"),
                )
                .help("correct the reference, or add what it points to"));
            }
            if seen.contains(&target) {
                return Err(Diagnostic::error(
                    "circular-reference",
                    place,
                    format!("`{reference}` leads back to itself without any content between"),
                )
                .help("one of the references of the circle must point to a definition"));
            }
            seen.push(target.clone());
            at = target;
        }
        Ok(at)
    }

    /// A warning for each local reference that leads nowhere, in the order of the document. Examples
    /// and other values that are not OpenAPI are not looked at.
    #[must_use]
    pub fn dangling_references(&self) -> Diagnostics {
        let mut warnings = Diagnostics::new();
        let mut places = vec![Pointer::root()];
        while let Some(at) = places.pop() {
            match self.get(&at) {
                Some(Value::Object(map)) => {
                    let target = map.get("$ref").and_then(Value::as_str);
                    let target = target.and_then(Pointer::of_reference);
                    if target.is_some_and(|target| self.get(&target).is_none())
                        && let Err(error) = self.resolve(&at)
                    {
                        warnings.push(Diagnostic {
                            severity: Severity::Warning,
                            ..error
                        });
                    }
                    let plain = ["example", "examples", "default", "enum"];
                    let keys = map.keys().rev();
                    let keys =
                        keys.filter(|k| !plain.contains(&k.as_str()) && !k.starts_with("x-"));
                    places.extend(keys.map(|key| at.child(key)));
                }
                Some(Value::Array(items)) => {
                    places.extend((0..items.len()).rev().map(|number| at.child(number)));
                }
                _ => {}
            }
        }
        warnings
    }

    /// The document as the typed model that the second half reads.
    ///
    /// # Errors
    /// The first thing in the document that is not OpenAPI 3.0.
    pub fn typed(&self) -> Result<openapiv3::OpenAPI, Diagnostics> {
        serde_json::from_value(self.root.clone()).map_err(|error| {
            Diagnostic::error(
                "not-openapi-3-0",
                self.locate(&Pointer::root()),
                format!("the document is not valid OpenAPI 3.0: {error}"),
            )
            .help("check the document with an OpenAPI validator")
            .into()
        })
    }

    fn check_version(&self) -> Result<(), Diagnostics> {
        let place = |key: &str| self.locate(&Pointer::of([key]));
        let diagnostic = if let Some(version) = self.root.get("swagger") {
            Diagnostic::error(
                "unsupported-version",
                place("swagger"),
                format!("this is an OpenAPI {version} document; 3.0 is read"),
            )
            .help("convert it to OpenAPI 3.0 first, for example with swagger2openapi")
        } else {
            match self.root.get("openapi").and_then(Value::as_str) {
                Some(version) if version == "3.0" || version.starts_with("3.0.") => return Ok(()),
                Some(version) => Diagnostic::error(
                    "unsupported-version",
                    place("openapi"),
                    format!("OpenAPI {version} is not supported yet; 3.0 is read"),
                )
                .help("convert the document to OpenAPI 3.0"),
                None => Diagnostic::error(
                    "not-openapi",
                    place("openapi"),
                    "the root of the document has no `openapi: 3.0.x`",
                )
                .help("give an OpenAPI 3.0 document in YAML or JSON"),
            }
        };
        Err(diagnostic.into())
    }
}

//! A document as it was read: its value, and the place of every part of it.

use std::sync::Arc;

use serde_json::Value;

use super::{
    Files, NoFiles, Pointer, Version,
    check::check,
    log::Log,
    normalise::normalise,
    places::{Place, Places},
    reader::read_alone,
    survey::{Surveyed, survey},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity, Source};

/// An OpenAPI document in the one shape that the other rooms know, whatever its version is.
#[derive(Clone, Debug)]
pub struct Document {
    source: Arc<Source>,
    /// By the numbers of files in places; the first is the document itself.
    sources: Vec<Arc<Source>>,
    root: Value,
    original: Option<Value>,
    places: Places,
    version: Version,
    warnings: Diagnostics,
    form: Diagnostics,
    broken: Diagnostics,
}

impl Document {
    /// Reads a document from YAML or JSON that is complete in itself.
    ///
    /// # Errors
    /// As of [`read_with`](Self::read_with), and a reference into another file.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        Self::read_with(source, &mut NoFiles)
    }

    /// Reads a document from YAML or JSON, and the files that it refers to.
    ///
    /// # Errors
    /// What is wrong with the texts: their syntax, keys that stand twice, a version that is not
    /// supported, a root that is not an OpenAPI document, files that cannot be had.
    pub fn read_with(source: &Arc<Source>, files: &mut dyn Files) -> Result<Self, Diagnostics> {
        let Surveyed {
            mut root,
            sources,
            version,
            broken,
            warnings: mut told,
            fingerprint,
        } = survey(source, files)?;
        let mut log = Log::default();
        normalise(&mut root, version, &mut log);
        told.append(log.finish(&|place| locate(&sources, place)));
        let mut log = Log::default();
        check(&root, &mut log);
        let form = log.finish(&|place| locate(&sources, place));
        // Most documents have the shape already, and are not kept twice.
        let original = if root.fingerprint() == fingerprint {
            None
        } else {
            Some(read_alone(source)?.value())
        };
        let (root, places) = root.part();
        Ok(Self {
            source: Arc::clone(source),
            sources,
            root,
            original,
            places,
            version,
            warnings: told,
            form,
            broken,
        })
    }

    /// The version that the document says it has.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// What a person should know about how the document was read.
    #[must_use]
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// The references that lead nowhere or in a circle: errors to everything that has to follow
    /// them.
    #[must_use]
    pub fn broken_references(&self) -> &Diagnostics {
        &self.broken
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

    /// The value as it is written, where that is not the one shape.
    #[must_use]
    pub fn original(&self) -> Option<&Value> {
        self.original.as_ref()
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
        locate(&self.sources, self.places.nearest(pointer))
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

    /// A warning for each reference that leads nowhere or in a circle.
    #[must_use]
    pub fn dangling_references(&self) -> Diagnostics {
        let mut warnings = Diagnostics::new();
        for problem in self.broken.iter() {
            warnings.push(Diagnostic {
                severity: Severity::Warning,
                ..problem.clone()
            });
        }
        warnings
    }

    /// What is not as the typed model of OpenAPI has it, piece by piece: errors where nothing can be
    /// made of it, warnings elsewhere.
    #[must_use]
    pub fn form(&self) -> &Diagnostics {
        &self.form
    }
}

/// The place in its text.
fn locate(sources: &[Arc<Source>], place: Place) -> Location {
    let source = sources.get(place.file as usize).or(sources.first());
    let source = source.map_or_else(|| Source::new("", ""), Arc::clone);
    let [line, column, length] = [place.line, place.column, place.length].map(|n| n as usize);
    Location::new(&source, line, column, length)
}

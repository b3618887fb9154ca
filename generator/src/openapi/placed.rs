//! A text that is no document of OpenAPI: its value, and the place of every part of it.

use std::sync::Arc;

use serde_json::Value;

use super::{Pointer, places::Places, reader::read_alone};
use crate::diagnostic::{Diagnostics, Location, Source};

/// The value of a text of YAML or JSON, with its places.
#[derive(Clone, Debug)]
pub struct Placed {
    source: Arc<Source>,
    value: Value,
    places: Places,
}

impl Placed {
    /// Reads a text that holds one value.
    ///
    /// # Errors
    /// What is wrong with the syntax, and keys that stand twice.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        let (value, places) = read_alone(source)?.part();
        Ok(Self {
            source: Arc::clone(source),
            value,
            places,
        })
    }

    /// The whole value.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Where a value stands, or the nearest one above it.
    #[must_use]
    pub fn locate(&self, pointer: &Pointer) -> Location {
        let place = self.places.nearest(pointer);
        let [line, column, length] = [place.line, place.column, place.length].map(|n| n as usize);
        Location::new(&self.source, line, column, length)
    }
}

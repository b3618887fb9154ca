//! Open enumerations, as they are written.

use super::text::Block;
use crate::api::{EnumerationKind, Literal};

/// An open enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<Block>,
    /// What its values can be.
    pub kind: EnumerationKind,
    /// Its variants.
    pub variants: Vec<EnumVariant>,
    /// The variant of values that are not known.
    pub other: String,
}

impl Enum {
    /// The variant of a value, as the document writes it.
    #[must_use]
    pub fn variant(&self, shown: &str) -> Option<&EnumVariant> {
        let mut variants = self.variants.iter();
        variants.find(|variant| variant.shown() == shown)
    }
}

/// A variant of an open enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumVariant {
    /// Its name.
    pub name: String,
    /// The value on the wire.
    pub value: Literal,
    /// What the vendor says about it.
    pub docs: Option<String>,
}

impl EnumVariant {
    /// The value as the document writes it; a text without quotes.
    #[must_use]
    pub fn shown(&self) -> String {
        self.value.to_string()
    }
}

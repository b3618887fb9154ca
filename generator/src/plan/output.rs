//! What a call gives, and what its errors hold.

use super::{item::RustType, text::Block};

/// What success gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Nothing to read.
    Nothing,
    /// JSON.
    Json(RustType),
    /// JSON, or nothing.
    Optional(RustType),
    /// A text.
    Text,
    /// Bytes, as they come in.
    Download,
    /// JSON values, as they come in.
    Values(RustType),
    /// Server-sent events with this data, as they come in; `None` where that is a text.
    Events(Option<RustType>),
    /// One of several, by status and content type.
    Several(Successes),
}

impl Output {
    /// The type of the JSON that success gives, where it gives nothing but that.
    #[must_use]
    pub fn json(&self) -> Option<&RustType> {
        match self {
            Self::Json(value) => Some(value),
            Self::Nothing
            | Self::Optional(_)
            | Self::Text
            | Self::Download
            | Self::Values(_)
            | Self::Events(_)
            | Self::Several(_) => None,
        }
    }

    /// The enumeration, where it is one of several.
    #[must_use]
    pub fn several(&self) -> Option<&Successes> {
        match self {
            Self::Several(all) => Some(all),
            Self::Nothing
            | Self::Json(_)
            | Self::Optional(_)
            | Self::Text
            | Self::Download
            | Self::Values(_)
            | Self::Events(_) => None,
        }
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }

    /// Whether it is read as it comes in, or can be.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        match self {
            Self::Download | Self::Values(_) | Self::Events(_) => true,
            Self::Several(all) => all.variants.iter().any(|v| v.output.is_stream()),
            Self::Nothing | Self::Json(_) | Self::Optional(_) | Self::Text => false,
        }
    }

    /// The types in it.
    #[must_use]
    pub fn types(&self) -> Vec<&RustType> {
        match self {
            Self::Json(value)
            | Self::Optional(value)
            | Self::Values(value)
            | Self::Events(Some(value)) => vec![value],
            Self::Nothing | Self::Text | Self::Download | Self::Events(None) => Vec::new(),
            Self::Several(all) => {
                let outputs = all.variants.iter().map(|variant| &variant.output);
                outputs.flat_map(Self::types).collect()
            }
        }
    }

    /// Those that it can be, each by itself.
    #[must_use]
    pub fn each(&self) -> Vec<&Self> {
        match self {
            Self::Several(all) => all.variants.iter().map(|v| &v.output).collect(),
            Self::Nothing
            | Self::Json(_)
            | Self::Optional(_)
            | Self::Text
            | Self::Download
            | Self::Values(_)
            | Self::Events(_) => vec![self],
        }
    }
}

/// The enumeration of what success can give.
#[derive(Clone, Debug, PartialEq)]
pub struct Successes {
    /// Its name.
    pub name: String,
    /// Its variants, in the order of the statuses.
    pub variants: Vec<Succeeded>,
}

/// One of the things that success can give.
#[derive(Clone, Debug, PartialEq)]
pub struct Succeeded {
    /// The name of the variant.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<Block>,
    /// The status as documented.
    pub status: String,
    /// The media types, without their parameters.
    pub media: Vec<String>,
    /// What it is; never one of several.
    pub output: Output,
}

/// The enumeration of the errors that the document describes.
#[derive(Clone, Debug, PartialEq)]
pub struct Failures {
    /// Its name.
    pub name: String,
    /// Its variants, in the order of the statuses.
    pub variants: Vec<Failed>,
}

/// An error that the document describes.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// The name of the variant.
    pub name: String,
    /// The status as documented: three digits, a range or `default`.
    pub status: String,
    /// What the body holds.
    pub value: RustType,
}

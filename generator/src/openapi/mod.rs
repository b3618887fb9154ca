//! The OpenAPI document: read from YAML or JSON, of any version and in any number of files, to one
//! value of one shape, with the place of every part.
//!
//! A text goes through `reader` (values with places), `survey` (what every value is, where every
//! reference leads, all files in one) and `normalise` (the words of all versions to those of 3.0) and
//! `check` (is every piece what OpenAPI has there?) to a [`Document`].

mod check;
mod document;
mod excerpt;
mod files;
mod grammar;
mod hops;
mod log;
mod moves;
mod normalise;
mod operations;
mod placed;
mod places;
mod pointer;
mod reader;
mod scalar;
mod surrogates;
mod survey;
mod tree;
mod version;

pub use document::Document;
pub use files::{Files, NoFiles, Unreadable};
pub use operations::OperationPlace;
pub use placed::Placed;
pub use pointer::Pointer;
pub use version::Version;

/// The key below which the other files of a document stand once it is read, by their paths.
pub const FILES_KEY: &str = "x-truespec-files";

//! The OpenAPI document: read from YAML or JSON, with the place of every value.

mod document;
mod pointer;
mod reader;

pub use document::Document;
pub use pointer::Pointer;

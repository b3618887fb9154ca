//! The OpenAPI document: read from YAML or JSON, with the place of every value.

mod document;
mod operations;
mod pointer;
mod reader;

pub use document::Document;
pub use operations::OperationPlace;
pub use pointer::Pointer;

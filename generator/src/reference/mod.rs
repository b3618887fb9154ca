//! The vendor's reference pages: from their text to operations, each fact with its line.

mod model;

pub use model::*;

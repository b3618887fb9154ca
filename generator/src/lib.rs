//! truespec: from an OpenAPI document and the vendor's reference pages to a typed Rust client.
//!
//! A function from texts to files, in two halves joined by a standard document: the first half
//! (`reference`, `reconcile`) corrects the OpenAPI document by the reference pages, the second
//! (`lower`, `plan`, `emit`) writes a Rust crate for any OpenAPI document. The crate touches
//! neither disk nor network: it is given texts and gives back files.
//!
//! `ARCHITECTURE.md` at the top of the repository has the map of the rooms.

pub mod api;
pub mod changes;
pub mod diagnostic;
pub mod drift;
pub mod emit;
pub mod lower;
pub mod openapi;
pub mod pipeline;
pub mod plan;
pub mod reconcile;
pub mod reference;
pub mod surface;

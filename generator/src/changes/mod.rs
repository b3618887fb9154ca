//! What changed in an API between two versions of its document, for the wire and for Rust callers.
//!
//! `wire` walks both documents together (`walk`, `operations`, `schemas`): each difference is a
//! [`Change`] of a [`Kind`], whose verdict depends on who sends it and stands in one table (`kind`).
//! What several operations share is told once, with all who use it.

mod alternatives;
mod brief;
mod bump;
mod change;
mod changelog;
mod contents;
mod json;
mod kind;
mod limits;
mod link;
mod log_lines;
mod markdown;
mod members;
mod names;
mod operations;
mod parameters;
mod say;
mod schemas;
mod security;
mod servers;
mod service;
mod text;
mod view;
mod walk;
mod words;

use std::collections::BTreeMap;

pub use bump::Step;
pub use change::{Change, Direction, Fact, Named, Subject, Target};
pub use changelog::{Entry, LoneMark, changelog, entry, released, tells_of_releases};
pub use json::json;
pub use kind::{Kind, ROWS, Row};
pub use link::{Linked, Told, tell};
pub use markdown::markdown;
pub use names::Names;
pub use say::Report;
pub use text::text;

use self::walk::{Here, Walk, What};
use crate::openapi::Document;

/// The keys of a path item that are operations.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The changes of what is on the wire.
#[derive(Clone, Debug, Default)]
pub struct Wire {
    /// All of them, in the order of the documents.
    pub changes: Vec<Change>,
    /// What operations were before, of those that are called or addressed otherwise now.
    pub was: BTreeMap<Named, Named>,
}

/// What changed on the wire from one document to another; `names` are what things are called in the
/// crates of both, where that is known.
#[must_use]
pub fn wire(old: &Document, new: &Document, names: [Option<&Names>; 2]) -> Wire {
    let mut walk = Walk::of(old, new, names);
    walk.service();
    walk.operations();
    walk.inherited();
    shared(&mut walk);
    walk.unmet();
    shared(&mut walk);
    walk.names();
    Wire {
        changes: walk.changes(),
        was: walk.was,
    }
}

/// Compares what is shared, and what that leads to.
fn shared(walk: &mut Walk<'_>) {
    while let Some((at, what)) = walk.next_shared() {
        match what {
            What::Schema => {
                let here = Here::default().about(
                    Target::Schema(at.old.clone()),
                    Target::Schema(at.new.clone()),
                );
                walk.schema_itself(&at, &here);
            }
            What::Parameter => walk.shared_parameter(&at),
            What::Header => walk.shared_header(&at),
            What::Body => walk.shared_body(&at),
            What::Response => walk.shared_response(&at),
        }
    }
}

//! The vendor's reference pages: from their text to operations, each fact with its line.
//!
//! [`read`] is the whole way: `page`, `operation` and `table` are the grammar, which accounts for
//! every line; `pairing` gives each example to its response; `nesting` finds out which property
//! lives in which object; `assemble` puts the pages together.

mod assemble;
mod authorizations;
mod checks;
mod choices;
mod contradictions;
mod curl;
mod examples;
mod facts;
pub mod html;
mod lines;
mod model;
mod nesting;
mod operation;
mod page;
mod pairing;
mod property;
mod responses;
mod table;
mod types;

use std::{collections::BTreeSet, sync::Arc};

pub use choices::{ChoiceKey, Choices, ROOT};
pub use facts::{Fact, facts};
pub use model::*;

use crate::diagnostic::{Diagnostics, Source};

/// What was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The pages, in the order in which they were given.
    pub pages: Vec<Page>,
    /// The lines that no evidence places: `ambiguous-nesting`.
    pub warnings: Diagnostics,
    /// The choices that a line was found for; the others are about nothing.
    pub used: BTreeSet<ChoiceKey>,
}

/// Reads pages, all at once: what one settles is evidence for the others.
///
/// The diagnostics beside the pages are warnings about lines that stay open.
///
/// # Errors
/// Everything that is wrong with the pages, as far as it can be told in one run.
pub fn read(pages: &[Arc<Source>]) -> Result<(Vec<Page>, Diagnostics), Diagnostics> {
    read_with(pages, &Choices::new()).map(|reading| (reading.pages, reading.warnings))
}

/// Reads pages as [`read`] does, where a person has decided the nesting of some lines.
///
/// # Errors
/// As [`read`]; also a choice that the hard evidence forbids.
pub fn read_with(pages: &[Arc<Source>], choices: &Choices) -> Result<Reading, Diagnostics> {
    let mut errors = Diagnostics::new();
    let mut raw = Vec::new();
    for source in pages {
        match page::read(source) {
            Ok(page) => raw.push(page),
            Err(diagnostics) => errors.append(diagnostics),
        }
    }
    errors.stop_on_error()?;
    assemble::assemble(raw, choices)
}

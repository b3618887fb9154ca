//! The nesting of the tables: pages have lost their indentation, and the search over the
//! evidence brings it back. All tables of all pages are settled together, because shapes that are
//! settled in one speak for another.

mod by_shape;
mod cost;
mod explain;
mod forest;
mod harvest;
mod page_limit;
mod paths;
mod searched;
mod settled;
mod shapes;
mod shown;
mod tree;

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Choices, Example, SoftEvidence, Type,
    choices::ChoiceKey,
    table::{Opens, Table, Token},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use cost::Evidence;
pub(super) use explain::name as parent_name;
use forest::{Forest, MAX_LEVEL, Problem};
use searched::Searched;
use settled::Chooser;
pub(super) use settled::Settled;
use shapes::{Member, Shapes};
pub(super) use shown::{fits, is_scalar};

/// A table to settle.
#[derive(Debug)]
pub(super) struct Job<'r> {
    pub(super) table: &'r Table,
    pub(super) example: Option<&'r Example>,
    /// `GET /projects/{id}`
    pub(super) operation: String,
    /// As in [`ChoiceKey::place`].
    pub(super) place: String,
    /// The number of its page.
    pub(super) page: usize,
    /// What to point at if there is nothing better.
    pub(super) at: Location,
}

/// What was settled.
#[derive(Debug)]
pub(super) struct Outcome {
    /// For each job.
    pub(super) settled: Vec<Settled>,
    /// The choices that a property line was found for.
    pub(super) used: BTreeSet<ChoiceKey>,
}

/// Settles tables.
///
/// # Errors
/// Tables that no nesting fits, in themselves or to their example; tables that are too large.
pub(super) fn settle(jobs: &[Job<'_>], choices: &Choices) -> Result<Outcome, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut tables: Vec<Searched<'_>> = Vec::new();
    for job in jobs {
        match Searched::start(job) {
            Ok(table) => tables.push(table),
            Err(errors) => diagnostics.append(errors),
        }
    }
    diagnostics.stop_on_error()?;
    page_limit::share(&mut tables)?;
    for table in &mut tables {
        table.settled.hard.clone_from(&table.settled.parents);
    }
    let mut used = BTreeSet::new();
    for table in &mut tables {
        table.choose(choices, &mut used)?;
    }
    by_shape::settle(&mut tables);
    for table in &mut tables {
        if table.is_open() {
            table.prefer(Evidence::Described, &Shapes::new([]));
            table.settled.mark(Chooser::Soft(SoftEvidence::Described));
        }
    }
    let settled = tables.into_iter().map(|table| table.settled).collect();
    Ok(Outcome { settled, used })
}

/// The type that a settled table describes.
///
/// # Errors
/// A table whose open lines multiply.
pub(super) fn build(job: &Job<'_>, settled: &Settled) -> Result<Type, Diagnostic> {
    tree::build(job.table, settled).ok_or_else(|| explain::too_large(job))
}

/// How badly an example fits a table: `None` if no nesting does at all.
pub(super) fn misfit(table: &Table, example: &Value) -> Option<u32> {
    let members = members(table);
    let shapes = Shapes::new([]);
    limits(table)
        .into_iter()
        .filter_map(|limit| {
            let problem = Problem {
                table,
                members: &members,
                allowed: &[],
                limit,
                evidence: Evidence::Hard,
                shapes: &shapes,
            };
            Some(
                Forest::grow(problem, Some(example))
                    .nestings()?
                    .cost
                    .contradictions,
            )
        })
        .min()
}

fn members(table: &Table) -> Vec<Member> {
    table
        .tokens
        .iter()
        .map(|token| match token {
            Token::Line(line) => (line.name.text.clone(), line.phrase.clone()),
            Token::Option { label, .. } => (label.text.clone(), String::new()),
        })
        .collect()
}

/// The levels that can be the page's limit: hard evidence 4.
fn limits(table: &Table) -> Vec<Option<usize>> {
    let (mut elided, mut openers) = (false, 0);
    for token in &table.tokens {
        if let Token::Line(line) = token {
            match line.opens {
                Opens::Nothing => {}
                Opens::Elided => elided = true,
                Opens::Children | Opens::Options => openers += 1,
            }
        }
    }
    if elided {
        (0..=openers.min(MAX_LEVEL)).map(Some).collect()
    } else {
        vec![None]
    }
}

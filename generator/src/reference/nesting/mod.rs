//! The nesting of the tables: pages have lost their indentation, and the search over the
//! evidence brings it back. All tables of all pages are settled together, because shapes that are
//! settled in one speak for another.

mod explain;
mod forest;
mod page_limit;
mod paths;
mod settled;
mod shapes;
mod shown;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    Choices, Example, SoftEvidence, Type,
    choices::ChoiceKey,
    contradictions,
    table::{Opens, Table, Token},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use forest::{Evidence, Forest, MAX_LEVEL, Nestings, Problem};
pub(super) use settled::Settled;
use settled::Chooser;
use shapes::{Member, Shape, Shapes};
pub(super) use explain::name as parent_name;
pub(super) use shown::{fits, is_scalar};

/// Rounds in which shapes settled in one table may settle another.
const MAX_ROUNDS: usize = 16;
/// Possible lists of an open object that are compared with those of others.
const MAX_LISTS: usize = 32;
/// Repeated shapes that are tried in one table.
const MAX_REPEATS: usize = 64;

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
    by_shape(&mut tables)?;
    for table in &mut tables {
        if table.is_open() {
            let none = Shapes::new([]);
            table.search(Evidence::Described, &none)?;
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
            Some(Forest::grow(problem, Some(example)).nestings()?.cost.contradictions)
        })
        .min()
}

/// A table while it is being settled.
#[derive(Clone)]
struct Searched<'r> {
    job: &'r Job<'r>,
    members: Vec<Member>,
    /// The levels that can be the page's limit.
    limits: Vec<Option<usize>>,
    settled: Settled,
}

impl<'r> Searched<'r> {
    /// By hard evidence alone.
    fn start(job: &'r Job<'r>) -> Result<Self, Diagnostics> {
        let mut table = Self {
            job,
            members: members(job.table),
            limits: limits(job.table),
            settled: Settled::new(job.table.tokens.len()),
        };
        let nestings = table.search(Evidence::Hard, &Shapes::new([]))?;
        table.settled.hard.clone_from(&table.settled.parents);
        if nestings.cost.contradictions > 0 {
            let ty = build(job, &table.settled)?;
            let mut errors = Diagnostics::new();
            contradictions::find(job, &ty, &mut errors);
            if !errors.has_errors() {
                errors.push(explain::misfit(job));
            }
            return Err(errors);
        }
        Ok(table)
    }

    /// Searches the nestings that are left, and keeps the best.
    fn search(&mut self, evidence: Evidence, shapes: &Shapes) -> Result<Nestings, Diagnostic> {
        let mut best: Option<(Nestings, Vec<Option<usize>>)> = None;
        let mut furthest = 0;
        for &limit in &self.limits {
            let problem = Problem {
                table: self.job.table,
                members: &self.members,
                allowed: &self.settled.parents,
                limit,
                evidence,
                shapes,
            };
            let forest = Forest::grow(problem, self.job.example.map(|example| &example.value));
            if forest.gave_up() {
                return Err(explain::too_large(self.job));
            }
            furthest = furthest.max(forest.furthest);
            let Some(found) = forest.nestings() else {
                continue;
            };
            match &mut best {
                Some((best, _)) if found.cost > best.cost => {}
                Some((best, limits)) if found.cost == best.cost => {
                    for (all, new) in best.parents.iter_mut().zip(found.parents) {
                        all.extend(new);
                    }
                    limits.push(limit);
                }
                _ => best = Some((found, vec![limit])),
            }
        }
        let Some((best, limits)) = best else {
            return Err(explain::impossible(self.job, furthest));
        };
        self.limits = limits;
        self.settled.parents.clone_from(&best.parents);
        self.settled.chosen.clone_from(&best.chosen);
        Ok(best)
    }

    fn is_open(&self) -> bool {
        self.settled.parents.iter().any(|parents| parents.len() > 1)
    }

    /// Applies what a person chose.
    fn choose(
        &mut self,
        choices: &Choices,
        used: &mut BTreeSet<ChoiceKey>,
    ) -> Result<(), Diagnostic> {
        let mut any = false;
        for token in 0..self.settled.parents.len() {
            let Some((property, parents)) = self.settled.question(self.job.table, token) else {
                continue;
            };
            let key = ChoiceKey {
                operation: self.job.operation.clone(),
                place: self.job.place.clone(),
                property,
            };
            let Some(choice) = choices.get(&key) else {
                continue;
            };
            let Some((start, _)) = parents.iter().find(|(_, path)| path == choice) else {
                return Err(explain::no_such_parent(self.job, token, choice, &parents));
            };
            self.settled.parents[token] = BTreeSet::from([*start]);
            used.insert(key);
            any = true;
        }
        if any {
            self.search(Evidence::Hard, &Shapes::new([]))?;
            self.settled.mark(Chooser::Person);
        }
        Ok(())
    }

    /// The shapes of the objects whose list of properties is certain.
    fn settled_shapes(&self) -> impl Iterator<Item = Shape> {
        self.settled
            .settled_lists()
            .map(|list| self.shape(&list))
            .filter(|shape| !shape.is_empty())
    }

    fn shape(&self, list: &[usize]) -> Shape {
        list.iter()
            .filter(|&&token| matches!(self.job.table.tokens[token], Token::Line(_)))
            .map(|&token| self.members[token].clone())
            .collect()
    }

    /// Shapes that at least two objects of the table can have, one of them an open one.
    fn repeated_shapes(&self) -> BTreeSet<Shape> {
        let none = Shapes::new([]);
        let mut seen: BTreeMap<Shape, BTreeSet<usize>> = BTreeMap::new();
        for &limit in &self.limits {
            let problem = Problem {
                table: self.job.table,
                members: &self.members,
                allowed: &self.settled.parents,
                limit,
                evidence: Evidence::Hard,
                shapes: &none,
            };
            let forest = Forest::grow(problem, self.job.example.map(|example| &example.value));
            for start in self.settled.open_objects() {
                for list in forest.lists(start, MAX_LISTS) {
                    seen.entry(self.shape(&list)).or_default().insert(start);
                }
            }
        }
        seen.into_iter()
            .filter(|(shape, objects)| !shape.is_empty() && objects.len() > 1)
            .map(|(shape, _)| shape)
            .take(MAX_REPEATS)
            .collect()
    }
}

/// Soft evidence 5: shapes settled elsewhere first, then shapes that repeat within a table.
fn by_shape(tables: &mut [Searched<'_>]) -> Result<(), Diagnostic> {
    for _ in 0..MAX_ROUNDS {
        if !tables.iter().any(Searched::is_open) {
            return Ok(());
        }
        let known: BTreeSet<Shape> = tables.iter().flat_map(Searched::settled_shapes).collect();
        let shapes = Shapes::new(&known);
        let mut changed = false;
        for table in tables.iter_mut().filter(|table| table.is_open()) {
            changed |= narrow(table, &shapes)?;
        }
        if changed {
            continue;
        }
        for table in tables.iter_mut().filter(|table| table.is_open()) {
            changed |= by_repeated_shape(table)?;
        }
        if !changed {
            return Ok(());
        }
    }
    Ok(())
}

fn narrow(table: &mut Searched<'_>, shapes: &Shapes) -> Result<bool, Diagnostic> {
    let before = table.settled.parents.clone();
    table.search(Evidence::Shape, shapes)?;
    table.settled.mark(Chooser::Soft(SoftEvidence::Shape));
    Ok(table.settled.parents != before)
}

/// Prefers the nestings in which the most objects share one shape. If two shapes do equally well,
/// neither is evidence.
fn by_repeated_shape(table: &mut Searched<'_>) -> Result<bool, Diagnostic> {
    let total = table.clone().search(Evidence::Shape, &Shapes::new([]))?;
    let mut best: Option<(u32, Shape, bool)> = None;
    for shape in table.repeated_shapes() {
        let found = table.clone().search(Evidence::Shape, &Shapes::new([&shape]))?;
        let objects = found.cost.unknown_shapes;
        match &mut best {
            Some((least, _, _)) if objects > *least => {}
            Some((least, _, alone)) if objects == *least => *alone = false,
            _ => best = Some((objects, shape, true)),
        }
    }
    match best {
        Some((unknown, shape, true)) if unknown + 2 <= total.cost.unknown_shapes => {
            narrow(table, &Shapes::new([&shape]))
        }
        _ => Ok(false),
    }
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

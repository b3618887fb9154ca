//! A table while it is being settled, one kind of evidence after the other.

use std::collections::BTreeSet;

use super::{
    Job, build,
    cost::Evidence,
    explain,
    forest::{Forest, Problem},
    harvest::Nestings,
    limits, members,
    settled::{Chooser, Settled},
    shapes::{Member, Shapes},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    reference::{Choices, choices::ChoiceKey, contradictions},
};

/// A table while it is being settled.
#[derive(Clone)]
pub(super) struct Searched<'r> {
    pub(super) job: &'r Job<'r>,
    pub(super) members: Vec<Member>,
    /// The levels that can be the page's limit.
    pub(super) limits: Vec<Option<usize>>,
    pub(super) settled: Settled,
    /// The work so far.
    pub(super) steps: usize,
}

impl<'r> Searched<'r> {
    /// By hard evidence alone.
    pub(super) fn start(job: &'r Job<'r>) -> Result<Self, Diagnostics> {
        let mut table = Self {
            job,
            members: members(job.table),
            limits: limits(job.table),
            settled: Settled::new(job.table.tokens.len()),
            steps: 0,
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
    pub(super) fn search(
        &mut self,
        evidence: Evidence,
        shapes: &Shapes,
    ) -> Result<Nestings, Diagnostic> {
        let mut best: Option<(Nestings, Vec<Option<usize>>)> = None;
        let mut furthest = 0;
        let mut too_deep = false;
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
            too_deep |= forest.too_deep;
            self.steps += forest.steps;
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
            return Err(if too_deep {
                explain::too_deep(self.job, furthest)
            } else {
                explain::impossible(self.job, furthest)
            });
        };
        self.limits = limits;
        self.settled.parents.clone_from(&best.parents);
        self.settled.chosen.clone_from(&best.chosen);
        Ok(best)
    }

    /// Searches with soft evidence, which only chooses among what is possible. Where that is too
    /// much work, the open lines stay open.
    pub(super) fn prefer(&mut self, evidence: Evidence, shapes: &Shapes) -> Option<Nestings> {
        self.search(evidence, shapes).ok()
    }

    /// Whether a line has several possible parents.
    pub(super) fn is_open(&self) -> bool {
        self.settled.parents.iter().any(|parents| parents.len() > 1)
    }

    /// Applies what a person chose.
    pub(super) fn choose(
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
                return Err(explain::no_such_parent(
                    self.job,
                    token,
                    (&key, choice),
                    &parents,
                ));
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
}

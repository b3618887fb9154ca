//! Soft evidence 5: an object has a list of names and types that is known from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cost::Evidence,
    forest::{Forest, MAX_STEPS, Problem},
    searched::Searched,
    settled::Chooser,
    shapes::{Shape, Shapes},
};
use crate::reference::{SoftEvidence, table::Token};

/// Rounds in which shapes settled in one table may settle another.
const MAX_ROUNDS: usize = 16;
/// Possible lists of an open object that are compared with those of others.
const MAX_LISTS: usize = 32;
/// Repeated shapes that are tried in one table.
const MAX_REPEATS: usize = 64;

/// Settles by shapes that are settled elsewhere, then by shapes that repeat within a table.
pub(super) fn settle(tables: &mut [Searched<'_>]) {
    for _ in 0..MAX_ROUNDS {
        if !tables.iter().any(Searched::is_open) {
            return;
        }
        let known: BTreeSet<Shape> = tables.iter().flat_map(Searched::settled_shapes).collect();
        let shapes = Shapes::new(&known);
        let mut changed = false;
        for table in tables.iter_mut().filter(|table| table.is_open()) {
            changed |= narrow(table, &shapes);
        }
        if changed {
            continue;
        }
        for table in tables.iter_mut().filter(|table| table.is_open()) {
            changed |= by_repeated_shape(table);
        }
        if !changed {
            return;
        }
    }
}

fn narrow(table: &mut Searched<'_>, shapes: &Shapes) -> bool {
    let before = table.settled.parents.clone();
    table.prefer(Evidence::Shape, shapes);
    table.settled.mark(Chooser::Soft(SoftEvidence::Shape));
    table.settled.parents != before
}

/// Prefers the nestings in which the most objects share one shape. If two shapes do
/// equally well, neither is evidence.
fn by_repeated_shape(table: &mut Searched<'_>) -> bool {
    let Some(total) = table.clone().prefer(Evidence::Shape, &Shapes::new([])) else {
        return false;
    };
    let mut best: Option<(u32, Shape, bool)> = None;
    for shape in table.repeated_shapes() {
        let mut trial = table.clone();
        let found = trial.prefer(Evidence::Shape, &Shapes::new([&shape]));
        table.steps = trial.steps;
        // Too much work for soft evidence: the lines stay open.
        let Some(found) = found.filter(|_| trial.steps <= MAX_STEPS) else {
            return false;
        };
        let unknown = found.cost.unknown_shapes;
        match &mut best {
            Some((least, _, _)) if unknown > *least => {}
            Some((least, _, alone)) if unknown == *least => *alone = false,
            _ => best = Some((unknown, shape, true)),
        }
    }
    match best {
        Some((unknown, shape, true)) if unknown + 2 <= total.cost.unknown_shapes => {
            narrow(table, &Shapes::new([&shape]))
        }
        _ => false,
    }
}

impl Searched<'_> {
    /// The shapes of the objects whose list of properties is settled.
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
            // A single property in common is a coincidence.
            .filter(|(shape, objects)| shape.len() > 1 && objects.len() > 1)
            .map(|(shape, _)| shape)
            .take(MAX_REPEATS)
            .collect()
    }
}

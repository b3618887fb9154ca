//! What the cheapest nestings that a search found have in common.

use std::collections::BTreeSet;

use super::{
    cost::Cost,
    forest::{At, Forest, Key, Step},
};

/// What the cheapest nestings have in common.
#[derive(Clone, Debug)]
pub(super) struct Nestings {
    pub(super) cost: Cost,
    /// For each token, the objects that it can belong to: the number of their first token.
    pub(super) parents: Vec<BTreeSet<usize>>,
    /// One of the nestings.
    pub(super) chosen: Vec<usize>,
}

impl Forest<'_, '_> {
    /// The cheapest nestings of the whole table; `None` if there is none.
    pub(super) fn nestings(&self) -> Option<Nestings> {
        let count = self.problem.table.tokens.len();
        let root = self.items.get(&self.root)?;
        let (cost, _) = root.ends.get(&count)?;
        let mut parents = vec![BTreeSet::new(); count];
        self.visit(|key, step| {
            parents[step.token].insert(key);
        });
        let mut chosen = vec![0; count];
        let mut open = vec![(self.root, count)];
        while let Some((key, end)) = open.pop() {
            let Some(item) = self.items.get(&key) else {
                continue;
            };
            let mut at = item.ends.get(&end).and_then(|(_, ways)| ways.first());
            while let Some(step) = at.and_then(|at| item.states.get(at)?.back.first()) {
                chosen[step.token] = key.start();
                open.extend(step.below);
                at = Some(&step.from);
            }
        }
        Some(Nestings {
            cost: *cost,
            parents,
            chosen,
        })
    }

    /// Calls back for each object of each cheapest nesting, with each token that it takes.
    fn visit(&self, mut call: impl FnMut(usize, &Step)) {
        let count = self.problem.table.tokens.len();
        let mut open = vec![(self.root, count)];
        let mut seen = BTreeSet::from([(self.root, count)]);
        while let Some((key, end)) = open.pop() {
            let Some(item) = self.items.get(&key) else {
                continue;
            };
            let mut ways: Vec<At> = match item.ends.get(&end) {
                Some((_, ways)) => ways.clone(),
                None => continue,
            };
            let mut passed: BTreeSet<At> = ways.iter().copied().collect();
            while let Some(at) = ways.pop() {
                let Some(state) = item.states.get(&at) else {
                    continue;
                };
                for step in &state.back {
                    call(key.start(), step);
                    if passed.insert(step.from) {
                        ways.push(step.from);
                    }
                    if let Some(below) = step.below
                        && seen.insert(below)
                    {
                        open.push(below);
                    }
                }
            }
        }
    }

    /// The lists of tokens that an object was searched with, at most `limit`. Not all of them are
    /// part of a nesting of the whole table.
    pub(super) fn lists(&self, start: usize, limit: usize) -> BTreeSet<Vec<usize>> {
        let mut found = BTreeSet::new();
        let mut keys: Vec<Key> = self
            .items
            .keys()
            .filter(|key| matches!(key, Key::Object { .. }) && key.start() == start)
            .copied()
            .collect();
        keys.sort_unstable();
        for item in keys.iter().filter_map(|key| self.items.get(key)) {
            let mut open: Vec<(At, Vec<usize>)> = item
                .ends
                .values()
                .flat_map(|(_, ways)| ways.iter().map(|&at| (at, Vec::new())))
                .collect();
            while let Some((at, list)) = open.pop() {
                if found.len() >= limit || open.len() > limit {
                    return found;
                }
                let Some(state) = item.states.get(&at) else {
                    continue;
                };
                if state.back.is_empty() && !list.is_empty() {
                    found.insert(list.iter().rev().copied().collect());
                }
                for step in &state.back {
                    let mut list = list.clone();
                    list.push(step.token);
                    open.push((step.from, list));
                }
            }
        }
        found
    }
}

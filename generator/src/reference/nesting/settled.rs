//! What is settled of a table: the possible parents of each line, and what chose among them.

use std::collections::{BTreeMap, BTreeSet};

use super::paths;
use crate::reference::{
    Placement, SoftEvidence,
    table::{Table, Token},
};

/// Who chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chooser {
    Soft(SoftEvidence),
    Person,
}

/// For each token of a table: objects are named by their first token.
#[derive(Clone, Debug)]
pub(in crate::reference) struct Settled {
    /// The parents that hard evidence allows.
    pub(super) hard: Vec<BTreeSet<usize>>,
    /// The parents that all evidence so far leaves; empty before the first search.
    pub(super) parents: Vec<BTreeSet<usize>>,
    /// The parents in one of the nestings that are left.
    pub(super) chosen: Vec<usize>,
    by: Vec<Option<Chooser>>,
}

impl Settled {
    pub(super) fn new(count: usize) -> Self {
        Self {
            hard: vec![BTreeSet::new(); count],
            parents: vec![BTreeSet::new(); count],
            chosen: vec![0; count],
            by: vec![None; count],
        }
    }

    /// Says who settled the lines that are settled now and have not been before.
    pub(super) fn mark(&mut self, chooser: Chooser) {
        for (token, by) in self.by.iter_mut().enumerate() {
            if by.is_none() && self.hard[token].len() > 1 && self.parents[token].len() == 1 {
                *by = Some(chooser);
            }
        }
    }

    /// The objects that a token stands in: one, or for an open line all that are possible.
    pub(super) fn places(&self, token: usize) -> BTreeSet<usize> {
        if self.is_open(token) {
            self.parents[token].clone()
        } else {
            BTreeSet::from([self.chosen[token]])
        }
    }

    fn is_open(&self, token: usize) -> bool {
        self.parents[token].len() > 1
    }

    /// Why a line stands where it does.
    pub(super) fn placement(&self, table: &Table, token: usize) -> Placement {
        let path = |start: usize| paths::path(table, &self.chosen, start);
        if self.is_open(token) {
            let parents = self.by_depth(&self.parents[token]);
            return Placement::Open {
                parents: parents.into_iter().map(path).collect(),
            };
        }
        let chosen = self.chosen[token];
        let others = self.by_depth(&self.hard[token]);
        let parents = std::iter::once(chosen)
            .chain(others.into_iter().filter(|&start| start != chosen))
            .map(path)
            .collect();
        match self.by[token] {
            None => Placement::Certain,
            Some(Chooser::Person) => Placement::Decided { parents },
            Some(Chooser::Soft(by)) => Placement::Inferred { by, parents },
        }
    }

    /// For a line or option with several parents by hard evidence: its path in the deepest of them, and
    /// all of them with their paths.
    pub(super) fn question(
        &self,
        table: &Table,
        token: usize,
    ) -> Option<(String, Vec<(usize, String)>)> {
        if self.hard[token].len() < 2 {
            return None;
        }
        let parents: Vec<_> = self
            .by_depth(&self.hard[token])
            .into_iter()
            .map(|start| (start, paths::path(table, &self.chosen, start)))
            .collect();
        let deepest = parents.last().map_or("", |(_, path)| path);
        let property = match &table.tokens[token] {
            Token::Line(line) => paths::join(deepest, &line.name.text),
            Token::Option { label, .. } => format!("{deepest}({})", label.text),
        };
        Some((property, parents))
    }

    /// The open lines and options: each with its path in its deepest parent and the paths of all parents.
    pub(in crate::reference) fn questions(
        &self,
        table: &Table,
    ) -> Vec<(usize, String, Vec<String>)> {
        (0..self.parents.len())
            .filter(|&token| self.is_open(token))
            .filter_map(|token| {
                let (property, _) = self.question(table, token)?;
                let parents = self.by_depth(&self.parents[token]);
                let parents = parents
                    .into_iter()
                    .map(|start| paths::path(table, &self.chosen, start))
                    .collect();
                Some((token, property, parents))
            })
            .collect()
    }

    /// The lists of tokens of the objects that every nesting that is left agrees on.
    pub(super) fn settled_lists(&self) -> impl Iterator<Item = Vec<usize>> {
        let open: BTreeSet<usize> = self.open_objects().collect();
        let mut lists: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (token, &parent) in self.chosen.iter().enumerate() {
            lists.entry(parent).or_default().push(token);
        }
        lists
            .into_iter()
            .filter(move |(start, _)| !open.contains(start))
            .map(|(_, list)| list)
    }

    /// The objects that an open line can belong to.
    pub(super) fn open_objects(&self) -> impl Iterator<Item = usize> {
        let open: BTreeSet<usize> = self
            .parents
            .iter()
            .filter(|parents| parents.len() > 1)
            .flatten()
            .copied()
            .collect();
        open.into_iter()
    }

    fn by_depth(&self, starts: &BTreeSet<usize>) -> Vec<usize> {
        let mut starts: Vec<usize> = starts.iter().copied().collect();
        starts.sort_by_key(|&start| (paths::depth(&self.chosen, start), start));
        starts
    }
}

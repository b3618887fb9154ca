//! The rows of the comparison: one thing each, with what the three sides say of it.

use super::{
    facet::{Cell, State},
    markup::Anchor,
};
use crate::{diagnostic::Location, reconcile::finding::Subject};

/// One thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// `limit`, `200`, `items`.
    pub(super) name: String,
    /// What it is, where the name alone does not tell: `query`.
    pub(super) kind: &'static str,
    /// What findings call it: what they are about, and the name in that.
    pub(super) keys: Vec<(Subject, String)>,
    pub(super) document: Option<Cell>,
    pub(super) page: Option<Cell>,
    pub(super) result: Option<Cell>,
    pub(super) rows: Vec<Row>,
    /// The numbers of the findings about it.
    pub(super) findings: Vec<usize>,
}

impl Row {
    pub(super) fn new(name: impl Into<String>, kind: &'static str) -> Self {
        Self {
            name: name.into(),
            kind,
            ..Self::default()
        }
    }

    pub(super) fn key(mut self, subject: &Subject, name: &str) -> Self {
        let key = (subject.clone(), name.to_owned());
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
        self
    }

    pub(super) fn state(&self) -> State {
        let (document, page) = (self.document.as_ref(), self.page.as_ref());
        match State::of(document, page, self.result.as_ref()) {
            // The sides disagree where nothing of it can be seen in the facts.
            State::Same if !self.findings.is_empty() => State::Kept,
            state => state,
        }
    }

    /// Whether any side says anything.
    pub(super) fn is_said(&self) -> bool {
        self.document.is_some() || self.page.is_some() || self.result.is_some()
    }

    /// How many rows there are, with this one.
    pub(super) fn count(&self) -> usize {
        1 + self.rows.iter().map(Self::count).sum::<usize>()
    }
}

/// What a section is about.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) anchor: Anchor,
    pub(super) subject: Subject,
    /// `GET`, for operations.
    pub(super) method: String,
    /// `/projects/{id}`, `Project`.
    pub(super) title: String,
    /// `getProject`.
    pub(super) name: String,
    /// Where it is described.
    pub(super) described: Vec<Location>,
    pub(super) rows: Vec<Row>,
    /// Findings about none of the rows.
    pub(super) findings: Vec<usize>,
}

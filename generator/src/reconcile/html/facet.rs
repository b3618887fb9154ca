//! What one side says of one thing, fact by fact, and how the sides compare.

use crate::diagnostic::Location;

use super::markup::Anchor;

/// What a fact is about; facts of one kind are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A whole value: a path, an address.
    Value,
    /// The type word, and what is said of the type in words.
    Type,
    /// The schema that is referred to.
    Schema,
    /// A keyword of schemas or parameters.
    Keyword(&'static str),
    /// Allowed values.
    Values,
    /// A paragraph.
    Words,
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facet {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// Where more about it stands.
    pub(super) link: Option<Anchor>,
    /// Whether another text on another side contradicts it.
    pub(super) compared: bool,
}

impl Facet {
    pub(super) fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            link: None,
            compared: true,
        }
    }

    /// A fact that no other one contradicts: the sides say it in different ways.
    pub(super) fn loose(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            compared: false,
            ..Self::new(kind, text)
        }
    }

    /// A paragraph.
    pub(super) fn words(text: &str) -> Self {
        Self::new(Kind::Words, text.trim())
    }

    fn same(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self
                .text
                .split_whitespace()
                .eq(other.text.split_whitespace())
    }
}

/// All that one side says of one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) facets: Vec<Facet>,
    /// Where it says so.
    pub(super) at: Option<Location>,
}

impl Cell {
    pub(super) fn of(facets: impl IntoIterator<Item = Facet>) -> Self {
        Self {
            facets: facets.into_iter().collect(),
            at: None,
        }
    }

    pub(super) fn at(mut self, at: &Location) -> Self {
        self.at = Some(at.clone());
        self
    }

    /// Whether it says a fact with the same words.
    pub(super) fn says(&self, facet: &Facet) -> bool {
        self.facets.iter().any(|own| own.same(facet))
    }

    /// Its fact of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> Option<&Facet> {
        self.facets.iter().find(|own| own.kind == kind)
    }
}

/// How the result came out of what the sides say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// All that say something say the same.
    Same,
    /// The result is the document's, the page says something else.
    Kept,
    /// The result is not the document's.
    Changed,
    /// The document lacks it.
    Added,
    /// The result lacks it.
    Removed,
}

impl State {
    /// Compares what the document, the page and the result say.
    pub(super) fn of(document: Option<&Cell>, page: Option<&Cell>, result: Option<&Cell>) -> Self {
        match (document, result) {
            (None, Some(_)) => Self::Added,
            (Some(_), None) => Self::Removed,
            (None, None) if page.is_none() => Self::Same,
            (None, None) => Self::Kept,
            (Some(document), Some(result)) => {
                let all_in = |a: &Cell, b: &Cell| a.facets.iter().all(|facet| b.says(facet));
                let contradicts = |facet: &Facet| contradicts(facet, result);
                if !all_in(document, result) || !all_in(result, document) {
                    Self::Changed
                } else if page.is_some_and(|page| page.facets.iter().any(contradicts)) {
                    Self::Kept
                } else {
                    Self::Same
                }
            }
        }
    }

    /// Its name in the style sheet, which also has the mark that people see.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Same => "r same",
            Self::Kept => "r kept",
            Self::Changed => "r changed",
            Self::Added => "r added",
            Self::Removed => "r removed",
        }
    }
}

/// Whether a fact of a page is another one than the result has.
pub(super) fn contradicts(facet: &Facet, result: &Cell) -> bool {
    facet.compared && !result.says(facet)
}

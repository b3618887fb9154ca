//! The rules: one file each, one row here each.
//!
//! A rule's doc comment is its page: what it compares, why it matters, who wins, which sides a
//! decision can take, an example. It is written once, in a `rule!` (`page.rs`), and read by people
//! through `cargo xtask explain` and `docs/rules.md`.

mod base_url;
mod book;
mod default;
mod documentation;
mod drift;
mod enumeration;
mod error_response;
mod format;
mod limits;
mod nesting;
mod nullable;
mod number_or_integer;
mod operation_only_in_document;
mod operation_only_in_reference;
mod page;
mod pages_disagree;
mod pagination;
mod pagination_envelope;
mod parameter_only_in_document;
mod parameter_only_in_reference;
mod property_only_in_document;
mod property_only_in_reference;
mod request_body;
mod required;
mod response_body;
mod security;
mod shapes_differ;
mod success_status;
mod type_word;

use super::Context;
pub use book::{HEADS, book};
pub(super) use drift::of_kind;
pub(super) use operation_only_in_reference::add as add_operations;
use page::rule;

/// One rule.
pub struct Rule {
    /// Its name, in findings and decisions.
    pub name: &'static str,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// The lines of its doc comment.
    lines: &'static [&'static str],
    /// Compares, reports and corrects.
    pub(super) check: fn(&mut Context<'_>),
}

impl Rule {
    /// Its page, as Markdown: a title, what it does, why, who wins where nobody decides, the sides
    /// that a decision can take, and an example.
    #[must_use]
    pub fn page(&self) -> String {
        page::text(self.lines)
    }
}

/// The rule of a name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Rules about the API and which operations there are.
pub(super) const OPERATIONS: &[Rule] = &[
    pages_disagree::RULE,
    base_url::RULE,
    security::RULE,
    operation_only_in_reference::RULE,
    operation_only_in_document::RULE,
];

/// Rules about what the reference itself shows, before it is compared.
pub(super) const SHAPES: &[Rule] = &[
    nesting::INFERRED,
    nesting::AMBIGUOUS,
    shapes_differ::RULE,
    number_or_integer::RULE,
];

/// Rules that compare the two sides fact by fact; what decides where things stand comes first.
pub(super) const FACTS: &[Rule] = &[
    success_status::RULE,
    pagination_envelope::RULE,
    response_body::RULE,
    request_body::RULE,
    error_response::RULE,
    parameter_only_in_reference::RULE,
    parameter_only_in_document::RULE,
    pagination::RULE,
    property_only_in_reference::RULE,
    property_only_in_document::RULE,
    type_word::RULE,
    format::RULE,
    enumeration::RULE,
    default::RULE,
    limits::RULE,
    required::RULE,
    nullable::RULE,
    documentation::RULE,
];

/// Rules about what a running service answered.
pub(super) const DRIFT: &[Rule] = drift::RULES;

/// What the findings of a rule rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The document and the pages.
    Texts,
    /// The answers of a running service.
    Service,
}

/// What the findings of the rule of a name rest on.
#[must_use]
pub fn source(name: &str) -> Source {
    if DRIFT.iter().any(|rule| rule.name == name) {
        Source::Service
    } else {
        Source::Texts
    }
}

/// The rule whose decisions the reading of the pages takes.
pub(super) const AMBIGUOUS_NESTING: &str = nesting::AMBIGUOUS.name;

/// All rules, in the order in which they run.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let texts = OPERATIONS.iter().chain(SHAPES).chain(FACTS);
    texts.chain(DRIFT)
}

//! `docs/rules.md`: the pages of all rules, one after the other.

use std::fmt::Write as _;

use super::{Rule, all};

/// What paragraphs of a page begin with, in their order.
pub const HEADS: [&str; 5] = ["What it does", "Why", "Wins", "Sides", "Example"];

/// The pages of all rules as one Markdown document, in the order in which they run.
#[must_use]
pub fn book() -> String {
    let mut text = "\
# Rules

What the first half compares, who wins where nobody decides, and what a decision can take. Written by `cargo xtask rules` from the doc comments in `generator/src/reconcile/rules/`; a test holds the two together. `cargo xtask explain RULE` prints the page of one rule, and `cargo xtask decide` shows what the rules find in a document and its pages.

A finding is named `rule:place`. A decision in `decisions.toml` names a finding, or a rule for all of its findings, the side that it takes, and why.

| rule | what it finds |
|---|---|
"
    .to_owned();
    // Writing to a text cannot fail.
    for rule in all() {
        let _ = writeln!(text, "| [{0}](#{0}) | {1} |", rule.name, rule.summary);
    }
    for rule in all() {
        let _ = write!(text, "\n{}", chapter(rule));
    }
    text
}

/// A page one level down, with its heads in bold.
fn chapter(rule: &Rule) -> String {
    let mut text = String::new();
    for line in rule.page().lines() {
        let head = HEADS.iter().find_map(|head| {
            let rest = line.strip_prefix(head)?.strip_prefix(':')?;
            Some((head, rest))
        });
        let _ = match (line.strip_prefix("# "), head) {
            (Some(title), _) => writeln!(text, "## {title}\n"),
            (None, Some((head, rest))) => writeln!(text, "**{head}:**{rest}"),
            (None, None) => writeln!(text, "{line}"),
        };
    }
    text
}

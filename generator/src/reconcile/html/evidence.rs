//! The findings with their evidence: who says what on which line, with the lines around it, and
//! who decided.

use std::collections::BTreeMap;

use super::markup::{Anchor, Markup};
use crate::{
    diagnostic::Location,
    reconcile::{
        finding::{Claim, Finding, Outcome, REFERENCE},
        rules,
    },
};

/// How many lines are shown before and after one.
const AROUND: usize = 2;
/// How many letters of a line are shown.
const MOST_LETTERS: usize = 200;
/// How many places of one claim are shown with their lines.
const MOST_PLACES: usize = 3;

/// A finding and its places in the report.
#[derive(Clone, Debug)]
pub(super) struct Cited<'a> {
    pub(super) finding: &'a Finding,
    /// The evidence.
    pub(super) anchor: Anchor,
    /// The row that shows it first.
    pub(super) row: Anchor,
}

/// The findings with their places: their ids, which stay while lines move. Where two have one id,
/// the second has a number.
pub(super) fn cite<'f>(findings: &'f [Finding]) -> Vec<Cited<'f>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let cite = |finding: &'f Finding| {
        let Finding { rule, place, .. } = finding;
        let count = known.entry(finding.id()).or_default();
        *count += 1;
        let numbered = |anchor: Anchor| {
            if *count > 1 {
                anchor.numbered(*count)
            } else {
                anchor
            }
        };
        Cited {
            finding,
            anchor: numbered(Anchor::of(rule, place)),
            row: numbered(Anchor::of("row", &finding.id())),
        }
    };
    findings.iter().map(cite).collect()
}

impl Cited<'_> {
    /// The name of the outcome in the style sheet and in the filter.
    pub(super) fn class(&self) -> &'static str {
        match self.finding.outcome {
            Outcome::ByRule { .. } => "rule",
            Outcome::ByDecision { .. } => "decision",
            Outcome::Open => "open",
        }
    }

    /// Who won, where that is not the reference by the rule, as it mostly is.
    pub(super) fn ending(&self) -> String {
        match &self.finding.outcome {
            Outcome::ByRule { side } if side == REFERENCE => String::new(),
            Outcome::ByRule { side } => format!(" → {side}"),
            Outcome::ByDecision { side, .. } => format!(" ⇒ {side}, by decision"),
            Outcome::Open => ": open".to_owned(),
        }
    }

    /// The evidence of the finding; `shown` is the row or section that shows it.
    pub(super) fn write(&self, out: &mut Markup, shown: Option<&Anchor>) {
        let finding = self.finding;
        let attributes = [
            ("class", "e"),
            ("tabindex", "-1"),
            ("data-rule", finding.rule),
            ("data-outcome", self.class()),
        ];
        out.start_at("article", &self.anchor, &attributes).line();
        out.fixed("<h3>")
            .link(&self.anchor, "id", &finding.id())
            .fixed("</h3>")
            .line();
        out.fixed("<p class=\"what\">")
            .link(&Anchor::of("rule", finding.rule), "", finding.rule);
        let rule = rules::named(finding.rule);
        out.fixed(": ")
            .text(rule.map_or("", |rule| rule.summary))
            .fixed("</p>")
            .line();
        match &finding.outcome {
            Outcome::ByRule { side } => {
                out.fixed("<p class=\"won rule\">Taken by the rule: ");
                out.element("b", "", side).fixed("</p>").line();
            }
            Outcome::ByDecision { side, because, at } => {
                out.fixed("<p class=\"won decision\">Taken by decision: ");
                out.element("b", "", side).fixed("</p>").line();
                out.element("blockquote", "", because).line();
                lines(out, at);
            }
            Outcome::Open => {
                out.fixed("<p class=\"won open\">Open: a person has to decide.</p>")
                    .line();
            }
        }
        if !finding.remark.is_empty() {
            out.element("p", "", &finding.remark).line();
        }
        for said in &finding.claims {
            claim(
                out,
                said,
                finding.outcome.side() == Some(said.side.as_str()),
            );
        }
        out.fixed("<p class=\"back\">");
        if let Some(shown) = shown {
            out.link(shown, "close", "Show it in the comparison");
        }
        out.fixed("</p>").line();
        out.end("article").line();
    }
}

fn claim(out: &mut Markup, claim: &Claim, won: bool) {
    out.start(
        "section",
        &[("class", if won { "claim won" } else { "claim" })],
    );
    out.fixed("<h4>").text(&claim.side);
    out.fixed(if won { " <span>taken</span>" } else { "" });
    out.fixed("</h4>").line();
    out.element("p", "says", &claim.says).line();
    let mut places: Vec<&Location> = Vec::new();
    for at in &claim.at {
        let same = |known: &&Location| known.to_string() == at.to_string();
        if !places.iter().any(same) {
            places.push(at);
        }
    }
    for at in places.iter().take(MOST_PLACES) {
        lines(out, at);
    }
    for at in places.iter().skip(MOST_PLACES) {
        out.element("p", "at", &at.to_string()).line();
    }
    out.end("section").line();
}

/// A line of an input with a few around it.
fn lines(out: &mut Markup, at: &Location) {
    out.element("p", "at", &at.to_string()).line();
    let source = at.source();
    let last = source.lines();
    let start = at.line().saturating_sub(AROUND).max(1);
    let end = (at.line() + AROUND).min(last);
    out.fixed("<pre tabindex=\"0\">");
    for number in start..=end {
        let text = excerpt(
            source.line(number),
            if number == at.line() { at.column() } else { 1 },
        );
        let tag = if number == at.line() { "mark" } else { "span" };
        out.start(tag, &[("data-line", &number.to_string())]);
        out.text(&text).end(tag).line();
    }
    out.fixed("</pre>").line();
}

/// A line, or the part of a long one around a column (in characters, counted from 1).
fn excerpt(line: &str, column: usize) -> String {
    if line.len() <= MOST_LETTERS {
        return line.to_owned();
    }
    let skipped = column.saturating_sub(MOST_LETTERS / 2);
    let mut letters = line.chars().skip(skipped);
    let part: String = letters.by_ref().take(MOST_LETTERS).collect();
    let before = if skipped > 0 { "…" } else { "" };
    let after = if letters.next().is_some() { "…" } else { "" };
    format!("{before}{part}{after}")
}

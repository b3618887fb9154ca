//! A finding with the evidence of its sides: beside each other where there is room for it, else
//! under each other.

use std::{
    fmt::Write as _,
    io::{IsTerminal as _, stdout},
};

use truespec::reconcile::{Claim, Finding, Outcome};

use super::excerpt::{lines, padded, wrapped};
use crate::inert::inert;

const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";

/// What one side of two needs to be read with ease.
const COLUMN: usize = 45;
/// Stands between two sides.
const GAP: usize = 3;
/// Where nothing says how wide the output is, longer lines of a source than this are cut.
const UNBOUND: usize = 160;
/// More places of one side than this are only counted.
const MAX_PLACES: usize = 3;

/// How wide the output is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// `None`: nothing is known of it.
    width: Option<usize>,
}

impl Layout {
    /// As wide as a person says, else as the terminal is.
    pub(crate) fn of(width: Option<usize>) -> Self {
        let terminal = || {
            let (width, _) = terminal_size::terminal_size()?;
            stdout().is_terminal().then_some(usize::from(width.0))
        };
        Self {
            width: width.or_else(terminal),
        }
    }

    /// How many sides stand beside each other, and how wide each is.
    fn columns(self, sides: usize) -> (usize, usize) {
        let Some(width) = self.width else {
            return (1, UNBOUND);
        };
        let room = width.saturating_sub(2);
        let columns = ((room + GAP) / (COLUMN + GAP)).clamp(1, sides.max(1));
        let gaps = GAP * (columns - 1);
        (columns, (room.saturating_sub(gaps) / columns).max(20))
    }
}

/// The text of a finding: who won, what each side says, where, and the lines there.
pub(crate) fn of_finding(finding: &Finding, layout: Layout) -> String {
    let mut out = String::new();
    let outcome = outcome(finding);
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{BOLD}{}{RESET} · {outcome}", inert(&finding.id()));
    let (columns, width) = layout.columns(finding.claims.len());
    if columns == 1 {
        for claim in &finding.claims {
            under(&mut out, claim, width);
        }
    } else {
        for row in finding.claims.chunks(columns) {
            beside(&mut out, row, width);
        }
    }
    if !finding.remark.is_empty() {
        let _ = writeln!(out, "  note: {}", inert(&finding.remark));
    }
    out
}

/// Who won, in a few words.
fn outcome(finding: &Finding) -> String {
    match &finding.outcome {
        Outcome::Open => "open".to_owned(),
        Outcome::ByRule { side } if finding.is_open() => format!("open; {side} stands in"),
        Outcome::ByRule { side } => format!("{side}, by the rule"),
        Outcome::ByDecision { side, because, at } => {
            let anyway = if finding.default.as_ref() == Some(side) {
                " (as the rule would)"
            } else {
                ""
            };
            let because = inert(because);
            format!(
                "{}, by the decision in {at}{anyway}: {because}",
                inert(side)
            )
        }
    }
}

fn under(out: &mut String, claim: &Claim, width: usize) {
    for (number, line) in statement(claim, width).into_iter().enumerate() {
        let indent = if number == 0 { "  " } else { "    " };
        let _ = writeln!(out, "{indent}{line}");
    }
    for line in evidence(claim, width.saturating_sub(4)) {
        let _ = writeln!(out, "    {line}");
    }
}

/// `document says …`, in lines.
fn statement(claim: &Claim, width: usize) -> Vec<String> {
    wrapped(
        &format!("{}: {}", claim.side, claim.says),
        width.saturating_sub(2),
    )
}

/// The place of a claim, the lines there, and further places.
fn evidence(claim: &Claim, width: usize) -> Vec<String> {
    let Some((first, others)) = claim.at.split_first() else {
        return Vec::new();
    };
    let mut all = vec![inert(&first.to_string())];
    all.extend(lines(first, width));
    let mut places: Vec<String> = Vec::new();
    for place in others.iter().map(|at| inert(&at.to_string())) {
        if place != all[0] && !places.contains(&place) {
            places.push(place);
        }
    }
    if !places.is_empty() {
        let more = places.len().saturating_sub(MAX_PLACES);
        places.truncate(MAX_PLACES);
        let tail = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        all.extend(wrapped(&format!("also {}{tail}", places.join(", ")), width));
    }
    all
}

fn beside(out: &mut String, row: &[Claim], width: usize) {
    let statements: Vec<_> = row.iter().map(|claim| statement(claim, width)).collect();
    let evidence: Vec<_> = row.iter().map(|claim| evidence(claim, width)).collect();
    for block in [statements, evidence] {
        let height = block.iter().map(Vec::len).max().unwrap_or_default();
        for number in 0..height {
            let cells = block.iter().map(|lines| {
                let line = lines.get(number).map_or("", String::as_str);
                padded(line, width)
            });
            let cells: Vec<_> = cells.collect();
            let line = cells.join(&" ".repeat(GAP));
            let _ = writeln!(out, "  {}", line.trim_end());
        }
    }
}

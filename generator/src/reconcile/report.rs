//! `report.md`: what disagreed, what was decided, and by whom, for a reviewer.

use std::fmt::Write as _;

use super::{
    Reconciled,
    finding::{Claim, DOCUMENT, Finding, Outcome, SERVICE, Subject},
    rules,
};
use crate::reference::Page;

/// The report of a run. `document` is the name of the document.
#[must_use]
pub fn report(reconciled: &Reconciled, pages: &[Page], document: &str) -> String {
    let mut text = String::new();
    // Writing to a text cannot fail.
    let _ = write_report(&mut text, reconciled, pages, document);
    text
}

fn write_report(
    out: &mut String,
    reconciled: &Reconciled,
    pages: &[Page],
    document: &str,
) -> std::fmt::Result {
    let findings = &reconciled.findings;
    writeln!(out, "# What the document and the reference disagree on\n")?;
    writeln!(
        out,
        "Written by codegen; corrections are made by rules, and by the decisions of people. A finding is named `rule:place`."
    )?;
    writeln!(out, "\n## Read\n")?;
    writeln!(
        out,
        "| input | operations | parameters | properties | examples | lines |"
    )?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|")?;
    let operations = &reconciled.operations;
    let in_document = operations.iter().filter(|o| o.document.is_some()).count();
    writeln!(out, "| {} | {in_document} | | | | |", cell(document))?;
    for page in pages {
        let counts = page.counts;
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            cell(page.source.name()),
            counts.operations,
            counts.parameters,
            counts.properties,
            counts.examples,
            counts.lines
        )?;
    }
    summary(out, findings)?;
    let of = |subject: &Subject| -> Vec<&Finding> {
        findings.iter().filter(|f| f.subject == *subject).collect()
    };
    let api = of(&Subject::Api);
    if !api.is_empty() {
        writeln!(out, "\n## The API\n")?;
        table(out, &api)?;
    }
    writeln!(out, "\n## Operations")?;
    for operation in operations {
        writeln!(
            out,
            "\n### {} · `{}`\n",
            cell(&operation.id),
            operation.signature
        )?;
        let all = of(&Subject::Operation(operation.id.clone()));
        let places = operation.document.iter().chain(&operation.pages);
        let places: Vec<_> = places.map(ToString::to_string).collect();
        writeln!(out, "Described at {}.\n", places.join(", "))?;
        match (all.is_empty(), pages.is_empty()) {
            (false, _) => table(out, &all)?,
            (true, true) => writeln!(out, "No reference was given.")?,
            (true, false) => writeln!(out, "Both sides agree.")?,
        }
    }
    let mut schemas: Vec<&Subject> = Vec::new();
    for finding in findings {
        if matches!(finding.subject, Subject::Schema(_)) && !schemas.contains(&&finding.subject) {
            schemas.push(&finding.subject);
        }
    }
    if !schemas.is_empty() {
        writeln!(out, "\n## Schemas")?;
    }
    for subject in schemas {
        if let Subject::Schema(name) = subject {
            writeln!(out, "\n### {}\n", cell(name))?;
        }
        table(out, &of(subject))?;
    }
    Ok(())
}

fn summary(out: &mut String, findings: &[Finding]) -> std::fmt::Result {
    writeln!(out, "\n## Found\n")?;
    writeln!(out, "| rule | what it finds | findings | by decision |")?;
    writeln!(out, "|---|---|---:|---:|")?;
    let mut total = (0, 0);
    for rule in rules::all() {
        let of_rule = || findings.iter().filter(|f| f.rule == rule.name);
        let decided = |f: &&Finding| matches!(f.outcome, Outcome::ByDecision { .. });
        let (count, by_decision) = (of_rule().count(), of_rule().filter(decided).count());
        total = (total.0 + count, total.1 + by_decision);
        if count > 0 {
            writeln!(
                out,
                "| {} | {} | {count} | {by_decision} |",
                rule.name, rule.summary
            )?;
        }
    }
    writeln!(out, "| **all** | | **{}** | **{}** |", total.0, total.1)
}

fn table(out: &mut String, findings: &[&Finding]) -> std::fmt::Result {
    writeln!(out, "| finding | document | reference | decided |")?;
    writeln!(out, "|---|---|---|---|")?;
    for finding in findings {
        let (ours, theirs): (Vec<&Claim>, Vec<&Claim>) =
            finding.claims.iter().partition(|c| c.side == DOCUMENT);
        let named = theirs.len() > 1 || theirs.iter().any(|c| c.side == SERVICE);
        let decided = match &finding.outcome {
            Outcome::ByRule { side } => side.clone(),
            Outcome::ByDecision { side, because, at } => {
                format!("**{side}**, by the decision in {at}: {because}")
            }
            Outcome::Open => "**open**".to_owned(),
        };
        let remark = if finding.remark.is_empty() {
            String::new()
        } else {
            format!("; {}", finding.remark)
        };
        writeln!(
            out,
            "| {} | {} | {} | {} |",
            cell(&finding.id()),
            claims(&ours, false),
            claims(&theirs, named),
            cell(&format!("{decided}{remark}"))
        )?;
    }
    Ok(())
}

fn claims(claims: &[&Claim], named: bool) -> String {
    let all: Vec<_> = claims
        .iter()
        .map(|claim| {
            let side = if named {
                format!("{}: ", claim.side)
            } else {
                String::new()
            };
            let mut places: Vec<String> = Vec::new();
            for at in &claim.at {
                let place = at.to_string();
                if !places.contains(&place) {
                    places.push(place);
                }
            }
            let more = places.len().saturating_sub(3);
            places.truncate(3);
            let at = match (places.join(", "), more) {
                (none, _) if none.is_empty() => none,
                (all, 0) => format!(" ({all})"),
                (some, more) => format!(" ({some} and {more} more)"),
            };
            cell(&format!("{side}{}{at}", claim.says))
        })
        .collect();
    all.join("<br>")
}

/// A text that cannot leave its cell.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut code = false;
    for c in text.chars() {
        match c {
            '|' => cell.push_str("\\|"),
            '\n' | '\r' => cell.push(' '),
            '`' => {
                code = !code;
                cell.push(c);
            }
            '<' if !code => cell.push_str("&lt;"),
            c => cell.push(c),
        }
    }
    cell
}

//! The findings, for people to look at: what is open first, then what rules settled, then what
//! people decided.

use std::collections::BTreeSet;

use truespec::{
    diagnostic::{Diagnostic, Diagnostics},
    pipeline::Examined,
    reconcile::{Finding, Outcome, Scope, Subject, rules},
};

use super::{
    Desk, Options,
    evidence::{Layout, of_finding},
};
use crate::{nearest, print::Printer};

/// Shows what the options ask for. Open findings and decisions that match nothing are shown, and
/// are no failure here; what else is wrong is.
pub(super) fn run(desk: &Desk, options: &Options, printer: &Printer) -> Result<(), Diagnostics> {
    let examined = desk.examine()?;
    let findings = asked_for(&examined, options)?;
    let (remedied, problems): (Vec<_>, Vec<_>) = examined
        .problems
        .iter()
        .cloned()
        .partition(|problem| problem.remedy().is_some());
    // What is open is shown as a finding.
    let stale = remedied
        .into_iter()
        .filter(|problem| rules::named(problem.code).is_none());
    let stale: Diagnostics = stale.collect();
    let everything = options.finding.is_none() && options.rule.is_none();
    let everything = everything && options.filter.operation.is_none();
    if everything {
        printer.diagnostics(&desk.with_commands(stale));
    }
    if printer.is_for_programs() {
        for finding in &findings {
            printer.finding(finding);
        }
    } else {
        for_people(desk, &examined, &findings, options, printer);
        if desk.inputs.pages.is_empty() && everything {
            printer.line("No reference page is configured, so there is nothing to compare: `reference` in codegen.toml names the pages.");
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.into_iter().collect())
    }
}

fn for_people(
    desk: &Desk,
    examined: &Examined,
    findings: &[&Finding],
    options: &Options,
    printer: &Printer,
) {
    let layout = Layout::of(options.width);
    let decided = |f: &Finding| matches!(f.outcome, Outcome::ByDecision { .. });
    let groups: [(&str, Vec<&Finding>); 3] = [
        ("Open", of(findings, Finding::is_open)),
        (
            "Settled by rules",
            of(findings, |f| !f.is_open() && !decided(f)),
        ),
        ("Decided by people", of(findings, decided)),
    ];
    for (heading, group) in &groups {
        if group.is_empty() {
            continue;
        }
        printer.title(&format!("{heading} ({})", group.len()));
        for finding in group {
            printer.line(of_finding(finding, layout).trim_end());
            if finding.is_open() {
                let id = finding.id();
                let scope = Scope::Finding(id.clone());
                let again = examined.decisions.iter().any(|d| d.scope == scope);
                let replace = if again { " --replace" } else { "" };
                let decide = desk.command(&[&id, "--take", "SIDE"]);
                printer.words(&format!("  decide: {decide} --because \"…\"{replace}"));
            }
            printer.line("");
        }
    }
    if options.filter.open && groups[0].1.is_empty() {
        printer.line("Nothing is open.");
        return;
    }
    let counts = groups.map(|(_, group)| group.len());
    printer.line(&format!(
        "{} open, {} settled by rules, {} decided by people. `cargo xtask explain RULE` says what a rule does and which sides a decision can take.",
        counts[0], counts[1], counts[2]
    ));
}

fn of<'f>(findings: &[&'f Finding], is_in: impl Fn(&Finding) -> bool) -> Vec<&'f Finding> {
    findings.iter().copied().filter(|f| is_in(f)).collect()
}

/// The findings that the options ask for.
///
/// # Errors
/// There is no such finding, rule or operation.
pub(super) fn asked_for<'e>(
    examined: &'e Examined,
    options: &Options,
) -> Result<Vec<&'e Finding>, Diagnostic> {
    let all = &examined.reconciled.findings;
    if let Some(id) = &options.finding {
        let found: Vec<_> = all.iter().filter(|f| f.id() == *id).collect();
        if found.is_empty() {
            return Err(unknown_finding(id, all));
        }
        return Ok(found);
    }
    if let Some(rule) = &options.rule {
        known_rule(rule)?;
    }
    if let Some(operation) = &options.filter.operation {
        known_operation(examined, operation)?;
    }
    let is_asked_for = |finding: &&Finding| {
        options
            .rule
            .as_ref()
            .is_none_or(|rule| finding.rule == rule)
            && (!options.filter.open || finding.is_open())
            && options
                .filter
                .operation
                .as_ref()
                .is_none_or(|operation| is_about(examined, finding, operation))
    };
    Ok(all.iter().filter(is_asked_for).collect())
}

/// Whether a finding is about an operation, or about a schema that is its own.
fn is_about(examined: &Examined, finding: &Finding, operation: &str) -> bool {
    let named = examined.reconciled.operations.iter();
    let mut ids = named.filter(|o| o.id == operation || o.signature == operation);
    ids.any(|described| match &finding.subject {
        Subject::Api => false,
        Subject::Operation(id) => *id == described.id,
        Subject::Schema(name) => {
            let rest = name.strip_prefix(described.id.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ' ']))
        }
    })
}

/// The error of a finding that is not there.
pub(crate) fn unknown_finding(id: &str, findings: &[Finding]) -> Diagnostic {
    let ids: BTreeSet<String> = findings.iter().map(Finding::id).collect();
    let problem = format!("there is no finding `{id}`");
    Diagnostic::error_without_place("unknown-finding", problem).help(nearest::help(
        id,
        ids.iter().map(String::as_str),
        "`cargo xtask decide` shows all findings",
    ))
}

/// The error of a rule that is not there.
pub(super) fn known_rule(name: &str) -> Result<(), Diagnostic> {
    if rules::named(name).is_some() {
        return Ok(());
    }
    let rules = rules::all().map(|rule| rule.name);
    let problem = format!("there is no rule `{name}`");
    let help = nearest::help(name, rules, "`cargo xtask explain` lists the rules");
    Err(Diagnostic::error_without_place("unknown-rule", problem).help(help))
}

fn known_operation(examined: &Examined, name: &str) -> Result<(), Diagnostic> {
    let all = &examined.reconciled.operations;
    if all.iter().any(|o| o.id == name || o.signature == name) {
        return Ok(());
    }
    let ids = all.iter().flat_map(|o| [o.id.as_str(), &o.signature]);
    let problem = format!("there is no operation `{name}`");
    let help = nearest::help(name, ids, "the report lists the operations");
    Err(Diagnostic::error_without_place("unknown-operation", problem).help(help))
}

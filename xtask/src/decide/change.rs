//! A new decision: written only where the inputs reconcile with it.

use std::path::Path;

use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Severity},
    pipeline::Examined,
    reconcile::{Decision, Finding, New, Outcome, Scope, rules, with_decision},
};

use super::{Desk, show, without_reason};
use crate::{
    inputs::display,
    messages::{Decided, Message},
    print::Printer,
};

/// A decision that was written, and what followed.
pub(super) struct Taken {
    decision: New,
    file: String,
    is_new_file: bool,
    /// How many findings it settles.
    findings: usize,
    /// The side that wins without it, where that is one for all of the findings.
    default: Option<String>,
    /// Whether the corrected document is another one than before.
    changes_document: bool,
    /// What is to do now that was not before.
    then: Diagnostics,
}

/// Writes the decision that a side wins.
///
/// # Errors
/// The decision fits no finding, stands there already, or the inputs reconcile worse with it.
/// Nothing is written then.
pub(super) fn take(
    desk: &mut Desk,
    scope: &Scope,
    side: &str,
    because: &str,
    replace: bool,
) -> Result<Taken, Diagnostics> {
    let because = because.trim();
    if because.is_empty() {
        return Err(without_reason().into());
    }
    let file = desk.file()?.to_owned();
    let before = desk.examine()?;
    refuse_rule(&before, scope)?;
    refuse_side(&before, scope, side)?;
    let decision = New {
        scope: scope.clone(),
        take: side.to_owned(),
        because: because.to_owned(),
    };
    let text = with_decision(desk.inputs.decisions.as_ref(), &decision, replace)?;
    let after = desk
        .examine_with(&text)
        .map_err(|problems| problems.map(|problem| not_written(problem, &file)))?;
    if !after.decisions.iter().any(|d| d.scope == *scope && d.used) {
        return Err(fits_nothing(scope, &before).into());
    }
    let then = new_problems(&before, &after, &file)?;
    let taken = Taken {
        file: display(&file),
        is_new_file: desk.inputs.decisions.is_none(),
        findings: settled_by(&after, scope, &file).len(),
        default: default_of(&settled_by(&after, scope, &file)),
        changes_document: before.reconciled.document != after.reconciled.document,
        decision,
        then,
    };
    desk.write(text)?;
    Ok(taken)
}

/// The findings that a decision settles.
fn settled_by<'e>(after: &'e Examined, scope: &Scope, file: &Path) -> Vec<&'e Finding> {
    let decision = after.decisions.iter().find(|d| d.scope == *scope);
    let settled = after
        .reconciled
        .findings
        .iter()
        .filter(|f| match &f.outcome {
            Outcome::ByDecision { at, .. } => {
                at.source().name() == display(file) && decision.is_some_and(|d| d.at == *at)
            }
            Outcome::ByRule { .. } | Outcome::Open => false,
        });
    settled.collect()
}

fn default_of(findings: &[&Finding]) -> Option<String> {
    let (first, others) = findings.split_first()?;
    let default = first.default.clone()?;
    let same = others.iter().all(|f| f.default.as_ref() == Some(&default));
    same.then_some(default)
}

/// Refuses what no rule can find.
fn refuse_rule(before: &Examined, scope: &Scope) -> Result<(), Diagnostic> {
    match scope {
        Scope::Rule(rule) => show::known_rule(rule),
        Scope::Finding(id) => match id.split_once(':') {
            Some((rule, _)) if rules::named(rule).is_some() => Ok(()),
            _ => Err(fits_nothing(scope, before)),
        },
    }
}

/// Refuses a side that the finding does not have, or that some finding of the rule does not have.
fn refuse_side(before: &Examined, scope: &Scope, side: &str) -> Result<(), Diagnostic> {
    let findings = before.reconciled.findings.iter();
    let findings: Vec<&Finding> = match scope {
        Scope::Finding(id) => findings.filter(|f| f.id() == *id).collect(),
        Scope::Rule(rule) => {
            let own = |f: &&Finding| {
                let decided = |d: &Decision| d.scope == Scope::Finding(f.id());
                before.decisions.iter().any(decided)
            };
            findings.filter(|f| f.rule == rule && !own(f)).collect()
        }
    };
    // Where a decision is about a rule, a person stands for what the reference leaves open.
    let sides = |finding: &&Finding| match scope {
        Scope::Finding(_) => finding.sides().contains(&side),
        Scope::Rule(_) => finding.claims.iter().any(|claim| claim.side == side),
    };
    let Some(without) = findings.iter().find(|finding| !sides(finding)) else {
        return Ok(());
    };
    let all: Vec<_> = match scope {
        Scope::Finding(_) => without.sides(),
        Scope::Rule(_) => without.claims.iter().map(|c| c.side.as_str()).collect(),
    };
    let all: Vec<_> = all.iter().map(|side| format!("`{side}`")).collect();
    let problem = format!("`{}` has no side `{side}`", without.id());
    let help = format!("take one of {}", all.join(", "));
    Err(Diagnostic::error_without_place("decision-without-side", problem).help(help))
}

/// The error of a decision that no finding fits.
fn fits_nothing(scope: &Scope, before: &Examined) -> Diagnostic {
    match scope {
        Scope::Finding(id) => show::unknown_finding(id, &before.reconciled.findings),
        Scope::Rule(rule) => {
            let problem = format!("the rule `{rule}` finds nothing that is not decided already");
            Diagnostic::error_without_place("unknown-finding", problem)
                .help("`cargo xtask decide` shows all findings")
        }
    }
}

/// The problems that there were not before. What can be decided or removed next is told; anything
/// else refuses the decision.
fn new_problems(
    before: &Examined,
    after: &Examined,
    file: &Path,
) -> Result<Diagnostics, Diagnostics> {
    let known = |problem: &Diagnostic| {
        let same = |p: &Diagnostic| (p.code, &p.message) == (problem.code, &problem.message);
        before.problems.iter().any(same)
    };
    let new: Vec<&Diagnostic> = after.problems.iter().filter(|p| !known(p)).collect();
    let refused = new
        .iter()
        .filter(|p| p.remedy().is_none() || p.code == "decision-without-side")
        .filter(|p| p.severity == Severity::Error);
    let refused: Diagnostics = refused.map(|p| not_written((*p).clone(), file)).collect();
    if refused.is_empty() {
        Ok(new.into_iter().cloned().collect())
    } else {
        Err(refused)
    }
}

/// A problem that a decision would make: what it says of lines of the file that are not there goes.
fn not_written(mut problem: Diagnostic, file: &Path) -> Diagnostic {
    let file = display(file);
    let related = problem.related.into_vec();
    let elsewhere = related
        .into_iter()
        .filter(|(at, _)| at.source().name() != file);
    problem.related = elsewhere.collect();
    problem.about = None;
    let help = match &problem.help {
        Some(help) => format!("{help}; the decision was not written"),
        None => "the decision was not written".to_owned(),
    };
    problem.help(help)
}

impl Taken {
    /// Says what was written, and what to do next.
    pub(super) fn tell(self, desk: &Desk, printer: &Printer) {
        let New {
            scope,
            take,
            because,
        } = self.decision;
        if printer.is_for_programs() {
            printer.message(&Message::Decided(Decided {
                scope: scope.name().to_owned(),
                take,
                because,
                file: self.file,
                findings: self.findings,
                changes_document: self.changes_document,
            }));
            printer.diagnostics(&desk.with_commands(with_severity(self.then)));
            return;
        }
        printer.title("Decided");
        printer.entry(scope.name(), format!("{take}: {because}"));
        if let Scope::Rule(_) = scope {
            printer.entry("findings", self.findings);
        }
        if self.default.as_ref() == Some(&take) {
            printer.entry(
                "",
                "the rule takes this side anyway: the decision only notes that a person has looked",
            );
        } else if !self.changes_document {
            printer.entry("", "the corrected document is the same as before");
        }
        let what = if self.is_new_file { "new" } else { "changed" };
        printer.entry(what, &self.file);
        printer.diagnostics(&desk.with_commands(with_severity(self.then)));
        printer.words(&format!("Next: {}", desk.codegen()));
    }
}

/// What is to do now is no error of the command that told of it.
fn with_severity(problems: Diagnostics) -> Diagnostics {
    problems.map(|mut problem| {
        problem.severity = problem.severity.min(Severity::Warning);
        problem
    })
}

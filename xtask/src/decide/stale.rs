//! Removing decisions: one by what it is about, or all that match nothing.

use std::sync::Arc;

use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Remedy, Source},
    reconcile::{Scope, without_decision},
};

use super::Desk;
use crate::{
    inputs::display,
    messages::{Message, Removed},
    nearest,
    print::Printer,
};

/// What was removed.
pub(super) struct Gone {
    scopes: Vec<Scope>,
    file: String,
}

/// Removes the decision about a finding or a rule.
///
/// # Errors
/// There is none.
pub(super) fn remove(desk: &mut Desk, scope: &Scope) -> Result<Gone, Diagnostics> {
    let file = display(desk.file()?);
    let source = desk.inputs.decisions.clone();
    let without = match &source {
        Some(source) => without_decision(source, scope)?,
        None => None,
    };
    let Some(text) = without else {
        return Err(no_such(scope, source.as_ref(), &file).into());
    };
    desk.write(text)?;
    Ok(Gone {
        scopes: vec![scope.clone()],
        file,
    })
}

/// Removes all decisions that match nothing.
///
/// # Errors
/// Something else is wrong with the inputs, so that it cannot be told which ones these are.
pub(super) fn remove_all(desk: &mut Desk) -> Result<Gone, Diagnostics> {
    let file = display(desk.file()?);
    let mut gone = Gone {
        scopes: Vec::new(),
        file,
    };
    let Some(mut source) = desk.inputs.decisions.clone() else {
        return Ok(gone);
    };
    // With one gone, more may turn out to be stale.
    loop {
        let problems = match desk.examine_with(source.text()) {
            Ok(examined) => examined.problems,
            Err(problems) => problems,
        };
        let stale: Vec<Scope> = problems.iter().filter_map(stale).collect();
        let mut text = None;
        for scope in &stale {
            let now = text.as_ref().unwrap_or(&source);
            if let Some(without) = without_decision(now, scope)? {
                text = Some(Source::new(source.name(), without));
                gone.scopes.push(scope.clone());
            }
        }
        match text {
            Some(text) => source = text,
            None if gone.scopes.is_empty() && problems.has_errors() => return Err(problems),
            None => break,
        }
    }
    if !gone.scopes.is_empty() {
        desk.write(source.text().to_owned())?;
    }
    Ok(gone)
}

/// What a decision that has to go is about.
fn stale(problem: &Diagnostic) -> Option<Scope> {
    match problem.remedy()? {
        Remedy::Decide { .. } | Remedy::DecideAgain { .. } => None,
        Remedy::RemoveFinding(id) => Some(Scope::Finding(id.clone())),
        Remedy::RemoveRule(rule) => Some(Scope::Rule(rule.clone())),
    }
}

fn no_such(scope: &Scope, source: Option<&Arc<Source>>, file: &str) -> Diagnostic {
    let text = source.map_or("", |source| source.text());
    let known: Vec<&str> = text
        .lines()
        .filter_map(|line| quoted(line, scope))
        .collect();
    let problem = format!("{file} has no decision about `{}`", scope.name());
    let help = nearest::help(
        scope.name(),
        known.into_iter(),
        "a decision about a finding is removed by its id, one about a rule with --rule",
    );
    Diagnostic::error_without_place("no-such-decision", problem).help(help)
}

/// What a line of a stanza names, for a hint.
fn quoted<'t>(line: &'t str, scope: &Scope) -> Option<&'t str> {
    let key = match scope {
        Scope::Finding(_) => "finding",
        Scope::Rule(_) => "rule",
    };
    let value = line
        .trim()
        .strip_prefix(key)?
        .trim_start()
        .strip_prefix('=')?;
    Some(value.trim().trim_matches(['"', '\'']))
}

impl Gone {
    /// Says what was removed, and what to do next.
    pub(super) fn tell(self, desk: &Desk, printer: &Printer) {
        if printer.is_for_programs() {
            for scope in self.scopes {
                let (scope, file) = (scope.name().to_owned(), self.file.clone());
                printer.message(&Message::Removed(Removed { scope, file }));
            }
            return;
        }
        if self.scopes.is_empty() {
            printer.line("Every decision matches something: nothing was removed.");
            return;
        }
        printer.title("Removed");
        for scope in &self.scopes {
            printer.entry(&self.file, scope.name());
        }
        printer.words(&format!("Next: {}", desk.codegen()));
    }
}

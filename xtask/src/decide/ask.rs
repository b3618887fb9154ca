//! `decide --interactive`: one finding after the other, on standard input and output.

use std::{collections::BTreeSet, io::stdin};

use truespec::{
    diagnostic::{Diagnostic, Diagnostics},
    reconcile::{Finding, Outcome, Scope, rules},
};

use super::{
    Desk, Options, change,
    evidence::{Layout, of_finding},
    show,
};
use crate::print::Printer;

/// What a person answers.
enum Answer {
    Side(String),
    Skip,
    Page,
    Quit,
}

/// Asks about each finding that waits; each decision is written at once.
pub(super) fn run(
    desk: &mut Desk,
    options: &Options,
    printer: &Printer,
) -> Result<(), Diagnostics> {
    if printer.is_for_programs() {
        let problem = "--interactive talks to a person, not to a program";
        let problem = Diagnostic::error_without_place("interactive-json", problem);
        return Err(problem
            .help("leave --message-format out, or give --take and --because")
            .into());
    }
    desk.file()?;
    let layout = Layout::of(options.width);
    let mut skipped: BTreeSet<String> = BTreeSet::new();
    let mut decided = 0;
    loop {
        // A decision can settle more than one finding, and bring up others.
        let examined = desk.examine()?;
        let waiting: Vec<&Finding> = show::asked_for(&examined, options)
            .or_else(|gone| {
                if decided > 0 {
                    Ok(Vec::new())
                } else {
                    Err(gone)
                }
            })?
            .into_iter()
            .filter(|finding| waits(finding, options) && !skipped.contains(&finding.id()))
            .collect();
        let Some(finding) = waiting.first() else {
            break;
        };
        let count = waiting.len();
        printer.title(&if count == 1 {
            "The last one".to_owned()
        } else {
            format!("{count} to go")
        });
        printer.line(of_finding(finding, layout).trim_end());
        match answer(finding, printer) {
            Answer::Quit => break,
            Answer::Skip => {
                skipped.insert(finding.id());
            }
            Answer::Page => {
                if let Some(rule) = rules::named(finding.rule) {
                    printer.line(&rule.page());
                }
            }
            Answer::Side(side) => {
                printer.line("Because?");
                let Some(because) = line() else { break };
                let scope = Scope::Finding(finding.id());
                // One for a side that is not there any more makes way.
                match change::take(desk, &scope, &side, &because, true) {
                    Ok(taken) => {
                        decided += 1;
                        taken.tell(desk, printer);
                    }
                    Err(problems) => printer.diagnostics(&desk.with_commands(problems)),
                }
            }
        }
    }
    printer.line(&format!("{decided} decided, {} skipped.", skipped.len()));
    Ok(())
}

/// What is open; also what a rule settled, where the options name what to go through.
fn waits(finding: &Finding, options: &Options) -> bool {
    let named =
        options.finding.is_some() || options.rule.is_some() || options.filter.operation.is_some();
    match finding.outcome {
        Outcome::Open => true,
        Outcome::ByRule { .. } => finding.is_open() || named && !options.filter.open,
        Outcome::ByDecision { .. } => false,
    }
}

/// Asks until there is an answer; the end of the input is one.
fn answer(finding: &Finding, printer: &Printer) -> Answer {
    let sides = finding.sides();
    let numbered = sides.iter().zip(1..);
    let numbered: Vec<_> = numbered.map(|(side, n)| format!("{n} {side}")).collect();
    loop {
        printer.words(&format!(
            "Take? {}; s to skip, p for the page of the rule, q to quit",
            numbered.join(", ")
        ));
        let Some(line) = line() else {
            return Answer::Quit;
        };
        let numbered = line.parse::<usize>().ok();
        let numbered = numbered.and_then(|n| sides.get(n.checked_sub(1)?));
        let named = sides.iter().find(|side| **side == line);
        if let Some(side) = named.or(numbered) {
            return Answer::Side((*side).to_owned());
        }
        match line.as_str() {
            "s" | "skip" => return Answer::Skip,
            "p" | "page" => return Answer::Page,
            "q" | "quit" => return Answer::Quit,
            other => printer.words(&format!("`{other}` is none of these.")),
        }
    }
}

/// A line of standard input without the blanks around it; `None` at its end.
pub(super) fn line() -> Option<String> {
    let mut line = String::new();
    match stdin().read_line(&mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line.trim().to_owned()),
    }
}

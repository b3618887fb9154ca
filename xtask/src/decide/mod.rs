//! `decide`: what is found, with the evidence of both sides, and what people decide about it.

mod ask;
mod change;
mod desk;
mod evidence;
mod excerpt;
mod show;
mod stale;

use std::{
    io::{IsTerminal as _, stdin},
    path::PathBuf,
};

use clap::{ArgGroup, Args};
use truespec::{
    diagnostic::{Diagnostic, Diagnostics},
    reconcile::Scope,
};

use crate::{codegen::Ending, print::Printer};

pub(crate) use desk::Desk;
pub(crate) use evidence::{Layout, of_finding};
pub(crate) use show::unknown_finding;

#[derive(Args, Debug)]
#[command(group = ArgGroup::new("scope").multiple(false))]
pub(crate) struct Options {
    /// A finding, by its id `rule:place`: show it, or decide about it.
    #[arg(value_name = "FINDING", group = "scope")]
    pub(crate) finding: Option<String>,
    /// The findings of one rule: show them, or decide about all of them.
    #[arg(long, value_name = "RULE", group = "scope")]
    pub(crate) rule: Option<String>,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    change: Change,
    /// Ask about what is open, one after the other; with a finding, a rule or an operation, also
    /// about what a rule has settled.
    #[arg(short, long, conflicts_with_all = ["take", "remove", "remove_stale"])]
    pub(crate) interactive: bool,
    /// How many columns to print in; those of the terminal if not given.
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
    /// The configuration to read instead of spec/codegen.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// What to show.
#[derive(Args, Debug)]
struct Filter {
    /// Show the findings of one operation: its operationId, or `GET /path`.
    #[arg(long, value_name = "OPERATION", conflicts_with_all = ["take", "remove"])]
    operation: Option<String>,
    /// Show only what is open.
    #[arg(long, conflicts_with_all = ["take", "remove"])]
    open: bool,
}

/// What to do with the file of decisions.
#[derive(Args, Debug)]
struct Change {
    /// Write the decision that this side wins.
    #[arg(long, value_name = "SIDE", requires = "scope")]
    take: Option<String>,
    /// Why, for the person who reads it in a year; asked for on a terminal.
    #[arg(long, value_name = "WHY", requires = "take")]
    because: Option<String>,
    /// Write it in the place of the decision about the same.
    #[arg(long, requires = "take")]
    replace: bool,
    /// Remove the decision about the finding, or the rule.
    #[arg(long, requires = "scope", conflicts_with = "take")]
    remove: bool,
    /// Remove all decisions that match nothing.
    #[arg(long, conflicts_with_all = ["scope", "operation", "open", "take", "remove"])]
    remove_stale: bool,
}

impl Options {
    /// What is to be decided about, or what a decision to be removed is about.
    fn scope(&self) -> Option<Scope> {
        let finding = self.finding.clone().map(Scope::Finding);
        finding.or_else(|| self.rule.clone().map(Scope::Rule))
    }
}

pub(crate) fn run(options: &Options, printer: &Printer) -> Result<Ending, Diagnostics> {
    let mut desk = Desk::open(options.config.as_deref())?;
    let done = match (options.scope(), &options.change.take) {
        (Some(scope), Some(side)) => {
            let because = match &options.change.because {
                Some(because) => because.clone(),
                None => asked_for()?,
            };
            change::take(&mut desk, &scope, side, &because, options.change.replace)
                .map(|taken| taken.tell(&desk, printer))
        }
        (Some(scope), None) if options.change.remove => {
            stale::remove(&mut desk, &scope).map(|removed| removed.tell(&desk, printer))
        }
        _ if options.change.remove_stale => {
            stale::remove_all(&mut desk).map(|removed| removed.tell(&desk, printer))
        }
        _ if options.interactive => ask::run(&mut desk, options, printer),
        _ => show::run(&desk, options, printer),
    };
    done.map_err(|problems| desk.with_commands(problems))?;
    Ok(Ending::Done)
}

/// The reason of a decision, from a person at a terminal.
fn asked_for() -> Result<String, Diagnostics> {
    if stdin().is_terminal() {
        anstream::println!("Because? (for the person who reads it in a year)");
        if let Some(because) = ask::line() {
            return Ok(because);
        }
    }
    Err(without_reason().into())
}

fn without_reason() -> Diagnostic {
    Diagnostic::error_without_place("decision-without-reason", "the decision has no reason")
        .help("say why, for the person who reads it in a year: --because \"…\"")
}

//! The commands of the repository. The only place that reads and writes files.

mod changes;
mod cli;
mod codegen;
mod comparison;
mod config;
#[cfg(unix)]
mod corpus;
mod decide;
mod degraded;
mod drift;
mod explain;
mod files;
mod folder;
mod git;
mod inert;
mod inputs;
mod job;
mod messages;
mod nearest;
mod paging;
mod print;
mod refresh;
mod release;
mod remedies;
mod revision;
mod rules;

use std::process::ExitCode;

use clap::Parser;

use truespec::diagnostic::Diagnostics;

use crate::cli::Command;

/// Everything is as it should be.
const DONE: u8 = 0;
/// `--check` found files that codegen would write otherwise, something breaks that was denied, or a
/// document of the corpus failed.
const STALE: u8 = 1;
/// An input is wrong; nothing was written.
const BAD_INPUT: u8 = 2;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let printer = print::Printer::new(cli.quiet, cli.message_format);
    let code = match &cli.command {
        Command::Codegen(options) => ended(codegen::run(options, true, &printer), &printer),
        Command::Reconcile(options) => ended(codegen::run(options, false, &printer), &printer),
        Command::Refresh(options) => ended(refresh::run(options, &printer), &printer),
        Command::Changes(options) => ended(changes::run(options, &printer), &printer),
        Command::Decide(options) => ended(decide::run(options, &printer), &printer),
        Command::Explain(options) => ended(explain::run(options, &printer), &printer),
        Command::Drift(options) => ended(drift::run(options, &printer), &printer),
        Command::Rules(options) => ended(rules::run(options, &printer), &printer),
        #[cfg(unix)]
        Command::Corpus(options) => tried(corpus::run(options, cli.quiet)),
        #[cfg(unix)]
        Command::Measure(options) => tried(corpus::measure(options).map(|()| true)),
        #[cfg(unix)]
        Command::Examples(options) => tried(corpus::write_examples(options).map(|()| true)),
    };
    ExitCode::from(code)
}

fn ended(ending: Result<codegen::Ending, Diagnostics>, printer: &print::Printer) -> u8 {
    match ending {
        Ok(codegen::Ending::Done) => DONE,
        Ok(codegen::Ending::Stale) => STALE,
        Err(diagnostics) => {
            printer.diagnostics(&diagnostics);
            BAD_INPUT
        }
    }
}

/// For commands about the generator itself: whether all is well, or why they could not run.
#[cfg(unix)]
fn tried(result: Result<bool, String>) -> u8 {
    match result {
        Ok(true) => DONE,
        Ok(false) => STALE,
        Err(message) => {
            anstream::eprintln!("error: {message}");
            BAD_INPUT
        }
    }
}

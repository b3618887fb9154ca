//! The commands of the repository. The only place that reads and writes files.

mod cli;
mod codegen;
mod config;
mod files;
mod inputs;
mod paging;
mod print;

use std::process::ExitCode;

use clap::Parser;

/// Everything is as it should be.
const DONE: u8 = 0;
/// `--check` found files that codegen would write otherwise.
const STALE: u8 = 1;
/// An input is wrong; nothing was written.
const BAD_INPUT: u8 = 2;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let printer = print::Printer::new(cli.quiet);
    let code = match codegen::run(&cli.command, &printer) {
        Ok(codegen::Ending::Done) => DONE,
        Ok(codegen::Ending::Stale) => STALE,
        Err(diagnostics) => {
            printer.diagnostics(&diagnostics);
            BAD_INPUT
        }
    };
    ExitCode::from(code)
}

//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// From an OpenAPI document and the vendor's reference pages to a typed Rust client.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    after_help = "Exit codes: 0 done; 1 --check found stale files; 2 an input is wrong, nothing was written."
)]
pub(crate) struct Cli {
    /// Print nothing but errors and warnings.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reconcile the document with the reference pages and write the client.
    ///
    /// Without options, everything comes from spec/codegen.toml: the inputs, and where the
    /// corrected document, the overlay, the report and the client go. With --openapi, no
    /// configuration is read: the crate goes into --out, and the corrected document, the overlay
    /// and the report into its folder `spec`.
    ///
    /// Files that would not change are not touched. Files that codegen wrote before and would not
    /// write now are deleted. If anything is wrong with an input, nothing is written.
    #[command(after_long_help = "\
Examples:
  cargo xtask codegen                        the client of this repository
  cargo xtask codegen --check                is the tree what codegen would write?
  cargo xtask codegen --openapi api.yaml --out ../my-client
                                             any document, as it is
  cargo xtask codegen --openapi api.yaml --reference pages.txt --decisions decisions.toml \\
                      --name my-client --out ../my-client

Exit codes: 0 done; 1 --check found stale files; 2 an input is wrong, nothing was written.")]
    Codegen(Options),
    /// Write the corrected document, the overlay and the report, and no client.
    ///
    /// For people who want the corrected OpenAPI document for another tool or language. Takes the
    /// same inputs as `codegen`. With --openapi, the files go into --out itself: openapi.yaml,
    /// overlay.yaml and report.md.
    #[command(after_long_help = "\
Examples:
  cargo xtask reconcile                      spec/reconciled/ of this repository
  cargo xtask reconcile --openapi api.yaml --reference pages.txt --out corrected

Exit codes: 0 done; 1 --check found stale files; 2 an input is wrong, nothing was written.")]
    Reconcile(Options),
}

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Write nothing; say which files are stale, with a diff, and exit with 1 if any is.
    #[arg(long)]
    pub(crate) check: bool,
    /// The configuration to read instead of spec/codegen.toml.
    #[arg(long, value_name = "FILE", conflicts_with = "openapi")]
    pub(crate) config: Option<PathBuf>,
    /// An OpenAPI document to use instead of a configuration.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) openapi: Option<PathBuf>,
    /// A reference page; can be given several times. Without any, the document is used as it is.
    #[arg(long, value_name = "FILE", requires = "openapi")]
    pub(crate) reference: Vec<PathBuf>,
    /// The decisions of people about what the two sides disagree on.
    #[arg(long, value_name = "FILE", requires = "openapi")]
    pub(crate) decisions: Option<PathBuf>,
    /// The name of the crate; made from the title of the document if not given.
    #[arg(long, value_name = "CRATE", requires = "openapi")]
    pub(crate) name: Option<String>,
    /// Do not recognise by their shape which lists are read page by page.
    #[arg(long, requires = "openapi")]
    pub(crate) no_paging: bool,
    /// The folder to write into; it is made if it is not there.
    #[arg(long, value_name = "DIR", requires = "openapi")]
    pub(crate) out: Option<PathBuf>,
}

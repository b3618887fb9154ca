//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

#[cfg(unix)]
use crate::corpus;
use crate::{decide, drift, explain, refresh, rules};

/// From an OpenAPI document and the vendor's reference pages to a typed Rust client.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    after_help = "Exit codes: 0 done; 1 --check found stale files, or a document of corpus failed; 2 an input is wrong, nothing was written."
)]
pub(crate) struct Cli {
    /// Print nothing but errors and warnings.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// How to print: for people, or one JSON object a line for programs (see docs/messages.md).
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Human, value_name = "FORMAT")]
    pub(crate) message_format: MessageFormat,
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

Exit codes: 0 done; 1 --check found stale files, or a version that is too low for the changes since the
last release; 2 an input is wrong, nothing was written.")]
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
    /// Show what the document and the pages disagree on, and write down who is right.
    ///
    /// Shows the findings with the evidence of both sides: first those that are open, then those
    /// that rules settled, then those that people decided. With --take, the decision is written
    /// into the file that `decisions` in codegen.toml names; everything else in that file stays as
    /// it is, byte for byte. It is written only if the inputs reconcile with it. Decisions take
    /// effect with the next `cargo xtask codegen`.
    #[command(after_long_help = "\
Examples:
  cargo xtask decide --open                  what nobody has settled
  cargo xtask decide --rule required         what one rule finds
  cargo xtask decide required:Project.name --take document --because \"…\"
  cargo xtask decide --rule documentation --take document --because \"…\"
  cargo xtask decide --interactive           ask about what is open, one after the other
  cargo xtask decide --remove required:Project.name
  cargo xtask decide --remove-stale          remove the decisions that match nothing

Exit codes: 0 done, also where something is open; 2 an input or the decision is wrong, nothing was written.")]
    Decide(decide::Options),
    /// Get the document and the pages from where the vendor has them.
    ///
    /// The addresses are in the section "sources" of spec/codegen.toml. Pages of HTML become the
    /// text that a browser copies. What is new is shown: which operations, how many facts, which
    /// lines, and what reconciling will find. All of it is written, or nothing: only where every
    /// address answered and every answer can be read. What came last is kept in codegen.lock beside
    /// the configuration, so that a server can say that nothing is new, and so that a file which
    /// was edited since is not replaced without --force.
    #[command(after_long_help = "\
Examples:
  cargo xtask refresh                        get what is new, and write it
  cargo xtask refresh --dry-run              only show it
  cargo xtask refresh --check                is anything new? For a job that runs every night
  cargo xtask refresh --keep /tmp/pages      also keep what came, to see why it is refused

Exit codes: 0 done; 1 --check found something new; 2 an address or an answer is wrong, nothing was written.")]
    Refresh(refresh::Options),
    /// Print the page of a rule, a finding with its evidence, or what a code of a message means.
    #[command(after_long_help = "\
Examples:
  cargo xtask explain                        all rules
  cargo xtask explain required               what it does, why, who wins, which sides there are
  cargo xtask explain required:Project.name  a finding, and the page of its rule
  cargo xtask explain dangling-reference     a code

Exit codes: 0 done; 2 there is no such rule, finding or code.")]
    Explain(explain::Options),
    /// Hold the answers of a running service against the corrected document.
    ///
    /// Calls what is safe (GET and HEAD, and what [drift] of the configuration names), one request at a
    /// time, with the token of the environment, which goes to one origin only. Parameters get their
    /// values from --value, from [drift.values], from what the service answered before (the items of
    /// /things are what /things/{id} is asked for), and from the examples of the document; an operation
    /// without them is listed, and not called. Every deviation is a finding, settled by decisions as
    /// others are.
    ///
    /// With --record, a redacted recording of each operation is written, which codegen reads as a
    /// third source of evidence. --replay compares recordings, without network and token.
    #[command(after_long_help = "\
Examples:
  cargo xtask drift --base-url https://api.example.com/v1
                                             what does the service do otherwise?
  cargo xtask drift --base-url URL --read-only --record
                                             keep the answers, for codegen and --replay
  cargo xtask drift --replay                 the same findings, offline
  cargo xtask drift --base-url URL --openapi api.yaml --value year=2024

Exit codes: 0 the service deviates in nothing that is not decided; 1 it does; 2 an input is wrong or the service cannot be used, nothing was written.")]
    Drift(drift::Options),
    /// Write docs/rules.md, the pages of all rules, from their doc comments.
    #[command(after_long_help = "\
Examples:
  cargo xtask rules
  cargo xtask rules --check                  is docs/rules.md what would be written?

Exit codes: 0 done; 1 --check found that docs/rules.md is stale; 2 it cannot be written.")]
    Rules(rules::Options),
    /// What changed in the API since a revision of git, for the wire and for Rust callers.
    ///
    /// Compares the corrected document and the client of the revision with what `codegen` would write
    /// now, so what is not committed counts. Without --since, that is: on a branch, where it left the
    /// main branch (origin/HEAD, else origin/main, origin/master, main or master); on the main branch,
    /// the last commit where something has changed since, else the one before the last that changed
    /// the API.
    ///
    /// Each change has two verdicts: for those on the wire (what a request newly needs, what an answer
    /// no longer promises) and for code that calls the client. The version that is asked for follows
    /// from the second.
    #[command(after_long_help = "\
Examples:
  cargo xtask changes                        what this branch changes
  cargo xtask changes --format markdown      the same, for a pull request
  cargo xtask changes --since v0.1.0 --format json
  cargo xtask changes --deny breaking        fail where something breaks

Exit codes: 0 done; 1 something breaks, and --deny breaking was given; 2 an input or the revision is wrong.")]
    Changes(ChangesOptions),
    /// Generate a client for each document of a folder, compile it, and write a table of the results.
    ///
    /// Every .yaml, .yml and .json file below the folder is taken. Each document is generated by a
    /// process of its own, within limits of time and memory, and each client is checked with all its
    /// dependencies built, so that the figures are those of the client alone. The table is
    /// OUT/report.md, and OUT/results.json for programs.
    #[command(after_long_help = "\
Examples:
  cargo xtask corpus documents --out /tmp/corpus
  cargo xtask corpus documents --out /tmp/corpus --only github --no-check
  cargo xtask corpus documents --out /tmp/corpus --sample 5 --seed 42 --jobs 2

Exit codes: 0 all is well; 1 a document failed; 2 the folder cannot be read.")]
    #[cfg(unix)]
    Corpus(corpus::Options),
    /// Run a command as the only child, and write what it cost.
    #[cfg(unix)]
    #[command(hide = true)]
    Measure(corpus::MeasureOptions),
    /// Write the program that tries the examples of a document.
    #[cfg(unix)]
    #[command(hide = true)]
    Examples(corpus::ExamplesOptions),
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the line and a caret.
    Human,
    /// One JSON object a line.
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct ChangesOptions {
    /// The revision to compare with: a commit, a branch, a tag.
    #[arg(long, value_name = "REV")]
    pub(crate) since: Option<String>,
    /// How to write the changes.
    #[arg(long, value_enum, default_value_t = ChangesFormat::Text, value_name = "FORMAT")]
    pub(crate) format: ChangesFormat,
    /// Exit with 1 where something breaks, on the wire or for Rust callers.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Option<Denied>,
    /// The configuration to read instead of spec/codegen.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// How to write changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChangesFormat {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// For programs (see docs/messages.md).
    Json,
}

/// What fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Denied {
    /// Changes that break something.
    Breaking,
}

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Write nothing; say which files are stale, with a diff, and whether the version of the client is
    /// high enough for the changes since its last release; exit with 1 if not.
    #[arg(long)]
    pub(crate) check: bool,
    /// The configuration to read instead of spec/codegen.toml.
    #[arg(long, value_name = "FILE", conflicts_with = "openapi")]
    pub(crate) config: Option<PathBuf>,
    /// An OpenAPI document to use instead of a configuration.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) openapi: Option<PathBuf>,
    /// A folder, besides that of the document, in which it can refer to files; can be given several
    /// times.
    #[arg(long, value_name = "DIR", requires = "openapi")]
    pub(crate) allow_files_in: Vec<PathBuf>,
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

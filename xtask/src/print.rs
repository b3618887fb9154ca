//! What a run tells people.

use std::{fmt::Display, path::Path};

use anstream::{eprintln, println};
use similar::TextDiff;
use truespec::{
    changes::Step,
    diagnostic::{self, Diagnostics, Severity, Style},
    pipeline::Corrected,
    reconcile::{Finding, rules},
};

use crate::{
    cli::MessageFormat,
    files::{Change, Plan},
    inert::inert,
    inputs::display,
    messages::{Message, Problem, Stale, Summary, VersionTooLow},
    release::{Held, TooLow},
    remedies,
};

const BOLD: &str = "\u{1b}[1m";
const GREEN: &str = "\u{1b}[32m";
const RED: &str = "\u{1b}[31m";
const RESET: &str = "\u{1b}[0m";

/// Longer diffs of one file are cut: the rest is more of the same.
const MAX_DIFF_LINES: usize = 80;

/// More operations than this are only counted: the report has all of them.
const MAX_DEGRADED: usize = 20;

/// Prints to the terminal; colours are dropped where there is none.
#[derive(Debug)]
pub(crate) struct Printer {
    quiet: bool,
    format: MessageFormat,
    /// Nothing is printed at all: what is read is not what the run is about.
    silent: bool,
}

impl Printer {
    pub(crate) fn new(quiet: bool, format: MessageFormat) -> Self {
        Self {
            quiet,
            format,
            silent: false,
        }
    }

    /// Prints nothing.
    pub(crate) fn silent() -> Self {
        Self {
            quiet: true,
            format: MessageFormat::Human,
            silent: true,
        }
    }

    /// Whether what is only for people is printed.
    pub(crate) fn is_for_people(&self) -> bool {
        !self.quiet && self.format == MessageFormat::Human
    }

    /// Whether what is printed is read by a program.
    pub(crate) fn is_for_programs(&self) -> bool {
        self.format == MessageFormat::Json
    }

    /// A line for programs.
    pub(crate) fn message(&self, message: &Message) {
        if self.is_for_programs() {
            println!("{}", message.line());
        }
    }

    /// A finding, for programs.
    pub(crate) fn finding(&self, finding: &Finding) {
        self.message(&Message::Finding(finding.into()));
    }

    /// A line of what was asked for, whether quiet or not.
    pub(crate) fn line(&self, text: &str) {
        if !self.is_for_programs() {
            println!("{text}");
        }
    }

    /// A line that can hold words of the inputs.
    pub(crate) fn words(&self, text: &str) {
        self.line(&inert(text));
    }

    /// A heading over lines that were asked for.
    pub(crate) fn title(&self, text: &str) {
        self.line(&format!("{BOLD}{}{RESET}", inert(text)));
    }

    /// A name and what there is to say of it.
    pub(crate) fn entry(&self, name: &str, value: impl Display) {
        self.words(&format!("  {name:<30} {value}"));
    }

    /// The lines that differ between two texts.
    pub(crate) fn diff(&self, before: &str, after: &str) {
        if self.is_for_people() {
            diff(before, after);
        }
    }

    /// Errors and warnings, whether quiet or not.
    pub(crate) fn diagnostics(&self, diagnostics: &Diagnostics) {
        for one in diagnostics.iter() {
            if self.silent || self.quiet && one.severity == Severity::Note {
                continue;
            }
            match self.format {
                MessageFormat::Human => {
                    eprintln!("{}\n", diagnostic::render(one, Style::Coloured));
                }
                MessageFormat::Json => {
                    println!("{}", Message::Diagnostic(Problem::from(one)).line());
                }
            }
        }
    }

    /// What became of the operations.
    pub(crate) fn generated(&self, summary: &Summary) {
        if self.format == MessageFormat::Json {
            println!("{}", Message::Generated(summary.clone()).line());
            return;
        }
        if self.quiet {
            return;
        }
        heading("Generated");
        let (read, written) = (summary.operations_in, summary.operations_out);
        row("operations", format!("{written} of {read}"));
        row("less than described", summary.degraded.len());
        for operation in summary.degraded.iter().take(MAX_DEGRADED) {
            let mut codes: Vec<&str> = operation.because.iter().map(|b| b.code.as_str()).collect();
            codes.sort_unstable();
            codes.dedup();
            let name = format!("  {} {}", operation.method, operation.path);
            row(&name, codes.join(", "));
        }
        if summary.degraded.len() > MAX_DEGRADED {
            row("  …", "the report has all of them");
        }
        if !summary.paged.is_empty() {
            let paged = format!("{}, recognised by their shape", summary.paged.len());
            row("lists read page by page", paged);
        }
    }

    /// What was read and what was found.
    pub(crate) fn corrected(&self, corrected: &Corrected, document: &str) {
        if !self.is_for_people() {
            return;
        }
        heading("Read");
        let findings = &corrected.reconciled.findings;
        let operations = corrected.reconciled.operations.iter();
        let operations = operations.filter(|o| o.document.is_some()).count();
        row(document, format!("{operations} operations"));
        for page in &corrected.pages {
            let c = page.counts;
            let all = format!(
                "{} operations, {} parameters, {} properties, {} examples on {} lines",
                c.operations, c.parameters, c.properties, c.examples, c.lines
            );
            row(page.source.name(), all);
        }
        if corrected.pages.is_empty() {
            return;
        }
        heading("Found");
        for rule in rules::all() {
            let count = findings.iter().filter(|f| f.rule == rule.name).count();
            if count > 0 {
                row(rule.name, count);
            }
        }
        row("all findings", findings.len());
        row("corrections", corrected.reconciled.actions.len());
    }

    /// What was written.
    pub(crate) fn written(&self, plan: &Plan) {
        if !self.is_for_people() {
            return;
        }
        heading("Wrote");
        let mut unchanged = 0;
        for (path, change) in &plan.changes {
            let word = match change {
                Change::New => "new",
                Change::Changed { .. } => "changed",
                Change::Deleted { .. } => "deleted",
                Change::Unchanged => {
                    unchanged += 1;
                    continue;
                }
            };
            row(word, display(path));
        }
        row("unchanged", format!("{unchanged} files"));
    }

    /// What is stale, with a diff, whether quiet or not, and the command that writes it.
    pub(crate) fn stale(&self, plan: &Plan, command: &str) {
        for (path, change) in &plan.changes {
            let (word, before) = match change {
                Change::Unchanged => continue,
                Change::New => ("missing", ""),
                Change::Changed { before } => ("stale", before.as_str()),
                Change::Deleted { before } => ("left over", before.as_str()),
            };
            if self.format == MessageFormat::Json {
                let (file, what) = (display(path), word.to_owned());
                println!("{}", Message::Stale(Stale { file, what }).line());
                continue;
            }
            println!("{BOLD}{word}{RESET} {}", display(path));
            if !self.quiet {
                diff(before, plan.text(path));
            }
        }
        if self.format == MessageFormat::Json {
            return;
        }
        println!("\nThe tree is not what `{command}` would write. Run it and review the diff.");
    }

    /// A version that is lower than the changes since the last release ask for.
    pub(crate) fn too_low(&self, found: &TooLow, config: Option<&Path>) {
        let TooLow {
            release,
            now,
            asked,
            step,
        } = found;
        if self.format == MessageFormat::Json {
            let message = Message::VersionTooLow(VersionTooLow {
                tag: release.tag.clone(),
                now: now.to_string(),
                asked: asked.to_string(),
            });
            println!("{}", message.line());
            return;
        }
        let what = match step {
            Step::Breaking => "break code that uses the client",
            Step::Additive => "add to what the client has",
            Step::Patch | Step::None => "change what is written",
        };
        println!(
            "{BOLD}version too low{RESET} {now}: the changes since {} {what}, and ask for {asked} at least",
            release.tag
        );
        println!(
            "\nSet `version = \"{asked}\"` below `[client]` in codegen.toml and run `{}`; \
             `{}` shows the changes.",
            remedies::codegen(config),
            remedies::changes(config, &release.tag)
        );
    }

    /// What the version was held against.
    pub(crate) fn held(&self, held: &Held) {
        if self.is_for_people() {
            let told = match held {
                Held::Unknown(why) => format!("not held against a release: {why}"),
                Held::Unreleased => "not held against a release: no tag of one is here".to_owned(),
                Held::High(release) => format!("high enough for the changes since {}", release.tag),
                Held::TooLow(_) => return,
            };
            row("version", told);
        }
    }

    /// Something breaks, and that was denied.
    pub(crate) fn denied(&self) {
        if self.is_for_people() {
            eprintln!("error: something breaks, and `--deny breaking` was given");
        }
    }

    /// Nothing is stale.
    pub(crate) fn fresh(&self, plan: &Plan) {
        if self.is_for_people() {
            heading("Check");
            row("fresh", format!("{} files", plan.changes.len()));
        }
    }
}

fn heading(text: &str) {
    println!("{BOLD}{text}{RESET}");
}

fn row(name: &str, value: impl Display) {
    println!("  {name:<30} {value}");
}

fn diff(before: &str, after: &str) {
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(2).to_string();
    let lines: Vec<&str> = text.lines().collect();
    for line in lines.iter().take(MAX_DIFF_LINES) {
        let line = inert(line);
        match line.chars().next() {
            Some('+') => println!("{GREEN}{line}{RESET}"),
            Some('-') => println!("{RED}{line}{RESET}"),
            _ => println!("{line}"),
        }
    }
    if lines.len() > MAX_DIFF_LINES {
        println!("… and {} more lines", lines.len() - MAX_DIFF_LINES);
    }
}

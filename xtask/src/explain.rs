//! `explain`: the page of a rule, a finding with the page of its rule, or a code of a diagnostic.

use std::path::PathBuf;

use clap::Args;
use truespec::{
    diagnostic::{Diagnostic, Diagnostics},
    reconcile::{
        Finding, Outcome,
        rules::{self, Rule},
    },
};

use crate::{
    codegen::Ending,
    decide::{Desk, Layout, of_finding, unknown_finding},
    messages::{Entry, Explained, Message},
    nearest,
    print::Printer,
};

/// The index of the codes.
const INDEX: &str = include_str!("../../docs/diagnostics.md");
/// More findings of a rule than this are only counted.
const MAX_FINDINGS: usize = 20;

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The name of a rule, the id `rule:place` of a finding, or the code of a diagnostic; without
    /// any, all rules are listed.
    #[arg(value_name = "TOPIC")]
    topic: Option<String>,
    /// The configuration to read instead of spec/codegen.toml.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How many columns to print in; those of the terminal if not given.
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
}

/// What a row of the index says of a code.
struct Row {
    code: &'static str,
    severity: &'static str,
    meaning: &'static str,
    todo: &'static str,
}

pub(crate) fn run(options: &Options, printer: &Printer) -> Result<Ending, Diagnostics> {
    let Some(topic) = options.topic.as_deref() else {
        list(printer);
        return Ok(Ending::Done);
    };
    if let Some(rule) = rules::named(topic) {
        of_rule(rule, options, printer);
        return Ok(Ending::Done);
    }
    let rule = topic
        .split_once(':')
        .and_then(|(rule, _)| rules::named(rule));
    if let Some(rule) = rule {
        finding(topic, rule, options, printer)?;
        return Ok(Ending::Done);
    }
    if let Some(row) = index().find(|row| row.code == topic) {
        code(&row, printer);
        return Ok(Ending::Done);
    }
    let codes: Vec<_> = index().map(|row| row.code).collect();
    let names = rules::all().map(|rule| rule.name).chain(codes);
    let all: Vec<_> = rules::all().map(|rule| rule.name).collect();
    let all = format!(
        "the rules are {}; docs/diagnostics.md lists the codes",
        all.join(", ")
    );
    let problem = format!("there is no rule, no finding and no code `{topic}`");
    Err(Diagnostic::error_without_place("unknown-topic", problem)
        .help(nearest::help(topic, names, &all))
        .into())
}

/// All rules, in the order in which they run.
fn list(printer: &Printer) {
    if printer.is_for_programs() {
        for rule in rules::all() {
            printer.message(&Message::Rule(explained(rule, None)));
        }
        return;
    }
    printer.title("Rules");
    for rule in rules::all() {
        printer.entry(rule.name, rule.summary);
    }
    printer.line("`cargo xtask explain RULE` prints the page of a rule, `cargo xtask explain CODE` what a code of a message means; docs/rules.md and docs/diagnostics.md have all of them.");
}

/// The page of a rule, and what it finds now.
fn of_rule(rule: &Rule, options: &Options, printer: &Printer) {
    let examined = Desk::open(options.config.as_deref()).and_then(|desk| {
        let examined = desk.examine()?;
        Ok((desk, examined))
    });
    let found = examined.map(|(desk, examined)| {
        let all = examined.reconciled.findings.into_iter();
        let all: Vec<Finding> = all.filter(|f| f.rule == rule.name).collect();
        (all, desk)
    });
    if printer.is_for_programs() {
        let ids = found.map(|(all, _)| all.iter().map(Finding::id).collect());
        let ids = ids.ok();
        printer.message(&Message::Rule(explained(rule, ids)));
        return;
    }
    printer.line(rule.page().trim_end());
    printer.line("");
    match found {
        Ok((all, _)) if all.is_empty() => printer.title("It finds nothing in the inputs"),
        Ok((all, desk)) => {
            let decided = |f: &&Finding| matches!(f.outcome, Outcome::ByDecision { .. });
            printer.title(&format!(
                "It finds {} in the inputs: {} open, {} decided by people",
                all.len(),
                all.iter().filter(|f| f.is_open()).count(),
                all.iter().filter(decided).count()
            ));
            for finding in all.iter().take(MAX_FINDINGS) {
                printer.words(&format!("  {}", finding.id()));
            }
            if all.len() > MAX_FINDINGS {
                printer.line(&format!("  and {} more", all.len() - MAX_FINDINGS));
            }
            let show = desk.command(&["--rule", rule.name]);
            printer.words(&format!("With the evidence: {show}"));
        }
        Err(problems) => {
            let first = problems.iter().next().map(|p| p.message.as_ref());
            printer.words(&format!(
                "What it finds cannot be told, since the inputs cannot be read: {}",
                first.unwrap_or_default()
            ));
        }
    }
}

/// A finding with its evidence, and the page of its rule.
fn finding(id: &str, rule: &Rule, options: &Options, printer: &Printer) -> Result<(), Diagnostics> {
    let desk = Desk::open(options.config.as_deref())?;
    let examined = desk.examine()?;
    let all = &examined.reconciled.findings;
    let found: Vec<_> = all.iter().filter(|f| f.id() == id).collect();
    if found.is_empty() {
        return Err(unknown_finding(id, all).into());
    }
    let is_decided = found
        .iter()
        .any(|f| matches!(f.outcome, Outcome::ByDecision { .. }));
    for finding in found {
        if printer.is_for_programs() {
            printer.finding(finding);
        } else {
            let layout = Layout::of(options.width);
            printer.line(&of_finding(finding, layout));
        }
    }
    if printer.is_for_programs() {
        printer.message(&Message::Rule(explained(rule, None)));
    } else {
        printer.line(&rule.page());
        let replace = if is_decided { " --replace" } else { "" };
        let decide = desk.command(&[id, "--take", "SIDE"]);
        printer.words(&format!("Decide: {decide} --because \"…\"{replace}"));
    }
    Ok(())
}

fn code(row: &Row, printer: &Printer) {
    if printer.is_for_programs() {
        printer.message(&Message::Code(Entry {
            code: row.code.to_owned(),
            severity: row.severity.to_owned(),
            meaning: row.meaning.to_owned(),
            todo: row.todo.to_owned(),
        }));
        return;
    }
    printer.title(&format!("{} · {}", row.code, row.severity));
    printer.line(&format!("  means:  {}", row.meaning));
    printer.line(&format!("  to do:  {}", row.todo));
}

fn explained(rule: &Rule, findings: Option<Vec<String>>) -> Explained {
    Explained {
        name: rule.name.to_owned(),
        summary: rule.summary.to_owned(),
        page: rule.page(),
        findings,
    }
}

/// The rows of the index: `code`, severity, meaning, what to do.
fn index() -> impl Iterator<Item = Row> {
    INDEX.lines().filter_map(|line| {
        let cells = line.strip_prefix("| `")?.strip_suffix(" |")?;
        let (code, cells) = cells.split_once("` | ")?;
        let mut cells = cells.splitn(3, " | ");
        Some(Row {
            code,
            severity: cells.next()?,
            meaning: cells.next()?,
            todo: cells.next()?,
        })
    })
}

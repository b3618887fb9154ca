//! The results as a table for people.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    find::{Found, Kind},
    result::{Outcome, Row},
};
use crate::degraded::cell;

/// So many wrong examples of a document are listed; `results.json` has all.
const MAX_WRONG: usize = 5;

/// The report.
pub(crate) fn report(rows: &[Row], files: &[Found]) -> String {
    let mut text = String::from("# Corpus\n\n");
    totals(&mut text, rows);
    text += "\n| document | version | result | operations in | out | degraded | warnings \
             | codegen: wall s | CPU s | peak MiB | check: CPU s | peak MiB | compiler warnings \
             | examples | come back | wrong by their schemas |\n\
             |---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for row in rows {
        line(&mut text, row);
    }
    problems(&mut text, rows);
    wrong_examples(&mut text, rows);
    warnings(&mut text, rows);
    others(&mut text, files);
    text
}

fn totals(text: &mut String, rows: &[Row]) {
    let generated = rows.iter().filter(|row| row.outcome == Outcome::Generated);
    let checked: Vec<_> = rows.iter().filter_map(|row| row.check.as_ref()).collect();
    let compiled = checked.iter().filter(|check| check.errors == 0).count();
    let clean = checked.iter().filter(|check| check.is_clean()).count();
    let well = rows.iter().filter(|row| row.problems().is_empty()).count();
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    // Writing to a text cannot fail.
    let _ = write!(
        text,
        "{} documents: {} generated, {} of {} compiled, {} without a warning. All is well with {}.\n\n\
         {} operations in, {} out, {} of them degraded.\n",
        rows.len(),
        generated.count(),
        compiled,
        checked.len(),
        clean,
        well,
        sum(|row| row.operations.unwrap_or_default()),
        sum(|row| row.summary.as_ref().map_or(0, |s| s.operations_out)),
        sum(|row| row.summary.as_ref().map_or(0, |s| s.degraded.len())),
    );
}

fn line(text: &mut String, row: &Row) {
    let result = match &row.outcome {
        Outcome::Generated if row.problems().is_empty() => "generated".to_owned(),
        Outcome::Generated => "generated, **see below**".to_owned(),
        Outcome::Refused { code, line, .. } => {
            let line = line.map_or(String::new(), |line| format!(" in line {line}"));
            format!("refused: `{code}`{line}")
        }
        Outcome::Crashed { .. } => "**crashed**".to_owned(),
        Outcome::OutOfTime => "**out of time**".to_owned(),
        Outcome::OutOfMemory => "**out of memory**".to_owned(),
    };
    let summary = row.summary.as_ref();
    let number = |n: Option<usize>| n.map_or(String::new(), |n| n.to_string());
    let check = row.check.as_ref();
    let figure =
        |n: Option<f64>, digits: usize| n.map_or(String::new(), |n| format!("{n:.digits$}"));
    let cost = &row.codegen;
    let examples = row.examples.as_ref();
    let _ = writeln!(
        text,
        "| {} | {} | {result} | {} | {} | {} | {} | {:.2} | {:.2} | {:.0} | {} | {} | {} | {} | {} | {} |",
        cell(&row.name),
        cell(&row.version),
        number(row.operations),
        number(summary.map(|s| s.operations_out)),
        number(summary.map(|s| s.degraded.len())),
        row.warnings.values().sum::<usize>(),
        cost.wall,
        cost.cpu,
        cost.peak,
        figure(check.map(|c| c.cost.cpu), 2),
        figure(check.map(|c| c.cost.peak), 0),
        number(check.map(|c| c.warnings)),
        number(examples.map(|e| e.all)),
        number(examples.map(|e| e.passed)),
        number(examples.map(|e| e.wrong.len())),
    );
}

fn problems(text: &mut String, rows: &[Row]) {
    let wrong: Vec<_> = rows.iter().filter(|r| !r.problems().is_empty()).collect();
    if wrong.is_empty() {
        return;
    }
    *text += "\n## What is wrong\n\n";
    for row in wrong {
        for problem in row.problems() {
            let _ = writeln!(text, "- {}: {}", cell(&row.name), cell(&problem));
        }
    }
}

/// Examples that break their own schemas; of each document the first few.
fn wrong_examples(text: &mut String, rows: &[Row]) {
    let wrong = rows.iter().filter_map(|row| {
        let wrong = &row.examples.as_ref()?.wrong;
        (!wrong.is_empty()).then_some((row, wrong))
    });
    let mut heading = "\n## Examples that are wrong by their schemas\n\n";
    for (row, wrong) in wrong {
        *text += std::mem::take(&mut heading);
        for note in wrong.iter().take(MAX_WRONG) {
            let (name, reason) = (cell(&row.name), cell(&note.reason));
            let _ = writeln!(text, "- {name}:{} `{}`: {reason}", note.line, note.pointer);
        }
        if wrong.len() > MAX_WRONG {
            let _ = writeln!(
                text,
                "- {}: {} more",
                cell(&row.name),
                wrong.len() - MAX_WRONG
            );
        }
    }
}

/// How often each warning was given.
fn warnings(text: &mut String, rows: &[Row]) {
    let mut all: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (code, count) in rows.iter().flat_map(|row| &row.warnings) {
        let (times, documents) = all.entry(code).or_default();
        *times += count;
        *documents += 1;
    }
    if all.is_empty() {
        return;
    }
    *text += "\n## Warnings\n\n| code | times | documents |\n|---|--:|--:|\n";
    for (code, (times, documents)) in all {
        let _ = writeln!(text, "| `{code}` | {times} | {documents} |");
    }
}

/// The files that are no documents.
fn others(text: &mut String, files: &[Found]) {
    let mut list = |heading: &str, wanted: fn(&Kind) -> bool| {
        let names: Vec<_> = files.iter().filter(|file| wanted(&file.kind)).collect();
        if !names.is_empty() {
            let _ = write!(text, "\n## {heading}\n\n");
            for file in names {
                let _ = writeln!(text, "- {}", cell(&file.name));
            }
        }
    };
    list("Parts of documents", |kind| matches!(kind, Kind::Part));
    list("No OpenAPI documents", |kind| matches!(kind, Kind::Other));
}

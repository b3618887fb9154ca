//! One document through `codegen`, in a process of its own.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use super::{
    find::{Found, Kind},
    measure::{self, Cost, End, Ended, Limits},
    result::{Outcome, Row},
};
use crate::messages::{Message, Problem};

/// Generates the client of a document into a folder that holds nothing else.
pub(crate) fn generate(found: &Found, name: &str, out: &Path, limits: Limits) -> Row {
    let (version, operations) = match &found.kind {
        Kind::Document {
            version,
            operations,
        } => (version.clone(), *operations),
        Kind::Part | Kind::Other => (String::new(), None),
    };
    let mut row = Row {
        name: found.name.clone(),
        version,
        bytes: fs::metadata(&found.path).map_or(0, |data| data.len()),
        operations,
        invalid: false,
        outcome: Outcome::Generated,
        summary: None,
        warnings: BTreeMap::new(),
        codegen: Cost::default(),
        check: None,
        examples: None,
    };
    match run(&found.path, name, out, limits) {
        Ok(ended) => {
            row.codegen = ended.cost;
            read(&mut row, &ended);
        }
        Err(message) => row.outcome = Outcome::Crashed { message },
    }
    row
}

fn run(document: &Path, name: &str, out: &Path, limits: Limits) -> Result<Ended, String> {
    match fs::remove_dir_all(out) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(format!("{}: {error}", out.display()));
        }
        _ => {}
    }
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(own);
    command.args(["codegen", "--message-format", "json", "--name", name]);
    command.arg("--openapi").arg(document);
    command.arg("--out").arg(out);
    measure::run(&command, limits)
}

fn read(row: &mut Row, ended: &Ended) {
    let mut errors = Vec::new();
    for line in ended.out.lines() {
        match serde_json::from_str(line) {
            Ok(Message::Diagnostic(problem)) if problem.severity == "error" => errors.push(problem),
            Ok(Message::Diagnostic(problem)) => {
                *row.warnings.entry(problem.code).or_default() += 1;
            }
            Ok(Message::Generated(summary)) => row.summary = Some(summary),
            // What `codegen` does not say, or no message.
            Ok(_) | Err(_) => {}
        }
    }
    row.outcome = outcome(ended, &errors);
}

fn outcome(ended: &Ended, errors: &[Problem]) -> Outcome {
    let crashed = |message: String| Outcome::Crashed { message };
    let words = ended.errors.trim();
    match ended.end {
        End::Exited(0) => Outcome::Generated,
        End::Exited(2) => match errors.first() {
            // A mistake of the generator, whatever the document holds.
            Some(first) if first.code == "not-rust" => crashed(first.message.clone()),
            Some(first) => Outcome::Refused {
                errors: errors.len(),
                code: first.code.clone(),
                message: first.message.clone(),
                line: first.place.as_ref().map(|place| place.line),
            },
            None => crashed(words.to_owned()),
        },
        End::OutOfTime => Outcome::OutOfTime,
        End::Exited(code) => crashed(format!("exit code {code}: {words}")),
        End::Killed(_) if words.contains("memory allocation of") => Outcome::OutOfMemory,
        End::Killed(signal) => crashed(format!("signal {signal}: {words}")),
    }
}

//! `drift`: what a running service does otherwise than the corrected document says.

mod calls;
mod connection;
mod options;
mod settings;
mod shown;
mod token;

use std::{collections::HashMap, path::PathBuf};

use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Source},
    drift::{Known, Redacted, redacted, targets},
    openapi::Document,
    pipeline::{self, Inputs},
    reconcile::{Finding, Outcome, rules},
};

use self::{
    calls::{Calls, Learnt},
    connection::Connection,
    token::Token,
};
use crate::{codegen::Ending, files, inputs::display, job::Job, print::Printer};

pub(crate) use options::Options;
pub(crate) use settings::{Drift, Said, recordings};

/// What a run found.
pub(crate) struct Drifted {
    /// What a person has to look at.
    pub(crate) found: Vec<Finding>,
    /// What decisions have settled.
    pub(crate) decided: Vec<Finding>,
}

pub(crate) fn run(options: &Options, printer: &Printer) -> Result<Ending, Diagnostics> {
    let mut job = Job::of_drift(options)?;
    let mut inputs = job.inputs()?;
    let document = job.document(&inputs)?;
    inputs.recordings.live = true;
    if let Some(folder) = &options.replay {
        let folder = named(folder.as_ref(), &job, "replay")?;
        inputs.recordings.files = recordings(&folder)?;
        if inputs.recordings.files.is_empty() {
            let problem = format!("there are no recordings in {}", display(&folder));
            return Err(Diagnostic::error_without_place("no-recordings", problem)
                .help("record some: cargo xtask drift --base-url URL --record")
                .into());
        }
        let drifted = compare(&document, &inputs, printer)?;
        shown::drifted(printer, &drifted);
        return Ok(ending(&drifted));
    }
    let folder = match &options.record {
        Some(folder) => Some(named(folder.as_ref(), &job, "record")?),
        None => None,
    };
    inputs.recordings.files = Vec::new();
    let token = Token::of_environment(
        &options
            .token_variable
            .clone()
            .unwrap_or_else(|| job.token_variable(&document)),
    );
    let (held, learnt, requests) = call(options, &job, &inputs, &document, &token)?;
    let secrets = token.secrets();
    let texts: Vec<Redacted> = learnt
        .heard
        .iter()
        .map(|heard| redacted(&held, heard, &secrets))
        .collect();
    let mut plan = files::Plan::default();
    for (name, text) in file_names(&texts).into_iter().zip(&texts) {
        let place = match &folder {
            Some(folder) => {
                let path = folder.join(&name);
                plan.add(path.clone(), text.text.clone())?;
                display(&path)
            }
            None => format!("answers of {}", text.operation),
        };
        let file = Source::new(place, text.text.as_str());
        inputs.recordings.files.push(file);
    }
    // As they are read again.
    inputs
        .recordings
        .files
        .sort_by(|one, other| one.name().cmp(other.name()));
    let drifted = compare(&document, &inputs, printer)?;
    plan.carry_out()?;
    shown::called(printer, &learnt, requests);
    if learnt.heard.is_empty() {
        let problem = "nothing was compared: no answer says anything about the document";
        return Err(Diagnostic::error_without_place("nothing-compared", problem)
            .help("look at what was not called and not compared, and why")
            .into());
    }
    shown::drifted(printer, &drifted);
    if folder.is_some() {
        printer.written(&plan);
    }
    Ok(ending(&drifted))
}

fn ending(drifted: &Drifted) -> Ending {
    if drifted.found.is_empty() {
        Ending::Done
    } else {
        Ending::Stale
    }
}

/// Calls the service; gives the document that its answers are held against.
fn call(
    options: &Options,
    job: &Job,
    inputs: &Inputs,
    document: &Document,
    token: &Token,
) -> Result<(Document, Learnt, usize), Diagnostics> {
    let base = options.base_url.as_deref().unwrap_or_default();
    let mut connection = Connection::new(base, options)?;
    let (held, paged) = pipeline::held_against(document, inputs)?;
    let targets = targets(&held);
    let also = also(options, job, &targets)?;
    let needs = |target: &truespec::drift::Target| {
        !target.credentials.is_empty() && !target.credentials.iter().any(Vec::is_empty)
    };
    if token.is_missing() && !targets.is_empty() && targets.iter().all(needs) {
        return Err(token.missing().into());
    }
    let mut calls = Calls {
        document: &held,
        paged: &paged,
        token,
        known: Known::new(given(options, job)?),
        also: &also,
        pages: options.pages,
    };
    let learnt = calls.run(&targets, &mut connection)?;
    let requests = connection.requests();
    Ok((held, learnt, requests))
}

/// The operations that are safe besides; each must be one of the document.
fn also(
    options: &Options,
    job: &Job,
    targets: &[truespec::drift::Target],
) -> Result<Vec<String>, Diagnostics> {
    let mut problems = Diagnostics::new();
    for (id, at) in &job.drift.also {
        if !targets.iter().any(|target| target.id == *id) {
            let problem = format!("the document has no operation `{id}`");
            problems.push(
                Diagnostic::error("drift-of-no-operation", at.clone(), problem)
                    .help("name operations by their operationIds, or by method and path"),
            );
        }
    }
    problems.stop_on_error()?;
    if options.read_only {
        return Ok(Vec::new());
    }
    Ok(job.drift.also.iter().map(|(id, _)| id.clone()).collect())
}

/// The values that people give: those of the command line before those of the configuration.
fn given(options: &Options, job: &Job) -> Result<HashMap<String, String>, Diagnostic> {
    let mut given = job.drift.values.clone();
    for pair in &options.value {
        let Some((name, value)) = pair.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            let problem = format!("`{pair}` is no value of a parameter");
            return Err(Diagnostic::error_without_place("drift-value", problem)
                .help("write --value name=value, or --value operationId.name=value"));
        };
        given.insert(name.to_owned(), value.to_owned());
    }
    Ok(given)
}

/// The folder that an option names, else the one of the configuration.
fn named(folder: Option<&PathBuf>, job: &Job, option: &str) -> Result<PathBuf, Diagnostic> {
    folder
        .cloned()
        .or_else(|| job.drift.recordings.clone())
        .ok_or_else(|| {
            let problem = format!("--{option} needs a folder: the configuration names none");
            Diagnostic::error_without_place("no-recordings", problem).help(format!(
                "write --{option} DIR, or `recordings = \"…\"` under [drift] in codegen.toml"
            ))
        })
}

/// Holds the recordings against the document, and settles what is found by the decisions.
fn compare(
    document: &Document,
    inputs: &Inputs,
    printer: &Printer,
) -> Result<Drifted, Diagnostics> {
    let corrected = pipeline::correct_document(document, inputs)?;
    printer.diagnostics(&about_recordings(&corrected.warnings));
    let of_service = corrected.reconciled.findings.into_iter();
    let of_service = of_service.filter(|f| rules::source(f.rule) == rules::Source::Service);
    let (decided, found) =
        of_service.partition(|f| matches!(f.outcome, Outcome::ByDecision { .. }));
    Ok(Drifted { found, decided })
}

/// The warnings that are not about the document: those are told by `codegen`.
fn about_recordings(warnings: &Diagnostics) -> Diagnostics {
    let mut told = Diagnostics::new();
    for warning in warnings.iter().filter(|w| w.code.starts_with("recording-")) {
        told.push(warning.clone());
    }
    told
}

/// A file for each operation: its name, of letters that every system takes; a number where two are
/// alike.
fn file_names(texts: &[Redacted]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        let letter = |c: char| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        };
        let plain: String = text.operation.chars().map(letter).collect();
        let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
        let mut plain = parts.join("-");
        plain.truncate(100);
        // Nothing is left of a name of other letters.
        if plain.is_empty() {
            "operation".clone_into(&mut plain);
        }
        let mut name = format!("{plain}.json");
        let mut number = 1;
        while names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            number += 1;
            name = format!("{plain}-{number}.json");
        }
        names.push(name);
    }
    names
}

/// The name of a file of the run, for tests of this module.
#[cfg(test)]
mod tests {
    use truespec::drift::Redacted;

    use super::file_names;

    #[test]
    fn names_are_those_of_files() {
        let texts = [
            "listThings",
            "GET /things/{id}",
            "listthings",
            "../../etc",
            "列表",
            "一",
        ];
        let texts = texts.map(|id| Redacted {
            operation: id.to_owned(),
            text: String::new(),
        });
        assert_eq!(
            file_names(&texts),
            [
                "listThings.json",
                "GET-things-id.json",
                "listthings-2.json",
                "etc.json",
                "operation.json",
                "operation-2.json"
            ]
        );
    }
}

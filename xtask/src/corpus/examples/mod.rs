//! Every example that a document carries, through the types of its client and back.
//!
//! The hidden command `examples` writes a program that does it, beside what the document's own
//! schemas say of each example; the program is built and run, and what it gives is compared.

mod compare;
mod listed;
mod program;
mod schema;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use truespec::{openapi::Document, pipeline};

use super::measure::{self, Cost, End, Ended, Limits};
use crate::inputs;

/// What the hidden command takes.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The document.
    #[arg(long)]
    pub(super) openapi: PathBuf,
    /// The folder of its client.
    #[arg(long)]
    pub(super) client: PathBuf,
    /// The name of its client.
    #[arg(long)]
    pub(super) name: String,
    /// Where to write the program.
    #[arg(long)]
    pub(super) out: PathBuf,
}

/// An example as the program needs it, and as its schema sees it.
#[derive(Debug, Deserialize, Serialize)]
struct Prepared {
    line: usize,
    pointer: String,
    /// Which of the program's types it has.
    kind: usize,
    value: Value,
    /// What of its own schema it breaks.
    breaks: Option<String>,
    /// The members that its schema does not list, and says nothing of.
    unlisted: Vec<String>,
}

/// What came of the examples of a document.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Examples {
    pub(crate) all: usize,
    /// These come back as they went in.
    pub(crate) passed: usize,
    /// These do not, and break their own schema.
    pub(crate) wrong: Vec<Note>,
    /// These do not, and should.
    pub(crate) failed: Vec<Note>,
    /// What building and running the program cost.
    pub(crate) cost: Cost,
    /// Why there is no result.
    pub(crate) error: Option<String>,
}

/// An example that does not come back.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Note {
    pub(crate) line: usize,
    pub(crate) pointer: String,
    pub(crate) reason: String,
}

/// A line of the program: what came of the example of this index.
#[derive(Debug, Deserialize)]
struct Line {
    index: usize,
    /// The value that was written, as a text: numbers are not to be changed once more.
    value: Option<String>,
    error: Option<String>,
}

/// The hidden command: writes the program.
pub(crate) fn write(options: &Options) -> Result<(), String> {
    let source = inputs::read(&options.openapi).map_err(|error| error.message.to_string())?;
    let document = Document::read(&source).map_err(|error| error.to_string())?;
    let examples = pipeline::examples(&document).map_err(|error| error.to_string())?;
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for example in &examples {
        let next = kinds.len();
        kinds.entry(&example.rust).or_insert(next);
    }
    let root = document.root();
    let prepared = examples.iter().map(|example| {
        let schema = root.pointer(&example.schema).unwrap_or(&Value::Null);
        Prepared {
            line: example.location.line(),
            pointer: example.pointer.clone(),
            kind: kinds
                .get(example.rust.as_str())
                .copied()
                .unwrap_or_default(),
            breaks: schema::violation(root, schema, &example.value),
            unlisted: listed::unlisted(root, schema, &example.value),
            value: example.value.clone(),
        }
    });
    let prepared: Vec<Prepared> = prepared.collect();
    program::write(options, &prepared, &kinds)
}

/// Builds and runs the program of a document, and says what came of its examples.
pub(crate) fn run(options: &Options, target: &Path, limits: Limits) -> Examples {
    match try_run(options, target, limits) {
        Ok(examples) => examples,
        Err(error) => Examples {
            error: Some(error),
            ..Examples::default()
        },
    }
}

fn try_run(options: &Options, target: &Path, limits: Limits) -> Result<Examples, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut prepare = Command::new(own);
    prepare.args(["examples", "--name", &options.name]);
    prepare.arg("--openapi").arg(&options.openapi);
    prepare.arg("--client").arg(&options.client);
    prepare.arg("--out").arg(&options.out);
    let prepared = measure::run(&prepare, limits)?;
    ended_well(&prepared)?;
    let path = options.out.join("examples.json");
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let prepared: Vec<Prepared> = serde_json::from_str(&text).map_err(|e| e.to_string())?;
    if prepared.is_empty() {
        return Ok(Examples::default());
    }
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["run", "--quiet"]).current_dir(&options.out);
    cargo.env("CARGO_TARGET_DIR", target);
    let ended = measure::run(&cargo, limits)?;
    ended_well(&ended)?;
    let mut examples = Examples {
        all: prepared.len(),
        cost: ended.cost,
        ..Examples::default()
    };
    let mut seen = 0;
    for line in ended.out.lines() {
        let line: Line = serde_json::from_str(line).map_err(|e| e.to_string())?;
        if let Some(example) = prepared.get(line.index) {
            seen += 1;
            judge(&mut examples, example, &line);
        }
    }
    if seen == prepared.len() {
        Ok(examples)
    } else {
        Err(format!("{seen} of {} examples were tried", prepared.len()))
    }
}

fn ended_well(ended: &Ended) -> Result<(), String> {
    match ended.end {
        End::Exited(0) => Ok(()),
        End::OutOfTime => Err("out of time".to_owned()),
        End::Exited(_) | End::Killed(_) => Err(ended.errors.trim().to_owned()),
    }
}

fn judge(examples: &mut Examples, example: &Prepared, line: &Line) {
    let reason = match (&line.value, &line.error) {
        (Some(text), _) => match serde_json::from_str(text) {
            Ok(back) => compare::lost(&example.value, &back, &example.unlisted),
            Err(error) => Some(format!("what was written is no JSON: {error}")),
        },
        (None, error) => {
            let error = error.as_deref().unwrap_or_default();
            Some(format!("cannot be read: {error}"))
        }
    };
    let Some(reason) = reason else {
        examples.passed += 1;
        return;
    };
    let note = |reason: String| Note {
        line: example.line,
        pointer: example.pointer.clone(),
        reason,
    };
    match &example.breaks {
        Some(breaks) => examples.wrong.push(note(format!("{breaks}; {reason}"))),
        None => examples.failed.push(note(reason)),
    }
}

//! What became of a document.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    examples::{Examples, Note},
    measure::Cost,
};
use crate::messages::Summary;

/// A document and what became of it.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// Its path within the folder.
    pub(crate) name: String,
    /// What it says of its version.
    pub(crate) version: String,
    pub(crate) bytes: u64,
    /// Its operations, counted without the generator.
    pub(crate) operations: Option<usize>,
    /// Whether it may be refused, or lose operations.
    pub(crate) invalid: bool,
    pub(crate) outcome: Outcome,
    /// What the generator says of its operations.
    pub(crate) summary: Option<Summary>,
    /// How often each warning was given, by its code.
    pub(crate) warnings: BTreeMap<String, usize>,
    pub(crate) codegen: Cost,
    pub(crate) check: Option<Check>,
    pub(crate) examples: Option<Examples>,
}

/// How generating ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Outcome {
    Generated,
    /// With an error that a person can read.
    Refused {
        errors: usize,
        code: String,
        message: String,
        line: Option<usize>,
    },
    /// In a way that it never should.
    Crashed {
        message: String,
    },
    OutOfTime,
    OutOfMemory,
}

/// What the compiler says of a client.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Check {
    pub(crate) cost: Cost,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    /// The first of them, or what went wrong otherwise.
    pub(crate) first: Option<String>,
}

impl Check {
    pub(crate) fn is_clean(&self) -> bool {
        self.errors + self.warnings == 0 && self.first.is_none()
    }
}

impl Row {
    /// What is wrong; empty where all is well.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        match &self.outcome {
            Outcome::Generated => {}
            Outcome::Refused { .. } if self.invalid => {}
            Outcome::Refused {
                code,
                message,
                line,
                ..
            } => {
                let line = line.map_or(String::new(), |line| format!(" (line {line})"));
                problems.push(format!("refused: {code}: {message}{line}"));
            }
            Outcome::Crashed { message } => problems.push(format!("crashed: {message}")),
            Outcome::OutOfTime => problems.push("out of time".to_owned()),
            Outcome::OutOfMemory => problems.push("out of memory".to_owned()),
        }
        if let Some(summary) = &self.summary {
            let counted = self.operations.unwrap_or(summary.operations_in);
            if counted != summary.operations_out && !self.invalid {
                let out = summary.operations_out;
                problems.push(format!("{counted} operations in, {out} out"));
            }
        }
        if let Some(check) = self.check.as_ref().filter(|check| !check.is_clean()) {
            problems.push(format!(
                "{} errors and {} warnings of the compiler: {}",
                check.errors,
                check.warnings,
                check.first.as_deref().unwrap_or_default()
            ));
        }
        if let Some(examples) = &self.examples {
            if let Some(error) = &examples.error {
                problems.push(format!("the examples could not be tried: {error}"));
            }
            problems.extend(examples.failed.iter().map(|note| {
                let Note {
                    line,
                    pointer,
                    reason,
                } = note;
                format!("the example in line {line} ({pointer}) does not come back: {reason}")
            }));
        }
        problems
    }
}

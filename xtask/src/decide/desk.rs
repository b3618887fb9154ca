//! What a person decides over: the inputs, what is found in them, and the file of decisions.

use std::{
    fs,
    path::{Path, PathBuf},
};

use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Source},
    openapi::Document,
    pipeline::{self, Examined, Inputs},
};

use crate::{config, files, inputs::display, job::Job, remedies};

/// The inputs of a configuration, and its file of decisions.
pub(crate) struct Desk {
    /// The configuration that was named; `None`: that of this repository.
    named: Option<PathBuf>,
    /// The configuration that is read.
    config: PathBuf,
    /// Where decisions are; `None` where the configuration does not say.
    file: Option<PathBuf>,
    /// The texts.
    pub(crate) inputs: Inputs,
    document: Document,
}

impl Desk {
    /// Reads everything that a configuration names. The file of decisions may not be there yet.
    pub(crate) fn open(config: Option<&Path>) -> Result<Self, Diagnostics> {
        let path = config::find(config)?;
        let mut job = Job::of_config(&path)?;
        let file = job.decisions.clone();
        if file.as_ref().is_some_and(|file| !file.exists()) {
            job.decisions = None;
        }
        let inputs = job.inputs()?;
        let document = job.document(&inputs)?;
        Ok(Self {
            named: config.map(Path::to_owned),
            config: path,
            file,
            inputs,
            document,
        })
    }

    /// What is found with the decisions as they are.
    pub(crate) fn examine(&self) -> Result<Examined, Diagnostics> {
        pipeline::examine(&self.document, &self.inputs)
    }

    /// What would be found with another text of the decisions.
    pub(super) fn examine_with(&self, decisions: &str) -> Result<Examined, Diagnostics> {
        pipeline::examine(&self.document, &self.with(decisions))
    }

    fn with(&self, decisions: &str) -> Inputs {
        let name = self.file.as_deref().map_or_else(String::new, display);
        Inputs {
            decisions: Some(Source::new(name, decisions)),
            ..self.inputs.clone()
        }
    }

    /// The file of decisions.
    pub(super) fn file(&self) -> Result<&Path, Diagnostics> {
        self.file.as_deref().ok_or_else(|| {
            let config = display(&self.config);
            let problem = format!("{config} names no file for decisions");
            let help = format!("add the key `decisions = \"decisions.toml\"` to {config}");
            Diagnostic::error_without_place("no-decisions-file", problem)
                .help(help)
                .into()
        })
    }

    /// Writes the decisions; what is found from now on is found with them.
    pub(super) fn write(&mut self, decisions: String) -> Result<(), Diagnostics> {
        let file = self.file()?;
        let name = display(file);
        // Behind a link, the file that it leads to is the one of the person.
        let path = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let refused = |problem: &str, help: &str| {
            let problem = format!("{name}: {problem}");
            Diagnostic::error_without_place("unwritable-output", problem).help(help)
        };
        if let Some(source) = &self.inputs.decisions {
            let read_only = fs::metadata(&path).is_ok_and(|m| m.permissions().readonly());
            if read_only {
                return Err(refused("the file is read-only", "make it writable").into());
            }
            if !fs::read(&path).is_ok_and(|bytes| bytes == source.text().as_bytes()) {
                let problem = "the file is not UTF-8, or has changed since it was read";
                return Err(refused(problem, "save it as UTF-8, and run this again").into());
            }
        }
        let inputs = self.with(&decisions);
        let mut plan = files::Plan::default();
        plan.add(path, decisions)?;
        plan.carry_out()?;
        self.inputs = inputs;
        Ok(())
    }

    /// The problems with the commands that mend them.
    pub(crate) fn with_commands(&self, problems: Diagnostics) -> Diagnostics {
        remedies::with_commands(problems, self.named.as_deref())
    }

    /// `cargo xtask decide` with arguments, for this configuration.
    pub(crate) fn command(&self, arguments: &[&str]) -> String {
        remedies::decide(self.named.as_deref(), arguments)
    }

    /// `cargo xtask codegen`, for this configuration.
    pub(super) fn codegen(&self) -> String {
        remedies::codegen(self.named.as_deref())
    }
}

//! What a commit has of the outputs, where its own configuration says that they are.

use std::{path::PathBuf, sync::Arc};

use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Location, Source},
    surface::Surface,
};

use crate::{
    comparison::{CHANGELOG, is_of_the_crate},
    config::Places,
    git::Repository,
    inputs::display,
    job::Job,
};

/// The outputs in a commit.
pub(crate) struct Revision {
    /// What messages call the commit.
    label: String,
    /// The corrected document.
    pub(crate) document: Option<Arc<Source>>,
    /// The folder of the client.
    folder: PathBuf,
    /// The files of the client that codegen writes, by their paths in it.
    pub(crate) files: Vec<(String, String)>,
    /// The change log of the client.
    pub(crate) changelog: Option<String>,
    /// What else is to be known.
    pub(crate) notes: Vec<String>,
}

impl Revision {
    /// Reads what a commit has, which messages call `label`.
    pub(crate) fn read(
        repository: &Repository,
        job: &Job,
        commit: &str,
        label: &str,
    ) -> Result<Self, Diagnostics> {
        let mut notes = Vec::new();
        let now = job.client.as_ref().map(|client| client.folder.clone());
        let (mut reconciled, mut folder) = (job.reconciled.clone(), now.unwrap_or_default());
        if let Some(path) = &job.config {
            let name = display(path);
            match repository.files(commit, path)?.pop() {
                Some((_, text)) => {
                    let places = Places::read(path, &text).map_err(|error| {
                        let message = error.message().trim().to_owned();
                        let source = Source::new(format!("{label}:{name}"), text.clone());
                        let at = error.span().unwrap_or_default();
                        let line = crate::config::location(&source, &at).line();
                        let place = Location::of_line(&source, line);
                        let problem = Diagnostic::error("config-syntax", place, message);
                        unreadable(problem.into(), "configuration", label)
                    })?;
                    (reconciled, folder) = (places.reconciled, places.client.path);
                }
                None => notes.push(format!(
                    "{label} has no {name}, which says where everything is: it is looked for where it is now"
                )),
            }
        }
        let path = reconciled.join("openapi.yaml");
        let document = repository.files(commit, &path)?.into_iter().next();
        let document =
            document.map(|(_, text)| Source::new(format!("{label}:{}", display(&path)), text));
        let (mut files, mut changelog) = (Vec::new(), None);
        if job.client.is_some() {
            for (path, text) in repository.files(commit, &folder)? {
                if path == CHANGELOG {
                    changelog = Some(text);
                } else if is_of_the_crate(&path) {
                    files.push((path, text));
                }
            }
        }
        Ok(Self {
            label: label.to_owned(),
            document,
            folder,
            files,
            changelog,
            notes,
        })
    }

    /// The public API of the client.
    pub(crate) fn surface(&self) -> Result<Surface, Diagnostics> {
        Surface::read(&self.files).map_err(|problems| {
            let problems = problems.map(|mut problem| {
                problem.location = problem.location.map(|place| self.named(&place));
                problem
            });
            unreadable(problems, "client", &self.label)
        })
    }

    /// A place in a file of the client, with the name that git has for the file.
    fn named(&self, place: &Location) -> Location {
        let file = self.folder.join(place.source().name());
        let name = format!("{}:{}", self.label, display(&file));
        let source = Source::new(name, place.source().text());
        let length = place.end_column() - place.column();
        Location::new(&source, place.line(), place.column(), length)
    }
}

/// What is wrong with something of a commit, and that nothing can be held against it.
pub(crate) fn unreadable(mut problems: Diagnostics, what: &str, label: &str) -> Diagnostics {
    let problem = Diagnostic::error_without_place(
        UNREADABLE,
        format!(
            "the {what} of {label} cannot be read by this generator, so nothing can be held against it"
        ),
    );
    problems.push(problem.help("give a later revision with --since"));
    problems
}

/// The code of what cannot be read in a commit.
pub(crate) const UNREADABLE: &str = "unreadable-revision";

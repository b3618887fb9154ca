//! What a commit has and what codegen would write now, side by side.

use std::path::Path;

use semver::Version;
use serde::Deserialize;
use truespec::{
    changes::{self, Names, Report, Step, Told},
    diagnostic::{Diagnostics, Source},
    openapi::Document,
    pipeline::{self, Corrected, Paging},
    surface::{self, Surface},
};

use crate::{
    files::Plan,
    git::Repository,
    inputs::display,
    job::Job,
    revision::{Revision, unreadable},
};

/// What codegen would write now, read.
pub(crate) struct Now<'j> {
    job: &'j Job,
    document: Document,
    names: Names,
    /// The files of the client by their paths in it.
    files: Vec<(String, String)>,
    surface: Surface,
    /// The version of the client.
    pub(crate) version: Option<Version>,
    /// Its name.
    pub(crate) name: String,
}

/// Both, compared.
pub(crate) struct Compared {
    pub(crate) told: Told,
    /// Whether what is written is different at all, but for the version.
    pub(crate) differs: bool,
    /// The version of the client in the commit.
    pub(crate) then: Option<Version>,
    /// Whether the commit has a client.
    pub(crate) has_client: bool,
    /// The change log of the client in the commit.
    pub(crate) changelog: Option<String>,
    /// What else is to be known.
    pub(crate) notes: Vec<String>,
}

/// What became of a comparison with a commit.
pub(crate) enum Against {
    /// The commit has nothing of it; what else is to be known.
    Nothing(Vec<String>),
    Both(Box<Compared>),
}

impl Compared {
    /// The step to the next version that follows.
    pub(crate) fn step(&self) -> Step {
        Step::of(self.told.rust(), self.differs)
    }
}

/// What a manifest says.
#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

impl<'j> Now<'j> {
    /// Reads what a run would write.
    pub(crate) fn of(
        job: &'j Job,
        corrected: &Corrected,
        plan: &Plan,
    ) -> Result<Self, Diagnostics> {
        let path = job.reconciled.join("openapi.yaml");
        let source = Source::new(display(&path), corrected.document.clone());
        let document = Document::read(&source)?;
        let client = job.client.as_ref();
        let paging = client.map(|client| client.paging.clone());
        let names = pipeline::names(&document, &paging.unwrap_or_default())?;
        let folder = client
            .map(|client| client.folder.clone())
            .unwrap_or_default();
        let files: Vec<(String, String)> = plan
            .texts()
            .filter_map(|(path, text)| {
                let path = path.strip_prefix(&folder).ok()?;
                Some((display(path), text.to_owned()))
            })
            .filter(|(path, _)| is_of_the_crate(path))
            .collect();
        let manifest = manifest(&files);
        Ok(Self {
            job,
            surface: Surface::read(&files)?,
            document,
            names,
            version: version(manifest.as_ref()),
            name: manifest.map(|package| package.name).unwrap_or_default(),
            files,
        })
    }

    /// Holds it against a commit, which messages call `label`.
    pub(crate) fn since(
        &self,
        repository: &Repository,
        commit: &str,
        label: &str,
    ) -> Result<Against, Diagnostics> {
        let revision = Revision::read(repository, self.job, commit, label)?;
        let mut notes = revision.notes.clone();
        let Some(source) = &revision.document else {
            return Ok(Against::Nothing(notes));
        };
        let unreadable = |problems| unreadable(problems, "document", label);
        let document = Document::read(source).map_err(unreadable)?;
        // What the settings say of lists is about the lists of now.
        let names = pipeline::names(&document, &self.paging())
            .or_else(|_| pipeline::names(&document, &Paging::default()));
        let names = names.map_err(unreadable)?;
        let both = [Some(&names), Some(&self.names)];
        let wire = changes::wire(&document, &self.document, both);
        let items = if revision.files.is_empty() {
            notes.push(format!("{label} has no client: only the wire is compared"));
            Vec::new()
        } else {
            surface::compare(&revision.surface()?, &self.surface)
        };
        let then = manifest(&revision.files);
        Ok(Against::Both(Box::new(Compared {
            told: changes::tell(wire, items, both),
            differs: self.differs(&revision.files, then.as_ref()),
            then: version(then.as_ref()),
            has_client: !revision.files.is_empty(),
            changelog: revision.changelog,
            notes,
        })))
    }

    fn paging(&self) -> Paging {
        let client = self.job.client.as_ref();
        client
            .map(|client| client.paging.clone())
            .unwrap_or_default()
    }

    /// Whether the files are others, but for the version of the crate in them.
    fn differs(&self, before: &[(String, String)], then: Option<&Package>) -> bool {
        let without = |files: &[(String, String)], package: Option<&Package>| {
            let mut files: Vec<(String, String)> = files
                .iter()
                .map(|(path, text)| (path.clone(), without_version(path, text, package)))
                .collect();
            files.sort();
            files
        };
        let now = manifest(&self.files);
        without(before, then) != without(&self.files, now.as_ref())
    }

    /// How many operations there are.
    pub(crate) fn operations(&self) -> usize {
        self.document.operations().len()
    }

    /// What there is to tell of a comparison.
    pub(crate) fn report<'t>(&self, compared: &'t Compared, asked: Option<&Version>) -> Report<'t> {
        let text = |version: Option<&Version>| version.map(ToString::to_string);
        Report {
            told: &compared.told,
            since: String::new(),
            because: String::new(),
            commit: String::new(),
            name: self.name.clone(),
            versions: [
                text(compared.then.as_ref()),
                text(self.version.as_ref()),
                text(asked),
            ],
            first: None,
            differs: compared.differs,
            notes: compared.notes.clone(),
        }
    }
}

/// The change log of the client.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

/// Files that codegen writes into the folder of a client; others there are of people.
pub(crate) fn is_of_the_crate(path: &str) -> bool {
    path.starts_with("src/")
        || path.starts_with("examples/")
        || ["Cargo.toml", "README.md"].contains(&path)
}

fn manifest(files: &[(String, String)]) -> Option<Package> {
    let (_, text) = files.iter().find(|(path, _)| path == "Cargo.toml")?;
    let manifest: Manifest = toml::from_str(text).ok()?;
    Some(manifest.package)
}

fn version(package: Option<&Package>) -> Option<Version> {
    Version::parse(&package?.version).ok()
}

/// The path of the change log of a client.
pub(crate) fn changelog_path(folder: &Path) -> std::path::PathBuf {
    folder.join(CHANGELOG)
}

/// A file of a client without what says the version of the crate: a line of the manifest, and what the
/// client calls itself when it calls.
fn without_version(path: &str, text: &str, package: Option<&Package>) -> String {
    let Some(package) = package else {
        return text.to_owned();
    };
    if path == "Cargo.toml" {
        let line = format!("\nversion = \"{}\"\n", package.version);
        return text.replacen(&line, "\n", 1);
    }
    let itself = format!("\"{}/{}\"", package.name, package.version);
    text.replace(&itself, "\"\"")
}

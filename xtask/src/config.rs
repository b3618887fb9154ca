//! `codegen.toml`: which inputs, which decisions, and where everything goes.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Deserialize;
use toml::Spanned;
use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Location, Source},
    pipeline::Member,
};

use crate::{drift::Drift, inputs, paging::Paging, refresh::Sources, release::VERSION};

/// The configuration, as written. Paths are relative to its own folder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// The OpenAPI document.
    pub(crate) openapi: PathBuf,
    /// Folders, besides that of the document, in which it can refer to files.
    #[serde(default)]
    pub(crate) allow_files_in: Vec<PathBuf>,
    /// The reference pages.
    #[serde(default)]
    pub(crate) reference: Vec<PathBuf>,
    /// The decisions.
    pub(crate) decisions: Option<PathBuf>,
    /// The folder of the corrected document, the overlay and the report.
    pub(crate) reconciled: PathBuf,
    /// The client.
    pub(crate) client: Client,
    /// Which lists are read page by page.
    #[serde(default)]
    pub(crate) paging: Paging,
    /// What is said of the running service.
    #[serde(default)]
    pub(crate) drift: Drift,
    /// From where the document and the pages come.
    pub(crate) sources: Option<Sources>,
    /// How releases of the client are known.
    #[serde(default)]
    pub(crate) release: Release,
}

/// How releases of the client are known.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Release {
    /// Their tags in git, such as `v{version}`.
    tag: Option<Spanned<String>>,
}

impl Release {
    /// The pattern of the tags.
    pub(crate) fn tag(&self, source: &Arc<Source>) -> Result<Option<String>, Diagnostic> {
        let Some(tag) = &self.tag else {
            return Ok(None);
        };
        if tag.get_ref().matches(VERSION).count() == 1 {
            return Ok(Some(tag.get_ref().clone()));
        }
        let problem = format!("`tag` has to hold {VERSION} once");
        let place = location(source, &tag.span());
        let problem = Diagnostic::error("release-tag", place, problem);
        Err(problem.help("write it as your tags are, such as \"v{version}\""))
    }
}

/// The client's crate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Client {
    /// Its folder.
    pub(crate) path: PathBuf,
    /// Its package name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// The environment variable that holds the token.
    pub(crate) token_variable: Option<String>,
    /// What it is, in one line.
    pub(crate) description: Option<String>,
    /// Its licence, as an SPDX expression.
    pub(crate) license: Option<String>,
    /// Where its source is.
    pub(crate) repository: Option<String>,
    /// Members whose values are secrets, besides those that the document or their names tell.
    ///
    /// An entry is `Type.member`: the type as it is called in Rust, the member as on the wire; or
    /// `*.member` for the members of that name of every type, over which `Type.member` wins. An
    /// entry that names nothing, or that changes nothing, is an error.
    #[serde(default)]
    sensitive: Vec<Spanned<String>>,
    /// Members that are taken for secrets and are none, written as in `sensitive`.
    #[serde(default)]
    not_sensitive: Vec<Spanned<String>>,
}

impl Client {
    /// The members that are secrets, and those that are none, as the configuration says.
    pub(crate) fn members(
        &self,
        source: &Arc<Source>,
    ) -> Result<(Vec<Member>, Vec<Member>), Diagnostics> {
        let mut problems = Diagnostics::new();
        let mut read = |entries: &[Spanned<String>]| -> Vec<Member> {
            let mut members = Vec::new();
            for entry in entries {
                match Member::read(entry.get_ref(), location(source, &entry.span())) {
                    Ok(member) => members.push(member),
                    Err(problem) => problems.push(problem),
                }
            }
            members
        };
        let members = (read(&self.sensitive), read(&self.not_sensitive));
        problems.stop_on_error()?;
        Ok(members)
    }
}

/// Where a configuration says that the outputs are, whatever else it says.
#[derive(Debug, Deserialize)]
pub(crate) struct Places {
    /// The folder of the corrected document.
    pub(crate) reconciled: PathBuf,
    /// The client.
    pub(crate) client: Folder,
}

/// A folder that a configuration names.
#[derive(Debug, Deserialize)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
}

impl Places {
    /// What the text of a configuration says that is, or was, at a path.
    pub(crate) fn read(path: &Path, text: &str) -> Result<Self, toml::de::Error> {
        let mut places: Self = toml::from_str(text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for path in [&mut places.reconciled, &mut places.client.path] {
            *path = inputs::normal(&folder.join(&*path));
        }
        Ok(places)
    }
}

/// The place of a value of the configuration.
pub(crate) fn location(source: &Arc<Source>, span: &Range<usize>) -> Location {
    let before = source.text().get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(1, |start| start.chars().count() + 1);
    let inside = source.text().get(span.clone()).unwrap_or_default();
    let length = inside.lines().next().unwrap_or_default().chars().count();
    Location::new(source, line, column, length)
}

/// Reads a configuration; the text of it is for the places of what it says.
pub(crate) fn read(path: &Path) -> Result<(Config, Arc<Source>), Diagnostics> {
    let source = inputs::read(path)?;
    let mut config: Config = toml::from_str(source.text()).map_err(|error| {
        let at = location(&source, &error.span().unwrap_or_default());
        Diagnostics::from(
            Diagnostic::error(
                "config-syntax",
                Location::of_line(&source, at.line()),
                error.message().trim().to_owned(),
            )
            .help("spec/codegen.toml of this repository shows all keys"),
        )
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let paths = [
        &mut config.openapi,
        &mut config.reconciled,
        &mut config.client.path,
    ];
    for path in paths
        .into_iter()
        .chain(&mut config.allow_files_in)
        .chain(&mut config.reference)
        .chain(&mut config.decisions)
        .chain(&mut config.drift.recordings)
    {
        *path = inputs::normal(&folder.join(&*path));
    }
    Ok((config, source))
}

/// The configuration that is meant where none is named: that of this repository.
pub(crate) fn find(named: Option<&Path>) -> Result<PathBuf, Diagnostics> {
    match named {
        Some(path) => Ok(path.to_owned()),
        None => Ok(root()?.join("spec/codegen.toml")),
    }
}

/// The top of the repository, relative to the working directory where that is possible: names of
/// files are then the same on every machine.
pub(crate) fn root() -> Result<PathBuf, Diagnostics> {
    let top = inputs::normal(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    std::env::set_current_dir(&top).map_err(|error| {
        Diagnostics::from(
            Diagnostic::error_without_place(
                "no-repository",
                format!("{}: {error}", inputs::display(&top)),
            )
            .help("run this from the repository, or give --openapi and --out"),
        )
    })?;
    Ok(PathBuf::new())
}

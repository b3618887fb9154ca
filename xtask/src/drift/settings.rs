//! `[drift]` of the configuration.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Deserialize;
use toml::Spanned;
use truespec::diagnostic::{Diagnostic, Diagnostics, Location, Source};

use crate::{
    config::location,
    inputs::{self, display},
};

/// What is said of the running service, as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Drift {
    /// The folder of the recordings, relative to the configuration.
    pub(crate) recordings: Option<PathBuf>,
    /// Operations that change nothing though they are sent with another method than `GET`, by their
    /// operationIds.
    #[serde(default)]
    also: Vec<Spanned<String>>,
    /// Values of parameters: by `"operationId.parameter"`, or by `parameter` for all operations.
    #[serde(default)]
    values: HashMap<String, String>,
}

/// What is said of the running service.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    /// The folder of the recordings.
    pub(crate) recordings: Option<PathBuf>,
    /// Operations that are safe besides `GET` and `HEAD`, and where that is said.
    pub(crate) also: Vec<(String, Location)>,
    /// Values of parameters.
    pub(crate) values: HashMap<String, String>,
}

impl Drift {
    /// What is said, with its places.
    pub(crate) fn read(self, source: &Arc<Source>) -> Said {
        let also = self.also.into_iter();
        Said {
            recordings: self.recordings,
            also: also
                .map(|id| (id.get_ref().clone(), location(source, &id.span())))
                .collect(),
            values: self.values,
        }
    }
}
/// The recordings of a folder, in the order of their names; none where there is no such folder.
pub(crate) fn recordings(folder: &Path) -> Result<Vec<Arc<Source>>, Diagnostics> {
    let unreadable = |error: &std::io::Error| {
        let problem = format!("{}: {error}", display(folder));
        Diagnostic::error_without_place("unreadable-input", problem)
            .help("check the path of the folder")
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(&error).into()),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(&error))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            paths.push(path);
        }
    }
    paths.sort();
    let mut problems = Diagnostics::new();
    let mut files = Vec::new();
    for path in paths {
        match inputs::read(&path) {
            Ok(file) => files.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    problems.stop_on_error()?;
    Ok(files)
}

//! `[drift]` of the configuration.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Deserialize;
use truespec::diagnostic::{Diagnostic, Diagnostics, Source};

use crate::inputs::{self, display};

/// What is said of the running service, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Drift {
    /// The folder of the recordings, relative to the configuration.
    pub(crate) recordings: Option<PathBuf>,
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

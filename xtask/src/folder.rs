//! The files that a document refers to: those of its own folder, and of folders that were allowed.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use truespec::{
    diagnostic::{Diagnostic, Source},
    openapi::{Files, Unreadable},
};

use crate::inputs::{self, display, normal};

/// The folder of a document, and those that it may read from besides.
pub(crate) struct Folder {
    /// The folder of the document, as people write it.
    top: PathBuf,
    /// The folders that files may be in, without links.
    allowed: Vec<PathBuf>,
    /// The files that were read.
    read: Vec<PathBuf>,
}

impl Folder {
    /// The folder of a document, and further ones.
    pub(crate) fn of(document: &Path, further: &[PathBuf]) -> Result<Self, Diagnostic> {
        let top = document.parent().unwrap_or(Path::new("")).to_owned();
        let here = if top.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            top.clone()
        };
        let mut allowed = Vec::new();
        for folder in std::iter::once(&here).chain(further) {
            let folder = folder.canonicalize().map_err(|error| {
                let problem = format!("{}: {error}", display(folder));
                Diagnostic::error_without_place("unreadable-input", problem)
                    .help("check the path of the folder")
            })?;
            allowed.push(folder);
        }
        Ok(Self {
            top,
            allowed,
            read: Vec::new(),
        })
    }

    /// The files that were read.
    pub(crate) fn into_read(self) -> Vec<PathBuf> {
        self.read
    }

    fn is_allowed(&self, path: &Path) -> bool {
        self.allowed.iter().any(|folder| path.starts_with(folder))
    }
}

impl Files for Folder {
    fn read(&mut self, path: &str) -> Result<Arc<Source>, Unreadable> {
        let outside = || Unreadable {
            code: "file-outside",
            message: format!("`{path}` is outside of the folder of the document"),
            help: "move the file into the folder, or allow its folder with --allow-files-in DIR \
                   (`allow-files-in` in codegen.toml)"
                .to_owned(),
        };
        let unreadable = |problem: &str| Unreadable {
            code: "unreadable-file",
            message: format!("`{path}` cannot be read: {problem}"),
            help: "references are relative to the file in which they stand".to_owned(),
        };
        let full = normal(&self.top.join(path));
        // Links are followed first: what counts is where the file really is.
        let real = match full.canonicalize() {
            Ok(real) => real,
            Err(_) if path.starts_with("..") || Path::new(path).is_absolute() => {
                return Err(outside());
            }
            Err(error) => return Err(unreadable(&error.to_string())),
        };
        if !self.is_allowed(&real) {
            return Err(outside());
        }
        if !fs::metadata(&real).is_ok_and(|metadata| metadata.is_file()) {
            return Err(unreadable("it is no file"));
        }
        let text = inputs::text(&real).map_err(|(problem, _)| unreadable(&problem))?;
        self.read.push(real);
        Ok(Source::new(display(&full), text))
    }
}

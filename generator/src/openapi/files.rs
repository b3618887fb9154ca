//! The other files of a document. This room opens none itself: it asks for them by their paths.

use std::{fmt, sync::Arc};

use crate::diagnostic::Source;

/// Where the files are that a document refers to.
pub trait Files {
    /// The text of the file at a path relative to the folder of the document, with `/` between
    /// names and without `.`; `..` stands at its start only, where it leads out of the folder.
    ///
    /// # Errors
    /// Why the file cannot be had.
    fn read(&mut self, path: &str) -> Result<Arc<Source>, Unreadable>;
}

/// Why a file cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The kind of the problem, as in diagnostics.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// No other files: the document has to be complete in itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&mut self, path: &str) -> Result<Arc<Source>, Unreadable> {
        Err(Unreadable {
            code: "reference-outside-document",
            message: format!("`{path}` is another file, and only the document itself was given"),
            help: "put what is meant into `components` of this document".to_owned(),
        })
    }
}

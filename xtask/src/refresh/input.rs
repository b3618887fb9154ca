//! One input: what it is now, and what came for it.

use std::{fs, path::Path};

use truespec::diagnostic::{Diagnostic, Diagnostics};

use super::{
    Options,
    addresses::{Address, Addresses, Kind},
    content::{self, Content},
    get::{self, Answer, Known},
    lock::{self, Entry, Lock},
};
use crate::inputs::{display, relative};

/// What is known of the file that an input stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// There is none.
    Missing,
    /// It is what was written last.
    AsWritten,
    /// It was written, and edited since.
    Edited,
    /// It was edited since, and what came is what was written then.
    EditedOnly,
    /// It did not come from there, as far as is known.
    NotRecorded,
}

/// An input.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) address: Address,
    /// The file, relative to the configuration.
    pub(super) name: String,
    state: State,
    /// The file as it is.
    pub(super) before: Option<Vec<u8>>,
    /// What came; `None` where the server said that nothing is new.
    pub(super) content: Option<Content>,
    answer: Option<Answer>,
}

impl Input {
    /// What came and is to be read and written in place of the file; `None` where the file stays.
    pub(super) fn taken(&self) -> Option<&Content> {
        self.content.as_ref().filter(|_| !self.is_edited_only())
    }

    /// Whether the file was edited here, and nothing is new where it came from.
    pub(super) fn is_edited_only(&self) -> bool {
        self.state == State::EditedOnly
    }

    /// Whether what came is not what is there, and not what was there before it was edited.
    pub(super) fn is_new(&self) -> bool {
        let content = self.taken();
        content.is_some_and(|content| self.before.as_deref() != Some(content.text.as_bytes()))
    }

    /// Whether the server was asked and said that nothing is new.
    pub(super) fn is_not_modified(&self) -> bool {
        self.content.is_none()
    }

    /// Why the file should not be replaced without being asked for.
    pub(super) fn is_in_the_way(&self) -> Option<Diagnostic> {
        let file = display(&self.address.file);
        let (code, what) = match self.state {
            State::Missing | State::AsWritten | State::EditedOnly => return None,
            State::Edited => (
                "input-edited",
                format!(
                    "`{file}` was edited since it was got, and something is new at its address too"
                ),
            ),
            State::NotRecorded => (
                "input-not-recorded",
                format!("`{file}` is there, and was not got from its address so far"),
            ),
        };
        let at = self.address.at.clone();
        Some(Diagnostic::error(code, at, what).help(
            "nothing was written; `--dry-run` shows what is new; commit the file, then `--force` replaces it",
        ))
    }

    /// That what came cannot be read as what it should be.
    pub(super) fn refused(&self) -> Diagnostic {
        let (kind, title) = match self.address.kind {
            Kind::Document => ("OpenAPI document", String::new()),
            Kind::Page(_) => ("reference page", self.title()),
        };
        let what = format!(
            "what came from `{}`{title} is no {kind} that can be read",
            self.address.url
        );
        let help = "nothing was written; the errors below are about the text that was made of it, which `--keep DIR` puts into a folder";
        Diagnostic::error("unexpected-content", self.address.at.clone(), what).help(help)
    }

    fn title(&self) -> String {
        let bytes = self.answer.as_ref().map(|answer| answer.bytes.as_slice());
        content::title(&String::from_utf8_lossy(bytes.unwrap_or_default()))
    }

    /// What to remember; `None` where nothing is new to remember.
    pub(super) fn entry(&self) -> Option<Entry> {
        let (answer, content) = (self.answer.as_ref()?, self.content.as_ref()?);
        Some(Entry {
            file: self.name.clone(),
            address: self.address.url.to_string(),
            etag: answer.etag.clone(),
            last_modified: answer.last_modified.clone(),
            received: lock::hash(&answer.bytes),
            written: lock::hash(content.text.as_bytes()),
        })
    }
}

/// Gets all inputs, and tells all that is wrong.
pub(super) fn get_all(
    addresses: Addresses,
    folder: &Path,
    lock: &Lock,
    options: &Options,
) -> Result<Vec<Input>, Diagnostics> {
    let mut problems = Diagnostics::new();
    let mut inputs = Vec::new();
    for address in addresses.all {
        let name = relative(folder, &address.file);
        let before = match fs::read(&address.file) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                let what = format!("{}: {error}", display(&address.file));
                problems.push(
                    Diagnostic::error("unreadable-input", address.at.clone(), what)
                        .help("check the path of the file"),
                );
                continue;
            }
        };
        let entry = lock.get(&name);
        let state = match (&before, entry) {
            (None, _) => State::Missing,
            (Some(bytes), Some(entry)) if lock::hash(bytes) == entry.written => State::AsWritten,
            (Some(_), Some(_)) => State::Edited,
            (Some(_), None) => State::NotRecorded,
        };
        let believed = entry.filter(|entry| {
            state == State::AsWritten && entry.address == address.url.as_str() && !options.force
        });
        let known = believed.map_or(Known::default(), |entry| Known {
            etag: entry.etag.as_deref(),
            last_modified: entry.last_modified.as_deref(),
        });
        let mut input = Input {
            address,
            name,
            state,
            before,
            content: None,
            answer: None,
        };
        match get::get(&input.address, &addresses.limits, known) {
            Ok(None) => {}
            Ok(Some(answer)) => {
                keep(options, &input.name, ".received", &answer.bytes)?;
                match content::read(&answer, &input.address) {
                    Ok(content) => {
                        keep(options, &input.name, "", content.text.as_bytes())?;
                        let came = lock::hash(content.text.as_bytes());
                        let is_known = entry.is_some_and(|entry| entry.written == came);
                        if input.state == State::Edited && is_known && !options.force {
                            input.state = State::EditedOnly;
                        }
                        input.content = Some(content);
                    }
                    Err(inner) => problems.append(inner),
                }
                input.answer = Some(answer);
            }
            Err(problem) => problems.push(problem),
        }
        inputs.push(input);
    }
    problems.stop_on_error()?;
    Ok(inputs)
}

/// Puts something that came into the folder that was asked for.
fn keep(options: &Options, name: &str, end: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let Some(folder) = &options.keep else {
        return Ok(());
    };
    let name = name.replace("../", "").replace('/', "-");
    let path = folder.join(format!("{name}{end}"));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, bytes))
        .map_err(|error| {
            let what = format!("{}: {error}", display(&path));
            Diagnostic::error_without_place("unwritable-output", what)
                .help("check the folder and its permissions")
        })
}

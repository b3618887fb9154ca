//! `codegen.lock`: what was got last, so that a server can say that nothing is new, and so that no
//! edit of a person is lost.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use sha2::{Digest as _, Sha256};
use truespec::diagnostic::{Diagnostic, Diagnostics, Location};

use crate::inputs;

/// Changes with what is made of an answer: entries of another format are not believed.
const FORMAT: u32 = 1;

/// The file, as written.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u32,
    #[serde(default, rename = "source")]
    sources: Vec<Entry>,
}

/// What was got for one input.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Entry {
    /// The input, relative to the file with the entries.
    pub(super) file: String,
    pub(super) address: String,
    #[serde(
        default,
        deserialize_with = "sendable",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) etag: Option<String>,
    #[serde(
        default,
        deserialize_with = "sendable",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) last_modified: Option<String>,
    /// The hash of what the server sent, unpacked.
    pub(super) received: String,
    /// The hash of the input as it was written.
    pub(super) written: String,
}

/// What is sent back to the server as it was.
fn sendable<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    match ureq::http::HeaderValue::try_from(text.as_str()) {
        Ok(_) => Ok(Some(text)),
        Err(_) => Err(D::Error::custom(
            "the value of no header has such signs in it",
        )),
    }
}

/// The entries by their file.
#[derive(Clone, Debug, Default)]
pub(super) struct Lock {
    entries: BTreeMap<String, Entry>,
}

impl Lock {
    /// Reads the file; where there is none, nothing is known.
    pub(super) fn read(path: &Path) -> Result<Self, Diagnostics> {
        if matches!(fs::exists(path), Ok(false)) {
            return Ok(Self::default());
        }
        let source = inputs::read(path)?;
        let written: Written = toml::from_str(source.text()).map_err(|error| {
            let before = source.text().get(..error.span().unwrap_or_default().start);
            let line = before.unwrap_or_default().matches('\n').count() + 1;
            let at = Location::of_line(&source, line);
            Diagnostics::from(
                Diagnostic::error("sources-lock", at, error.message().trim().to_owned())
                    .help("restore the file, or delete it: then everything is got again"),
            )
        })?;
        if written.format != FORMAT {
            return Ok(Self::default());
        }
        let entries = written.sources.into_iter();
        Ok(Self {
            entries: entries.map(|entry| (entry.file.clone(), entry)).collect(),
        })
    }

    pub(super) fn get(&self, file: &str) -> Option<&Entry> {
        self.entries.get(file)
    }

    pub(super) fn set(&mut self, entry: Entry) {
        self.entries.insert(entry.file.clone(), entry);
    }

    /// Forgets inputs that the configuration does not name any more.
    pub(super) fn keep(&mut self, files: &[String]) {
        self.entries.retain(|file, _| files.contains(file));
    }

    /// The text of the file.
    pub(super) fn text(&self) -> Result<String, Diagnostic> {
        let written = Written {
            format: FORMAT,
            sources: self.entries.values().cloned().collect(),
        };
        let mut text = String::from(
            "# What `cargo xtask refresh` got last. Commit it with the inputs, and do not edit it.\n\n",
        );
        text += &toml::to_string(&written).map_err(|error| {
            Diagnostic::error_without_place("sources-lock", error.to_string())
                .help("this is a mistake of the generator: report it")
        })?;
        Ok(text)
    }
}

/// The hash of a text or an answer.
pub(super) fn hash(bytes: &[u8]) -> String {
    let mut hash = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        // Writing to a text does not fail.
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}

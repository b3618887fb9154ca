//! Case folders and the snapshots in them.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use truespec::{
    diagnostic::Source,
    pipeline::{Inputs, Recordings},
};

/// The folder of this package.
pub(crate) fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The top of the repository.
pub(crate) fn top() -> PathBuf {
    here().join("../..")
}

/// The folders below `cases/KIND`, in order; it is an error if there is none.
pub(crate) fn folders(kind: &str) -> Vec<PathBuf> {
    let root = here().join("cases").join(kind);
    let mut folders: Vec<_> = fs::read_dir(&root)
        .unwrap_or_else(|error| panic!("{}: {error}", root.display()))
        .map(|entry| entry.expect("readable folder").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "no cases in {}", root.display());
    folders
}

/// A file of a case; its name in messages is that of the file alone.
pub(crate) fn source(folder: &Path, name: &str) -> Option<Arc<Source>> {
    let text = fs::read_to_string(folder.join(name)).ok()?;
    Some(Source::new(name, text))
}

/// The inputs of a case: `openapi.yaml`, `reference*.txt`, `decisions.toml`.
pub(crate) fn inputs(folder: &Path) -> Inputs {
    let pages = ["reference.txt", "reference2.txt"];
    Inputs {
        document: source(folder, "openapi.yaml").expect("the case has a document"),
        pages: pages.iter().filter_map(|p| source(folder, p)).collect(),
        decisions: source(folder, "decisions.toml"),
        extends: "openapi.yaml".to_owned(),
        recordings: Recordings {
            files: recordings(folder),
            document: "corrected.yaml".to_owned(),
            ..Recordings::default()
        },
    }
}

/// The recordings of a case, in order: `recordings/*.json`.
fn recordings(folder: &Path) -> Vec<Arc<Source>> {
    let Ok(entries) = fs::read_dir(folder.join("recordings")) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.expect("readable entry").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    let read = |name: &String| source(folder, &format!("recordings/{name}"));
    names.iter().filter_map(read).collect()
}

/// Holds a text against the snapshot beside the case.
pub(crate) fn expect(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

//! Reading input files.

use std::{
    fs,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use truespec::diagnostic::{Diagnostic, Source};

/// Larger inputs than this (in bytes) are refused: no real document comes near it.
const MAX_SIZE: u64 = 64 * 1024 * 1024;

/// Reads an input; its name in messages is the path as given.
pub(crate) fn read(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    let name = display(path);
    let problem = |what: String, help: &str| {
        Diagnostic::error_without_place("unreadable-input", format!("{name}: {what}")).help(help)
    };
    let size = fs::metadata(path)
        .map_err(|error| problem(error.to_string(), "check the path of the file"))?
        .len();
    if size > MAX_SIZE {
        let what = format!("the file has {size} bytes, more than {MAX_SIZE}");
        return Err(problem(
            what,
            "give the document itself, not an archive of it",
        ));
    }
    let bytes =
        fs::read(path).map_err(|error| problem(error.to_string(), "check the path of the file"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let good = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
        let line = good.matches('\n').count() + 1;
        problem(
            format!("line {line} is not UTF-8"),
            "save the file as UTF-8",
        )
    })?;
    Ok(Source::new(name, text))
}

/// A path as people write it, the same on every system.
pub(crate) fn display(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A path without `.` and, where that is possible, without `..`.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(normal.components().next_back(), Some(Component::Normal(_))) =>
            {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// The way from a folder to a file, as a relative address.
pub(crate) fn relative(folder: &Path, file: &Path) -> String {
    let absolute = |path: &Path| normal(&std::path::absolute(path).unwrap_or(path.to_owned()));
    let (folder, file) = (absolute(folder), absolute(file));
    let folder: Vec<_> = folder.components().collect();
    let file: Vec<_> = file.components().collect();
    let common = folder.iter().zip(&file).take_while(|(a, b)| a == b).count();
    let up = folder[common..].iter().map(|_| "..".to_owned());
    let down = file[common..]
        .iter()
        .map(|c| c.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

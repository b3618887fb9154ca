//! Reading input files.

use std::{
    fs,
    io::Read as _,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use truespec::diagnostic::{Diagnostic, Source};

/// Larger inputs than this (in bytes) are refused: no real document comes near it.
const MAX_SIZE: u64 = 64 * 1024 * 1024;

/// Reads an input; its name in messages is the path as given.
pub(crate) fn read(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    let name = display(path);
    let text = text(path).map_err(|(problem, help)| {
        Diagnostic::error_without_place("unreadable-input", format!("{name}: {problem}")).help(help)
    })?;
    Ok(Source::new(name, text))
}

/// The text of a file, or what is wrong with it and what to do.
pub(crate) fn text(path: &Path) -> Result<String, (String, &'static str)> {
    let unreadable = |error: std::io::Error| (error.to_string(), "check the path of the file");
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // What is no file, such as a pipe, says no size beforehand.
    file.take(MAX_SIZE + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_SIZE {
        let what = format!("the file has more than {MAX_SIZE} bytes");
        return Err((what, "give the document itself, not an archive of it"));
    }
    decoded(bytes)
}

/// UTF-8, or UTF-16 that says so with its first character.
fn decoded(bytes: Vec<u8>) -> Result<String, (String, &'static str)> {
    let utf_16 = |unit: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks_exact(2).skip(1);
        let units = pairs.filter_map(|pair| <[u8; 2]>::try_from(pair).ok().map(unit));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        let what = || {
            (
                "the text is not UTF-16".to_owned(),
                "save the file as UTF-8",
            )
        };
        text.map_err(|_| what())
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => return utf_16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => return utf_16(u16::from_be_bytes),
        _ => {}
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let good = error.as_bytes().get(..at).unwrap_or_default();
        let line = good.split(|byte| *byte == b'\n').count();
        (
            format!("line {line} is not UTF-8"),
            "save the file as UTF-8",
        )
    })
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

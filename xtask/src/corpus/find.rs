//! The documents of a folder.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::count;
use crate::inputs::normal;

/// A file of the folder.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Its path within the folder, with `/` between the parts.
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// What a file is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// An OpenAPI document, or something that cannot be read and has to be refused with a reason.
    Document {
        /// What it says of its version.
        version: String,
        /// How many operations it has; `None` where that cannot be told.
        operations: Option<usize>,
    },
    /// Part of a document.
    Part,
    /// Neither.
    Other,
}

/// All YAML and JSON files below a folder, in the order of their names. Where they are not to be
/// looked into, each is a document.
pub(crate) fn find(folder: &Path, look: bool) -> Result<Vec<Found>, String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let mut parts = BTreeSet::new();
    let mut found = Vec::new();
    for path in paths {
        let text = look.then(|| fs::read_to_string(&path).ok()).flatten();
        let value = text.and_then(|text| parse(&path, &text));
        if let Some(value) = &value {
            referenced(value, path.parent().unwrap_or(folder), &mut parts);
        }
        found.push(Found {
            name: name(folder, &path),
            kind: kind(&path, value.as_ref()),
            path,
        });
    }
    for file in &mut found {
        if matches!(file.kind, Kind::Other) && parts.contains(&normal(&file.path)) {
            file.kind = Kind::Part;
        }
    }
    Ok(found)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    let problem = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path
            .extension()
            .is_some_and(|e| ["json", "yaml", "yml"].iter().any(|known| e == *known))
        {
            paths.push(path);
        }
    }
    Ok(())
}

fn name(folder: &Path, path: &Path) -> String {
    let within = path.strip_prefix(folder).unwrap_or(path);
    within.to_string_lossy().replace('\\', "/")
}

/// The value of a text, by readers that the generator does not use.
pub(crate) fn parse(path: &Path, text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    if path.extension().is_some_and(|e| e == "json") {
        serde_json::from_str(text).ok()
    } else {
        serde_yaml::from_str(text).ok()
    }
}

fn kind(path: &Path, value: Option<&Value>) -> Kind {
    let Some(value) = value else {
        return Kind::Document {
            version: "?".to_owned(),
            operations: None,
        };
    };
    let version = value.get("openapi").or_else(|| value.get("swagger"));
    match version {
        None => Kind::Other,
        Some(version) => Kind::Document {
            version: match version {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            },
            operations: Some(count::operations(value, path)),
        },
    }
}

/// The other files that a value refers to.
fn referenced(value: &Value, folder: &Path, files: &mut BTreeSet<PathBuf>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(target)) = map.get("$ref") {
                let file = target.split('#').next().unwrap_or_default();
                if !file.is_empty() && !file.contains("://") {
                    files.insert(normal(&folder.join(file)));
                }
            }
            for value in map.values() {
                referenced(value, folder, files);
            }
        }
        Value::Array(items) => {
            for value in items {
                referenced(value, folder, files);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

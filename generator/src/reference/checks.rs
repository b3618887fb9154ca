//! What must hold within one operation beyond the grammar of its lines.

use std::collections::{BTreeMap, BTreeSet};

use super::{Operation, ParameterLocation};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Every `{parameter}` of the path is listed, every path parameter is in the path, and no
/// parameter is listed twice.
pub(super) fn parameters(operation: &Operation, diagnostics: &mut Diagnostics) {
    let path = &operation.path;
    let in_path = path_parameters(&path.text);
    let mut seen = BTreeMap::new();
    for parameter in &operation.parameters {
        let name = &parameter.property.name;
        if let Some(first) = seen.insert((parameter.location, name.text.as_str()), &name.at) {
            diagnostics.push(
                Diagnostic::error(
                    "duplicate-parameter",
                    name.at.clone(),
                    format!("the parameter `{}` is listed twice", name.text),
                )
                .related(first.clone(), "the first time")
                .help("keep one of them"),
            );
        }
        if parameter.location == ParameterLocation::Path && !in_path.contains(name.text.as_str()) {
            diagnostics.push(
                Diagnostic::error(
                    "unknown-path-parameter",
                    name.at.clone(),
                    format!("the path `{}` has no `{{{}}}`", path.text, name.text),
                )
                .related(path.at.clone(), "the path")
                .help("correct the name, or the path"),
            );
        }
    }
    for name in in_path {
        if !seen.contains_key(&(ParameterLocation::Path, name)) {
            diagnostics.push(
                Diagnostic::error(
                    "unlisted-path-parameter",
                    path.at.clone(),
                    format!("`{{{name}}}` is not listed among the path parameters"),
                )
                .help(format!(
                    "expected `{name} string required` below `Path Parameters`"
                )),
            );
        }
    }
}

fn path_parameters(path: &str) -> BTreeSet<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

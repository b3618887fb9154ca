//! The section of the report that says which operations are less than the document describes.

use std::fmt::Write as _;

use crate::messages::Summary;

/// The section; empty where there is nothing to say.
pub(crate) fn section(summary: &Summary) -> String {
    if summary.degraded.is_empty() && summary.operations_in == summary.operations_out {
        return String::new();
    }
    let mut text = format!(
        "\n## Operations that are less than the document describes\n\n\
         {} of the {} operations of the document are in the client.",
        summary.operations_out, summary.operations_in
    );
    if summary.degraded.is_empty() {
        text.push('\n');
    } else {
        text += " These have parts that could not be expressed:\n\n";
        text += "| operation | warning | at | what |\n|---|---|---|---|\n";
    }
    for operation in &summary.degraded {
        for because in &operation.because {
            let place = because.place.as_ref();
            let place = place.map_or(String::new(), |at| format!("{}:{}", at.file, at.line));
            // Writing to a text cannot fail.
            let _ = writeln!(
                text,
                "| `{} {}` | `{}` | {} | {} |",
                operation.method,
                cell(&operation.path),
                because.code,
                cell(&place),
                cell(&because.message)
            );
        }
    }
    text
}

/// A text that keeps the table whole.
pub(crate) fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('|', "\\|").replace('<', "&lt;")
}

//! The curl sample of an operation: only its extent counts.

use super::lines::Lines;
use crate::diagnostic::Diagnostic;

/// The line after the sample that starts in the line `n`.
///
/// Lines that end in a backslash go on. The body of `-d '…` goes on to a line that ends in a
/// single quote; quotes within it are not always escaped, so only line ends count.
///
/// # Errors
/// A sample that is not finished.
pub(super) fn skip(lines: &Lines, n: usize) -> Result<usize, Diagnostic> {
    let mut at = n;
    let mut body = false;
    loop {
        if lines.is_end(at) || (!body && lines.is_blank(at)) {
            let last = lines.filled_before(at);
            return Err(lines
                .error("sample-cut-off", last, "the curl sample is not finished")
                .related(lines.location(n), "it starts here")
                .help("a line without a backslash at its end must close it; copy the whole page again"));
        }
        let line = lines.get(at);
        let continues = line.ends_with('\\');
        let closes = line.trim_end_matches('\\').trim_end().ends_with('\'');
        if body {
            body = !closes;
        } else if let Some(start) = opened(line) {
            // The quote that opens does not close.
            body = start.is_empty() || !closes;
        }
        at += 1;
        if !body && !continues {
            return Ok(at);
        }
    }
}

/// What follows the quote that opens a body.
fn opened(line: &str) -> Option<&str> {
    ["-d '", "--data '", "--data-raw '", "--data-binary '"]
        .iter()
        .find_map(|option| line.split_once(option))
        .map(|(_, rest)| rest)
}

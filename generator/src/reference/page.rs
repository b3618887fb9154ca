//! The grammar of a page: title, base URL, operations, and the site's search box at the end.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Text,
    lines::Lines,
    operation::{self, RawOperation},
    property,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Source};

/// A page as written.
#[derive(Debug)]
pub(super) struct RawPage {
    pub(super) source: Arc<Source>,
    pub(super) title: Text,
    pub(super) base_url: Option<Text>,
    pub(super) operations: Vec<RawOperation>,
    pub(super) lines: usize,
}

/// Reads a page.
///
/// # Errors
/// Everything that is wrong with its text; after an error, reading goes on with the next
/// operation.
pub(super) fn read(source: &Arc<Source>) -> Result<RawPage, Diagnostics> {
    let lines = Lines::new(source);
    let mut diagnostics = Diagnostics::new();
    let title = lines.filled(1);
    if lines.is_end(title) || lines.heading_at(title).is_some() {
        return Err(lines
            .error("page-without-title", 1, "the page has no title")
            .help("the first line of a page is its title, such as `Projects`")
            .into());
    }
    let mut page = RawPage {
        source: Arc::clone(source),
        title: lines.text(title),
        base_url: None,
        operations: Vec::new(),
        lines: lines.count(),
    };
    let mut at = match header(&lines, title + 1, &mut page) {
        Ok(at) => at,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            next_heading(&lines, title + 1)
        }
    };
    let glued = is_glued(&lines);
    loop {
        at = lines.filled(at);
        let Some((method, title)) = lines.heading_at(at) else {
            break;
        };
        match operation::read(&lines, glued, at, method, title) {
            Ok((operation, end)) => {
                page.operations.push(operation);
                at = end;
            }
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                at = next_heading(&lines, at + 1);
            }
        }
    }
    if page.operations.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(
            lines
                .error(
                    "page-without-operations",
                    title,
                    "the page has no operations",
                )
                .help("expected `GET title`, an empty line and a path; copy the whole page again"),
        );
    }
    share_authorizations(&mut page);
    duplicates(&page, &mut diagnostics);
    if lines.is_end(at)
        && let Some(operation) = page.operations.last()
        && !diagnostics.has_errors()
        && let Some(diagnostic) = cut_off(&lines, operation)
    {
        diagnostics.push(diagnostic);
    }
    diagnostics.stop_on_error()?;
    Ok(page)
}

/// The lines between the title and the first operation.
fn header(lines: &Lines, at: usize, page: &mut RawPage) -> Result<usize, Diagnostic> {
    let mut at = at;
    loop {
        let n = lines.filled(at);
        if lines.is_end(n) || lines.heading_at(n).is_some() || lines.search_box_at(n) {
            return Ok(n);
        }
        at = n + 1;
        let text = lines.get(n);
        if let Some(url) = text
            .strip_prefix("Base URL")
            .filter(|_| page.base_url.is_none())
        {
            let url = url.trim_start_matches(':').trim();
            page.base_url = Some(lines.text_of(n, url));
        } else if !text.starts_with("Generated on ") {
            return Err(lines
                .error(
                    "unexpected-text",
                    n,
                    "the grammar of a page has no place for this line before the first operation",
                )
                .help("expected `Generated on …`, `Base URL …`, or `GET title`, an empty line and a path"));
        }
    }
}

fn next_heading(lines: &Lines, n: usize) -> usize {
    (n..=lines.count())
        .find(|&n| lines.heading_at(n).is_some())
        .unwrap_or(lines.count() + 1)
}

/// Whether undescribed properties stand without an empty line between.
fn is_glued(lines: &Lines) -> bool {
    let mut before = false;
    (1..=lines.count()).any(|n| {
        let now = property::is_property(lines.get(n));
        let both = before && now;
        before = now;
        both
    })
}

/// The paragraph after a scheme describes it only if it is the same wherever the scheme stands;
/// otherwise it belongs to the operation.
fn share_authorizations(page: &mut RawPage) {
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for authorization in page.operations.iter().flat_map(|o| &o.authorizations) {
        if let Some(description) = &authorization.description {
            said.entry(authorization.name.text.clone())
                .or_default()
                .insert(description.text.clone());
        }
    }
    for operation in &mut page.operations {
        for authorization in operation.authorizations.iter_mut().rev() {
            if said
                .get(&authorization.name.text)
                .is_none_or(|s| s.len() < 2)
            {
                continue;
            }
            if let Some(mut text) = authorization.description.take() {
                if let Some(rest) = operation.description.take() {
                    text.text.push_str("\n\n");
                    text.text.push_str(&rest.text);
                }
                operation.description = Some(text);
            }
        }
    }
}

fn duplicates(page: &RawPage, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for operation in &page.operations {
        if let Some(first) = seen.insert(operation.key(), &operation.title) {
            diagnostics.push(
                Diagnostic::error(
                    "duplicate-operation",
                    operation.title.at.clone(),
                    format!("`{}` stands twice on this page", operation.key()),
                )
                .related(first.at.clone(), "the first time")
                .help("keep one of them"),
            );
        }
    }
}

/// Whether a page that does not end with the search box ends within its last operation: then
/// every table must have its example, and every success a body or a status that says there is none.
fn cut_off(lines: &Lines, operation: &RawOperation) -> Option<Diagnostic> {
    let tables = operation
        .responses
        .iter()
        .filter(|response| !response.table.tokens.is_empty())
        .count();
    let missing = tables.saturating_sub(operation.examples.len());
    let bare = operation.examples.is_empty()
        && operation.responses.iter().any(|response| {
            response.table.tokens.is_empty()
                && response.status.text.starts_with('2')
                && !["204", "205"].contains(&response.status.text.as_str())
        });
    (missing > 0 || bare).then(|| {
        let last = lines.filled_before(lines.count() + 1);
        let expected = if missing > 0 {
            format!("{missing} JSON examples are still expected")
        } else {
            "expected a table or an example".to_owned()
        };
        lines
            .error(
                "operation-cut-off",
                last,
                format!("the page ends within the operation `{}`", operation.key()),
            )
            .label(expected)
            .related(operation.title.at.clone(), "it starts here")
            .help("copy the whole page again, with the text of the search box that ends it")
    })
}

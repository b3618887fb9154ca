//! The grammar of the responses of an operation: statuses with their tables, and the examples.

use super::{
    examples,
    lines::{ALTERNATIVES, CHILDREN, ELIDED, RESPONSES, is_status, option_number},
    operation::{RawExample, RawResponse, Reader},
    property::{self, Reading},
    table::{Table, TableReader},
};
use crate::diagnostic::Diagnostic;

impl Reader<'_> {
    /// Reads everything after `Responses`, which stands in the line `heading`.
    pub(super) fn responses(&mut self, heading: usize) -> Result<(), Diagnostic> {
        if self.lines.is_end(self.lines.filled(self.at)) {
            return Err(self.without_responses(heading + 1));
        }
        let mut media_type = None;
        loop {
            let n = self.lines.filled(self.at);
            if self.lines.is_end(n)
                || self.lines.heading_at(n).is_some()
                || self.lines.search_box_at(n)
            {
                return Ok(());
            }
            self.at = n + 1;
            if self.status_at(n, false) {
                self.response(n)?;
            } else if let Some(media) = self.lines.content_type_at(n) {
                media_type = Some(self.lines.text_of(n, media));
            } else if self.lines.get(n).starts_with(['{', '[']) {
                let (example, end) = examples::read(self.lines, n)?;
                self.at = end + 1;
                self.operation.examples.push(RawExample {
                    media_type: media_type.clone(),
                    example,
                });
            } else {
                return Err(self
                    .lines
                    .error(
                        "unexpected-text",
                        n,
                        "the grammar of the responses has no place for this line",
                    )
                    .help("expected a JSON example, a status, the heading of the next operation (`GET title`, an empty line, a path) or the end of the page"));
            }
        }
    }

    fn response(&mut self, n: usize) -> Result<(), Diagnostic> {
        let lines = self.lines;
        // First of all, so that its description can repeat it.
        self.operation.responses.push(RawResponse {
            status: lines.text(n),
            description: None,
            table: Table::default(),
        });
        let description = self.paragraphs(|reader, n| {
            let property = match property::read(lines.get(n)) {
                Reading::Property(_) => true,
                Reading::Unknown(phrase, _) => property::is_misspelt(lines.get(n), phrase),
                Reading::Other => false,
            };
            property
                || lines.get(n) == ALTERNATIVES
                    && option_number(lines.get(lines.filled(n + 1))).is_some()
                || reader.response_ends(n, false)
        });
        let ends = |n: usize, describes: bool| self.response_ends(n, describes);
        let reader = TableReader {
            lines,
            glued: self.glued,
            ends: &ends,
        };
        let (table, at) = reader.read(self.at, true)?;
        self.at = at;
        if let Some(response) = self.operation.responses.last_mut() {
            response.description = description;
            response.table = table;
        }
        Ok(())
    }

    /// Whether the table of a response ends before a line.
    fn response_ends(&self, n: usize, describes: bool) -> bool {
        self.status_at(n, describes)
            || self.lines.heading_at(n).is_some()
            || self.lines.search_box_at(n)
            || self.lines.content_type_at(n).is_some()
            || self.example_at(n)
    }

    /// A status that has not been there, with empty lines around it. Where it could as well be
    /// the description of a property, another property must not follow.
    fn status_at(&self, n: usize, describes: bool) -> bool {
        let text = self.lines.get(n);
        let next = self.lines.get(self.lines.filled(n + 1));
        is_status(text)
            && n > 1
            && (self.lines.is_blank(n - 1) || self.lines.get(n - 1) == RESPONSES)
            && self.lines.is_blank(n + 1)
            && !(describes && property::is_property(next))
            && !self
                .operation
                .responses
                .iter()
                .any(|response| response.status.text == text)
    }

    /// A JSON example, as opposed to a description that starts with one or with a bracket.
    fn example_at(&self, n: usize) -> bool {
        let text = self.lines.get(n);
        if !text.starts_with(['{', '[']) {
            return false;
        }
        match examples::read(self.lines, n) {
            Ok((_, end)) => {
                // A table that goes on after it has it in a description.
                !self.table_goes_on(end + 1)
            }
            // Unfinished: an error when it is read.
            Err(_) => text.len() == 1 || text.starts_with("{\"") || text.starts_with("[{"),
        }
    }

    /// Whether a line, or one some paragraphs after it, belongs to a table.
    fn table_goes_on(&self, n: usize) -> bool {
        const MAX_PARAGRAPHS: usize = 30;
        let lines = self.lines;
        let belongs = |n: usize| {
            let line = lines.get(n);
            [CHILDREN, ELIDED, ALTERNATIVES].contains(&line)
                || line.starts_with("Default:")
                || property::is_property(line)
        };
        if !lines.is_blank(n) {
            return belongs(n);
        }
        let mut n = lines.filled(n);
        for _ in 0..MAX_PARAGRAPHS {
            if lines.is_end(n) || self.status_at(n, false) || lines.heading_at(n).is_some() {
                return false;
            }
            if belongs(n) {
                return true;
            }
            (_, n) = lines.paragraph(n, |_| false);
            n = lines.filled(n);
        }
        false
    }
}

//! The grammar of an operation: heading, path, description, sections. Its authorizations and its
//! responses have files of their own.

use super::{
    Authorization, Example, Method, ParameterLocation, Text, curl, examples,
    lines::Lines,
    property::{self, Reading},
    table::{Table, TableReader},
};
use crate::diagnostic::Diagnostic;

/// An operation as written: tables without nesting, examples not yet given to responses.
#[derive(Debug)]
pub(super) struct RawOperation {
    pub(super) method: Method,
    pub(super) title: Text,
    pub(super) path: Text,
    pub(super) authorizations: Vec<Authorization>,
    pub(super) description: Option<Text>,
    pub(super) parameters: Vec<(ParameterLocation, Table)>,
    pub(super) request_body: Option<RawBody>,
    pub(super) responses: Vec<RawResponse>,
    /// The examples of the responses, in the order of the page.
    pub(super) examples: Vec<RawExample>,
}

#[derive(Debug)]
pub(super) struct RawBody {
    pub(super) media_type: Text,
    pub(super) table: Table,
    pub(super) example: Option<Example>,
}

#[derive(Debug)]
pub(super) struct RawResponse {
    pub(super) status: Text,
    pub(super) description: Option<Text>,
    pub(super) table: Table,
}

#[derive(Debug)]
pub(super) struct RawExample {
    pub(super) media_type: Option<Text>,
    pub(super) example: Example,
}

impl RawOperation {
    /// `GET /projects/{id}`
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path.text)
    }
}

/// Reads the operation whose heading stands in the line `n`; gives back the line after it.
///
/// # Errors
/// The first line that has no place in an operation, or what is missing at its end.
pub(super) fn read(
    lines: &Lines,
    glued: bool,
    n: usize,
    method: Method,
    title: &str,
) -> Result<(RawOperation, usize), Diagnostic> {
    let path = lines.filled(n + 1);
    let mut reader = Reader {
        lines,
        glued,
        at: path + 1,
        operation: RawOperation {
            method,
            title: lines.text_of(n, title),
            path: lines.text(path),
            authorizations: Vec::new(),
            description: None,
            parameters: Vec::new(),
            request_body: None,
            responses: Vec::new(),
            examples: Vec::new(),
        },
    };
    reader.authorizations();
    reader.operation.description = reader.paragraphs(Reader::section_at);
    reader.sections()?;
    Ok((reader.operation, reader.at))
}

/// Reads one operation.
pub(super) struct Reader<'l> {
    pub(super) lines: &'l Lines,
    /// As in [`TableReader::glued`].
    pub(super) glued: bool,
    /// The next line to read.
    pub(super) at: usize,
    pub(super) operation: RawOperation,
}

impl Reader<'_> {
    /// Paragraphs up to a line that ends them.
    pub(super) fn paragraphs(&mut self, ends: impl Fn(&Self, usize) -> bool) -> Option<Text> {
        let mut text: Option<Text> = None;
        loop {
            let n = self.lines.filled(self.at);
            if self.lines.is_end(n) || ends(self, n) {
                return text;
            }
            let (paragraph, end) = self.lines.paragraph(n, |n| ends(self, n));
            self.at = end;
            match &mut text {
                Some(text) => {
                    text.text.push_str("\n\n");
                    text.text.push_str(&paragraph);
                }
                None => text = Some(self.lines.text_of(n, &paragraph)),
            }
        }
    }

    /// Whether something other than text starts in a line before the responses.
    pub(super) fn section_at(&self, n: usize) -> bool {
        let lines = self.lines;
        let next = lines.get(lines.filled(n + 1));
        let starts_table = !matches!(property::read(next), Reading::Other);
        let section = n > 1
            && lines.is_blank(n - 1)
            && (lines.parameters(n).is_some() && starts_table || lines.request_body(n).is_some());
        section
            || lines.curl_at(n)
            || lines.responses_at(n)
            || lines.heading_at(n).is_some()
            || lines.search_box_at(n)
    }

    fn sections(&mut self) -> Result<(), Diagnostic> {
        loop {
            let n = self.lines.filled(self.at);
            if self.lines.is_end(n)
                || self.lines.heading_at(n).is_some()
                || self.lines.search_box_at(n)
            {
                return Err(self.without_responses(n));
            }
            self.at = n + 1;
            if self.lines.responses_at(n) {
                return self.responses(n);
            } else if let Some(location) = self.lines.parameters(n) {
                let table = self.table(false)?;
                self.operation.parameters.push((location, table));
            } else if let Some(media_type) = self.lines.request_body(n) {
                if let Some(first) = &self.operation.request_body {
                    return Err(self
                        .lines
                        .error("duplicate-request-body", n, "a second request body")
                        .related(first.media_type.at.clone(), "the first one")
                        .help("an operation has one request body"));
                }
                let media_type = self.lines.text_of(n, media_type);
                self.request_body(media_type)?;
            } else if self.lines.curl_at(n) {
                self.at = curl::skip(self.lines, n)?;
            } else {
                return Err(self
                    .lines
                    .error(
                        "unexpected-text",
                        n,
                        "the grammar of an operation has no place for this line",
                    )
                    .help("expected parameters, a request body, a curl sample or the responses"));
            }
        }
    }

    fn table(&mut self, sorted_root: bool) -> Result<Table, Diagnostic> {
        let ends =
            |n: usize, _: bool| self.section_at(n) || self.lines.content_type_at(n).is_some();
        let reader = TableReader {
            lines: self.lines,
            glued: self.glued,
            ends: &ends,
        };
        let (table, at) = reader.read(self.at, sorted_root)?;
        self.at = at;
        Ok(table)
    }

    fn request_body(&mut self, media_type: Text) -> Result<(), Diagnostic> {
        let table = self.table(true)?;
        let mut body = RawBody {
            media_type,
            table,
            example: None,
        };
        let n = self.lines.filled(self.at);
        if self.lines.content_type_at(n).is_some() {
            let (example, end) =
                examples::read(self.lines, self.lines.filled(n + 1).min(self.lines.count()))?;
            body.example = Some(example);
            self.at = end + 1;
        }
        self.operation.request_body = Some(body);
        Ok(())
    }

    pub(super) fn without_responses(&self, n: usize) -> Diagnostic {
        let last = self.lines.filled_before(n);
        self.lines
            .error(
                "operation-cut-off",
                last,
                format!("the operation `{}` has no responses", self.operation.key()),
            )
            .label("it ends here")
            .related(self.operation.title.at.clone(), "it starts here")
            .help("expected `Responses`, an empty line and a status; copy the whole page again")
    }
}

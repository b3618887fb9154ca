//! The grammar of an operation: heading, path, authorizations, sections, responses, examples.

use super::{
    Authorization, Example, Method, ParameterLocation, Text,
    lines::{ALTERNATIVES, Lines, RESPONSES, is_status, option_number},
    property::{self, Reading},
    table::{Table, TableReader},
    curl, examples,
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
    reader.operation.description = reader.paragraphs(|reader, n| reader.section_at(n));
    reader.sections()?;
    Ok((reader.operation, reader.at))
}

struct Reader<'l> {
    lines: &'l Lines,
    glued: bool,
    /// The next line to read.
    at: usize,
    operation: RawOperation,
}

impl Reader<'_> {
    fn authorizations(&mut self) {
        loop {
            let n = self.lines.filled(self.at);
            let Some(names) = self.lines.get(n).strip_prefix("Authorizations:") else {
                return;
            };
            self.at = n + 1;
            let names = names
                .split(',')
                .flat_map(|names| names.split(" or "))
                .map(str::trim)
                .filter(|name| !name.is_empty());
            for name in names {
                self.operation.authorizations.push(Authorization {
                    name: self.lines.text_of(n, name),
                    scheme: None,
                    description: None,
                });
            }
            self.schemes();
        }
    }

    /// `Http: Bearer` and the paragraph after it, for each name that has none yet.
    fn schemes(&mut self) {
        loop {
            let n = self.lines.filled(self.at);
            let next = self
                .operation
                .authorizations
                .iter_mut()
                .find(|authorization| authorization.scheme.is_none());
            let (Some(next), Some(scheme)) = (next, scheme(self.lines.get(n))) else {
                return;
            };
            next.scheme = Some(scheme);
            self.at = n + 1;
            let n = self.lines.filled(self.at);
            let text = n > self.at
                && !self.section_at(n)
                && self::scheme(self.lines.get(n)).is_none()
                && !self.lines.get(n).starts_with("Authorizations:");
            if text {
                let (paragraph, end) = self.lines.paragraph(n);
                self.at = end;
                if let Some(last) = self
                    .operation
                    .authorizations
                    .iter_mut()
                    .rfind(|authorization| authorization.scheme.is_some())
                {
                    last.description = Some(self.lines.text_of(n, &paragraph));
                }
            }
        }
    }

    /// Paragraphs up to a line that ends them.
    fn paragraphs(&mut self, ends: impl Fn(&Self, usize) -> bool) -> Option<Text> {
        let mut text: Option<Text> = None;
        loop {
            let n = self.lines.filled(self.at);
            if self.lines.is_end(n) || ends(self, n) {
                return text;
            }
            let (paragraph, end) = self.lines.paragraph(n);
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
    fn section_at(&self, n: usize) -> bool {
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
                    .help(
                        "expected parameters, a request body, a curl sample or the responses",
                    ));
            }
        }
    }

    fn table(&mut self, sorted_root: bool) -> Result<Table, Diagnostic> {
        let ends = |n: usize, _: bool| {
            self.section_at(n) || self.lines.content_type_at(n).is_some()
        };
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
            let (example, end) = examples::read(self.lines, self.lines.filled(n + 1).min(self.lines.count()))?;
            body.example = Some(example);
            self.at = end + 1;
        }
        self.operation.request_body = Some(body);
        Ok(())
    }

    fn responses(&mut self, heading: usize) -> Result<(), Diagnostic> {
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
        let status = self.lines.text(n);
        let lines = self.lines;
        let description = self.paragraphs(|reader, n| {
            property::is_property(lines.get(n))
                || lines.get(n) == ALTERNATIVES
                    && option_number(lines.get(lines.filled(n + 1))).is_some()
                || reader.response_ends(n, false)
        });
        self.operation.responses.push(RawResponse {
            status,
            description,
            table: Table::default(),
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
                let next = self.lines.get(self.lines.filled(end + 1));
                let described = self.lines.is_blank(n - 1)
                    && (property::is_property(next) || next.starts_with("Default:"));
                !described
            }
            // Unfinished: an error when it is read.
            Err(_) => text.len() == 1 || text.starts_with("{\"") || text.starts_with("[{"),
        }
    }

    fn without_responses(&self, n: usize) -> Diagnostic {
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

/// `Http` and `Bearer` of `Http: Bearer`.
fn scheme(line: &str) -> Option<(String, String)> {
    const KINDS: [&str; 5] = ["http", "apikey", "oauth2", "openidconnect", "mutualtls"];
    let (kind, scheme) = line.split_once(':')?;
    let plain = kind.replace(' ', "").to_ascii_lowercase();
    KINDS
        .contains(&plain.as_str())
        .then(|| (kind.to_owned(), scheme.trim().to_owned()))
}

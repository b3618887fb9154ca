//! A page as numbered lines, and the whole-line patterns that its grammar is made of.
//!
//! A description can be any text, so no pattern counts on its own: the functions that end in
//! `_at` also look at the lines around.

use std::sync::Arc;

use super::{Method, ParameterLocation};
use crate::diagnostic::{Diagnostic, Location, Source};

/// Closes the table of an object whose content the page does not show.
pub(super) const ELIDED: &str =
    "Additional nested properties not shown. Refer to the full API spec for details.";
/// Opens the table of an object.
pub(super) const CHILDREN: &str = "Show child properties";
/// Opens the alternatives of a union.
pub(super) const ALTERNATIVES: &str = "One of:";
/// Opens the responses of an operation.
pub(super) const RESPONSES: &str = "Responses";

/// The lines of a page, numbered from 1 and trimmed.
#[derive(Debug)]
pub(super) struct Lines {
    source: Arc<Source>,
    count: usize,
    /// For each line number, the first line from there on that is not empty.
    filled: Vec<usize>,
}

impl Lines {
    pub(super) fn new(source: &Arc<Source>) -> Self {
        let text = source.text();
        let count = text.matches('\n').count() + usize::from(!text.ends_with('\n'));
        let mut filled = vec![count + 1; count + 2];
        for n in (1..=count).rev() {
            filled[n] = if trim(source.line(n)).is_empty() {
                filled[n + 1]
            } else {
                n
            };
        }
        Self {
            source: Arc::clone(source),
            count,
            filled,
        }
    }

    /// How many lines there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// A line without white space around it; empty past the end.
    pub(super) fn get(&self, n: usize) -> &str {
        trim(self.source.line(n))
    }

    pub(super) fn is_blank(&self, n: usize) -> bool {
        self.get(n).is_empty()
    }

    pub(super) fn is_end(&self, n: usize) -> bool {
        n > self.count
    }

    /// The first line from `n` on that is not empty; past the end if there is none.
    pub(super) fn filled(&self, n: usize) -> usize {
        self.filled.get(n).copied().unwrap_or(self.count + 1)
    }

    /// The last line before `n` that is not empty, or the first line.
    pub(super) fn filled_before(&self, n: usize) -> usize {
        (1..n.min(self.count + 1))
            .rev()
            .find(|&n| !self.is_blank(n))
            .unwrap_or(1)
    }

    pub(super) fn location(&self, n: usize) -> Location {
        Location::of_line(&self.source, n)
    }

    pub(super) fn text(&self, n: usize) -> super::Text {
        self.text_of(n, self.get(n))
    }

    /// A part of a line as a fact that stands in that line.
    pub(super) fn text_of(&self, n: usize, text: &str) -> super::Text {
        super::Text {
            text: text.to_owned(),
            at: self.location(n),
        }
    }

    pub(super) fn error(
        &self,
        code: &'static str,
        n: usize,
        message: impl Into<Box<str>>,
    ) -> Diagnostic {
        Diagnostic::error(code, self.location(n), message)
    }

    /// The paragraph that starts at `n`, and the line after it. A lone opening bracket ends it
    /// where `example` says that an example starts there.
    pub(super) fn paragraph(&self, n: usize, example: impl Fn(usize) -> bool) -> (String, usize) {
        let mut end = n;
        let mut text = String::new();
        while !self.is_blank(end) {
            if end > n && matches!(self.get(end), "{" | "[") && example(end) {
                break;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(self.get(end));
            end += 1;
        }
        (text, end)
    }

    fn follows_blank(&self, n: usize) -> bool {
        n <= 1 || self.is_blank(n - 1)
    }

    /// `GET List projects`, an empty line, and a path.
    pub(super) fn heading_at(&self, n: usize) -> Option<(Method, &str)> {
        let (method, title) = self.get(n).split_once(' ')?;
        let method = Method::ALL.into_iter().find(|m| m.as_str() == method)?;
        let path = self.get(self.filled(n + 1));
        (self.follows_blank(n)
            && self.is_blank(n + 1)
            && path.starts_with('/')
            && !path.contains(char::is_whitespace))
        .then_some((method, title.trim()))
    }

    /// `Path Parameters` and its like.
    pub(super) fn parameters(&self, n: usize) -> Option<ParameterLocation> {
        match self.get(n) {
            "Path Parameters" => Some(ParameterLocation::Path),
            "Query Parameters" => Some(ParameterLocation::Query),
            "Header Parameters" => Some(ParameterLocation::Header),
            "Cookie Parameters" => Some(ParameterLocation::Cookie),
            _ => None,
        }
    }

    /// `Request Body: application/json`.
    pub(super) fn request_body(&self, n: usize) -> Option<&str> {
        media_type(self.get(n).strip_prefix("Request Body:")?)
    }

    /// `Content type application/json`, with an example right after it.
    pub(super) fn content_type_at(&self, n: usize) -> Option<&str> {
        let media = media_type(self.get(n).strip_prefix("Content type ")?)?;
        let next = self.filled(n + 1);
        (self.is_end(next) || self.get(next).starts_with(['{', '[', '"'])).then_some(media)
    }

    /// The first line of a curl sample.
    pub(super) fn curl_at(&self, n: usize) -> bool {
        let line = self.get(n);
        line.starts_with("curl ") && (line.ends_with('\\') || line.contains("://"))
    }

    /// `Responses` with a status after it, or at the very end of a page that is cut off.
    pub(super) fn responses_at(&self, n: usize) -> bool {
        let next = self.filled(n + 1);
        self.get(n) == RESPONSES
            && self.follows_blank(n)
            && (self.is_end(next) || is_status(self.get(next)))
    }

    /// The text of the site's search box, which ends a page.
    pub(super) fn search_box_at(&self, n: usize) -> bool {
        let mut n = self.filled(n);
        if self.is_end(n) {
            return false;
        }
        // Two sentences, each at most once.
        for _ in 0..2 {
            if is_search_box(self.get(n)) {
                n = self.filled(n + 1);
            }
        }
        self.is_end(n)
    }
}

pub(super) fn is_search_box(line: &str) -> bool {
    let line = line.replace('\u{2019}', "'");
    line == "We can't find any results for your search."
        || line == "Try using different keywords or simplifying your search terms."
}

/// `200`, `2XX` or `default`.
pub(super) fn is_status(line: &str) -> bool {
    match line.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => line == "default",
    }
}

/// `2` of `Option 2`.
pub(super) fn option_number(line: &str) -> Option<u32> {
    let digits = line.strip_prefix("Option ")?;
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

fn media_type(text: &str) -> Option<&str> {
    let text = text.trim();
    let (kind, rest) = text.split_once('/')?;
    let plain = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    (plain(kind) && plain(rest.split(';').next().unwrap_or(""))).then_some(text)
}

fn trim(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

//! Source texts and places in them.

use std::{cmp::Ordering, fmt, sync::Arc};

/// A text that was read, with the name under which people know it.
#[derive(PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    /// Byte offset of the start of each line.
    line_starts: Vec<usize>,
}

impl Source {
    /// A text and its name, usually the path of the file relative to the working directory.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Arc::new(Self {
            name: name.into(),
            text,
            line_starts,
        })
    }

    /// The name under which people know it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A line by its number, counted from 1, without its line ending; empty past the end.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let Some(&start) = number.checked_sub(1).and_then(|n| self.line_starts.get(n)) else {
            return "";
        };
        let end = self
            .line_starts
            .get(number)
            .copied()
            .unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }

    /// How many lines there are.
    #[must_use]
    pub fn lines(&self) -> usize {
        let ends_in_line = self.text.is_empty() || self.text.ends_with('\n');
        self.line_starts.len() - usize::from(ends_in_line)
    }

    /// Byte offset of a line (counted from 1) and column (in characters, counted from 1).
    pub(super) fn offset(&self, line: usize, column: usize) -> usize {
        let text = self.line(line);
        let start = line
            .checked_sub(1)
            .and_then(|n| self.line_starts.get(n))
            .copied()
            .unwrap_or(self.text.len());
        start + offset_of_char(text, column.saturating_sub(1))
    }
}

/// The next offset at or after one that does not split a character.
pub(super) fn boundary(text: &str, offset: usize) -> usize {
    let after = offset.min(text.len())..text.len();
    after
        .into_iter()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// Byte offset of a character by its number; the end where there are not so many.
fn offset_of_char(text: &str, number: usize) -> usize {
    // Documents in one line of megabytes are real, and characters are counted faster than walked.
    const STEP: usize = 4096;
    let (mut at, mut left) = (0, number);
    while text.len() - at > STEP + 4 {
        let end = boundary(text, at + STEP);
        let count = text[at..end].chars().count();
        if count > left {
            break;
        }
        (at, left) = (end, left - count);
    }
    let rest = &text[at..];
    let within = rest.char_indices().nth(left);
    at + within.map_or(rest.len(), |(at, _)| at)
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", self.name)
    }
}

/// A place in a [`Source`]: a part of one line.
#[derive(Clone, PartialEq, Eq)]
pub struct Location {
    source: Arc<Source>,
    line: u32,
    column: u32,
    length: u32,
}

impl Location {
    /// A place by line and column (both counted from 1, columns in characters) and length in characters.
    #[must_use]
    pub fn new(source: &Arc<Source>, line: usize, column: usize, length: usize) -> Self {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            source: Arc::clone(source),
            line: small(line),
            column: small(column),
            length: small(length),
        }
    }

    /// A whole line, without its indentation and trailing white space.
    #[must_use]
    pub fn of_line(source: &Arc<Source>, line: usize) -> Self {
        let text = source.line(line);
        let indent = text.chars().take_while(|c| c.is_whitespace()).count();
        Self::new(source, line, indent + 1, text.trim().chars().count())
    }

    /// The text that the place is in.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line as usize
    }

    /// The column in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column as usize
    }

    /// The column behind the place, in characters counted from 1; a place is never empty.
    #[must_use]
    pub fn end_column(&self) -> usize {
        self.column() + self.length.max(1) as usize
    }

    /// The text of the whole line, trimmed.
    #[must_use]
    pub fn line_text(&self) -> &str {
        self.source.line(self.line()).trim()
    }

    /// Byte range of the place in the text, never empty unless at the end of the text.
    pub(super) fn range(&self) -> std::ops::Range<usize> {
        let start = self.source.offset(self.line(), self.column());
        let length = self.length.max(1) as usize;
        let end = self.source.offset(self.line(), self.column() + length);
        start..end.max(start)
    }
}

impl PartialOrd for Location {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Location {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.source.name(), self.line, self.column, self.length).cmp(&(
            other.source.name(),
            other.line,
            other.column,
            other.length,
        ))
    }
}

/// `file:line`, as people write it.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source.name(), self.line)
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.source.name(), self.line, self.column)
    }
}

//! The lines of a change log: which are headings, which are code, and how they end.

use std::ops::Range;

/// The lines of a change log, with their ends.
pub(super) struct Lines<'t> {
    all: Vec<&'t str>,
    /// Which of them stand in a block of code.
    code: Vec<bool>,
    /// How the lines of the file end.
    end: &'static str,
}

impl<'t> Lines<'t> {
    /// Reads a text.
    pub(super) fn of(text: &'t str) -> Self {
        let all: Vec<&str> = text.split_inclusive('\n').collect();
        let first = all.first().copied().unwrap_or_default();
        let end = if first.ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let mut open: Option<&str> = None;
        let code = all.iter().map(|line| {
            let mark = fence(line);
            match (open, mark) {
                (None, Some((fence, _))) => {
                    open = Some(fence);
                    true
                }
                (Some(fence), Some((mark, ""))) if mark.starts_with(fence) => {
                    open = None;
                    true
                }
                (open, _) => open.is_some(),
            }
        });
        let code = code.collect();
        Self { all, code, end }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The lines that are no code, with their numbers from 0, without what stands around them.
    fn prose(&self) -> impl Iterator<Item = (usize, &'t str)> {
        let lines = self.all.iter().zip(&self.code).enumerate();
        let prose = lines.filter(|(_, (_, is_code))| !**is_code);
        prose.map(|(at, (line, _))| (at, line.trim_end()))
    }

    /// The titles of the sections, with the lines of their headings.
    pub(super) fn titles(&self) -> impl Iterator<Item = (usize, &'t str)> {
        self.prose()
            .filter_map(|(at, line)| Some((at, title(line.strip_prefix("## ")?))))
    }

    /// A section by its title: the line of its heading, and the one behind its last.
    pub(super) fn section(&self, is: impl Fn(&str) -> bool) -> Option<Range<usize>> {
        let mut titles = self.titles().skip_while(|(_, title)| !is(title));
        let (start, _) = titles.next()?;
        Some(start..titles.next().map_or(self.len(), |(next, _)| next))
    }

    /// The lines of a section that are one of two marks, and whether they are the second.
    pub(super) fn marks(&self, within: &Range<usize>, marks: [&str; 2]) -> Vec<(usize, bool)> {
        let prose = self.prose().filter(|(at, _)| within.contains(at));
        let marks = prose.filter_map(|(at, line)| {
            let which = marks.iter().position(|mark| *mark == line.trim())?;
            Some((at, which == 1))
        });
        marks.collect()
    }

    /// Some of the lines, without their ends.
    pub(super) fn texts(&self, at: Range<usize>) -> Vec<&'t str> {
        let lines = self.all.get(at).unwrap_or_default().iter();
        lines
            .map(|line| line.trim_end_matches(['\r', '\n']))
            .collect()
    }

    /// All lines, with a text in the place of some of them. `space`: an empty line follows the text.
    pub(super) fn with(&self, at: Range<usize>, text: &str, space: bool) -> String {
        let (before, rest) = self.all.split_at(at.start.min(self.len()));
        let after = rest.get(at.len()..).unwrap_or_default();
        let mut out = before.concat();
        if !out.is_empty() && !out.ends_with('\n') {
            out.push_str(self.end);
        }
        let is_new_section = at.is_empty() && text.starts_with("## ");
        if is_new_section && before.last().is_some_and(|line| !line.trim().is_empty()) {
            out.push_str(self.end);
        }
        for line in text.lines().chain(space.then_some("")) {
            out.push_str(line);
            out.push_str(self.end);
        }
        out.push_str(&after.concat());
        out
    }
}

/// The marks that begin or end a block of code, and what follows them on the line.
fn fence(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start_matches(' ');
    if line.len() - text.len() > 3 {
        return None;
    }
    let first = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = text.trim_start_matches(first);
    let (marks, rest) = text.split_at(text.len() - rest.len());
    // Backticks with another behind them are code within a line.
    let is_fence = marks.len() >= 3 && !(first == '`' && rest.contains('`'));
    is_fence.then_some((marks, rest.trim()))
}

/// What a heading says, without the marks of a link.
fn title(heading: &str) -> &str {
    let title = heading.split("](").next().unwrap_or_default().trim();
    title.trim_start_matches('[').trim_end_matches(']')
}

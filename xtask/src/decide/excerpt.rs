//! Lines of a source text, as they can be shown in a given width of a terminal.

use truespec::diagnostic::Location;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::inert::inert;

/// How far away the next line may be that is not blank.
const NEAR: usize = 3;

/// The line of a place with the nearest ones before and after it that are not blank, and their
/// numbers; the line itself is marked.
pub(super) fn lines(at: &Location, width: usize) -> Vec<String> {
    let (source, own) = (at.source(), at.line());
    let is_text = |number: &usize| !source.line(*number).trim().is_empty();
    let before = (own.saturating_sub(NEAR)..own).rev().find(is_text);
    let after = (own + 1..=own + NEAR).find(is_text);
    let numbers = before.into_iter().chain([own]).chain(after);
    let texts: Vec<(usize, String)> = numbers
        .map(|number| (number, inert(source.line(number)).trim_end().to_owned()))
        .collect();
    let digits = texts.last().map_or(1, |(last, _)| last.to_string().len());
    let indents = texts.iter().filter(|(_, text)| !text.is_empty());
    let indents = indents.map(|(_, text)| text.len() - text.trim_start_matches(' ').len());
    let indent = indents.min().unwrap_or_default();
    // Before each line stand a mark, its number and a bar.
    let room = width.saturating_sub(digits + 5).max(8);
    let shown = texts.into_iter().map(|(number, text)| {
        let mark = if number == own { '>' } else { ' ' };
        let column = if number == own { at.column() } else { 1 };
        let text = cut(
            text.get(indent..).unwrap_or_default(),
            column.saturating_sub(indent),
            room,
        );
        format!("{mark} {number:>digits$} │ {text}")
            .trim_end()
            .to_owned()
    });
    shown.collect()
}

/// A text in a width, with the column (from 1) in it; `…` stands for what is cut off.
fn cut(text: &str, column: usize, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let ahead = width / 3;
    let skipped = if column + ahead < width {
        0
    } else {
        column.saturating_sub(ahead)
    };
    let mut shown = String::new();
    let mut used = 0;
    if skipped > 0 {
        shown.push('…');
        used = 1;
    }
    for c in text.chars().skip(skipped) {
        let wide = c.width().unwrap_or_default();
        if used + wide >= width {
            shown.push('…');
            break;
        }
        shown.push(c);
        used += wide;
    }
    shown
}

/// A text in lines of a width, broken between words where that is possible.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let text = inert(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joint = usize::from(!line.is_empty());
        if line.width() + joint + word.width() <= width {
            if joint == 1 {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or_default() > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A text with blanks up to a width.
pub(super) fn padded(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

#[cfg(test)]
mod tests {
    use truespec::diagnostic::{Location, Source};

    use super::{lines, padded, wrapped};

    #[test]
    fn words_are_kept_whole_where_they_fit() {
        assert_eq!(
            wrapped("one two  three\nfour", 9),
            ["one two", "three", "four"]
        );
        assert_eq!(wrapped("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrapped("漢字漢字", 4), ["漢字", "漢字"]);
        assert_eq!(wrapped("", 4), [""]);
        assert_eq!(padded("漢", 4), "漢  ");
    }

    #[test]
    fn a_line_stands_between_its_neighbours() {
        let source = Source::new("a.yaml", "a:\n  b: 1\n  c: 2\n  d: 3\n");
        let shown = |line, column| lines(&Location::new(&source, line, column, 1), 40);
        assert_eq!(shown(3, 3), ["  2 │ b: 1", "> 3 │ c: 2", "  4 │ d: 3"]);
        assert_eq!(shown(1, 1), ["> 1 │ a:", "  2 │   b: 1"]);
        assert_eq!(shown(4, 3), ["  3 │ c: 2", "> 4 │ d: 3"]);
        let source = Source::new("a.txt", "GET\n\nid\n\n\n\n\nfar\n");
        let shown = lines(&Location::of_line(&source, 3), 40);
        assert_eq!(shown, ["  1 │ GET", "> 3 │ id"]);
    }

    #[test]
    fn of_a_long_line_the_place_is_shown() {
        let text = format!("{}HERE{}", "x".repeat(5000), "y".repeat(5000));
        let source = Source::new("a.json", text);
        let shown = lines(&Location::new(&source, 1, 5001, 4), 40);
        assert_eq!(shown.len(), 1);
        assert!(
            shown[0].contains("HERE") && shown[0].chars().count() <= 40,
            "{shown:?}"
        );
        assert!(
            shown[0].starts_with("> 1 │ …x") && shown[0].ends_with("y…"),
            "{shown:?}"
        );
    }
}

//! The page of a rule: its doc comment, at hand while the program runs.

/// Makes a rule whose doc comment is both the documentation of the constant and
/// [`Rule::page`](super::Rule::page), so that there is one text of it.
///
/// A page is a title, the name of the rule, and five paragraphs: `What it does:`, `Why:`, `Wins:`
/// (who does where nobody decides), `Sides:` (what a decision can take, and what follows) and
/// `Example:`.
macro_rules! rule {
    (
        $(#[doc = $line:literal])+
        $visible:vis const $constant:ident: Rule = Rule {
            name: $name:expr,
            summary: $summary:expr,
            check $(: $check:expr)?,
        };
    ) => {
        $(#[doc = $line])+
        $visible const $constant: Rule = Rule {
            name: $name,
            summary: $summary,
            lines: &[$($line),+],
            check $(: $check)?,
        };
    };
}

pub(super) use rule;

/// The text of a doc comment: its lines without the blank that each begins with.
pub(super) fn text(lines: &[&str]) -> String {
    let lines = lines
        .iter()
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    let mut text = lines.collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

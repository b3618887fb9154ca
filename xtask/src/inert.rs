//! Texts from documents and pages on a terminal: they show themselves and do nothing else.

/// Stands for characters that would not show, or would change how others show.
const REPLACEMENT: char = '\u{fffd}';

/// A text that does nothing but show itself: no escape sequences, no change of direction. White
/// space becomes blanks.
pub(crate) fn inert(text: &str) -> String {
    let inert = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        c if c.is_control() => REPLACEMENT,
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => REPLACEMENT,
        c => c,
    };
    text.chars().map(inert).collect()
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn what_a_text_holds_does_nothing() {
        assert_eq!(
            inert("a\tb\u{1b}[31mc\u{202e}d\u{7f}"),
            "a b\u{fffd}[31mc\u{fffd}d\u{fffd}"
        );
    }
}

//! Words as people read them, and as they are compared.

use super::words::Word;

/// What is compared: the same text means the same.
pub(super) fn key(words: &[Word]) -> String {
    let mut text = String::new();
    write_key(words, &mut text);
    text
}

fn write_key(words: &[Word], text: &mut String) {
    for word in words {
        match word {
            Word::Path(path) => {
                text.push_str(&path.join("::"));
                text.push(' ');
            }
            Word::Text(word) => {
                text.push_str(word);
                text.push(' ');
            }
            Word::Shown(_, known) => write_key(known, text),
        }
    }
}

/// How names of paths are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// The last part of each.
    Short,
    /// All of each, and what stands behind other names.
    Whole,
}

/// One line of Rust.
pub(super) fn line(words: &[Word], names: Names) -> String {
    let mut line = Line::default();
    line.words(words, names);
    line.text
}

#[derive(Default)]
struct Line {
    text: String,
    /// The word before.
    before: String,
}

impl Line {
    fn words(&mut self, words: &[Word], names: Names) {
        for word in words {
            match word {
                Word::Path(path) => match names {
                    Names::Short => self.word(path.last().map_or("", String::as_str)),
                    Names::Whole => self.word(&path.join("::")),
                },
                Word::Text(text) => self.word(text),
                Word::Shown(shown, known) => {
                    let is_path = known
                        .first()
                        .is_some_and(|word| matches!(word, Word::Path(_)));
                    if names == Names::Whole && is_path && shown != "Self" {
                        self.words(known, names);
                    } else {
                        self.word(shown);
                    }
                }
            }
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if !self.text.is_empty() && spaced(&self.before, word) {
            self.text.push(' ');
        }
        self.text.push_str(word);
        word.clone_into(&mut self.before);
    }
}

fn spaced(before: &str, word: &str) -> bool {
    let opens = ["(", "[", "<", "&", "::", "#", "!", "?", "*", "'"];
    let closes = [",", ")", "]", ">", "::", ":", ";", "."];
    if opens.contains(&before) || closes.contains(&word) {
        return false;
    }
    match word {
        "(" => [",", "=", "->", "+", "{", "impl", "dyn", "where", "mut"].contains(&before),
        "<" => [",", "=", "->", "+", "{", "dyn", "where"].contains(&before),
        "[" => before != "#",
        _ => true,
    }
}

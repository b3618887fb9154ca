//! Words as people read them, and as they are compared.

use std::collections::{BTreeMap, BTreeSet};

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
pub(super) enum Names<'n> {
    /// The last part of each.
    Short,
    /// All of those that end with one of these, the last part of others.
    Only(&'n BTreeSet<String>),
    /// All of each, and what stands behind other names.
    Whole,
}

/// Names that lines share and that mean different things in them.
pub(super) fn ambiguous(lines: [&[Word]; 2]) -> BTreeSet<String> {
    fn collect<'w>(words: &'w [Word], all: &mut BTreeMap<&'w str, BTreeSet<&'w [String]>>) {
        for word in words {
            match word {
                Word::Path(path) => {
                    let last = path.last().map_or("", String::as_str);
                    all.entry(last).or_default().insert(path);
                }
                Word::Text(_) => {}
                Word::Shown(_, known) => collect(known, all),
            }
        }
    }
    let mut all = BTreeMap::new();
    for words in lines {
        collect(words, &mut all);
    }
    let several = all.into_iter().filter(|(_, paths)| paths.len() > 1);
    several.map(|(name, _)| name.to_owned()).collect()
}

/// One line of Rust.
pub(super) fn line(words: &[Word], names: Names<'_>) -> String {
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
    fn words(&mut self, words: &[Word], names: Names<'_>) {
        for word in words {
            match word {
                Word::Path(path) => match names {
                    Names::Short => self.word(path.last().map_or("", String::as_str)),
                    Names::Only(some) if !path.last().is_some_and(|last| some.contains(last)) => {
                        self.word(path.last().map_or("", String::as_str));
                    }
                    Names::Only(_) | Names::Whole => self.word(&path.join("::")),
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

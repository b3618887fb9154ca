//! Identifiers of Rust from any text.

use heck::{ToSnakeCase, ToUpperCamelCase};

pub(super) use super::singular::singular;

/// Words that cannot be names of values, modules or fields, of all editions.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "_",
];

/// Names are not longer than this, in bytes: a file is called after a type, and can hold 255.
const LONGEST: usize = 120;

/// A name in `snake_case`: a field, a method, a module.
pub(super) fn snake(text: &str) -> String {
    snake_after("value", text)
}

/// A name in `snake_case`. Where it would begin with a digit, a word goes before it.
pub(super) fn snake_after(word: &str, text: &str) -> String {
    let name = ascii(text).to_snake_case();
    let name = match name.chars().next() {
        None => spelled(text).to_snake_case(),
        Some(first) if first.is_ascii_digit() => format!("{word}_{name}"),
        Some(_) => name,
    };
    let name = fitting(name);
    if name.is_empty() {
        return "empty".to_owned();
    }
    if KEYWORDS.contains(&name.as_str()) {
        return name + "_";
    }
    name
}

/// A name in `UpperCamelCase`: a type, a variant.
pub(super) fn pascal(text: &str) -> String {
    let name = ascii(text).to_upper_camel_case();
    let name = match name.chars().next() {
        None => spelled(text).to_upper_camel_case(),
        Some(first) if first.is_ascii_digit() && text.starts_with(['+', '-']) => {
            spelled(text).to_upper_camel_case()
        }
        Some(_) => name,
    };
    let name = if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("Value{name}")
    } else {
        name
    };
    let name = fitting(name);
    match name.as_str() {
        "" => "Empty".to_owned(),
        "Self" => "SelfValue".to_owned(),
        _ => name,
    }
}

/// A name in `UpperCamelCase` in which signs are words, for texts that differ only in them.
pub(super) fn pascal_spelled(text: &str) -> String {
    pascal(&spelled(text))
}

/// The name of a thing within another one. Words with which the outer name ends and the inner one
/// begins stand there once: `address_type` of `Address` is `AddressType`.
pub(super) fn joined(outer: &str, inner: &str) -> String {
    let (before, after) = (words(outer), words(inner));
    let longest = before.len().min(after.len().saturating_sub(1));
    let shared = (1..=longest)
        .rev()
        .find(|count| before[before.len() - count..] == after[..*count])
        .unwrap_or_default();
    concatenated(outer, &after[shared..].join(" "))
}

/// The name of a thing within another one, one after the other.
pub(super) fn concatenated(outer: &str, inner: &str) -> String {
    if outer.is_empty() {
        return pascal(inner);
    }
    let name = ascii(inner).to_upper_camel_case();
    let name = if name.is_empty() { pascal(inner) } else { name };
    fitting(format!("{outer}{name}"))
}

/// The words of a name, in small letters.
fn words(text: &str) -> Vec<String> {
    let name = ascii(text).to_snake_case();
    let words = name.split('_').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A name that is not too long: of one that is, the words that fit, and a number that is made from all
/// of it.
pub(super) fn fitting(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let is_type = name.starts_with(|c: char| c.is_ascii_uppercase());
    // Names are ASCII by now; what is not would only be cut shorter.
    let kept: String = name.chars().take(LONGEST - 10).collect();
    let end = if is_type {
        kept.rfind(|c: char| c.is_ascii_uppercase())
    } else {
        kept.rfind('_')
    };
    let kept = match end {
        Some(end) if end > LONGEST / 2 => kept.get(..end).unwrap_or(&kept),
        Some(_) | None => &kept,
    };
    let mark = if is_type { "X" } else { "_x" };
    format!("{kept}{mark}{:08x}", fingerprint(&name))
}

/// FNV-1a: the same on every machine and in every version.
pub(super) fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// The text in ASCII: letters of other scripts as they sound, emoji by their names, and all signs as
/// separators.
fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            // An apostrophe does not part a word.
            '\'' | '\u{2019}' => {}
            c if c.is_ascii() => out.push(' '),
            c => match deunicode::deunicode_char(c) {
                Some(sound) => {
                    let is_word = !c.is_alphanumeric() && sound.len() > 1;
                    // A sign that is called by a word stands for itself.
                    let (before, after) = if is_word { (" ", " ") } else { ("", "") };
                    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { ' ' };
                    out += before;
                    out.extend(sound.trim_matches('\'').chars().map(plain));
                    out += after;
                }
                None if c.is_alphanumeric() => out += &code_point(c),
                None => out.push(' '),
            },
        }
    }
    out
}

/// The text with its signs as words.
fn spelled(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let word = match c {
            '+' => "plus",
            '-' => "minus",
            '<' => "less",
            '>' => "greater",
            '=' => "equal",
            '!' => "not",
            '*' => "star",
            '/' => "slash",
            '.' => "dot",
            '_' => "underscore",
            ' ' => "space",
            ':' => "colon",
            ',' => "comma",
            '%' => "percent",
            '&' => "and",
            '|' => "or",
            '$' => "dollar",
            '#' => "hash",
            '@' => "at",
            '?' => "question",
            '~' => "tilde",
            '^' => "caret",
            '(' | '[' | '{' => "open",
            ')' | ']' | '}' => "close",
            ';' => "semicolon",
            '"' => "quote",
            '\'' => "apostrophe",
            '`' => "backtick",
            '\\' => "backslash",
            c if c.is_ascii_alphanumeric() => {
                out.push(c);
                continue;
            }
            c => {
                out += &[" ", &code_point(c), " "].concat();
                continue;
            }
        };
        out += &[" ", word, " "].concat();
    }
    out
}

/// A character by its number, as a word.
fn code_point(c: char) -> String {
    format!("u{:x}", c as u32)
}

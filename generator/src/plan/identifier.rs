//! Identifiers of Rust from any text.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Words that cannot be names of values, modules or fields, of all editions.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "_",
];

/// A name in `snake_case`: a field, a method, a module.
pub(super) fn snake(text: &str) -> String {
    let name = ascii(text).to_snake_case();
    let name = match name.chars().next() {
        None => spelled(text).to_snake_case(),
        Some(first) if first.is_ascii_digit() => format!("value_{name}"),
        Some(_) => name,
    };
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
        Some(first) if first.is_ascii_digit() => format!("Value{name}"),
        Some(_) => name,
    };
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

/// The singular of the last word of a name; `None` where it has none of its own.
pub(super) fn singular(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let cut = |count: usize, ending: &str| {
        text.get(..text.len() - count)
            .map(|stem| format!("{stem}{ending}"))
    };
    if ["ss", "us", "is", "news", "series", "species"]
        .iter()
        .any(|end| lower.ends_with(end))
    {
        return None;
    }
    if lower.len() > 4 && lower.ends_with("ies") {
        return cut(3, "y");
    }
    if ["sses", "xes", "ches", "shes", "zzes"]
        .iter()
        .any(|end| lower.ends_with(end))
    {
        return cut(2, "");
    }
    if lower.len() > 2 && lower.ends_with('s') {
        return cut(1, "");
    }
    None
}

/// The text with the letters of western languages without their marks.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        out += match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
            'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
            'æ' => "ae",
            'Æ' => "Ae",
            'ç' | 'ć' | 'č' => "c",
            'Ç' | 'Ć' | 'Č' => "C",
            'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
            'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => "E",
            'ì'..='ï' | 'ī' => "i",
            'Ì'..='Ï' | 'Ī' => "I",
            'ł' => "l",
            'Ł' => "L",
            'ñ' | 'ń' | 'ň' => "n",
            'Ñ' | 'Ń' | 'Ň' => "N",
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
            'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
            'œ' => "oe",
            'Œ' => "Oe",
            'ř' => "r",
            'Ř' => "R",
            'ś' | 'š' | 'ş' => "s",
            'Ś' | 'Š' | 'Ş' => "S",
            'ß' => "ss",
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
            'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => "U",
            'ý' | 'ÿ' => "y",
            'Ý' => "Y",
            'ź' | 'ż' | 'ž' => "z",
            'Ź' | 'Ż' | 'Ž' => "Z",
            other => {
                out.push(other);
                continue;
            }
        };
    }
    out
}

/// The text with everything that is not ASCII spelled out, and all signs as separators.
fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            // An apostrophe does not part a word.
            '\'' => {}
            c if c.is_ascii() => out.push(' '),
            c if c.is_alphanumeric() => out += &code_point(c),
            _ => out.push(' '),
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

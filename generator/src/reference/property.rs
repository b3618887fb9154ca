//! The property line: `name type required|optional [Nullable] [Deprecated]`.

use super::{
    Type,
    types::{self, UnknownType},
};

/// A property line as it is written.
#[derive(Clone, Debug)]
pub(super) struct PropertyLine<'t> {
    pub(super) name: &'t str,
    pub(super) ty: Type,
    /// The type as it is written, with single spaces.
    pub(super) phrase: String,
    pub(super) required: bool,
    pub(super) nullable: bool,
    pub(super) deprecated: bool,
}

/// What a line says when it is read as a property line.
#[derive(Clone, Debug)]
pub(super) enum Reading<'t> {
    /// It is one.
    Property(PropertyLine<'t>),
    /// It ends like one, but its type is not known.
    Unknown(&'t str, UnknownType),
    /// It is something else.
    Other,
}

/// Reads a whole line.
pub(super) fn read(line: &str) -> Reading<'_> {
    let mut rest = line;
    let (mut nullable, mut deprecated) = (false, false);
    loop {
        if let Some(before) = word_before_end(rest, "Nullable") {
            (rest, nullable) = (before, true);
        } else if let Some(before) = word_before_end(rest, "Deprecated") {
            (rest, deprecated) = (before, true);
        } else {
            break;
        }
    }
    let (rest, required) = if let Some(before) = word_before_end(rest, "required") {
        (before, true)
    } else if let Some(before) = word_before_end(rest, "optional") {
        (before, false)
    } else {
        return Reading::Other;
    };
    let Some((name, phrase)) = rest.split_once(char::is_whitespace) else {
        return Reading::Other;
    };
    if name.ends_with([',', '.', ':', ';']) {
        return Reading::Other;
    }
    match types::parse(phrase) {
        Ok((ty, null)) => Reading::Property(PropertyLine {
            name,
            ty,
            phrase: phrase.split_whitespace().collect::<Vec<_>>().join(" "),
            required,
            nullable: nullable || null,
            deprecated,
        }),
        Err(unknown) => Reading::Unknown(phrase.trim(), unknown),
    }
}

/// Whether a whole line is a property line.
pub(super) fn is_property(line: &str) -> bool {
    matches!(read(line), Reading::Property(_))
}

/// Whether a line with an unknown type is meant as a property line, where it could also be a
/// sentence of a description: `count intger required`, but not `This is required`.
pub(super) fn is_misspelt(line: &str, phrase: &str) -> bool {
    const VERBS: [&str; 9] = [
        "is", "are", "be", "was", "were", "not", "as", "if", "becomes",
    ];
    let words = phrase.split_whitespace().count();
    let shaped = words == 1
        || phrase.starts_with("array of ")
        || phrase.ends_with(')')
        || phrase.contains(", one of: ");
    shaped
        && !line.starts_with(char::is_uppercase)
        && !phrase.split_whitespace().any(|word| VERBS.contains(&word))
}

fn word_before_end<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let before = line.strip_suffix(word)?;
    before
        .ends_with(char::is_whitespace)
        .then(|| before.trim_end())
}

//! Why a table could not be settled.

use super::{Job, forest::MAX_LEVEL};
use crate::{
    diagnostic::{Diagnostic, Location, Remedy},
    reference::{
        ChoiceKey, Text,
        table::{Opens, Token},
    },
};

fn text(token: &Token) -> &Text {
    match token {
        Token::Line(line) => &line.name,
        Token::Option { label, .. } => label,
    }
}

fn place(job: &Job<'_>, token: usize) -> Location {
    let token = job.table.tokens.get(token).or(job.table.tokens.last());
    token.map_or_else(|| job.at.clone(), |token| text(token).at.clone())
}

/// No nesting fits; `token` is the first one that cannot be placed.
pub(super) fn impossible(job: &Job<'_>, token: usize) -> Diagnostic {
    let Some(found) = job.table.tokens.get(token) else {
        return Diagnostic::error(
            "impossible-nesting",
            place(job, token),
            "no nesting of this table is possible",
        )
        .help("the table stops too early; copy the whole page again");
    };
    let name = &text(found).text;
    if let Some(first) = duplicate(job, token) {
        return Diagnostic::error(
            "duplicate-property",
            place(job, token),
            format!("the property `{name}` is listed twice in one object"),
        )
        .related(first, "the first time")
        .help("keep one of them");
    }
    let elided = matches!(found, Token::Line(line) if line.opens == Opens::Elided);
    let help = if elided {
        "`Additional nested properties not shown` stands on one level of a page only, with \
         `Show child properties` and `One of:` only above it"
    } else {
        "the properties of one object ascend in byte order: a line must follow, by its name, the \
         last property of an object that is still open"
    };
    let mut error = Diagnostic::error(
        "impossible-nesting",
        place(job, token),
        format!("no object can hold `{name}` here"),
    );
    if let Some(before) = token.checked_sub(1) {
        error = error.related(place(job, before), "the line before it");
    }
    error.help(help)
}

/// The line of the same name that certainly stands in the same object.
fn duplicate(job: &Job<'_>, token: usize) -> Option<Location> {
    let Some(Token::Line(line)) = job.table.tokens.get(token) else {
        return None;
    };
    for before in job.table.tokens[..token].iter().rev() {
        match before {
            Token::Line(before) if matches!(before.opens, Opens::Nothing | Opens::Elided) => {
                if before.name.text == line.name.text {
                    return Some(before.name.at.clone());
                }
            }
            Token::Line(_) | Token::Option { .. } => return None,
        }
    }
    None
}

/// Objects within objects are too deep to be searched for.
pub(super) fn too_deep(job: &Job<'_>, token: usize) -> Diagnostic {
    Diagnostic::error(
        "nesting-too-deep",
        place(job, token),
        format!("more than {MAX_LEVEL} objects within each other"),
    )
    .help("a page shows a few levels only: correct the table")
}

/// The search was given up.
pub(super) fn too_large(job: &Job<'_>) -> Diagnostic {
    Diagnostic::error(
        "nesting-too-large",
        place(job, 0),
        format!(
            "the nesting of this table has too many possibilities ({} lines)",
            job.table.tokens.len()
        ),
    )
    .help("add the JSON example of the vendor, or decide the parents of the lines that are open")
}

/// The example does not fit, though no single line of it can be blamed.
pub(super) fn misfit(job: &Job<'_>) -> Diagnostic {
    Diagnostic::error(
        "example-contradicts-table",
        job.at.clone(),
        "no nesting of the table fits its example",
    )
    .help("correct the table or the example")
}

/// A choice that the evidence forbids.
pub(super) fn no_such_parent(
    job: &Job<'_>,
    token: usize,
    choice: (&ChoiceKey, &str),
    parents: &[(usize, String)],
) -> Diagnostic {
    let (key, choice) = choice;
    let parents: Vec<_> = parents.iter().map(|(_, path)| name(path)).collect();
    Diagnostic::error(
        "impossible-choice",
        place(job, token),
        format!("this property cannot live in {}", name(choice)),
    )
    .help(format!("it can live in {}", parents.join(", ")))
    .remedy_is(Remedy::RemoveFinding(format!(
        "ambiguous-nesting:{} {} {}",
        key.operation, key.place, key.property
    )))
}

/// A parent as a person reads it.
pub(in crate::reference) fn name(path: &str) -> String {
    if path.is_empty() {
        "the root".to_owned()
    } else {
        format!("`{path}`")
    }
}

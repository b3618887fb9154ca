//! Which fields `Debug` does not show: what is secret by nature, and what the person who generates
//! adds to that or takes from it.

use std::{collections::BTreeSet, fmt};

use super::{
    Settings,
    item::{Field, Item, Shown, Struct},
    model::TypeModule,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};

/// How many names a message lists at most.
const MOST_NAMES: usize = 20;

/// A member of one type or of every type, as the settings name it: `Type.member` or `*.member`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The type as it is called in Rust; `None` for every type.
    owner: Option<String>,
    /// The name of the member on the wire.
    name: String,
    /// Where the settings name it.
    at: Location,
}

impl Member {
    /// A member by its text: `Type.member`, where the type is called as in Rust and the member as on
    /// the wire, or `*.member` for the members of that name of every type.
    ///
    /// # Errors
    /// The text is none of the two.
    pub fn read(text: &str, at: Location) -> Result<Self, Diagnostic> {
        // Names of types have no dots, those of members may have.
        match text.split_once('.') {
            Some((owner, name)) if !owner.is_empty() && !name.is_empty() => Ok(Self {
                owner: (owner != "*").then(|| owner.to_owned()),
                name: name.to_owned(),
                at,
            }),
            Some(_) | None => Err(Diagnostic::error(
                "member-syntax",
                at,
                format!("`{text}` does not name a member"),
            )
            .help(
                "write `Type.member` (the type as in Rust, the member as on the wire), or \
                 `*.member` for every type",
            )),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        (&self.owner, &self.name) == (&other.owner, &other.name)
    }

    fn is(&self, owner: &Struct, field: &Field) -> bool {
        self.owner.as_ref().is_none_or(|name| *name == owner.name) && self.name == field.wire
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.owner.as_deref().unwrap_or("*"), self.name)
    }
}

/// Hides and shows what the settings say; every entry must change something. A member of one type
/// wins over the same of every type.
pub(super) fn settle(modules: &mut [TypeModule], settings: &Settings) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::new();
    let hidden = settings.sensitive.iter().map(|member| (member, true));
    let shown = settings.not_sensitive.iter().map(|member| (member, false));
    let mut entries: Vec<(&Member, bool)> = hidden.chain(shown).collect();
    for (at, (member, hide)) in entries.iter().enumerate() {
        let before = entries.get(..at).unwrap_or_default();
        if let Some((first, other)) = before.iter().find(|(m, _)| m.is_same(member)) {
            let message = if hide == other {
                format!("`{member}` is listed twice")
            } else {
                format!("`{member}` is both in `sensitive` and in `not-sensitive`")
            };
            problems.push(
                Diagnostic::error("member-twice", member.at.clone(), message)
                    .related(first.at.clone(), "first here")
                    .help("keep one of the two"),
            );
        }
    }
    problems.stop_on_error()?;
    entries.sort_by_key(|(member, _)| member.owner.is_some());
    for (member, hide) in entries {
        let (mut found, mut changed) = (false, false);
        for item in modules.iter_mut().flat_map(|module| &mut module.items) {
            let Item::Struct(item) = item else { continue };
            let is_it: Vec<bool> = item.fields.iter().map(|f| member.is(item, f)).collect();
            for (field, _) in item.fields.iter_mut().zip(is_it).filter(|(_, is)| *is) {
                found = true;
                let shown = if hide { Shown::Hidden } else { Shown::Whole };
                changed |= field.shown != shown;
                field.shown = shown;
            }
        }
        if !found {
            problems.push(unknown(member, modules));
        } else if !changed {
            let word = if hide { "hidden" } else { "shown" };
            let message = format!("`{member}` is {word} without this entry");
            problems.push(
                Diagnostic::error("member-stale", member.at.clone(), message)
                    .help("delete the entry"),
            );
        }
    }
    problems.stop_on_error()
}

/// The names on the wire of all members that `Debug` does not show, in order, each once.
pub(super) fn names(modules: &[TypeModule]) -> Vec<String> {
    let items = modules.iter().flat_map(|module| &module.items);
    let fields = items.filter_map(structure).flat_map(|item| &item.fields);
    let names: BTreeSet<&str> = fields
        .filter(|field| field.shown == Shown::Hidden)
        .map(|field| field.wire.as_str())
        .collect();
    names.into_iter().map(str::to_owned).collect()
}

fn structure(item: &Item) -> Option<&Struct> {
    match item {
        Item::Struct(item) => Some(item),
        Item::Enum(_) | Item::Union(_) | Item::Alias(_) | Item::Contents(_) => None,
    }
}

/// What to say of an entry that names nothing: what there is.
fn unknown(member: &Member, modules: &[TypeModule]) -> Diagnostic {
    let name = &member.name;
    let items: Vec<&Item> = modules.iter().flat_map(|module| &module.items).collect();
    let structs = || items.iter().filter_map(|item| structure(item));
    let has = |item: &&Struct| item.fields.iter().any(|f| f.wire == *name);
    let owners: Vec<&str> = structs().filter(has).map(|s| s.name.as_str()).collect();
    let with_it = |what: String| match &*owners {
        [] => (what, format!("no type has a member `{name}`")),
        owners => {
            let list = list(owners, member.owner.as_deref().unwrap_or_default());
            (what, format!("a member `{name}` is in {list}"))
        }
    };
    let (message, help) = match &member.owner {
        None => {
            let names = structs().flat_map(|s| s.fields.iter().map(|f| f.wire.as_str()));
            let names: Vec<&str> = names.collect();
            let help = format!("there are {}", list(&names, name));
            (format!("no type has a member `{name}`"), help)
        }
        Some(owner) => match items.iter().find(|item| item.name() == owner) {
            None => with_it(format!("no type is called `{owner}`")),
            Some(item) => match structure(item) {
                None => with_it(format!("`{owner}` is no type with members")),
                Some(item) if item.fields.is_empty() => {
                    with_it(format!("`{owner}` has no members"))
                }
                Some(item) => {
                    let names: Vec<&str> = item.fields.iter().map(|f| f.wire.as_str()).collect();
                    let help = format!("it has {}", list(&names, name));
                    (format!("`{owner}` has no member `{name}`"), help)
                }
            },
        },
    };
    Diagnostic::error("member-unknown", member.at.clone(), message)
        .help(format!("{help}; correct the entry, or delete it"))
}

/// Names as a sentence has them, those that differ from the wanted one only in signs and capitals
/// first.
fn list(names: &[&str], wanted: &str) -> String {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = letters(wanted);
    let mut names: Vec<(bool, &str)> = names
        .iter()
        .map(|name| (letters(name) != wanted, *name))
        .collect();
    names.sort_unstable();
    names.dedup();
    let shown = names.iter().take(MOST_NAMES);
    let shown: Vec<String> = shown.map(|(_, name)| format!("`{name}`")).collect();
    let more = match names.len().saturating_sub(MOST_NAMES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    shown.join(", ") + &more
}

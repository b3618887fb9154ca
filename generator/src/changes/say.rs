//! Changes as sentences, and words of a document that cannot leave their place.

use std::collections::BTreeMap;

use super::{
    change::{Change, Direction, Fact, Named, Subject},
    link::Linked,
};
use crate::{plan::is_inert, surface::ItemChange, surface::Verdict};

/// Everything that there is to tell.
#[derive(Clone, Debug)]
pub struct Report<'t> {
    /// The changes.
    pub told: &'t super::Told,
    /// What they are held against, such as `1a2b3c4`.
    pub since: String,
    /// Why that, in a few words.
    pub because: String,
    /// The commit.
    pub commit: String,
    /// The name of the crate.
    pub name: String,
    /// The version of the crate then, now, and the one that the changes since then ask for.
    pub versions: [Option<String>; 3],
    /// Where there is nothing to hold it against: what there is now.
    pub first: Option<String>,
    /// Whether what is written is different at all, but for the version.
    pub differs: bool,
    /// What else is to be known.
    pub notes: Vec<String>,
}

/// What is told where no change is, and the code is other code.
pub(super) const UNNAMED: &str = "Code that nobody calls by its name has changed.";

/// The verdict in a word.
pub(super) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Breaking => "breaking",
        Verdict::Additive => "additive",
        Verdict::Compatible => "compatible",
    }
}

/// A text in one line, without characters that do more than show themselves.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let inert: String = words.join(" ").chars().filter(|c| is_inert(*c)).collect();
    inert
}

/// A text as code in Markdown, that cannot leave it.
pub(super) fn code(text: &str) -> String {
    let plain = plain(text);
    if plain.trim().is_empty() {
        return "(nothing to show)".to_owned();
    }
    let ticks = "`".repeat(longest_run(&plain) + 1);
    if ticks.len() == 1 {
        return format!("`{plain}`");
    }
    format!("{ticks} {plain} {ticks}")
}

/// The longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// What a change is told under, as a heading without marks: what it is, and its name.
pub(super) fn heading(subject: &Subject) -> (String, String) {
    match subject {
        Subject::Operation(named) => (operation(named), named.id.clone().unwrap_or_default()),
        Subject::Event(name) => ("event".to_owned(), name.clone()),
        Subject::Component(kind, name) => ((*kind).to_owned(), name.clone()),
        Subject::Path(path) => ("path".to_owned(), path.clone()),
        Subject::Service => ("the service".to_owned(), String::new()),
    }
}

/// `GET /projects`
pub(super) fn operation(named: &Named) -> String {
    format!("{} {}", named.method, named.path)
}

/// An operation by its name, else by its address.
pub(super) fn short(named: &Named) -> String {
    named.id.clone().unwrap_or_else(|| operation(named))
}

/// What is told of the place: how it was and how it is.
pub(super) fn facts(change: &Change, mark: fn(&str) -> String) -> String {
    let says = |fact: &Option<Fact>| {
        let fact = fact.as_ref().filter(|fact| !fact.says.is_empty());
        fact.map(|fact| mark(&fact.says))
    };
    match (says(&change.old), says(&change.new)) {
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => String::new(),
    }
}

/// The place in the documents, the new one first.
pub(super) fn places(change: &Change) -> String {
    match (&change.new, &change.old) {
        (Some(new), Some(old)) => format!("{} (was {})", new.at, old.at),
        (Some(new), None) => new.at.to_string(),
        (None, Some(old)) => format!("was {}", old.at),
        (None, None) => String::new(),
    }
}

/// Who meets a change: operations by direction, the first of many.
pub(super) fn users(change: &Change, most: usize, mark: fn(&str) -> String) -> String {
    if matches!(change.subject, Subject::Operation(_) | Subject::Service) {
        return String::new();
    }
    if change.uses.is_empty() {
        return String::new();
    }
    let mut by_name: BTreeMap<String, Vec<Direction>> = BTreeMap::new();
    for (named, direction) in &change.uses {
        by_name.entry(short(named)).or_default().push(*direction);
    }
    let mut by_way: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, ways) in by_name {
        let sent = ways.contains(&Direction::Sent);
        let way = match (sent, ways.contains(&Direction::Answered)) {
            (true, true) => "in requests and answers of",
            (true, false) => "in requests of",
            _ => "in answers of",
        };
        by_way.entry(way).or_default().push(mark(&name));
    }
    let parts = by_way.into_iter().map(|(way, names)| {
        let more = names.len().saturating_sub(most);
        let shown: Vec<String> = names.into_iter().take(most).collect();
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("{way} {}{more}", shown.join(", "))
    });
    let parts: Vec<String> = parts.collect();
    parts.join("; ")
}

/// The items without those of the client without `async` that say the same as one beside them, and
/// how many those are.
pub(super) fn shown_items(items: &[ItemChange]) -> (Vec<&ItemChange>, usize) {
    let is_double = |item: &ItemChange| {
        let with_async = item.path.replace("::blocking::Client", "::Client");
        let with_async = with_async.replace("::blocking::", "::operations::");
        with_async != item.path
            && items.iter().any(|other| {
                other.path == with_async
                    && other.old.is_some() == item.old.is_some()
                    && other.new.is_some() == item.new.is_some()
                    && other.verdict == item.verdict
            })
    };
    let shown: Vec<&ItemChange> = items.iter().filter(|item| !is_double(item)).collect();
    let doubles = items.len() - shown.len();
    (shown, doubles)
}

/// Changes by what they are told under.
pub(super) type Grouped<'t> = Vec<(&'t Subject, Vec<&'t Linked>)>;

/// The changes under what they are told under: what breaks most first, then in the order of the
/// subjects.
pub(super) fn grouped(linked: &[Linked]) -> Vec<(Verdict, Grouped<'_>)> {
    let mut sections = Vec::new();
    for verdict in [Verdict::Breaking, Verdict::Additive, Verdict::Compatible] {
        let mut subjects: BTreeMap<&Subject, Vec<&Linked>> = BTreeMap::new();
        for one in linked.iter().filter(|one| one.worst() == verdict) {
            subjects.entry(&one.change.subject).or_default().push(one);
        }
        if !subjects.is_empty() {
            sections.push((verdict, subjects.into_iter().collect()));
        }
    }
    sections
}

/// `1 change`, `2 changes`.
pub(super) fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    }
}

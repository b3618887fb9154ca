//! The change log of the client: what codegen writes in it, and what is left to people.
//!
//! Codegen owns what stands between two comments in one section: that of what is not released. Every
//! other line is a person's.

use semver::Version;

use super::{
    change::Subject,
    link::{Linked, Told},
    log_lines::Lines,
    say::{UNNAMED, code, count, facts, heading, plain, shown_items, word},
};
use crate::surface::Verdict;

/// Begins what codegen writes.
const BEGIN: &str = "<!-- changes: codegen writes from here -->";
/// Ends it.
const END: &str = "<!-- changes: to here -->";
/// The title of what is not released.
const UNRELEASED: &str = "## Unreleased";
/// More lines than this of one kind are only counted.
const MOST: usize = 60;

/// What stands between the comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// There was no release yet.
    FirstRelease,
    /// The changes since the last release, as lines; none where nothing has changed.
    Since(Vec<String>),
}

/// The lines for changes: what breaks, what is new, what else is different.
#[must_use]
pub fn entry(told: &Told, differs: bool) -> Entry {
    let mut lines = Vec::new();
    for (verdict, title) in [
        (Verdict::Breaking, "### Breaking"),
        (Verdict::Additive, "### Added"),
        (Verdict::Compatible, "### Changed"),
    ] {
        let of_wire = told.wire.iter().filter(|linked| weight(linked) == verdict);
        let mut all: Vec<String> = of_wire.map(line).collect();
        let itself = told.itself.iter().filter(|item| item.verdict == verdict);
        let itself: Vec<_> = itself.cloned().collect();
        for item in shown_items(&itself).0 {
            all.push(match (&item.old, &item.new) {
                (old, new) if old == new => {
                    format!("- {}: {}.", code(&item.path), plain(&item.why))
                }
                (Some(_), Some(new)) => format!("- {}: now {}.", code(&item.path), code(new)),
                (None, _) => format!("- {} is new.", code(&item.path)),
                (_, None) => format!("- {} is gone.", code(&item.path)),
            });
        }
        if all.is_empty() {
            continue;
        }
        let more = all.len().saturating_sub(MOST);
        all.truncate(MOST);
        if more > 0 {
            all.push(format!("- And {more} more."));
        }
        lines.extend([title.to_owned(), String::new()]);
        lines.extend(all);
        lines.push(String::new());
    }
    lines.pop();
    if lines.is_empty() && differs {
        lines.push(UNNAMED.to_owned());
    }
    Entry::Since(lines)
}

/// What a user of the crate has to know: its verdict, or that of the wire where no item differs.
fn weight(linked: &Linked) -> Verdict {
    linked.rust().unwrap_or(linked.change.verdict)
}

fn line(linked: &Linked) -> String {
    let change = &linked.change;
    let (what, name) = heading(&change.subject);
    let subject = match name.as_str() {
        "" if what == "the service" => "The service".to_owned(),
        "" => code(&what),
        name => match change.subject {
            // An address is a text of the document.
            Subject::Operation(_) => format!("{} ({})", code(name), code(&what)),
            _ => format!("{} ({what})", code(name)),
        },
    };
    let place = match change.place.as_str() {
        "" => String::new(),
        place => format!(": {}", code(place)),
    };
    let facts = facts(change, code);
    let facts = if facts.is_empty() || change.place.is_empty() {
        String::new()
    } else {
        format!(": {facts}")
    };
    let (shown, _) = shown_items(&linked.items);
    let items = match shown.as_slice() {
        [] if change.verdict == Verdict::Breaking => " (the service; no item of the crate differs)",
        [] => "",
        [one] => &format!(" ({})", code(&one.path)),
        [one, rest @ ..] => &format!(" ({} and {})", code(&one.path), count(rest.len(), "item")),
    };
    let says = change.kind.row().says;
    let warning = match linked.rust() {
        Some(verdict) if verdict != change.verdict => {
            format!(" On the wire: {}.", word(change.verdict))
        }
        _ => String::new(),
    };
    format!("- {subject}{place} {says}{facts}{items}.{warning}")
}

/// Where a change log has one of the two comments without the other: what codegen wrote cannot be
/// told from what a person did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoneMark {
    /// The line of the comment, from 1.
    pub line: usize,
    /// The comment that is missing, or stands elsewhere.
    pub missing: &'static str,
}

/// The text of the change log, from the one that is there. `last`: the version of the last release; a
/// section of a higher version is the one that is worked on.
///
/// # Errors
///
/// Where one of the two comments stands without the other.
pub fn changelog(
    before: Option<&str>,
    entry: &Entry,
    last: Option<&Version>,
) -> Result<String, LoneMark> {
    let body = match entry {
        Entry::FirstRelease => vec!["First release.".to_owned()],
        Entry::Since(lines) => lines.clone(),
    };
    let Some(before) = before.filter(|text| !text.trim().is_empty()) else {
        let mut text = "# Changelog\n\nWhat changed for those who use this crate. \
                        Codegen writes what stands between the comments; all else is written by people.\n"
            .to_owned();
        if !body.is_empty() {
            text = format!("{text}\n{UNRELEASED}\n\n{}", block(&body));
        }
        return Ok(text);
    };
    let lines = Lines::of(before);
    let is_worked_on = |title: &str| last.is_some_and(|last| version(title) > Some(last.clone()));
    let open = lines.section(is_unreleased);
    let Some(section) = open.or_else(|| lines.section(is_worked_on)) else {
        if body.is_empty() {
            return Ok(before.to_owned());
        }
        let first = lines.titles().next().map(|(at, _)| at);
        let at = first.unwrap_or(lines.len());
        let new = format!("{UNRELEASED}\n\n{}", block(&body));
        return Ok(lines.with(at..at, &new, first.is_some()));
    };
    match lines.marks(&section, [BEGIN, END]).as_slice() {
        [(from, false), (to, true)] => Ok(lines.with(*from..to + 1, &block(&body), false)),
        // The heading is there and the comments are not: they are put right below it.
        [] if body.is_empty() => Ok(before.to_owned()),
        [] => {
            let at = section.start + 1;
            Ok(lines.with(at..at, &format!("\n{}", block(&body)), false))
        }
        [(_, false), (_, true), (at, is_end), ..] | [(at, is_end), ..] => Err(LoneMark {
            line: at + 1,
            missing: if *is_end { BEGIN } else { END },
        }),
    }
}

/// The change log as it is after a release that left its changes under the title of what is not
/// released: they get the version as their title. `then`: the change log of the release.
#[must_use]
pub fn released(now: &str, then: &str, version: &str) -> Option<String> {
    let written = open_block(now).filter(|lines| lines.iter().any(|l| !l.trim().is_empty()))?;
    if open_block(then)? != written {
        return None;
    }
    let lines = Lines::of(now);
    let start = lines.section(is_unreleased)?.start;
    Some(lines.with(start..start + 1, &format!("## {version}"), false))
}

fn is_unreleased(title: &str) -> bool {
    title.eq_ignore_ascii_case("unreleased")
}

/// What codegen wrote in the section of what is not released.
fn open_block(text: &str) -> Option<Vec<&str>> {
    let lines = Lines::of(text);
    let section = lines.section(is_unreleased)?;
    match lines.marks(&section, [BEGIN, END]).as_slice() {
        [(from, false), (to, true)] => Some(lines.texts(from + 1..*to)),
        _ => None,
    }
}

/// Whether a change log tells of a release: a section that is not that of what is not released.
#[must_use]
pub fn tells_of_releases(text: &str) -> bool {
    let lines = Lines::of(text);
    lines.titles().any(|(_, title)| !is_unreleased(title))
}

/// The block of codegen.
fn block(body: &[String]) -> String {
    if body.is_empty() {
        return format!("{BEGIN}\n{END}\n");
    }
    format!("{BEGIN}\n\n{}\n\n{END}\n", body.join("\n"))
}

/// The version that a title begins with: `0.2.0`, `v0.2.0`, `[0.2.0] - 2026-01-31`.
fn version(title: &str) -> Option<Version> {
    let title = title.trim_start_matches(['[', 'v']);
    let is_of_version = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    let end = title.find(|c| !is_of_version(c)).unwrap_or(title.len());
    Version::parse(title.get(..end)?).ok()
}

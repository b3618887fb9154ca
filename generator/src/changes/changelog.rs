//! The change log of the client: what codegen writes in it, and what is left to people.
//!
//! Codegen owns what stands between two comments in one section: that of what is not released. Every
//! other line is a person's.

use super::{
    link::{Linked, Told},
    say::{code, count, facts, heading, plain, shown_items, word},
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
        lines.push("Code that nobody calls by its name has changed.".to_owned());
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
        name => format!("{} ({})", code(name), plain(&what)),
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

/// The text of the change log, from the one that is there. `version`: the version that is worked on,
/// where it is not released yet.
#[must_use]
pub fn changelog(before: Option<&str>, entry: &Entry, version: Option<&str>) -> String {
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
        return text;
    };
    let lines: Vec<&str> = before.lines().collect();
    let open = section(&lines, is_unreleased);
    let being_released =
        version.and_then(|version| section(&lines, |title| starts_with_version(title, version)));
    let Some((start, end)) = open.or(being_released) else {
        if body.is_empty() {
            return before.to_owned();
        }
        let first = lines.iter().position(|line| line.starts_with("## "));
        let at = first.unwrap_or(lines.len());
        let new = format!("{UNRELEASED}\n\n{}", block(&body));
        return with(&lines, at..at, &new, first.is_some());
    };
    let within =
        |mark: &str| (start..end).find(|at| lines.get(*at).map(|l| l.trim()) == Some(mark));
    match (within(BEGIN), within(END)) {
        (Some(from), Some(to)) if from < to => with(&lines, from..to + 1, &block(&body), false),
        // The heading is there and the comments are not: they are put right below it.
        _ if body.is_empty() => before.to_owned(),
        _ => with(
            &lines,
            start + 1..start + 1,
            &format!("\n{}", block(&body)),
            false,
        ),
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
    let lines: Vec<&str> = now.lines().collect();
    let (start, _) = section(&lines, is_unreleased)?;
    Some(with(
        &lines,
        start..start + 1,
        &format!("## {version}"),
        false,
    ))
}

fn is_unreleased(title: &str) -> bool {
    title.eq_ignore_ascii_case("unreleased")
}

/// What codegen wrote in the section of what is not released.
fn open_block(text: &str) -> Option<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    let (start, end) = section(&lines, is_unreleased)?;
    let lines = lines.get(start..end)?;
    let at = |mark: &str| lines.iter().position(|line| line.trim() == mark);
    let (from, to) = (at(BEGIN)?, at(END)?);
    lines.get(from + 1..to).map(<[&str]>::to_vec)
}

/// Whether a change log tells of a release: a section that is not that of what is not released.
#[must_use]
pub fn tells_of_releases(text: &str) -> bool {
    let titles = text.lines().filter_map(|line| line.strip_prefix("## "));
    let mut titles = titles.map(|title| title.trim().trim_matches(['[', ']']));
    titles.any(|title| !is_unreleased(title))
}

/// The block of codegen.
fn block(body: &[String]) -> String {
    if body.is_empty() {
        return format!("{BEGIN}\n{END}\n");
    }
    format!("{BEGIN}\n\n{}\n\n{END}\n", body.join("\n"))
}

/// A section by its title: the line of its heading, and the one behind its last.
fn section(lines: &[&str], is: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    let start = lines.iter().position(|line| {
        let title = line.strip_prefix("## ").map(str::trim);
        title.is_some_and(|title| is(title.trim_start_matches('[').trim_end_matches(']')))
    })?;
    let rest = lines.get(start + 1..).unwrap_or_default();
    let length = rest.iter().position(|line| line.starts_with("## "));
    Some((
        start,
        length.map_or(lines.len(), |length| start + 1 + length),
    ))
}

/// Whether a title is that of a version: `0.2.0`, `v0.2.0`, `[0.2.0] - 2026-01-31`.
fn starts_with_version(title: &str, version: &str) -> bool {
    let title = title.trim_start_matches(['[', 'v']);
    title.strip_prefix(version).is_some_and(|rest| {
        let next = rest.chars().next();
        next.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.' && c != '-' && c != '+')
    })
}

/// The lines with a text in the place of some of them.
fn with(lines: &[&str], at: std::ops::Range<usize>, text: &str, space: bool) -> String {
    let mut out = String::new();
    let mut add = |line: &str| {
        out.push_str(line);
        out.push('\n');
    };
    lines.iter().take(at.start).for_each(|line| add(line));
    let after_text = at.is_empty() && at.start > 0 && text.starts_with("## ");
    if after_text && lines.get(at.start - 1).is_some_and(|line| !line.is_empty()) {
        add("");
    }
    text.lines().for_each(&mut add);
    if space {
        add("");
    }
    lines.iter().skip(at.end).for_each(|line| add(line));
    out
}

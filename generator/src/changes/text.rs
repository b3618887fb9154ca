//! Changes as plain text, for a terminal.

use std::fmt::Write as _;

use super::{
    link::{Linked, Told},
    say::{
        Report, UNNAMED, count, facts, grouped, heading, places, plain, shown_items, users, word,
    },
};
use crate::surface::{ItemChange, Verdict};

/// More operations than this are only counted.
const MOST_USERS: usize = 8;
/// More items than this are only counted.
const MOST_ITEMS: usize = 12;

/// The report as plain text.
#[must_use]
pub fn text(report: &Report<'_>) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = write_report(&mut out, report);
    out
}

fn write_report(out: &mut String, report: &Report<'_>) -> std::fmt::Result {
    let told = report.told;
    writeln!(
        out,
        "Since {} ({})",
        plain(&report.since),
        plain(&report.because)
    )?;
    for note in &report.notes {
        writeln!(out, "  {}", plain(note))?;
    }
    if let Some(first) = &report.first {
        return writeln!(out, "\n{}", plain(first));
    }
    if told.is_empty() {
        let nothing = if report.differs {
            UNNAMED
        } else {
            "Nothing has changed."
        };
        writeln!(out, "\n{nothing}")?;
    }
    for (verdict, subjects) in grouped(&told.wire) {
        for (subject, changes) in subjects {
            let (what, name) = heading(subject);
            let title = format!("{what} {name}");
            writeln!(out, "\n{}  {}", word(verdict), plain(&title))?;
            for linked in changes {
                one(out, linked)?;
            }
        }
    }
    itself(out, told)?;
    writeln!(out, "\n{}", summary(report))
}

fn one(out: &mut String, linked: &Linked) -> std::fmt::Result {
    let change = &linked.change;
    let place = plain(&change.place);
    let says = change.kind.row().says;
    let subject = if place.is_empty() {
        "it".to_owned()
    } else {
        place
    };
    let facts = facts(change, plain);
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!(": {facts}")
    };
    writeln!(out, "  {subject} {says}{facts}")?;
    let rust = linked.rust().map_or("no item differs", word);
    writeln!(
        out,
        "    wire: {} ({}); rust: {rust}",
        word(change.verdict),
        change.why
    )?;
    let users = users(change, MOST_USERS, plain);
    if !users.is_empty() {
        writeln!(out, "    met {users}")?;
    }
    writeln!(out, "    at {}", places(change))?;
    items(out, &linked.items)
}

fn items(out: &mut String, items: &[ItemChange]) -> std::fmt::Result {
    let (shown, _) = shown_items(items);
    for item in shown.iter().take(MOST_ITEMS) {
        if item.old == item.new {
            let signature = item.new.as_deref().unwrap_or_default();
            writeln!(out, "    = {} ({})", plain(signature), plain(&item.why))?;
            continue;
        }
        if let Some(old) = &item.old {
            writeln!(out, "    - {}", plain(old))?;
        }
        if let Some(new) = &item.new {
            writeln!(out, "    + {}", plain(new))?;
        }
    }
    if shown.len() > MOST_ITEMS {
        let more = shown.len() - MOST_ITEMS;
        writeln!(out, "    and {}", count(more, "item"))?;
    }
    Ok(())
}

fn itself(out: &mut String, told: &Told) -> std::fmt::Result {
    for verdict in [Verdict::Breaking, Verdict::Additive, Verdict::Compatible] {
        let all = told.itself.iter().filter(|item| item.verdict == verdict);
        let all: Vec<ItemChange> = all.cloned().collect();
        if !all.is_empty() {
            writeln!(out, "\n{}  the crate itself", word(verdict))?;
            items(out, &all)?;
        }
    }
    Ok(())
}

/// The last line: how many changes, and what version they ask for.
fn summary(report: &Report<'_>) -> String {
    let told = report.told;
    let all = count(told.wire.len(), "change");
    let wire = told.on_the_wire().map_or("none", word);
    let rust = told.rust().map_or("none", word);
    let mut line = format!("{all}; on the wire: {wire}; for Rust callers: {rust}");
    if let [Some(then), Some(now), Some(asked)] = &report.versions {
        line = format!("{line}; version {then} then, {now} now, {asked} asked for");
    }
    line
}

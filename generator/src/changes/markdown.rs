//! Changes as Markdown, for a pull request: what breaks first, grouped by what it is about.

use std::fmt::Write as _;

use super::{
    change::Subject,
    link::{Linked, Told},
    say::{
        Report, UNNAMED, code, count, facts, grouped, heading, longest_run, places, plain,
        shown_items, users, word,
    },
};
use crate::surface::{ItemChange, Verdict};

/// More lines of signatures than this are folded.
const MOST_ITEMS: usize = 6;
/// More operations than this are only counted.
const MOST_USERS: usize = 5;

/// The report as Markdown.
#[must_use]
pub fn markdown(report: &Report<'_>) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = write_report(&mut out, report);
    out
}

fn write_report(out: &mut String, report: &Report<'_>) -> std::fmt::Result {
    let told = report.told;
    writeln!(
        out,
        "## Changes of the API since {} ({})\n",
        code(&report.since),
        escaped(&report.because)
    )?;
    summary(out, report)?;
    for note in &report.notes {
        writeln!(out, "> {}\n", escaped(note))?;
    }
    for (verdict, subjects) in grouped(&told.wire) {
        let title = match verdict {
            Verdict::Breaking => "Breaking",
            Verdict::Additive => "Additive",
            Verdict::Compatible => "Neither",
        };
        let all: usize = subjects.iter().map(|(_, changes)| changes.len()).sum();
        let folded = verdict == Verdict::Compatible;
        if folded {
            writeln!(
                out,
                "<details><summary>Neither breaking nor additive: {}</summary>\n",
                count(all, "change")
            )?;
        } else {
            writeln!(out, "### {title}\n")?;
        }
        for (subject, changes) in subjects {
            subject_heading(out, subject)?;
            for linked in changes {
                one(out, linked)?;
            }
        }
        if folded {
            writeln!(out, "</details>\n")?;
        }
    }
    itself(out, told)
}

fn summary(out: &mut String, report: &Report<'_>) -> std::fmt::Result {
    let told = report.told;
    if let Some(first) = &report.first {
        return writeln!(out, "{}\n", escaped(first));
    }
    if told.is_empty() {
        let nothing = if report.differs {
            UNNAMED
        } else {
            "Nothing has changed, on the wire or for Rust callers."
        };
        writeln!(out, "{nothing}\n")?;
        return version(out, report);
    }
    let wire = |verdict| {
        told.wire
            .iter()
            .filter(|l| l.change.verdict == verdict)
            .count()
    };
    let items = told.items();
    let items = shown_items(&items).0;
    let rust = |verdict| items.iter().filter(|item| item.verdict == verdict).count();
    writeln!(
        out,
        "| | breaking | additive | neither |\n|---|---:|---:|---:|"
    )?;
    let rows: [(&str, &dyn Fn(Verdict) -> usize); 2] = [
        ("changes on the wire", &wire),
        ("items for Rust callers", &rust),
    ];
    for (name, of) in rows {
        writeln!(
            out,
            "| {name} | {} | {} | {} |",
            of(Verdict::Breaking),
            of(Verdict::Additive),
            of(Verdict::Compatible)
        )?;
    }
    writeln!(out)?;
    version(out, report)
}

fn version(out: &mut String, report: &Report<'_>) -> std::fmt::Result {
    let [then, now, asked] = &report.versions;
    if let (Some(then), Some(now), Some(asked)) = (then, now, asked) {
        let name = code(&report.name);
        if then == asked {
            writeln!(
                out,
                "Version of {name}: {now}; nothing asks for another one.\n"
            )?;
        } else {
            writeln!(
                out,
                "Version of {name}: {then} then, {now} now; the changes ask for **{asked}** at least.\n"
            )?;
        }
    }
    Ok(())
}

fn subject_heading(out: &mut String, subject: &Subject) -> std::fmt::Result {
    let (what, name) = heading(subject);
    match subject {
        Subject::Operation(_) if name.is_empty() => writeln!(out, "#### {}\n", code(&what)),
        Subject::Operation(_) => writeln!(out, "#### {} · {}\n", code(&what), code(&name)),
        Subject::Service => writeln!(out, "#### The service\n"),
        Subject::Event(_) | Subject::Component(..) | Subject::Path(_) => {
            writeln!(out, "#### {what} {}\n", code(&name))
        }
    }
}

fn one(out: &mut String, linked: &Linked) -> std::fmt::Result {
    let change = &linked.change;
    let says = change.kind.row().says;
    let place = if change.place.is_empty() {
        format!("**{says}**")
    } else {
        format!("**{} {says}**", code(&change.place))
    };
    let facts = facts(change, code);
    let facts = if facts.is_empty() || change.place.is_empty() && change.old.is_none() {
        String::new()
    } else {
        format!(": {facts}")
    };
    writeln!(out, "- {place}{facts}  ")?;
    let rust = match linked.rust() {
        Some(verdict) => word(verdict),
        None => "no item differs",
    };
    let wire = change.verdict;
    write!(
        out,
        "  Wire: {} ({}). Rust: {rust}.",
        word(wire),
        change.why
    )?;
    let users = users(change, MOST_USERS, code);
    if !users.is_empty() {
        write!(out, " Met {users}.")?;
    }
    writeln!(out, " {}", code(&places(change)))?;
    items(out, &linked.items, "  ")?;
    writeln!(out)
}

/// The signatures of items, many of them folded.
fn items(out: &mut String, items: &[ItemChange], indent: &str) -> std::fmt::Result {
    if items.is_empty() {
        return Ok(());
    }
    let (shown, doubles) = shown_items(items);
    let folded = shown.len() > MOST_ITEMS;
    writeln!(out)?;
    if folded {
        writeln!(
            out,
            "{indent}<details><summary>{}</summary>\n",
            count(shown.len(), "item")
        )?;
    }
    let texts: Vec<String> = shown
        .iter()
        .flat_map(|item| [&item.old, &item.new])
        .flatten()
        .map(|text| plain(text))
        .collect();
    let ticks = texts.iter().map(|text| longest_run(text)).max();
    let fence = "`".repeat(3.max(ticks.unwrap_or_default() + 1));
    writeln!(out, "{indent}{fence}diff")?;
    let mut owner = "";
    for item in shown {
        if item.owner != owner {
            writeln!(out, "{indent}  // {}", plain(&item.owner))?;
            owner = &item.owner;
        }
        if item.old == item.new {
            let signature = item.new.as_deref().unwrap_or_default();
            writeln!(
                out,
                "{indent}  {}  // {}",
                plain(signature),
                plain(&item.why)
            )?;
            continue;
        }
        if let Some(old) = &item.old {
            writeln!(out, "{indent}- {}", plain(old))?;
        }
        if let Some(new) = &item.new {
            writeln!(out, "{indent}+ {}", plain(new))?;
        }
    }
    if doubles > 0 {
        writeln!(
            out,
            "{indent}  // and the same without async, in `blocking`"
        )?;
    }
    writeln!(out, "{indent}{fence}")?;
    if folded {
        writeln!(out, "\n{indent}</details>")?;
    }
    Ok(())
}

/// The items that no change of the wire has brought.
fn itself(out: &mut String, told: &Told) -> std::fmt::Result {
    if told.itself.is_empty() {
        return Ok(());
    }
    writeln!(out, "### The crate itself\n")?;
    writeln!(
        out,
        "These could not be assigned to one change: the generator, its runtime or the settings have changed, a name had to give way to another, or several changes of the document have made them.\n"
    )?;
    for verdict in [Verdict::Breaking, Verdict::Additive, Verdict::Compatible] {
        let all = told.itself.iter().filter(|item| item.verdict == verdict);
        let all: Vec<ItemChange> = all.cloned().collect();
        if !all.is_empty() {
            let title = capitalised(word(verdict));
            let folded = verdict == Verdict::Compatible;
            if folded {
                writeln!(out, "<details><summary>{title}</summary>")?;
            } else {
                writeln!(out, "{title}:")?;
            }
            items(out, &all, "")?;
            writeln!(out, "{}", if folded { "\n</details>\n" } else { "" })?;
        }
    }
    Ok(())
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// A sentence of this program that may quote something.
fn escaped(text: &str) -> String {
    plain(text).replace('&', "&amp;").replace('<', "&lt;")
}

//! The table of verdicts.

use std::{fmt::Write as _, fs};

use truespec::surface::ItemChange;

use crate::cases::here;

/// What is said of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) ours: String,
    /// Of cargo-public-api.
    pub(super) public_api: String,
    /// Of cargo-semver-checks.
    pub(super) semver_checks: String,
    pub(super) reason: String,
}

impl Row {
    /// Whether a judge says something else. cargo-semver-checks does not tell what is additive.
    pub(super) fn differs(&self) -> bool {
        let breaks = (self.ours == "breaking") == (self.semver_checks == "breaking");
        self.ours != self.public_api || !breaks
    }
}

const HEAD: &str = "\
# Verdicts on changes of the document

What each change of `mutations.yaml` means to those who call the client, by truespec and by two judges
that read what rustdoc knows of the compiled client: cargo-public-api (`breaking`: something was removed
or changed) and cargo-semver-checks (`breaking` or not). Written by `.ci/judges --record`.

| change | truespec | cargo-public-api | cargo-semver-checks | why they differ |
|---|---|---|---|---|
";

fn path() -> std::path::PathBuf {
    here().join("cases/changes/verdicts.md")
}

pub(super) fn read() -> Vec<Row> {
    let text = fs::read_to_string(path()).expect("the table of verdicts");
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let rows = rows.map(|line| {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, ours, public_api, semver_checks, reason] = cells[..] else {
            panic!("not five cells: {line}");
        };
        Row {
            name: name.trim_matches('`').to_owned(),
            ours: ours.to_owned(),
            public_api: public_api.to_owned(),
            semver_checks: semver_checks.to_owned(),
            reason: reason.to_owned(),
        }
    });
    rows.collect()
}

pub(super) fn write(rows: &[Row]) {
    let mut text = HEAD.to_owned();
    for row in rows {
        let Row {
            name,
            ours,
            public_api,
            semver_checks,
            reason,
        } = row;
        let cells = format!("{ours} | {public_api} | {semver_checks}");
        // Writing to a text does not fail.
        let _ = writeln!(text, "| `{name}` | {cells} | {reason} |");
    }
    fs::write(path(), text).expect("the table of verdicts");
}

/// A change in a line.
pub(super) fn line(change: &ItemChange) -> String {
    let ItemChange {
        path,
        old,
        new,
        verdict,
        why,
        ..
    } = change;
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
    format!("{verdict:?} {path}: {why}: {} => {}", side(old), side(new))
}

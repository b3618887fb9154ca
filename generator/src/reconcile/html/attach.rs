//! Which finding is about which row. A finding that is about none stands at its section; none is
//! lost.

use std::collections::BTreeMap;

use super::{
    row::{Row, Section},
    written::KEYWORDS,
};
use crate::reconcile::finding::{DOCUMENT, Finding, Subject};

/// The findings about one subject: their numbers and what they are about in that.
type Known = BTreeMap<Subject, Vec<(usize, String)>>;

/// The rules that name a limit behind the place that has it.
const LIMITS: [&str; 2] = ["limits", "drift-limits"];

/// Puts the findings to the rows.
pub(super) fn attach(sections: &mut [Section], findings: &[Finding]) {
    let mut known = Known::new();
    for (number, finding) in findings.iter().enumerate() {
        let rest = unlimited(finding, rest(finding)).to_owned();
        let of_subject = known.entry(finding.subject.clone()).or_default();
        of_subject.push((number, rest));
    }
    let mut placed = vec![false; findings.len()];
    for section in sections.iter_mut() {
        for row in &mut section.rows {
            attach_row(row, &known, &mut placed);
        }
    }
    // What names no row may stand on the line of one.
    for section in sections.iter_mut() {
        for (number, _) in known.get(&section.subject).into_iter().flatten() {
            if !placed[*number]
                && section
                    .rows
                    .iter_mut()
                    .any(|row| by_line(row, *number, &findings[*number]))
            {
                placed[*number] = true;
            }
        }
    }
    for (number, finding) in findings.iter().enumerate() {
        if placed[number] {
            continue;
        }
        let own = sections.iter().position(|s| s.subject == finding.subject);
        if let Some(section) = sections.get_mut(own.unwrap_or(0)) {
            section.findings.push(number);
        }
    }
}

/// What a finding is about within its subject; pages and rules that name the whole have their own
/// words for it.
fn rest(finding: &Finding) -> &str {
    let subject = match &finding.subject {
        Subject::Api => "",
        Subject::Operation(name) | Subject::Schema(name) => name.as_str(),
    };
    let place = finding.place.as_str();
    if place == subject {
        return match finding.rule {
            "pagination" => "paging",
            "security" => "authorization",
            _ => "",
        };
    }
    let rest = place.strip_prefix(subject).unwrap_or(place);
    rest.strip_prefix('.').unwrap_or(rest)
}

fn attach_row(row: &mut Row, known: &Known, placed: &mut [bool]) {
    for (subject, name) in &row.keys {
        for (number, rest) in known.get(subject).into_iter().flatten() {
            if is_about(rest, name) && !row.findings.contains(number) {
                row.findings.push(*number);
                placed[*number] = true;
            }
        }
    }
    row.findings.sort_unstable();
    for row in &mut row.rows {
        attach_row(row, known, placed);
    }
}

/// What a finding about a limit is about: `limit` for `limit.minimum`. Other findings can be about a
/// member that is called so.
fn unlimited<'p>(finding: &Finding, place: &'p str) -> &'p str {
    let is_limit = |end: &str| KEYWORDS.iter().any(|(keyword, _)| *keyword == end);
    match place.rsplit_once('.') {
        Some((before, end)) if LIMITS.contains(&finding.rule) && is_limit(end) => before,
        _ => place,
    }
}

/// `limit` and `limit[]` are about `limit`.
fn is_about(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name)
        .is_some_and(|tail| tail.trim_start_matches("[]").is_empty())
}

fn by_line(row: &mut Row, number: usize, finding: &Finding) -> bool {
    let at = row.page.as_ref().and_then(|cell| cell.at.as_ref());
    let theirs = finding.claims.iter().filter(|claim| claim.side != DOCUMENT);
    let mut places = theirs.flat_map(|claim| &claim.at);
    if at.is_some_and(|at| places.any(|place| place == at)) {
        row.findings.push(number);
        return true;
    }
    row.rows.iter_mut().any(|row| by_line(row, number, finding))
}

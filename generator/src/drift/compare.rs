//! All recordings against the document: each deviation once, however often it was seen.

use std::fmt::Write as _;

use super::{
    checker::{Checker, Seen},
    deviation::{Deviation, Fix, Kind},
    named::operation_id,
    observed,
    paging::Paged,
    recording::Recording,
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    openapi::{Document, Pointer},
};

/// Places of a recording that a finding names.
const MAX_PLACES: usize = 3;
/// Different things that a finding quotes.
const MAX_QUOTED: usize = 5;

/// Holds recordings against a document. Warnings are about recordings that could not be compared.
#[must_use]
pub fn compare(
    document: &Document,
    recordings: &[Recording],
    paged: &[Paged],
) -> (Vec<Deviation>, Diagnostics) {
    let mut found: Vec<Found> = Vec::new();
    let mut warnings = Diagnostics::new();
    let operations = document.operations();
    for recording in recordings {
        let is_meant =
            |method: &str, path: &str| method == recording.method && path == recording.path;
        let Some(operation) = operations.iter().find(|o| is_meant(&o.method, &o.path)) else {
            let (method, path) = (&recording.method, &recording.path);
            let at = recording.locate(&Pointer::of(["request"]));
            let message = format!("the document has no `{method} {path}`");
            warnings.push(
                Diagnostic::warning("recording-of-no-operation", at, message)
                    .help("delete the recording, if the operation is gone"),
            );
            continue;
        };
        let id = operation_id(document, operation);
        let mut seen = Vec::new();
        let mut complete = true;
        for (number, exchange) in recording.exchanges.iter().enumerate() {
            let mut checker = Checker::new(document, operation, &id);
            checker.exchange(exchange, &Recording::exchange_at(number));
            complete &= checker.is_complete();
            seen.append(&mut checker.seen);
        }
        let way = paged
            .iter()
            .find(|paged| is_meant(&paged.method, &paged.path));
        if let Some(way) = way {
            let mut checker = Checker::new(document, operation, &id);
            checker.pages(recording, way);
            seen.append(&mut checker.seen);
        }
        if !complete {
            let at = recording.locate(&Pointer::of(["request"]));
            let message = format!("an answer of `{id}` is too large to be compared to its end");
            warnings.push(
                Diagnostic::warning("recording-too-large", at, message)
                    .help("ask for smaller pages, with a value for the parameter that limits them"),
            );
        }
        for one in seen {
            add(&mut found, one, recording, &id);
        }
    }
    found.sort_by_key(|found| found.deviation.kind);
    (found.into_iter().map(Found::finish).collect(), warnings)
}

/// A deviation, and what was seen of it.
struct Found {
    deviation: Deviation,
    count: usize,
    quoted: Vec<String>,
}

fn add(found: &mut Vec<Found>, seen: Seen, recording: &Recording, operation: &str) {
    let at = recording.locate(&seen.value_at);
    let same = |known: &&mut Found| {
        known.deviation.kind == seen.kind && known.deviation.place == seen.named.place
    };
    if let Some(known) = found.iter_mut().find(same) {
        known.count += 1;
        if !known.quoted.contains(&seen.service) {
            known.quoted.push(seen.service);
        }
        if known.deviation.seen.len() < MAX_PLACES && !known.deviation.seen.contains(&at) {
            known.deviation.seen.push(at);
        }
        known.deviation.fix = together(&known.deviation.fix, seen.fix);
        return;
    }
    found.push(Found {
        count: 1,
        quoted: vec![seen.service],
        deviation: Deviation {
            kind: seen.kind,
            place: seen.named.place,
            schema: seen.named.schema,
            operation: operation.to_owned(),
            at: seen.at,
            document: seen.document,
            service: String::new(),
            seen: vec![at],
            fix: seen.fix,
        },
    });
}

/// What mends both.
fn together(known: &Fix, more: Fix) -> Fix {
    match (known, more) {
        (Fix::Values(at, known), Fix::Values(_, more)) => {
            let mut all = known.clone();
            all.extend(more.into_iter().filter(|value| !known.contains(value)));
            Fix::Values(at.clone(), all)
        }
        (Fix::Member(at, name, known), Fix::Member(_, _, more)) => {
            Fix::Member(at.clone(), name.clone(), observed::both(known, &more))
        }
        (Fix::Widened(at, known), Fix::Widened(_, more)) => {
            Fix::Widened(at.clone(), observed::both(known, &more))
        }
        (known, more) if of_types(known) && of_types(&more) && *known != more => {
            let mut all: Vec<Fix> = Vec::new();
            for fix in each(known.clone()).into_iter().chain(each(more)) {
                let wider = all
                    .iter()
                    .position(|known| matches!(known, Fix::Widened(..)));
                let wider = wider.filter(|_| matches!(fix, Fix::Widened(..)));
                if let Some(known) = wider.and_then(|at| all.get_mut(at)) {
                    *known = together(known, fix);
                } else if !all.contains(&fix) {
                    all.push(fix);
                }
            }
            // An alternative is added to what the schema is in the end.
            all.sort_by_key(|fix| matches!(fix, Fix::Widened(..)));
            Fix::All(all)
        }
        (known, _) => known.clone(),
    }
}

/// Whether it can be one of several that mend what a value is.
fn of_types(fix: &Fix) -> bool {
    match fix {
        Fix::Entry(_, key, _) => key == "type",
        Fix::Widened(..) | Fix::All(_) => true,
        Fix::Nullable(_)
        | Fix::Optional(..)
        | Fix::Member(..)
        | Fix::Values(..)
        | Fix::Without(..)
        | Fix::Nothing => false,
    }
}

fn each(fix: Fix) -> Vec<Fix> {
    if let Fix::All(all) = fix {
        all
    } else {
        vec![fix]
    }
}

impl Found {
    fn finish(self) -> Deviation {
        let Self {
            mut deviation,
            count,
            mut quoted,
        } = self;
        let more = quoted.len().saturating_sub(MAX_QUOTED);
        quoted.truncate(MAX_QUOTED);
        // Writing to a text cannot fail.
        let mut says = quoted.join(", ");
        if more > 0 {
            let _ = write!(says, " and {more} more");
        }
        if count > 1 && deviation.kind != Kind::Paging {
            let _ = write!(says, ", {count} times");
        }
        deviation.service = says;
        deviation
    }
}

//! What is told about a normalised document: once for each keyword, with the first place and the
//! number of the others, so that a document of a thousand schemas does not give a thousand lines.

use indexmap::IndexMap;

use super::places::Place;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};

/// What is told so far.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: IndexMap<(&'static str, String), Entry>,
    /// What is left out, and the first place of it.
    left_out: usize,
    first_left_out: Option<Place>,
}

/// More different things than this are only counted.
const MAX_ENTRIES: usize = 500;

#[derive(Debug)]
struct Entry {
    severity: Severity,
    first: Place,
    others: usize,
    message: String,
    help: &'static str,
}

/// What is told about a keyword.
pub(super) struct Told {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    /// In one sentence without a full stop; the same sentence is told once.
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Log {
    /// Tells something about a place, once for all places where it is the same.
    pub(super) fn once(&mut self, place: Place, told: Told) {
        let key = (told.code, told.message.clone());
        if !self.entries.contains_key(&key) && self.is_full(place, &told) {
            return;
        }
        self.entries
            .entry(key)
            .and_modify(|entry| entry.others += 1)
            .or_insert(Entry {
                severity: told.severity,
                first: place,
                others: 0,
                message: told.message,
                help: told.help,
            });
    }

    /// Tells something about each place where it is so.
    pub(super) fn each(&mut self, place: Place, told: Told) {
        if self.is_full(place, &told) {
            return;
        }
        let number = self.entries.len();
        let key = (told.code, format!("{number}"));
        self.entries.insert(
            key,
            Entry {
                severity: told.severity,
                first: place,
                others: 0,
                message: told.message,
                help: told.help,
            },
        );
    }

    /// Whether there is no room for one more; errors always have some.
    fn is_full(&mut self, place: Place, told: &Told) -> bool {
        let full = self.entries.len() >= MAX_ENTRIES && told.severity != Severity::Error
            || self.entries.len() >= 2 * MAX_ENTRIES;
        if full {
            self.more(place);
        }
        full
    }

    /// Counts something that is not told one by one.
    pub(super) fn more(&mut self, place: Place) {
        self.left_out += 1;
        self.first_left_out.get_or_insert(place);
    }

    pub(super) fn finish(self, locate: &dyn Fn(Place) -> Location) -> Diagnostics {
        let mut all = Diagnostics::new();
        for ((code, _), entry) in self.entries {
            let more = match entry.others {
                0 => String::new(),
                1 => " (and at one other place)".to_owned(),
                others => format!(" (and at {others} other places)"),
            };
            let mut diagnostic = Diagnostic::warning(
                code,
                locate(entry.first),
                format!("{}{more}", entry.message),
            );
            diagnostic.severity = entry.severity;
            all.push(diagnostic.help(entry.help));
        }
        if let Some(place) = self.first_left_out {
            let message = format!("{} more problems like those above", self.left_out);
            let more = Diagnostic::warning("more-problems", locate(place), message);
            all.push(more.help("correct the first ones, and look again"));
        }
        all
    }
}

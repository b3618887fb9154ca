//! Where the values of a document stand: a tree beside the value, as large as the text and no larger.

use super::Pointer;

/// File, line, column and length of a value, all in characters and counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// The number of the file among those that were read; 0 is the document itself.
    pub(super) file: u32,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) length: u32,
}

/// The place of a value and of all that is in it.
#[derive(Clone, Debug)]
pub(super) struct Places {
    place: Place,
    below: Below,
}

#[derive(Clone, Debug)]
enum Below {
    Nothing,
    Items(Vec<Places>),
    /// In the order of the keys.
    Members(Vec<(Box<str>, Places)>),
}

impl Places {
    /// The place of a scalar.
    pub(super) fn leaf(place: Place) -> Self {
        Self {
            place,
            below: Below::Nothing,
        }
    }

    /// The places of an array.
    pub(super) fn of_items(place: Place, items: Vec<Self>) -> Self {
        Self {
            place,
            below: Below::Items(items),
        }
    }

    /// The places of an object.
    pub(super) fn of_members(place: Place, mut members: Vec<(Box<str>, Self)>) -> Self {
        members.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Self {
            place,
            below: Below::Members(members),
        }
    }

    /// The place of what a pointer leads to, or of the nearest value above it.
    pub(super) fn nearest(&self, pointer: &Pointer) -> Place {
        let mut at = self;
        for token in pointer.tokens() {
            let next = match &at.below {
                Below::Nothing => None,
                Below::Items(items) => token.parse::<usize>().ok().and_then(|n| items.get(n)),
                Below::Members(members) => members
                    .binary_search_by(|(key, _)| (**key).cmp(token))
                    .ok()
                    .and_then(|n| members.get(n))
                    .map(|(_, places)| places),
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at.place
    }
}

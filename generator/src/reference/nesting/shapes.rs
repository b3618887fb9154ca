//! Known lists of names and types of objects: soft evidence 5.

use std::collections::{BTreeMap, BTreeSet};

/// A name and its type as written.
pub(super) type Member = (String, String);

/// The names and types of an object's properties, in order.
pub(super) type Shape = Vec<Member>;

/// The state of a list that no known shape starts with.
const NONE: usize = usize::MAX;

/// A set of shapes that is matched one property at a time.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// For each state, the state after a property.
    next: Vec<BTreeMap<Member, usize>>,
    known: BTreeSet<usize>,
}

impl Shapes {
    pub(super) fn new<'s>(shapes: impl IntoIterator<Item = &'s Shape>) -> Self {
        let mut all = Self {
            next: vec![BTreeMap::new()],
            known: BTreeSet::new(),
        };
        for shape in shapes {
            let mut state = 0;
            for member in shape {
                let fresh = all.next.len();
                state = *all.next[state].entry(member.clone()).or_insert(fresh);
                if state == fresh {
                    all.next.push(BTreeMap::new());
                }
            }
            all.known.insert(state);
        }
        all
    }

    /// The state after a further property.
    pub(super) fn step(&self, state: usize, member: &Member) -> usize {
        self.next
            .get(state)
            .and_then(|next| next.get(member))
            .copied()
            .unwrap_or(NONE)
    }

    /// Whether the properties so far are a known shape.
    pub(super) fn is_known(&self, state: usize) -> bool {
        self.known.contains(&state)
    }
}

//! Both documents side by side: what is shared is compared once, and known by who uses it.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use serde_json::Value;

use super::{
    change::{Change, Direction, Fact, Named, Subject, Target, verdict},
    kind::Kind,
    names::Names,
};
use crate::openapi::{Document, Pointer};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Schema,
    Parameter,
    Header,
    Body,
    Response,
}

/// A place of both documents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Both {
    pub(super) old: Pointer,
    pub(super) new: Pointer,
}

impl Both {
    pub(super) fn child(&self, key: &str) -> Self {
        Self {
            old: self.old.child(key),
            new: self.new.child(key),
        }
    }
}

/// Where the walk is, in the words of people, and what code is about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Here {
    /// The place within the subject.
    pub(super) place: String,
    /// What it is about on either side.
    pub(super) targets: [Vec<Target>; 2],
    /// Who says it; `None` where that depends on who uses the subject.
    pub(super) direction: Option<Direction>,
}

impl Here {
    /// A place within this one.
    pub(super) fn within(&self, part: &str) -> Self {
        let place = match (self.place.as_str(), part) {
            ("", part) => part.to_owned(),
            (place, "[]" | "{}") => format!("{place}{part}"),
            // A member of what a parameter or a body is comes after its name.
            (place, part) => format!("{place}.{part}"),
        };
        Self {
            place,
            ..self.clone()
        }
    }

    /// The same place, about something else on both sides. What a parameter is made of is about the
    /// parameter, too: it has no other name.
    pub(super) fn about(mut self, old: Target, new: Target) -> Self {
        for (targets, target) in self.targets.iter_mut().zip([old, new]) {
            targets.retain(|target| matches!(target, Target::Parameter(..)));
            targets.push(target);
        }
        self
    }
}

/// What was found at a place, before it is known who uses that.
struct Found {
    kind: Kind,
    place: String,
    old: Option<Fact>,
    new: Option<Fact>,
    direction: Option<Direction>,
    targets: [Vec<Target>; 2],
}

/// Something that is compared once.
struct Pair {
    at: Both,
    what: What,
    subject: Subject,
    /// The operation, where it is one.
    operation: Option<Named>,
    found: Vec<Found>,
    /// What it uses, and in which direction; `None`: in that in which it is used itself.
    edges: BTreeSet<(usize, Option<Direction>)>,
}

/// The walk through both documents.
pub(super) struct Walk<'d> {
    pub(super) old: &'d Document,
    pub(super) new: &'d Document,
    /// What things are called in the crate on either side, where that is known.
    pub(super) names: [Option<&'d Names>; 2],
    pairs: Vec<Pair>,
    known: HashMap<Both, usize>,
    waiting: VecDeque<usize>,
    current: usize,
    /// Schemas that have another name now, by their old places.
    pub(super) renamed: BTreeMap<Pointer, BTreeSet<Pointer>>,
    /// What operations were before that are called or addressed otherwise now.
    pub(super) was: BTreeMap<Named, Named>,
    /// Whether an operation of both documents takes the credentials of the service in both.
    pub(super) inherits: bool,
}

impl<'d> Walk<'d> {
    pub(super) fn of(old: &'d Document, new: &'d Document, names: [Option<&'d Names>; 2]) -> Self {
        Self {
            old,
            new,
            names,
            pairs: Vec::new(),
            known: HashMap::new(),
            waiting: VecDeque::new(),
            current: 0,
            renamed: BTreeMap::new(),
            was: BTreeMap::new(),
            inherits: false,
        }
    }

    /// Goes on below something that is told by itself.
    pub(super) fn begin(&mut self, subject: Subject, operation: Option<Named>) {
        self.current = self.pairs.len();
        let root = Pointer::root();
        self.pairs.push(Pair {
            at: Both {
                old: root.clone(),
                new: root,
            },
            what: What::Schema,
            subject,
            operation,
            found: Vec::new(),
            edges: BTreeSet::new(),
        });
    }

    /// Tells of what the service sends on its own account; gives what to come back to.
    pub(super) fn aside(&mut self, name: &str) -> usize {
        let back = self.current;
        let named = Named {
            path: name.to_owned(),
            method: "EVENT".to_owned(),
            id: Some(name.to_owned()),
        };
        self.begin(Subject::Event(name.to_owned()), Some(named));
        back
    }

    /// Goes on where [`aside`](Self::aside) left.
    pub(super) fn come_back(&mut self, back: usize) {
        self.current = back;
    }

    /// Something that others use as well: it is compared once, later.
    pub(super) fn share(
        &mut self,
        at: Both,
        what: What,
        subject: Subject,
        direction: Option<Direction>,
    ) {
        let index = if let Some(index) = self.known.get(&at) {
            *index
        } else {
            let index = self.pairs.len();
            self.known.insert(at.clone(), index);
            self.pairs.push(Pair {
                at,
                what,
                subject,
                operation: None,
                found: Vec::new(),
                edges: BTreeSet::new(),
            });
            self.waiting.push_back(index);
            index
        };
        if let Some(pair) = self.pairs.get_mut(self.current) {
            pair.edges.insert((index, direction));
        }
    }

    /// Whether something shared was met.
    pub(super) fn is_known(&self, at: &Both) -> bool {
        self.known.contains_key(at)
    }

    /// Goes back to something shared; false where it was never met.
    pub(super) fn go_to(&mut self, at: &Both) -> bool {
        let index = self.known.get(at).copied();
        self.current = index.unwrap_or(self.current);
        index.is_some()
    }

    /// The next shared thing that was not compared yet; the walk is there then.
    pub(super) fn next_shared(&mut self) -> Option<(Both, What)> {
        let index = self.waiting.pop_front()?;
        self.current = index;
        let pair = self.pairs.get(index)?;
        Some((pair.at.clone(), pair.what))
    }

    /// The value at a place of the old document.
    pub(super) fn old_value(&self, at: &Pointer) -> Option<&'d Value> {
        self.old.get(at)
    }

    /// The value at a place of the new document.
    pub(super) fn new_value(&self, at: &Pointer) -> Option<&'d Value> {
        self.new.get(at)
    }

    /// Tells what has happened here; places are those of the values.
    pub(super) fn tell(
        &mut self,
        here: &Here,
        kind: Kind,
        old: Option<(&Pointer, String)>,
        new: Option<(&Pointer, String)>,
    ) {
        let fact = |document: &Document, side: Option<(&Pointer, String)>| {
            side.map(|(at, says)| Fact {
                says,
                at: document.locate(at),
            })
        };
        let found = Found {
            kind,
            place: here.place.clone(),
            old: fact(self.old, old),
            new: fact(self.new, new),
            direction: here.direction,
            targets: here.targets.clone(),
        };
        if let Some(pair) = self.pairs.get_mut(self.current)
            && !pair.found.iter().any(|other| {
                other.kind == found.kind
                    && other.place == found.place
                    && other.old == found.old
                    && other.new == found.new
                    && other.direction == found.direction
            })
        {
            pair.found.push(found);
        }
    }

    /// All changes, with those who meet them.
    pub(super) fn changes(&mut self) -> Vec<Change> {
        let mut uses: Vec<BTreeSet<(Named, Direction)>> = vec![BTreeSet::new(); self.pairs.len()];
        for (root, pair) in self.pairs.iter().enumerate() {
            let Some(operation) = &pair.operation else {
                continue;
            };
            let mut seen = BTreeSet::new();
            let mut waiting: Vec<(usize, Option<Direction>)> = vec![(root, None)];
            while let Some((index, direction)) = waiting.pop() {
                let Some(pair) = self.pairs.get(index) else {
                    continue;
                };
                if let (Some(direction), Some(uses)) = (direction, uses.get_mut(index)) {
                    uses.insert((operation.clone(), direction));
                }
                for (to, own) in &pair.edges {
                    let next = (*to, own.or(direction));
                    if seen.insert(next) {
                        waiting.push(next);
                    }
                }
            }
        }
        let mut changes = Vec::new();
        for (pair, uses) in std::mem::take(&mut self.pairs).into_iter().zip(uses) {
            for found in pair.found {
                let mut uses = uses.clone();
                if let Some(direction) = found.direction {
                    uses.retain(|(_, used)| *used == direction);
                    uses.extend(pair.operation.clone().map(|named| (named, direction)));
                }
                let mut directions: BTreeSet<Direction> = uses.iter().map(|(_, d)| *d).collect();
                if pair.operation.is_some() || pair.subject == Subject::Service {
                    directions.extend(found.direction);
                }
                let (verdict, why) = verdict(found.kind, &directions);
                changes.push(Change {
                    kind: found.kind,
                    subject: pair.subject.clone(),
                    place: found.place,
                    old: found.old,
                    new: found.new,
                    uses,
                    verdict,
                    why,
                    targets: found.targets,
                });
            }
        }
        changes
    }
}

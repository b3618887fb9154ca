//! The search: every nesting of a table that costs least, in shared form.
//!
//! A dynamic programme over (first line of an object, its level, what the example shows of it).
//! For each it keeps every line at which the object can end, at what cost, and how. The cost of a
//! nesting is the sum over its objects, so only the cheapest ways are kept; all of them, because
//! a line is certain only if they agree. The work is bounded by [`MAX_STEPS`].

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Bound,
    rc::Rc,
};

use super::{
    cost::{Cost, Evidence},
    shapes::{Member, Shapes},
    shown::{NOTHING, Shown},
};
use crate::reference::table::{Line, Opens, Table, Token};

/// Steps after which a search is given up.
pub(super) const MAX_STEPS: usize = 1_000_000;
/// Objects within objects deeper than this are not searched for.
pub(super) const MAX_LEVEL: usize = 40;

/// What is searched.
pub(super) struct Problem<'p> {
    pub(super) table: &'p Table,
    /// Name and type of each line.
    pub(super) members: &'p [Member],
    /// The parents that earlier evidence left to each line; empty: any.
    pub(super) allowed: &'p [BTreeSet<usize>],
    /// The level on which the page stops to show tables.
    pub(super) limit: Option<usize>,
    pub(super) evidence: Evidence,
    pub(super) shapes: &'p Shapes,
}

/// An object, or the options of a union, that starts at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    Object {
        start: usize,
        level: usize,
        node: usize,
    },
    Options {
        start: usize,
        level: usize,
    },
}

impl Key {
    pub(super) fn start(self) -> usize {
        match self {
            Self::Object { start, .. } | Self::Options { start, .. } => start,
        }
    }
}

/// How far an object was read, and what counts for the rest of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// The next token.
    token: usize,
    /// The last property or option of this object.
    last: Option<usize>,
    described: Option<bool>,
    mixed: bool,
    shape: usize,
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) cost: Cost,
    pub(super) back: Vec<Step>,
}

/// A property or option that was taken, and the table below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) from: At,
    pub(super) token: usize,
    pub(super) below: Option<(Key, usize)>,
}

#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) states: BTreeMap<At, State>,
    pub(super) ends: BTreeMap<usize, (Cost, Vec<At>)>,
}

/// All cheapest nestings of a table.
pub(super) struct Forest<'p, 'e> {
    pub(super) problem: Problem<'p>,
    shown: Shown<'e>,
    pub(super) items: HashMap<Key, Rc<Item>>,
    /// How much work it was.
    pub(super) steps: usize,
    /// Whether an object was left out because it would be too deep.
    pub(super) too_deep: bool,
    /// How many tokens could be placed.
    pub(super) furthest: usize,
    pub(super) root: Key,
}

impl<'p, 'e> Forest<'p, 'e> {
    /// Searches. The example is that of the whole table.
    pub(super) fn grow(problem: Problem<'p>, example: Option<&'e serde_json::Value>) -> Self {
        let (shown, node) = Shown::new(example);
        let root = match problem.table.tokens.first() {
            Some(Token::Option { .. }) => Key::Options { start: 0, level: 0 },
            _ => Key::Object {
                start: 0,
                level: 0,
                node,
            },
        };
        let mut forest = Self {
            problem,
            shown,
            items: HashMap::new(),
            steps: 0,
            too_deep: false,
            furthest: 0,
            root,
        };
        forest.item(root);
        forest
    }

    /// Whether the search was given up.
    pub(super) fn gave_up(&self) -> bool {
        self.steps > MAX_STEPS
    }

    fn item(&mut self, key: Key) -> Rc<Item> {
        if let Some(item) = self.items.get(&key) {
            return Rc::clone(item);
        }
        let item = Rc::new(self.search(key));
        self.items.insert(key, Rc::clone(&item));
        item
    }

    fn search(&mut self, key: Key) -> Item {
        let mut item = Item::default();
        let mut at = At {
            token: key.start(),
            last: None,
            described: None,
            mixed: false,
            shape: 0,
        };
        let first = State {
            cost: Cost::default(),
            back: Vec::new(),
        };
        item.states.insert(at, first);
        // Steps lead to later tokens only, so states can be taken in order.
        loop {
            let cost = item
                .states
                .get(&at)
                .map(|state| state.cost)
                .unwrap_or_default();
            self.end(key, at, cost, &mut item);
            for (to, cost, step) in self.steps(key, at, cost) {
                self.steps += 1;
                let state = item.states.entry(to).or_insert_with(|| State {
                    cost,
                    back: Vec::new(),
                });
                if cost < state.cost {
                    state.cost = cost;
                    state.back.clear();
                }
                if cost == state.cost {
                    state.back.push(step);
                }
            }
            if self.gave_up() {
                return item;
            }
            let rest = (Bound::Excluded(at), Bound::Unbounded);
            match item.states.range(rest).next() {
                Some((&next, _)) => at = next,
                None => return item,
            }
        }
    }

    /// Lets the object end.
    fn end(&self, key: Key, at: At, cost: Cost, item: &mut Item) {
        let tokens = &self.problem.table.tokens;
        let mut cost = cost;
        match (key, at.last) {
            (Key::Options { .. }, None) => return,
            (Key::Options { .. }, Some(_)) => {}
            (Key::Object { start, .. }, None) => {
                // Only an option can be empty, and only if it is plain that it is.
                let option = start > 0 && matches!(tokens[start - 1], Token::Option { .. });
                let plain = matches!(tokens.get(start), None | Some(Token::Option { .. }));
                if !(option && plain || tokens.is_empty()) {
                    return;
                }
            }
            (Key::Object { node, .. }, Some(last)) => {
                let keys = self.shown.keys_between(node, self.name(last), None);
                cost.contradictions = cost.contradictions.saturating_add(keys);
                if self.problem.evidence >= Evidence::Shape {
                    let known = self.problem.shapes.is_known(at.shape);
                    cost.unknown_shapes += u32::from(!known);
                }
                cost.mixed += u32::from(at.mixed);
            }
        }
        let (best, ways) = item.ends.entry(at.token).or_insert((cost, Vec::new()));
        if cost < *best {
            *best = cost;
            ways.clear();
        }
        if cost == *best {
            ways.push(at);
        }
    }

    /// What can come next.
    fn steps(&mut self, key: Key, at: At, cost: Cost) -> Vec<(At, Cost, Step)> {
        let table = self.problem.table;
        match (key, table.tokens.get(at.token)) {
            (Key::Object { level, node, start }, Some(Token::Line(line))) => {
                self.too_deep |= level >= MAX_LEVEL;
                let Some(own) = self.place(start, level, node, at, line) else {
                    return Vec::new();
                };
                let cost = cost.plus(own);
                let next = self.after(at, line);
                self.furthest = self.furthest.max(at.token + 1);
                let below = match line.opens {
                    Opens::Nothing | Opens::Elided => {
                        let step = Step {
                            from: at,
                            token: at.token,
                            below: None,
                        };
                        return vec![(next, cost, step)];
                    }
                    Opens::Children => Key::Object {
                        start: at.token + 1,
                        level: level + 1,
                        node: self.shown.child(node, at.token, &line.name.text),
                    },
                    Opens::Options => Key::Options {
                        start: at.token + 1,
                        level: level + 1,
                    },
                };
                self.below(at, next, cost, below)
            }
            (Key::Options { level, .. }, Some(Token::Option { number, .. })) => {
                if let Some(last) = at.last
                    && let Token::Option { number: before, .. } = &table.tokens[last]
                    && before >= number
                {
                    return Vec::new();
                }
                self.furthest = self.furthest.max(at.token + 1);
                let next = At {
                    last: Some(at.token),
                    ..at
                };
                let below = Key::Object {
                    start: at.token + 1,
                    level,
                    node: NOTHING,
                };
                self.below(at, next, cost, below)
            }
            _ => Vec::new(),
        }
    }

    /// Steps over everything that can stand below the token.
    fn below(&mut self, at: At, next: At, cost: Cost, key: Key) -> Vec<(At, Cost, Step)> {
        let item = self.item(key);
        item.ends
            .iter()
            .map(|(&end, (own, _))| {
                let to = At { token: end, ..next };
                let step = Step {
                    from: at,
                    token: at.token,
                    below: Some((key, end)),
                };
                (to, cost.plus(*own), step)
            })
            .collect()
    }

    /// What it costs that a line belongs to an object; `None` if it cannot.
    fn place(&self, start: usize, level: usize, node: usize, at: At, line: &Line) -> Option<Cost> {
        let name = line.name.text.as_str();
        let after = at.last.and_then(|last| self.name(last));
        let sorted = start > 0 || self.problem.table.sorted_root;
        let in_order = !sorted || after.is_none_or(|after| after < name);
        let allowed = self
            .problem
            .allowed
            .get(at.token)
            .is_none_or(|allowed| allowed.is_empty() || allowed.contains(&start));
        let depth = match (line.opens, self.problem.limit) {
            (Opens::Nothing, _) => true,
            (Opens::Elided, limit) => limit == Some(level),
            (Opens::Children | Opens::Options, limit) => {
                level < limit.unwrap_or(MAX_LEVEL).min(MAX_LEVEL)
            }
        };
        if !(in_order && allowed && depth) {
            return None;
        }
        let skipped = match node {
            NOTHING => 0,
            node => self.shown.keys_between(node, after, Some(name)),
        };
        Some(Cost {
            contradictions: self
                .shown
                .contradictions(node, line)
                .saturating_add(skipped),
            ..Cost::default()
        })
    }

    fn after(&self, at: At, line: &Line) -> At {
        let described = line.description.is_some();
        let (described, mixed) = match self.problem.evidence {
            Evidence::Hard | Evidence::Shape => (None, false),
            Evidence::Described => (
                Some(described),
                at.mixed || at.described.is_some_and(|before| before != described),
            ),
        };
        let shape = match self.problem.evidence {
            Evidence::Hard => 0,
            Evidence::Shape | Evidence::Described => self
                .problem
                .shapes
                .step(at.shape, &self.problem.members[at.token]),
        };
        At {
            token: at.token + 1,
            last: Some(at.token),
            described,
            mixed,
            shape,
        }
    }

    fn name(&self, token: usize) -> Option<&'p str> {
        match &self.problem.table.tokens[token] {
            Token::Line(line) => Some(&line.name.text),
            Token::Option { .. } => None,
        }
    }
}

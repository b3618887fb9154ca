//! Which items of the crate belong to which change of the wire.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Wire,
    change::{Change, Direction, Named},
    names::{Code, Names},
};
use crate::surface::{ItemChange, Verdict};

/// A change of the wire with the items of the crate that belong to it.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The change.
    pub change: Change,
    /// The items, in the order of their paths.
    pub items: Vec<ItemChange>,
}

impl Linked {
    /// The verdict for those who call the crate: that of the worst of its items.
    #[must_use]
    pub fn rust(&self) -> Option<Verdict> {
        self.items.iter().map(|item| item.verdict).max()
    }

    /// The worse of both verdicts.
    #[must_use]
    pub fn worst(&self) -> Verdict {
        self.rust().unwrap_or(Verdict::Compatible).max(self.change.verdict)
    }
}

/// All changes, for the wire and for the crate.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The changes of the wire, with the items that belong to them.
    pub wire: Vec<Linked>,
    /// The items that belong to no change of the wire.
    pub itself: Vec<ItemChange>,
}

impl Told {
    /// Whether nothing has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.wire.is_empty() && self.itself.is_empty()
    }

    /// The worst verdict for those who call the crate.
    #[must_use]
    pub fn rust(&self) -> Option<Verdict> {
        let linked = self.wire.iter().filter_map(Linked::rust);
        linked.chain(self.itself.iter().map(|item| item.verdict)).max()
    }

    /// The worst verdict for the wire.
    #[must_use]
    pub fn on_the_wire(&self) -> Option<Verdict> {
        self.wire.iter().map(|linked| linked.change.verdict).max()
    }
}

/// Gives each change of the wire the items that belong to it. An item is never in two of them unless
/// both are exactly about it.
#[must_use]
pub fn tell(wire: Wire, items: Vec<ItemChange>, names: [Option<&Names>; 2]) -> Told {
    let mut exact: BTreeMap<Code, Vec<usize>> = BTreeMap::new();
    let mut around: BTreeMap<Code, Vec<usize>> = BTreeMap::new();
    for (at, change) in wire.changes.iter().enumerate() {
        let was = |named: &Named| wire.was.get(named).unwrap_or(named).clone();
        let before: BTreeSet<(Named, Direction)> = change
            .uses
            .iter()
            .map(|(named, direction)| (was(named), *direction))
            .collect();
        let sides = [&before, &change.uses];
        for ((names, targets), uses) in names.iter().zip(&change.targets).zip(sides) {
            let Some(names) = names else {
                continue;
            };
            for target in targets {
                let (of_it, near) = names.codes(target, uses);
                for (codes, map) in [(of_it, &mut exact), (near, &mut around)] {
                    for code in codes {
                        let list = map.entry(code).or_default();
                        if list.last() != Some(&at) {
                            list.push(at);
                        }
                    }
                }
            }
        }
    }
    let mut owned: Vec<Vec<ItemChange>> = vec![Vec::new(); wire.changes.len()];
    let mut itself = Vec::new();
    for item in items {
        let found = candidates(&item).into_iter().find_map(|codes| {
            let (code, of_it) = codes;
            if of_it {
                exact.get(&code).cloned()
            } else {
                // What is only near several changes is told with the worst of them.
                let near = around.get(&code)?;
                let worst = near.iter().max_by_key(|at| {
                    let verdict = wire.changes.get(**at).map(|change| change.verdict);
                    (verdict, std::cmp::Reverse(**at))
                });
                worst.map(|at| vec![*at])
            }
        });
        match found {
            Some(all) => {
                for at in all {
                    if let Some(list) = owned.get_mut(at) {
                        list.push(item.clone());
                    }
                }
            }
            None => itself.push(item),
        }
    }
    let linked = wire.changes.into_iter().zip(owned);
    let linked = linked.map(|(change, items)| Linked { change, items });
    Told {
        wire: linked.collect(),
        itself,
    }
}

/// What an item can be, the most exact first, and whether a change has to be exactly about that.
fn candidates(item: &ItemChange) -> Vec<(Code, bool)> {
    let mut parts: Vec<&str> = item.path.split("::").skip(1).collect();
    parts.retain(|part| *part != "blocking");
    let text = |part: Option<&&str>| part.map(|part| (*part).to_owned());
    let (whole, part): (fn(String, Option<String>) -> Code, _) = match parts.first() {
        Some(&"types") => (Code::Type, parts.get(1..)),
        Some(&"operations") => (Code::Call, parts.get(1..)),
        Some(&"mock" | &"Client") => {
            let Some(method) = parts.last().map(|name| (*name).to_owned()) else {
                return Vec::new();
            };
            let method = Code::Method(method);
            return vec![(method.clone(), true), (method, false)];
        }
        _ => return Vec::new(),
    };
    let part = part.unwrap_or_default();
    let Some(owner) = text(part.first()) else {
        return Vec::new();
    };
    let member = text(part.get(1));
    let all = whole(owner.clone(), None);
    let mut codes = Vec::new();
    if member.is_some() {
        codes.push((whole(owner, member), true));
    }
    codes.push((all.clone(), true));
    codes.push((all, false));
    codes
}

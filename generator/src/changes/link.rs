//! Which items of the crate belong to which change of the wire.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Wire,
    change::{Change, Direction, Named},
    kind::Kind,
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
        self.rust()
            .unwrap_or(Verdict::Compatible)
            .max(self.change.verdict)
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

    /// All items, each once, in the order of their paths.
    #[must_use]
    pub fn items(&self) -> Vec<ItemChange> {
        let linked = self.wire.iter().flat_map(|linked| &linked.items);
        let mut items: Vec<ItemChange> = linked.chain(&self.itself).cloned().collect();
        items.sort_by(|a, b| (&a.path, &a.old, &a.new).cmp(&(&b.path, &b.old, &b.new)));
        items.dedup();
        items
    }

    /// The worst verdict for those who call the crate.
    #[must_use]
    pub fn rust(&self) -> Option<Verdict> {
        let linked = self.wire.iter().filter_map(Linked::rust);
        linked
            .chain(self.itself.iter().map(|item| item.verdict))
            .max()
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
pub fn tell(wire: Wire, mut items: Vec<ItemChange>, names: [Option<&Names>; 2]) -> Told {
    let ways = Ways::of(&wire, names);
    let mut owned: Vec<Vec<ItemChange>> = vec![Vec::new(); wire.changes.len()];
    let mut itself = Vec::new();
    // What is there for its own sake comes before the traits that it has.
    items.sort_by_key(|item| item.path.starts_with("impl"));
    for item in items {
        let found = ways.of_item(&item, &wire.changes);
        if found.is_empty() {
            itself.push(item);
            continue;
        }
        for at in found {
            if let Some(list) = owned.get_mut(at) {
                list.push(item.clone());
            }
        }
    }
    let linked = wire.changes.into_iter().zip(owned);
    let linked = linked.map(|(change, items)| Linked { change, items });
    Told {
        wire: linked.collect(),
        itself,
    }
}

/// The ways from items to changes of the wire, the surest first.
#[derive(Default)]
struct Ways {
    /// The change is about the item.
    exact: BTreeMap<Code, Vec<usize>>,
    /// The item is a part of what the change is about, or what that is a part of.
    around: BTreeMap<Code, Vec<usize>>,
    /// The item belongs to an operation that meets the change.
    met: BTreeMap<Code, Vec<usize>>,
    /// The item is of a type that what has come, gone or changed is made of.
    reached: BTreeMap<Code, Vec<usize>>,
    /// Types that have another name now, with the change that says so.
    renamed: Vec<(String, String, usize)>,
}

impl Ways {
    fn of(wire: &Wire, names: [Option<&Names>; 2]) -> Self {
        let mut ways = Self::default();
        for (at, change) in wire.changes.iter().enumerate() {
            let before = |named: &Named| wire.was.get(named).unwrap_or(named).clone();
            let uses = change.uses.iter();
            let uses: BTreeSet<(Named, Direction)> = uses
                .map(|(named, direction)| (before(named), *direction))
                .collect();
            let sides = [&uses, &change.uses];
            for ((names, targets), uses) in names.iter().zip(&change.targets).zip(sides) {
                let Some(names) = names else {
                    continue;
                };
                for target in targets {
                    let (exact, around) = names.codes(target, uses);
                    add(&mut ways.exact, exact, at);
                    add(&mut ways.around, around, at);
                    if changes_what_is_used(change.kind) {
                        let reached = names.reached(target, uses);
                        add(&mut ways.reached, reached, at);
                    }
                }
                add(&mut ways.met, names.of_operations(uses), at);
            }
            ways.rename(change, names, at);
        }
        ways
    }

    fn rename(&mut self, change: &Change, names: [Option<&Names>; 2], at: usize) {
        let [Some(before), Some(after)] = names else {
            return;
        };
        let [old, new] = &change.targets;
        for (old, new) in old.iter().zip(new) {
            if let (Some(old), Some(new)) = (before.type_name(old), after.type_name(new))
                && old != new
            {
                self.renamed.push((old.to_owned(), new.to_owned(), at));
            }
        }
    }

    fn of_item(&self, item: &ItemChange, changes: &[Change]) -> Vec<usize> {
        let (codes, whole) = codes(item);
        // Other words change nothing but the documentation.
        let can_be = |at: &usize| {
            let change = changes.get(*at);
            item.old == item.new || change.is_some_and(|change| change.kind != Kind::WordsChanged)
        };
        let those = |found: &Vec<usize>| -> Option<Vec<usize>> {
            let found: Vec<usize> = found.iter().copied().filter(can_be).collect();
            (!found.is_empty()).then_some(found)
        };
        let exact = codes.iter().find_map(|code| those(self.exact.get(code)?));
        if let Some(all) = exact {
            return all;
        }
        if let (Some(old), Some(new)) = (&item.old, &item.new) {
            let renamed = self.renamed.iter().find(|(from, to, _)| {
                words(old)
                    .map(|word| if word == from { to } else { word })
                    .eq(words(new))
                    && old != new
            });
            if let Some((_, _, at)) = renamed {
                return vec![*at];
            }
        }
        // What is only near several changes is told with the worst of them.
        let maps = [&self.around, &self.met, &self.reached];
        let near = maps
            .into_iter()
            .find_map(|map| those(map.get(whole.as_ref()?)?));
        let worst = near.into_iter().flatten().max_by_key(|at| {
            let verdict = changes.get(*at).map(|change| change.verdict);
            (verdict, std::cmp::Reverse(*at))
        });
        worst.into_iter().collect()
    }
}

fn add(map: &mut BTreeMap<Code, Vec<usize>>, codes: impl IntoIterator<Item = Code>, at: usize) {
    for code in codes {
        let list = map.entry(code).or_default();
        if list.last() != Some(&at) {
            list.push(at);
        }
    }
}

/// Whether more or less of the types of a client is used after a change, or from other places: which of
/// them are there, who makes values of them, and what their documentation says follows from that.
fn changes_what_is_used(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::OperationAdded
            | Kind::OperationRemoved
            | Kind::OperationRenamed
            | Kind::OperationMoved
            | Kind::ParameterAdded
            | Kind::RequiredParameterAdded
            | Kind::ParameterRemoved
            | Kind::BodyAdded
            | Kind::RequiredBodyAdded
            | Kind::BodyRemoved
            | Kind::ContentAdded
            | Kind::ContentRemoved
            | Kind::StatusAdded
            | Kind::StatusRemoved
            | Kind::ErrorAdded
            | Kind::ErrorRemoved
            | Kind::PropertyAdded
            | Kind::RequiredPropertyAdded
            | Kind::PropertyRemoved
            | Kind::TypeChanged
            | Kind::TypeWidened
            | Kind::TypeNarrowed
            | Kind::NamedOtherwise
            | Kind::AlternativeAdded
            | Kind::AlternativeRemoved
            | Kind::OnlyAnswered
            | Kind::OnlySent
            | Kind::SentAndAnswered
            | Kind::MembersOpened
            | Kind::MembersClosed
    )
}

/// The words of a signature, and what stands between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    text.split_inclusive(move |c| !is_letter(c))
        .flat_map(move |part| {
            let end = part.find(|c| !is_letter(c)).unwrap_or(part.len());
            [&part[..end], &part[end..]]
        })
}

/// Makes the name of a type, or of a part of it.
type Whole = fn(String, Option<String>) -> Code;

/// What an item can be, the most exact first, and what it is a part of.
fn codes(item: &ItemChange) -> (Vec<Code>, Option<Code>) {
    // The impl of a trait belongs to its type.
    let is_impl = item.path.starts_with("impl");
    let path = if is_impl { &item.owner } else { &item.path };
    let parts: Vec<&str> = path.split("::").skip(1).collect();
    let (whole, rest): (Whole, &[&str]) = match parts.as_slice() {
        ["types", rest @ ..] => (Code::Type, rest),
        ["Client", method] | ["blocking", "Client", method] => {
            let method = Code::Method((*method).to_owned());
            return (vec![method.clone()], Some(method));
        }
        ["mock", .., method] => {
            let method = Code::Mock((*method).to_owned());
            return (vec![method.clone()], Some(method));
        }
        ["operations" | "blocking", rest @ ..] => (Code::Call, rest),
        _ => return (Vec::new(), None),
    };
    let Some(owner) = rest.first().map(|owner| (*owner).to_owned()) else {
        return (Vec::new(), None);
    };
    let all = whole(owner.clone(), None);
    let member = rest
        .get(1)
        .map(|member| whole(owner, Some((*member).to_owned())));
    let codes = member.into_iter().chain([all.clone()]).collect();
    (codes, Some(all))
}

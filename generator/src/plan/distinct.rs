//! Names that do not collide: each thing has a ladder of candidates, and climbs it only where
//! another thing wants the same name.

use std::collections::{BTreeMap, BTreeSet};

use super::identifier::{fingerprint, fitting};

/// A thing that wants a name.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Its names, best first.
    pub(super) candidates: Vec<String>,
    /// Of several things that want the same name, the one of the highest rank has it, if it is the
    /// only one of that rank.
    pub(super) rank: usize,
    /// What tells it from all others; the last resort is made from it.
    pub(super) key: String,
}

/// Gives each thing a name that no other has and that is not taken. What nobody else wants does not
/// depend on what else there is.
pub(super) fn distinct(wanted: &[Wanted], taken: &mut BTreeSet<String>) -> Vec<String> {
    let mut names: Vec<Option<String>> = vec![None; wanted.len()];
    let mut level = vec![0_usize; wanted.len()];
    while names.iter().any(Option::is_none) {
        let mut proposals: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, thing) in wanted.iter().enumerate() {
            if names[at].is_none() {
                let name = candidate(thing, level[at], at);
                proposals.entry(name).or_default().push(at);
            }
        }
        for (name, who) in proposals {
            let winner = if taken.contains(&name) {
                None
            } else {
                winner(&who, wanted)
            };
            for at in who {
                if Some(at) == winner {
                    taken.insert(name.clone());
                    names[at] = Some(name.clone());
                } else {
                    level[at] += 1;
                }
            }
        }
    }
    names.into_iter().flatten().collect()
}

fn winner(who: &[usize], wanted: &[Wanted]) -> Option<usize> {
    let best = who.iter().map(|at| wanted[*at].rank).max()?;
    let mut of_rank = who.iter().filter(|at| wanted[**at].rank == best);
    match (of_rank.next(), of_rank.next()) {
        (Some(only), None) => Some(*only),
        _ => None,
    }
}

fn candidate(thing: &Wanted, level: usize, at: usize) -> String {
    if let Some(name) = thing.candidates.get(level) {
        return fitting(name.clone());
    }
    let best = thing.candidates.last().map_or("Unnamed", String::as_str);
    let beyond = level - thing.candidates.len();
    // Keys are distinct; where they are not, the place decides.
    let key = match beyond {
        0 => thing.key.clone(),
        _ => format!("{} {at} {beyond}", thing.key),
    };
    let separator = if best.starts_with(|c: char| c.is_ascii_uppercase()) {
        "X"
    } else {
        "_x"
    };
    let best = fitting(best.to_owned());
    format!("{best}{separator}{:08x}", fingerprint(&key))
}

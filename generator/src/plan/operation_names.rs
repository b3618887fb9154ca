//! The names of operations: methods of the client and of the mock, types of the calls, modules of
//! the groups.

use std::collections::BTreeSet;

use super::{
    distinct::{Wanted, distinct},
    identifier::{pascal, snake, snake_after},
    taken::{TAKEN_METHODS, TAKEN_MOCKS, TAKEN_MODULES, set},
};
use crate::api::Api;

/// The methods of the client, by operation. All groups share them: where several operations want
/// the same name, their groups, then their methods of HTTP, then their paths tell them apart.
pub(super) fn method_names(api: &Api) -> Vec<String> {
    let wanted: Vec<Wanted> = api
        .operations
        .iter()
        .map(|operation| {
            let name = snake_after("call", &operation.id);
            let group = api.groups.get(operation.group);
            let group = group.map_or_else(String::new, |g| snake(&g.name));
            let plain = name.trim_end_matches('_');
            let verb = operation.method.name().to_lowercase();
            let path = snake(&operation.path);
            let verb = snake(&verb);
            let mut candidates = vec![name.clone()];
            // That an operation has no tag says nothing about it.
            if group != "default" {
                candidates.push(snake(&format!("{group}_{plain}")));
            }
            candidates.extend([
                snake(&format!("{verb}_{plain}")),
                snake(&format!("{plain}_{path}")),
                snake(&format!("{verb}_{plain}_{path}")),
            ]);
            Wanted {
                candidates,
                rank: usize::from(name == operation.id),
                key: format!("{} {}", operation.method.name(), operation.path),
            }
        })
        .collect();
    distinct(&wanted, &mut set(&TAKEN_METHODS))
}

/// The methods of the mock are called as those of the client.
pub(super) fn mock_names(methods: &[String]) -> Vec<String> {
    let wanted: Vec<Wanted> = methods
        .iter()
        .map(|method| Wanted {
            candidates: vec![
                method.clone(),
                format!("{}_operation", method.trim_end_matches('_')),
            ],
            rank: 0,
            key: method.clone(),
        })
        .collect();
    distinct(&wanted, &mut set(&TAKEN_MOCKS))
}

/// The types of the calls, by operation.
pub(super) fn call_names(methods: &[String], taken: &mut BTreeSet<String>) -> Vec<String> {
    let wanted: Vec<Wanted> = methods
        .iter()
        .map(|method| Wanted {
            candidates: vec![pascal(method), format!("{}Call", pascal(method))],
            rank: 0,
            key: method.clone(),
        })
        .collect();
    distinct(&wanted, taken)
}

/// The names of what belongs to some of the calls: theirs, with a word after it.
pub(super) fn beside_calls(
    calls: &[String],
    wanted: impl Iterator<Item = bool>,
    word: &str,
    taken: &mut BTreeSet<String>,
) -> Vec<String> {
    let with = calls.iter().zip(wanted);
    let with: Vec<Option<Wanted>> = with
        .map(|(call, wanted)| {
            wanted.then(|| Wanted {
                candidates: vec![format!("{call}{word}"), format!("{call}Call{word}")],
                rank: 0,
                key: call.clone(),
            })
        })
        .collect();
    let all: Vec<Wanted> = with.iter().flatten().cloned().collect();
    let mut names = distinct(&all, taken).into_iter();
    with.iter()
        .map(|wanted| wanted.as_ref().and_then(|_| names.next()))
        .map(Option::unwrap_or_default)
        .collect()
}

/// The modules of the groups: of those with the same name, the second has a 2 after it, as people
/// number things. Nobody but a reader of the files sees them.
pub(super) fn group_names(api: &Api) -> Vec<String> {
    let mut taken = set(&TAKEN_MODULES);
    let mut names = Vec::new();
    for group in &api.groups {
        let base = snake_after("group", &group.name);
        let base = if TAKEN_MODULES.contains(&base.as_str()) {
            format!("{base}_operations")
        } else {
            base
        };
        let mut name = base.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{}_{number}", base.trim_end_matches('_'));
            number += 1;
        }
        names.push(name);
    }
    names
}

//! The names of everything in the crate that the document names: types, their modules, methods,
//! calls, groups. All are resolved here, once.

use std::collections::BTreeMap;

use super::{
    distinct::{Wanted, distinct},
    identifier::snake,
    operation_names::{beside_calls, call_names, group_names, method_names, mock_names},
    outputs,
    taken::{TAKEN_CALLS, TAKEN_TYPE_MODULES, set},
    type_names::{owner, type_names},
    usage::held,
};
use crate::api::{Api, TypeId};

/// The names of everything in the crate that the document names.
#[derive(Clone, Debug)]
pub(super) struct Names {
    /// The names of the types, by id.
    types: Vec<String>,
    /// The type whose file holds a type, by id.
    homes: Vec<TypeId>,
    /// Whether a type is written, by id.
    held: Vec<bool>,
    /// The modules of the types that have a file.
    type_modules: BTreeMap<TypeId, String>,
    /// The methods, by operation.
    pub(super) methods: Vec<String>,
    /// The methods of the mock, by operation.
    pub(super) mocks: Vec<String>,
    /// The types of the calls, by operation.
    pub(super) calls: Vec<String>,
    /// The enumerations of what success gives, by operation; empty where there is none.
    pub(super) successes: Vec<String>,
    /// The enumerations of errors, by operation; empty where there is none.
    pub(super) failures: Vec<String>,
    /// The modules of the groups, by group.
    pub(super) groups: Vec<String>,
}

impl Names {
    pub(super) fn of(api: &Api) -> Self {
        let methods = method_names(api);
        let homes = homes(api);
        let held = held(api, |definition| owner(definition).is_some());
        let types = type_names(api, &methods, &held);
        let mut roots = homes.clone();
        roots.sort();
        roots.dedup();
        let modules = roots.iter().map(|id| Wanted {
            candidates: vec![snake(&types[id.0]), format!("{}_type", snake(&types[id.0]))],
            rank: 0,
            key: types[id.0].clone(),
        });
        let modules = distinct(&modules.collect::<Vec<_>>(), &mut set(&TAKEN_TYPE_MODULES));
        let mut taken = set(&TAKEN_CALLS);
        let calls = call_names(&methods, &mut taken);
        let responses = || api.operations.iter().map(|operation| &operation.response);
        let several = responses().map(outputs::is_several);
        let kinds = responses().map(outputs::have_kinds);
        Self {
            mocks: mock_names(&methods),
            successes: beside_calls(&calls, several, "Success", &mut taken),
            failures: beside_calls(&calls, kinds, "Error", &mut taken),
            calls,
            groups: group_names(api),
            type_modules: roots.into_iter().zip(modules).collect(),
            types,
            homes,
            held,
            methods,
        }
    }

    /// The name of a type.
    pub(super) fn of_type(&self, id: TypeId) -> &str {
        self.types.get(id.0).map_or("", String::as_str)
    }

    /// The files of types: module and types, in the order of the modules.
    pub(super) fn type_files(&self) -> BTreeMap<&str, Vec<TypeId>> {
        let mut files: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
        let all = self.homes.iter().zip(&self.held).enumerate();
        for (at, (home, _)) in all.filter(|(_, (_, held))| **held) {
            if let Some(module) = self.type_modules.get(home) {
                files.entry(module).or_default().push(TypeId(at));
            }
        }
        // The type that the file is about comes first.
        for ids in files.values_mut() {
            ids.sort_by_key(|id| (self.homes.get(id.0) != Some(id), *id));
        }
        files
    }
}

/// The outermost definition that each definition stands in, by id.
fn homes(api: &Api) -> Vec<TypeId> {
    let mut homes: Vec<TypeId> = Vec::with_capacity(api.definitions.len());
    for (at, definition) in api.definitions.iter().enumerate() {
        let outer = owner(definition).filter(|outer| outer.0 < at);
        let home = outer.and_then(|outer| homes.get(outer.0).copied());
        homes.push(home.unwrap_or(TypeId(at)));
    }
    homes
}

//! The names of everything in the crate that the document names: types, their modules, methods,
//! calls, groups. All are resolved here, once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    distinct::{Wanted, distinct},
    identifier::{folded, pascal, singular, snake},
    outputs,
    status::reason,
    taken::{TAKEN_CALLS, TAKEN_METHODS, TAKEN_MOCKS, TAKEN_MODULES, TAKEN_TYPES},
};
use crate::api::{Api, Definition, OriginKind, Shape, Type, TypeId};

/// The names of everything in the crate that the document names.
#[derive(Clone, Debug)]
pub(super) struct Names {
    /// The names of the types, by id.
    types: Vec<String>,
    /// The type whose file holds a type, by id.
    homes: Vec<TypeId>,
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
        let types = type_names(api);
        let homes: Vec<TypeId> = (0..types.len()).map(|id| home(api, TypeId(id))).collect();
        let mut roots = homes.clone();
        roots.sort();
        roots.dedup();
        let modules = roots.iter().map(|id| Wanted {
            candidates: vec![snake(&types[id.0]), format!("{}_type", snake(&types[id.0]))],
            rank: 0,
            key: types[id.0].clone(),
        });
        let modules = distinct(&modules.collect::<Vec<_>>(), &mut set(&TAKEN_MODULES));
        let methods = method_names(api);
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
        for (at, home) in self.homes.iter().enumerate() {
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

/// The definition that a definition was found in, if it was.
fn owner(definition: &Definition) -> Option<TypeId> {
    match &definition.origin.kind {
        OriginKind::Property(owner, _)
        | OriginKind::Additional(owner)
        | OriginKind::Alternative { owner, .. } => Some(*owner),
        OriginKind::Component(_)
        | OriginKind::Parameter { .. }
        | OriginKind::Body(_)
        | OriginKind::Response(_)
        | OriginKind::Status { .. }
        | OriginKind::NamedResponse(_) => None,
    }
}

/// The outermost definition that a definition stands in.
fn home(api: &Api, id: TypeId) -> TypeId {
    let mut id = id;
    while let Some(outer) = api.definition(id).and_then(owner).filter(|o| *o < id) {
        id = outer;
    }
    id
}

fn type_names(api: &Api) -> Vec<String> {
    let mut taken = set(&TAKEN_TYPES);
    let mut names: Vec<Option<String>> = vec![None; api.definitions.len()];
    let uses = parameter_uses(api);
    // From the outside in: the name of an inner type starts with that of its owner.
    let mut level: Vec<usize> = (0..api.definitions.len())
        .filter(|at| home(api, TypeId(*at)) == TypeId(*at))
        .collect();
    while !level.is_empty() {
        let wanted: Vec<Wanted> = level
            .iter()
            .map(|at| {
                let definition = &api.definitions[*at];
                let outer = owner(definition).and_then(|o| names[o.0].clone());
                Wanted {
                    candidates: candidates(definition, &outer.unwrap_or_default()),
                    rank: match &definition.origin.kind {
                        OriginKind::Component(_) if definition.origin.item => 0,
                        // The one that is written just so comes first.
                        OriginKind::Component(name) if pascal(name) == *name => usize::MAX,
                        OriginKind::Component(_) => usize::MAX - 1,
                        OriginKind::Property(..)
                        | OriginKind::Additional(_)
                        | OriginKind::Alternative { .. }
                        | OriginKind::Parameter { .. }
                        | OriginKind::Body(_)
                        | OriginKind::Response(_)
                        | OriginKind::Status { .. }
                        | OriginKind::NamedResponse(_) => {
                            uses.get(&TypeId(*at)).copied().unwrap_or_default()
                        }
                    },
                    key: format!("{:?}", definition.origin),
                }
            })
            .collect();
        for (at, name) in level.iter().zip(distinct(&wanted, &mut taken)) {
            names[*at] = Some(name);
        }
        level = (0..api.definitions.len())
            .filter(|at| {
                let outer = owner(&api.definitions[*at]).filter(|o| *o < TypeId(*at));
                names[*at].is_none() && outer.is_some_and(|o| names[o.0].is_some())
            })
            .collect();
    }
    names.into_iter().map(Option::unwrap_or_default).collect()
}

/// How many parameters use a definition.
fn parameter_uses(api: &Api) -> BTreeMap<TypeId, usize> {
    let mut uses = BTreeMap::new();
    for parameter in api.operations.iter().flat_map(|o| &o.parameters) {
        let mut value = &parameter.value;
        loop {
            match value {
                Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => value = inner,
                Type::Defined(id) => {
                    *uses.entry(*id).or_default() += 1;
                    break;
                }
                Type::Any | Type::Scalar(_) => break,
            }
        }
    }
    uses
}

fn candidates(definition: &Definition, outer: &str) -> Vec<String> {
    let kind = match definition.shape {
        Shape::Object(_) => "Object",
        Shape::Enumeration(_) => "Kind",
        Shape::Union(_) => "Choice",
        Shape::Alias(_) => "Type",
    };
    let item = definition.origin.item;
    let is_value = matches!(definition.shape, Shape::Enumeration(_));
    let part = |name: &str| match singular(name) {
        Some(one) if item => pascal(&one),
        // A list of values is often named like one of them.
        None if item && !is_value => format!("{}Item", pascal(name)),
        _ => pascal(name),
    };
    match &definition.origin.kind {
        OriginKind::Component(name) => {
            let name = part(name);
            vec![name.clone(), format!("{name}{kind}"), format!("Api{name}")]
        }
        OriginKind::Property(_, name) => {
            let name = format!("{outer}{}", part(name));
            vec![name.clone(), format!("{name}{kind}")]
        }
        OriginKind::Additional(_) => vec![format!("{outer}Value"), format!("{outer}FurtherValue")],
        OriginKind::Alternative { title, .. } => {
            let item = if item { "Item" } else { "" };
            let mut all = Vec::new();
            if let Some(title) = title {
                all.push(format!("{outer}{}{item}", pascal(title)));
            }
            all.push(format!("{outer}{kind}{item}"));
            if let Shape::Object(object) = &definition.shape {
                for property in &object.properties {
                    all.push(format!("{outer}With{}{item}", pascal(&property.name)));
                }
            }
            all
        }
        OriginKind::Parameter { operation, name } => {
            let name = part(name);
            let operation = pascal(operation);
            vec![
                name.clone(),
                format!("{operation}{name}"),
                format!("{operation}{name}{kind}"),
            ]
        }
        OriginKind::Body(operation) => of_operation(operation, "Body", "RequestBody", item),
        OriginKind::Response(operation) => {
            of_operation(operation, "Response", "ResponseBody", item)
        }
        OriginKind::Status {
            operation,
            status,
            shared,
        } => {
            let reason = status.as_deref().map_or_else(|| "Error".to_owned(), reason);
            let own = of_operation(&format!("{operation} {reason}"), "", "Body", item);
            let common = of_operation(&reason, "Body", "ErrorBody", item);
            if *shared {
                [common, own]
            } else {
                [own, common]
            }
            .concat()
        }
        OriginKind::NamedResponse(name) => {
            let mut all = vec![part(name)];
            all.extend(of_operation(name, "Response", "ResponseBody", item));
            all
        }
    }
}

fn of_operation(operation: &str, short: &str, long: &str, item: bool) -> Vec<String> {
    let operation = pascal(operation);
    if item {
        vec![
            format!("{operation}Item"),
            format!("{operation}{short}Item"),
            format!("{operation}{long}Item"),
        ]
    } else {
        vec![format!("{operation}{short}"), format!("{operation}{long}")]
    }
}

fn method_names(api: &Api) -> Vec<String> {
    let wanted: Vec<Wanted> = api
        .operations
        .iter()
        .map(|operation| {
            let name = snake(&operation.id);
            let group = api.groups.get(operation.group);
            let group = group.map_or_else(String::new, |g| snake(&g.name));
            let plain = name.trim_end_matches('_');
            let verb = format!("{:?}", operation.method).to_lowercase();
            Wanted {
                candidates: vec![
                    name.clone(),
                    format!("{}_{plain}", group.trim_end_matches('_')),
                    format!("{verb}_{plain}"),
                    format!("{plain}_{}", snake(&operation.path)),
                ],
                rank: usize::from(name == operation.id),
                key: format!("{:?} {}", operation.method, operation.path),
            }
        })
        .collect();
    distinct(&wanted, &mut set(&TAKEN_METHODS))
}

/// The methods of the mock are called as those of the client.
fn mock_names(methods: &[String]) -> Vec<String> {
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

/// The names of what belongs to some of the calls: theirs, with a word after it.
fn beside_calls(
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

fn call_names(methods: &[String], taken: &mut BTreeSet<String>) -> Vec<String> {
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

/// The modules of the groups: of those with the same name, the second has a 2 after it, as people
/// number things.
fn group_names(api: &Api) -> Vec<String> {
    let mut taken = set(&TAKEN_MODULES);
    let mut names = Vec::new();
    for (at, group) in api.groups.iter().enumerate() {
        let plain = folded(&group.name);
        let base = if plain.chars().any(|c| c.is_ascii_alphanumeric()) && plain.is_ascii() {
            snake(&plain)
        } else {
            format!("group_{}", at + 1)
        };
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

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

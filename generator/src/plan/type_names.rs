//! The names of types. What a schema is called in the document, it is called in Rust; what has no
//! name there is called after the thing that it stands in and its place in it.
//!
//! A name with a namespace (`io.k8s.api.apps.v1.Deployment`) keeps all of it: a shorter one would
//! change with what else there is.

use std::collections::BTreeMap;

use super::{
    alternatives::{Marks, marks},
    distinct::{Wanted, distinct},
    enumerations::letters,
    identifier::{concatenated, fingerprint, joined, pascal, pascal_spelled, singular},
    status::reason,
    taken::{TAKEN_TYPES, set},
};
use crate::api::{Api, Definition, OriginKind, Shape, Type, TypeId};

/// The definition that a definition was found in, if it was.
pub(super) fn owner(definition: &Definition) -> Option<TypeId> {
    match &definition.origin.kind {
        OriginKind::Property(owner, _)
        | OriginKind::Additional(owner)
        | OriginKind::Alternative { owner, .. } => Some(*owner),
        OriginKind::Component(_)
        | OriginKind::Parameter { .. }
        | OriginKind::Body(_)
        | OriginKind::Response(_)
        | OriginKind::Status { .. }
        | OriginKind::NamedResponse(_)
        | OriginKind::Event(_) => None,
    }
}

/// What the names of types are made from.
struct Sources<'a> {
    /// The names of operations, by their ids.
    operations: BTreeMap<&'a str, String>,
    /// How many parameters use a definition.
    uses: BTreeMap<TypeId, usize>,
    /// What tells an alternative of a union from the others.
    marks: BTreeMap<TypeId, Marks>,
}

/// The names of the types, by id; `methods` are those of the operations, and `held` tells the types
/// that are written.
pub(super) fn type_names(api: &Api, methods: &[String], held: &[bool]) -> Vec<String> {
    let operations = api.operations.iter().zip(methods);
    let sources = Sources {
        operations: operations
            .map(|(operation, method)| (operation.id.as_str(), pascal(method)))
            .collect(),
        uses: parameter_uses(api),
        marks: marks_by_type(api),
    };
    let count = api.definitions.len();
    let mut within: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut level = Vec::new();
    for (at, definition) in api.definitions.iter().enumerate() {
        match owner(definition).filter(|outer| outer.0 < at) {
            Some(outer) => within[outer.0].push(at),
            None => level.push(at),
        }
    }
    let mut taken = set(&TAKEN_TYPES);
    let mut names = vec![String::new(); count];
    let mut keys = vec![String::new(); count];
    // From the outside in: the name of an inner type starts with that of its owner.
    while !level.is_empty() {
        let mut wanted = Vec::with_capacity(level.len());
        for at in &level {
            let definition = &api.definitions[*at];
            let outer = owner(definition);
            let of_outer = |all: &[String]| {
                let outer = outer.and_then(|outer| all.get(outer.0));
                outer.cloned().unwrap_or_default()
            };
            keys[*at] = key(definition, &of_outer(&keys));
            wanted.push(Wanted {
                candidates: sources.candidates(TypeId(*at), definition, &of_outer(&names)),
                // What is not written leaves its name to what is.
                rank: match held.get(*at) {
                    Some(true) => 1 + sources.rank(TypeId(*at), definition),
                    Some(false) | None => 0,
                },
                key: keys[*at].clone(),
            });
        }
        for (at, name) in level.iter().zip(distinct(&wanted, &mut taken)) {
            names[*at] = name;
        }
        level = level
            .iter()
            .flat_map(|at| within[*at].iter().copied())
            .collect();
    }
    names
}

/// What tells a definition from all others, made from names of the document alone.
fn key(definition: &Definition, outer: &str) -> String {
    let item = if definition.origin.item { " item" } else { "" };
    let within = fingerprint(outer);
    match &definition.origin.kind {
        OriginKind::Component(name) => format!("schema {name}{item}"),
        OriginKind::Property(_, name) => format!("{within} property {name}{item}"),
        OriginKind::Additional(_) => format!("{within} further{item}"),
        OriginKind::Alternative {
            title, position, ..
        } => format!("{within} alternative {position} {title:?}{item}"),
        OriginKind::Parameter { operation, name } => format!("{operation} parameter {name}{item}"),
        OriginKind::Body(operation) => format!("{operation} body{item}"),
        OriginKind::Response(operation) => format!("{operation} response{item}"),
        OriginKind::Status {
            operation, status, ..
        } => format!("{operation} status {status:?}{item}"),
        OriginKind::NamedResponse(name) => format!("response {name}{item}"),
        OriginKind::Event(name) => format!("event {name}{item}"),
    }
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
                Type::Any | Type::Scalar(_) | Type::Upload | Type::Tuple(_) => break,
            }
        }
    }
    uses
}

/// What tells alternatives apart, by the type of the alternative.
fn marks_by_type(api: &Api) -> BTreeMap<TypeId, Marks> {
    let mut all = BTreeMap::new();
    for definition in &api.definitions {
        if let Shape::Union(union) = &definition.shape {
            for (alternative, marks) in union.alternatives.iter().zip(marks(api, union)) {
                if let Type::Defined(id) = alternative.value {
                    all.entry(id).or_insert(marks);
                }
            }
        }
    }
    all
}

impl Sources<'_> {
    /// Who has a name that several want.
    fn rank(&self, id: TypeId, definition: &Definition) -> usize {
        match &definition.origin.kind {
            OriginKind::Component(_) if definition.origin.item => 0,
            // The one that is written just so comes first, then the plainest.
            OriginKind::Component(name) if pascal(name) == *name => usize::MAX - 1,
            OriginKind::Component(name) => usize::MAX - 2 - signs(name),
            // One thing comes before one of many.
            OriginKind::Property(..) => usize::from(!definition.origin.item),
            OriginKind::Additional(_)
            | OriginKind::Alternative { .. }
            | OriginKind::Parameter { .. }
            | OriginKind::Body(_)
            | OriginKind::Response(_)
            | OriginKind::Status { .. }
            | OriginKind::NamedResponse(_)
            | OriginKind::Event(_) => self.uses.get(&id).copied().unwrap_or_default(),
        }
    }

    fn candidates(&self, id: TypeId, definition: &Definition, outer: &str) -> Vec<String> {
        let kind = kind(&definition.shape);
        let item = definition.origin.item;
        let is_value = matches!(definition.shape, Shape::Enumeration(_));
        // A list of values is often named like one of them.
        let part = |name: &str| match singular(name) {
            Some(one) if item => one,
            None if item && !is_value => format!("{name} item"),
            _ => name.to_owned(),
        };
        match &definition.origin.kind {
            OriginKind::Component(name) => {
                let plain = pascal(&part(name));
                let kind = if name.ends_with("[]") { "List" } else { kind };
                vec![
                    plain.clone(),
                    format!("{plain}{kind}"),
                    pascal_spelled(name),
                    format!("{}{plain}", letters(name)),
                    format!("Api{plain}"),
                ]
            }
            OriginKind::Property(_, name) => {
                let inner = part(name);
                let plain = concatenated(outer, &inner);
                let mut all = vec![joined(outer, &inner), plain.clone()];
                if item {
                    all.push(concatenated(outer, &format!("{name} item")));
                }
                all.push(format!("{plain}{kind}"));
                all
            }
            OriginKind::Additional(_) => {
                vec![format!("{outer}Value"), format!("{outer}FurtherValue")]
            }
            OriginKind::Alternative {
                title, position, ..
            } => {
                let item = if item { "Item" } else { "" };
                let none = Marks::default();
                let marks = self.marks.get(&id).unwrap_or(&none);
                let told = title.iter().chain(&marks.values);
                let told = told.map(|word| joined(outer, word));
                let members = marks.members.iter().map(|word| joined(outer, word));
                let all = told
                    .chain([format!("{outer}{kind}")])
                    .chain(members)
                    .chain([format!("{outer}{kind}{position}")]);
                all.map(|name| format!("{name}{item}")).collect()
            }
            OriginKind::Parameter { operation, name } => {
                let name = pascal(&part(name));
                let operation = self.operation(operation);
                vec![
                    name.clone(),
                    format!("{operation}{name}"),
                    format!("{operation}{name}{kind}"),
                ]
            }
            OriginKind::Body(operation) => {
                of_operation(&self.operation(operation), "Body", "RequestBody", item)
            }
            OriginKind::Response(operation) => {
                of_operation(&self.operation(operation), "Response", "ResponseBody", item)
            }
            OriginKind::Status {
                operation,
                status,
                shared,
            } => {
                // Of the errors with a status of their own, the others are simply those.
                let status = status.as_deref().filter(|status| *status != "default");
                let reason = status.map_or_else(|| "Error".to_owned(), reason);
                let own = format!("{}{reason}", self.operation(operation));
                let own = if item {
                    of_operation(&own, "", "Body", item)
                } else {
                    vec![own.clone(), format!("{own}Body")]
                };
                let common = of_operation(&reason, "Body", "ErrorBody", item);
                if *shared { [common, own].concat() } else { own }
            }
            OriginKind::NamedResponse(name) => {
                let plain = pascal(&part(name));
                let mut all = vec![plain.clone()];
                all.extend(of_operation(&plain, "Response", "ResponseBody", item));
                all
            }
            OriginKind::Event(name) => of_operation(&pascal(name), "Payload", "EventPayload", item),
        }
    }

    /// The name of an operation as a part of names of types.
    fn operation(&self, id: &str) -> String {
        self.operations
            .get(id)
            .cloned()
            .unwrap_or_else(|| pascal(id))
    }
}

/// How many signs a name has.
fn signs(name: &str) -> usize {
    name.chars().filter(|c| !c.is_alphanumeric()).count()
}

/// What a definition is, as a word at the end of its name.
fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Object(_) => "Object",
        Shape::Enumeration(_) => "Kind",
        Shape::Union(_) => "Choice",
        Shape::Alias(_) => "Type",
        Shape::Contents(_) => "Content",
    }
}

fn of_operation(operation: &str, short: &str, long: &str, item: bool) -> Vec<String> {
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

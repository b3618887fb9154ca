//! Which types a client sends and which it gets.

use crate::api::{Api, Definition, Shape, Type, TypeId};

/// How a type is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    /// The client sends it.
    pub(super) sent: bool,
    /// The client gets it.
    pub(super) got: bool,
}

/// How each type is used, by id. A type that nothing uses counts as one that the client gets.
pub(super) fn usages(api: &Api) -> Vec<Usage> {
    let mut usages = by_operations(api);
    for usage in &mut usages {
        usage.got |= !usage.sent;
    }
    usages
}

/// Whether each type, by id, has a place in the crate. One that was found within another one has none
/// where nothing holds it any more: what it was is said by another one.
pub(super) fn held(api: &Api, is_inner: impl Fn(&Definition) -> bool) -> Vec<bool> {
    let mut all = by_operations(api);
    for (at, definition) in api.definitions.iter().enumerate() {
        if !is_inner(definition) {
            let value = Type::Defined(TypeId(at));
            spread(api, &value, &mut all, |usage| &mut usage.got);
        }
    }
    all.iter().map(|usage| usage.sent || usage.got).collect()
}

/// How operations and events use each type, by id.
fn by_operations(api: &Api) -> Vec<Usage> {
    let mut usages = vec![Usage::default(); api.definitions.len()];
    for operation in &api.operations {
        let sent = operation.parameters.iter().map(|p| &p.value);
        for value in sent.chain(operation.body.iter().map(|b| &b.value)) {
            spread(api, value, &mut usages, |usage| &mut usage.sent);
        }
        for value in operation.response.values() {
            spread(api, value, &mut usages, |usage| &mut usage.got);
        }
    }
    for id in api.events.iter().filter_map(|event| event.payload) {
        let value = &Type::Defined(id);
        spread(api, value, &mut usages, |usage| &mut usage.got);
    }
    usages
}

/// The first operations that use a type, by their places: two of each kind are enough to say what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Users {
    /// Those whose answers hold it.
    pub(super) give: Vec<usize>,
    /// Those that are sent with it.
    pub(super) take: Vec<usize>,
}

/// The first operations that use each type, by id.
pub(super) fn users(api: &Api) -> Vec<Users> {
    let mut users = vec![Users::default(); api.definitions.len()];
    for (at, operation) in api.operations.iter().enumerate() {
        let sent = operation.parameters.iter().map(|p| &p.value);
        for value in sent.chain(operation.body.iter().map(|b| &b.value)) {
            note(api, value, at, &mut users, |users| &mut users.take);
        }
        for value in operation.response.values() {
            note(api, value, at, &mut users, |users| &mut users.give);
        }
    }
    users
}

/// Notes an operation as a user of a type and of all that this is made of. Where enough is known of a
/// type, there is of all that it is made of, so that no type is looked at more often than that.
fn note(
    api: &Api,
    value: &Type,
    operation: usize,
    users: &mut [Users],
    side: fn(&mut Users) -> &mut Vec<usize>,
) {
    const SHOWN: usize = 2;
    let mut rest = Vec::new();
    defined_in(value, &mut rest);
    while let Some(id) = rest.pop() {
        let Some(known) = users.get_mut(id.0).map(side) else {
            continue;
        };
        if known.len() >= SHOWN || known.last() == Some(&operation) {
            continue;
        }
        known.push(operation);
        if let Some(definition) = api.definition(id) {
            parts(&definition.shape, |part| defined_in(part, &mut rest));
        }
    }
}

fn spread(api: &Api, value: &Type, usages: &mut [Usage], side: fn(&mut Usage) -> &mut bool) {
    let mut rest = Vec::new();
    defined_in(value, &mut rest);
    while let Some(id) = rest.pop() {
        let Some(usage) = usages.get_mut(id.0) else {
            continue;
        };
        if std::mem::replace(side(usage), true) {
            continue;
        }
        if let Some(definition) = api.definition(id) {
            parts(&definition.shape, |part| defined_in(part, &mut rest));
        }
    }
}

/// Calls `visit` with each type that a shape is made of.
pub(super) fn parts(shape: &Shape, mut visit: impl FnMut(&Type)) {
    match shape {
        Shape::Object(object) => {
            object.properties.iter().for_each(|p| visit(&p.value));
            object.additional.iter().for_each(visit);
        }
        Shape::Union(union) => union.alternatives.iter().for_each(|a| visit(&a.value)),
        Shape::Alias(value) => visit(value),
        Shape::Contents(contents) => contents.iter().for_each(|c| visit(&c.value)),
        Shape::Enumeration(_) => {}
    }
}

/// Collects the definition that a type names, however deep.
fn defined_in(value: &Type, found: &mut Vec<TypeId>) {
    match value {
        Type::Any | Type::Scalar(_) | Type::Upload => {}
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => defined_in(inner, found),
        Type::Tuple(items) => items.iter().for_each(|item| defined_in(item, found)),
        Type::Defined(id) => found.push(*id),
    }
}

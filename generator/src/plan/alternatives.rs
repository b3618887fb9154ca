//! What tells the alternatives of a union apart, in words: their names are made from it.

use std::collections::BTreeMap;

use crate::api::{Alternative, Api, Object, Shape, Type, Union};

/// What tells an alternative from the others, best first.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// The values that mean it, and those that one of its members always has.
    pub(super) values: Vec<String>,
    /// The members that no other alternative has.
    pub(super) members: Vec<String>,
}

/// What tells each alternative of a union from the others.
pub(super) fn marks(api: &Api, union: &Union) -> Vec<Marks> {
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for object in union.alternatives.iter().filter_map(|a| object(api, a)) {
        for property in &object.properties {
            *holders.entry(&property.name).or_default() += 1;
        }
    }
    let all = union.alternatives.iter().map(|alternative| {
        let mut marks = Marks {
            values: alternative.tags.clone(),
            members: Vec::new(),
        };
        if let Some(object) = object(api, alternative) {
            let required = object.properties.iter().filter(|p| p.required);
            let values = required.filter_map(|p| only_value(api, &p.value));
            marks.values.extend(values);
            let own = object.properties.iter();
            let own = own.filter(|p| holders.get(p.name.as_str()) == Some(&1));
            marks
                .members
                .extend(own.map(|p| format!("with {}", p.name)));
        }
        marks
    });
    all.collect()
}

/// The object that an alternative is.
fn object<'a>(api: &'a Api, alternative: &Alternative) -> Option<&'a Object> {
    let Type::Defined(id) = alternative.value else {
        return None;
    };
    match &api.definition(id)?.shape {
        Shape::Object(object) => Some(object),
        Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Contents(_) => None,
    }
}

/// The value of an enumeration that has only one.
fn only_value(api: &Api, value: &Type) -> Option<String> {
    let Type::Defined(id) = value else {
        return None;
    };
    match &api.definition(*id)?.shape {
        Shape::Enumeration(enumeration) => match enumeration.values.as_slice() {
            [only] => Some(only.value.to_string()),
            _ => None,
        },
        Shape::Object(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Contents(_) => None,
    }
}

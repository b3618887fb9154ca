//! Limits of members that lie within what a call is given: the values of a body that is given as a
//! whole, and of objects in it. The type of such a value says which of its members is broken first.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    call::{Check, Measure},
    item::{Item, RustType, Struct},
    model::{Group, TypeModule},
};

/// Has every value that a call is given be held against the limits of its members. Gives whether
/// there is such a value.
pub(super) fn settle(modules: &mut [TypeModule], groups: &mut [Group]) -> bool {
    let limits = Limits::of(modules);
    let mut wanted = BTreeSet::new();
    let mut rest = Vec::new();
    for call in groups.iter_mut().flat_map(|group| &mut group.calls) {
        let arguments = call.arguments.iter_mut();
        let arguments = arguments.map(|argument| (Some(&argument.value), &mut argument.checks));
        let setters = call.setters.iter_mut();
        let setters = setters.map(|setter| (setter.value.as_ref(), &mut setter.checks));
        for (value, checks) in arguments.chain(setters) {
            let Some((check, name)) = value.and_then(|value| limits.within(value)) else {
                continue;
            };
            checks.push(check);
            rest.push(name);
        }
        // What takes a value back takes back what was said of it.
        let said: Vec<_> = call
            .setters
            .iter()
            .filter(|s| s.value.is_some())
            .cloned()
            .collect();
        for null in call.setters.iter_mut().filter(|s| s.value.is_none()) {
            let same = said.iter().find(|setter| setter.target == null.target);
            let checks = same.iter().flat_map(|setter| &setter.checks);
            let within = checks.filter(|check| matches!(check.measure, Measure::Within(_)));
            null.checks.extend(within.cloned());
        }
    }
    while let Some(name) = rest.pop() {
        if wanted.insert(name.clone())
            && let Some(targets) = limits.targets.get(&name)
        {
            rest.extend(
                targets
                    .iter()
                    .filter(|t| limits.limited.contains(*t))
                    .cloned(),
            );
        }
    }
    for item in modules.iter_mut().flat_map(|module| &mut module.items) {
        if let Item::Struct(item) = item
            && wanted.contains(&item.name)
        {
            item.says_what_is_broken = true;
            for field in &mut item.fields {
                let within = limits.within(&field.value);
                field.checks.extend(within.map(|(check, _)| check));
            }
        }
    }
    !wanted.is_empty()
}

/// What is known of the limits of members.
struct Limits {
    /// What is another name for what.
    aliases: BTreeMap<String, RustType>,
    /// The structs that the members of a struct hold.
    targets: BTreeMap<String, Vec<String>>,
    /// The structs that have limits, or hold a struct that has.
    limited: BTreeSet<String>,
}

impl Limits {
    fn of(modules: &[TypeModule]) -> Self {
        let mut limits = Self {
            aliases: BTreeMap::new(),
            targets: BTreeMap::new(),
            limited: BTreeSet::new(),
        };
        let mut structs: Vec<&Struct> = Vec::new();
        for item in modules.iter().flat_map(|module| &module.items) {
            match item {
                Item::Struct(item) => structs.push(item),
                Item::Alias(item) => {
                    limits.aliases.insert(item.name.clone(), item.value.clone());
                }
                Item::Enum(_) | Item::Union(_) | Item::Contents(_) => {}
            }
        }
        let names: BTreeSet<&str> = structs.iter().map(|item| item.name.as_str()).collect();
        let mut holders: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let mut rest = Vec::new();
        for item in structs {
            let fields = item.fields.iter();
            let targets = fields.filter_map(|field| target(&limits.plain(&field.value)));
            let targets: Vec<String> = targets.filter(|t| names.contains(t.as_str())).collect();
            for target in &targets {
                holders.entry(target.clone()).or_default().push(&item.name);
            }
            limits.targets.insert(item.name.clone(), targets);
            if item.fields.iter().any(|field| !field.checks.is_empty()) {
                rest.push(item.name.as_str());
            }
        }
        while let Some(name) = rest.pop() {
            if limits.limited.insert(name.to_owned()) {
                rest.extend(holders.get(name).into_iter().flatten());
            }
        }
        limits
    }

    /// The check of what a value holds, and the struct that it is about.
    fn within(&self, value: &RustType) -> Option<(Check, String)> {
        let plain = self.plain(value);
        let name = target(&plain).filter(|name| self.limited.contains(name))?;
        let check = Check {
            measure: Measure::Within(plain),
            minimum: None,
            maximum: None,
            rule: "must keep to the limits of its members".to_owned(),
        };
        Some((check, name))
    }

    /// The type without other names for it.
    fn plain(&self, value: &RustType) -> RustType {
        let inner = |value: &RustType| Box::new(self.plain(value));
        match value {
            RustType::Named(name) => match self.aliases.get(name) {
                Some(other) => self.plain(other),
                None => value.clone(),
            },
            RustType::Vec(item) => RustType::Vec(inner(item)),
            RustType::Map(of) => RustType::Map(inner(of)),
            RustType::Option(of) => RustType::Option(inner(of)),
            RustType::Boxed(of) => RustType::Boxed(inner(of)),
            RustType::Bool
            | RustType::I32
            | RustType::I64
            | RustType::U32
            | RustType::U64
            | RustType::Number
            | RustType::F64
            | RustType::String
            | RustType::Base64
            | RustType::DateTime
            | RustType::Date
            | RustType::Uuid
            | RustType::Json
            | RustType::JsonMap
            | RustType::Upload
            | RustType::Tuple(_) => value.clone(),
        }
    }
}

/// The type of the crate that a value holds, in lists, maps, options and boxes.
fn target(value: &RustType) -> Option<String> {
    match value {
        RustType::Named(name) => Some(name.clone()),
        RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Option(inner)
        | RustType::Boxed(inner) => target(inner),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::Number
        | RustType::F64
        | RustType::String
        | RustType::Base64
        | RustType::DateTime
        | RustType::Date
        | RustType::Uuid
        | RustType::Json
        | RustType::JsonMap
        | RustType::Upload
        | RustType::Tuple(_) => None,
    }
}

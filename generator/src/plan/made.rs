//! What is made on the way to a value: which types have one that ends, and which parts keep it from
//! going round in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Item, RustType};

/// What is made on the way to a value of each type.
pub(super) struct Made<'i> {
    /// All items by their names.
    items: BTreeMap<&'i str, &'i Item>,
    /// For each struct and union that can be made, those that are made for it. There is no circle in it.
    needed: BTreeMap<&'i str, BTreeSet<&'i str>>,
}

impl<'i> Made<'i> {
    /// What can be made: a struct if all can be made that it must have, a union always, since it is
    /// open. What is made for a union is said by [`takes`](Self::takes).
    pub(super) fn of(items: impl Iterator<Item = &'i Item>) -> Self {
        let mut all = Self {
            items: items.map(|item| (item.name(), item)).collect(),
            needed: BTreeMap::new(),
        };
        // Of each struct what it needs, and how much of that cannot be made yet.
        let mut left: BTreeMap<&str, (BTreeSet<&str>, usize)> = BTreeMap::new();
        let mut needed_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut can = Vec::new();
        for (name, item) in &all.items {
            match item {
                Item::Union(_) => {
                    all.needed.insert(name, BTreeSet::new());
                    can.push(*name);
                }
                Item::Struct(item) => {
                    let required = item.fields.iter().filter(|field| field.is_argument());
                    let parts = required.flat_map(|field| all.parts(&field.value));
                    let parts: BTreeSet<&str> = parts.collect();
                    for part in &parts {
                        needed_by.entry(part).or_default().push(name);
                    }
                    if parts.is_empty() {
                        can.push(*name);
                    }
                    left.insert(name, (parts.clone(), parts.len()));
                }
                Item::Enum(_) | Item::Alias(_) | Item::Contents(_) => {}
            }
        }
        while let Some(name) = can.pop() {
            if let Some((parts, _)) = left.remove(name) {
                all.needed.insert(name, parts);
            }
            for user in needed_by.get(name).into_iter().flatten() {
                if let Some((_, open)) = left.get_mut(user) {
                    *open = open.saturating_sub(1);
                    if *open == 0 {
                        can.push(user);
                    }
                }
            }
        }
        all
    }

    /// Whether there is a value of the struct or union with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.needed.contains_key(name)
    }

    /// The item with this name.
    pub(super) fn item(&self, name: &str) -> Option<&'i Item> {
        self.items.get(name).copied()
    }

    /// Whether a value of `owner` can hold one of this type without going round in a circle. If so, it is
    /// taken to hold it from now on.
    pub(super) fn takes(&mut self, owner: &'i str, value: &RustType) -> bool {
        let held = self.parts(value);
        let mut seen: BTreeSet<&str> = held.iter().copied().collect();
        let mut rest = held.clone();
        while let Some(name) = rest.pop() {
            let Some(parts) = self.needed.get(name).filter(|_| name != owner) else {
                return false;
            };
            rest.extend(parts.iter().filter(|part| seen.insert(part)));
        }
        if !held.is_empty() {
            self.needed.entry(owner).or_default().extend(held);
        }
        true
    }

    /// The structs and unions that a value of this type needs. Lists and maps can be empty.
    pub(super) fn parts(&self, value: &RustType) -> Vec<&'i str> {
        match value {
            RustType::Named(name) => match self.item(name) {
                Some(Item::Struct(item)) => vec![&item.name],
                Some(Item::Union(item)) => vec![&item.name],
                Some(Item::Alias(item)) => self.parts(&item.value),
                Some(Item::Enum(_) | Item::Contents(_)) | None => Vec::new(),
            },
            RustType::Boxed(inner) => self.parts(inner),
            RustType::Tuple(items) => items.iter().flat_map(|item| self.parts(item)).collect(),
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
            | RustType::Vec(_)
            | RustType::Map(_)
            | RustType::Option(_) => Vec::new(),
        }
    }
}

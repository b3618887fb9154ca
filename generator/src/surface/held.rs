//! What types hold that other threads must not have: whether a type is `Send` or `Sync` is written
//! nowhere, and follows from its fields.

use std::collections::{BTreeMap, BTreeSet};

use syn::Item;

use super::{
    print::{self, Names},
    public::Public,
    tree::{DefinitionId, Tree},
    words::{Scope, Word},
};

/// Types of the standard library that are not `Send`, not `Sync` or not `Unpin`.
const HELD_BACK: [&str; 11] = [
    "std::cell::Cell",
    "std::cell::LazyCell",
    "std::cell::OnceCell",
    "std::cell::RefCell",
    "std::cell::UnsafeCell",
    "std::marker::PhantomPinned",
    "std::rc::Rc",
    "std::rc::Weak",
    "std::sync::MutexGuard",
    "std::sync::RwLockReadGuard",
    "std::sync::RwLockWriteGuard",
];

/// What each type holds, itself or in other types of the crate.
pub(super) fn held(tree: &Tree, public: &Public) -> BTreeMap<DefinitionId, BTreeSet<String>> {
    let ids = 0..tree.definitions.len();
    let names = ids
        .clone()
        .map(|id| (Scope::of(tree, public, 0).name(id).join("::"), id));
    let fields = Fields {
        tree,
        public,
        by_name: names.collect(),
    };
    let mut all: BTreeMap<DefinitionId, BTreeSet<String>> = BTreeMap::new();
    let mut holders: BTreeMap<DefinitionId, Vec<DefinitionId>> = BTreeMap::new();
    let mut left = Vec::new();
    for id in ids {
        let (held, inner) = fields.of(id);
        for one in inner {
            holders.entry(one).or_default().push(id);
        }
        left.extend(held.into_iter().map(|held| (id, held)));
    }
    // From each that holds something to those that hold it.
    while let Some((id, held)) = left.pop() {
        if all.entry(id).or_default().insert(held.clone()) {
            let outer = holders.get(&id).into_iter().flatten();
            left.extend(outer.map(|outer| (*outer, held.clone())));
        }
    }
    all
}

/// Looks into the fields of types.
struct Fields<'t> {
    tree: &'t Tree,
    public: &'t Public,
    by_name: BTreeMap<String, DefinitionId>,
}

impl Fields<'_> {
    /// What the fields of a type hold themselves, and the types of the crate that they hold.
    fn of(&self, id: DefinitionId) -> (BTreeSet<String>, BTreeSet<DefinitionId>) {
        let (mut held, mut inner) = (BTreeSet::new(), BTreeSet::new());
        let definition = &self.tree.definitions[id];
        let scope = Scope::of(self.tree, self.public, definition.module);
        let fields: Vec<&syn::Field> = match &definition.item {
            Item::Struct(item) => item.fields.iter().collect(),
            Item::Union(item) => item.fields.named.iter().collect(),
            Item::Enum(item) => item.variants.iter().flat_map(|one| &one.fields).collect(),
            _ => return (held, inner),
        };
        for field in fields {
            let mut words = Vec::new();
            flat(&scope.words(&field.ty), &mut words);
            self.words(&words, &mut held);
            inner.extend(words.iter().filter_map(|word| match word {
                Word::Path(path) => self.by_name.get(&path.join("::")),
                Word::Text(_) | Word::Shown(..) => None,
            }));
        }
        (held, inner)
    }

    fn words(&self, words: &[Word], found: &mut BTreeSet<String>) {
        for (at, word) in words.iter().enumerate() {
            match word {
                Word::Path(path) => {
                    let path = path.join("::");
                    if HELD_BACK.contains(&path.as_str()) {
                        found.insert(path);
                    }
                }
                Word::Text(sign) if sign == "*" => {
                    found.insert("a raw pointer".to_owned());
                }
                Word::Text(dynamic) if dynamic == "dyn" => {
                    let bounds = bounds(&words[at + 1..]);
                    for needed in ["Send", "Sync"] {
                        if !self.is_bound(bounds, needed) {
                            let line = print::line(bounds, Names::Short);
                            found.insert(format!("dyn {line} without {needed}"));
                        }
                    }
                }
                Word::Text(_) | Word::Shown(..) => {}
            }
        }
    }

    /// Whether bounds ask for something, themselves or by a trait of the crate.
    fn is_bound(&self, bounds: &[Word], needed: &str) -> bool {
        bounds.iter().any(|word| {
            let Word::Path(path) = word else {
                return false;
            };
            let path = path.join("::");
            let own = self.by_name.get(&path).map(|id| &self.tree.definitions[*id].item);
            let inherits = |bound: &syn::TypeParamBound| {
                matches!(bound, syn::TypeParamBound::Trait(bound) if bound.path.is_ident(needed))
            };
            path == format!("std::marker::{needed}")
                || matches!(own, Some(Item::Trait(item)) if item.supertraits.iter().any(inherits))
        })
    }
}

/// The words behind `dyn` that belong to it.
fn bounds(words: &[Word]) -> &[Word] {
    let mut depth = 0_usize;
    for (at, word) in words.iter().enumerate() {
        let Word::Text(sign) = word else { continue };
        match sign.as_str() {
            "<" | "(" | "[" => depth += 1,
            ">" | ")" | "]" | "," if depth == 0 => return &words[..at],
            ">" | ")" | "]" => depth -= 1,
            _ => {}
        }
    }
    words
}

/// Words with what names stand for in their place.
fn flat(words: &[Word], all: &mut Vec<Word>) {
    for word in words {
        match word {
            Word::Shown(_, known) => flat(known, all),
            word => all.push(word.clone()),
        }
    }
}

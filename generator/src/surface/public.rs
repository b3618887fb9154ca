//! Where users find what: the public paths of the items of a crate.

use std::collections::BTreeMap;

use super::{
    attributes::{Conditions, Said},
    scope::Target,
    tree::{DefinitionId, ModuleId, Tree, What},
};

/// A path that users can write, and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) path: Vec<String>,
    pub(super) conditions: Conditions,
}

/// What is public, and where.
#[derive(Debug, Default)]
pub(super) struct Public {
    /// The ways to each public item, the one that it is known by first.
    pub(super) ways: BTreeMap<DefinitionId, Vec<Way>>,
    pub(super) modules: Vec<(Way, ModuleId)>,
    /// Names for what other crates have, and for parts of an item (variants).
    pub(super) others: Vec<(Way, Target)>,
}

impl Public {
    /// Follows all that is public from the root.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut public = Self::default();
        let root = Way {
            path: tree.modules[0].path.clone(),
            conditions: Conditions::default(),
        };
        public.modules.push((root.clone(), 0));
        public.follow(tree, 0, &root, &mut vec![0]);
        for ways in public.ways.values_mut() {
            ways.sort_by_key(|way| (way.conditions.len(), way.path.len(), way.path.clone()));
            ways.dedup_by(|one, other| one.path == other.path);
        }
        public
    }

    /// The path that an item is known by; nothing for one that users cannot name.
    pub(super) fn name(&self, id: DefinitionId) -> Option<&Way> {
        self.ways.get(&id)?.first()
    }

    /// The entries of a module, at a path.
    fn follow(&mut self, tree: &Tree, module: ModuleId, at: &Way, around: &mut Vec<ModuleId>) {
        for entry in &tree.modules[module].entries {
            if !entry.public || entry.hidden {
                continue;
            }
            let mut way = Way {
                path: at.path.clone(),
                conditions: at.conditions.and(&entry.conditions),
            };
            match &entry.what {
                What::Glob(path, absolute) => {
                    for target in tree.resolve(module, path, *absolute) {
                        self.glob(tree, &way, target, around);
                    }
                }
                What::Module(id) => {
                    way.path.push(entry.name.clone());
                    self.target(tree, way, Target::Module(*id), around);
                }
                What::Definition(id) => {
                    way.path.push(entry.name.clone());
                    self.target(tree, way, Target::Definition(*id), around);
                }
                What::Import(path, absolute) => {
                    way.path.push(entry.name.clone());
                    let targets = tree.resolve(module, path, *absolute);
                    if targets.is_empty() {
                        let target = Target::External(path.clone());
                        self.target(tree, way.clone(), target, around);
                    }
                    for target in targets {
                        if visible(tree, &target) {
                            self.target(tree, way.clone(), target, around);
                        }
                    }
                }
            }
        }
    }

    fn target(&mut self, tree: &Tree, way: Way, target: Target, around: &mut Vec<ModuleId>) {
        match target {
            Target::Module(id) => {
                if around.contains(&id) {
                    return;
                }
                let way = Way {
                    conditions: way.conditions.and(&tree.modules[id].conditions),
                    ..way
                };
                self.modules.push((way.clone(), id));
                around.push(id);
                self.follow(tree, id, &way, around);
                around.pop();
            }
            Target::Definition(id) => {
                let definition = &tree.definitions[id];
                let way = Way {
                    conditions: way.conditions.and(&definition.conditions),
                    ..way
                };
                self.ways.entry(id).or_default().push(way);
            }
            Target::Within(..) | Target::External(_) => self.others.push((way, target)),
        }
    }

    /// All of a module under another one's path.
    fn glob(&mut self, tree: &Tree, way: &Way, target: Target, around: &mut Vec<ModuleId>) {
        match target {
            Target::Module(id) if !around.contains(&id) => {
                around.push(id);
                self.follow(tree, id, way, around);
                around.pop();
            }
            Target::Module(_) => {}
            Target::Definition(id) => {
                let syn::Item::Enum(item) = &tree.definitions[id].item else {
                    return;
                };
                for variant in &item.variants {
                    let name = variant.ident.to_string();
                    let mut way = way.clone();
                    way.path.push(name.clone());
                    self.others.push((way, Target::Within(id, vec![name])));
                }
            }
            Target::Within(..) | Target::External(_) => {
                let mut way = way.clone();
                way.path.push("*".to_owned());
                self.others.push((way, target));
            }
        }
    }
}

/// An import brings what is public of the things that have its name: beside a function, that is not a
/// private module of the same name.
fn visible(tree: &Tree, target: &Target) -> bool {
    match target {
        Target::Module(id) => tree.modules[*id].parent.is_none_or(|parent| {
            let mut entries = tree.modules[parent].entries.iter();
            entries.any(|entry| matches!(entry.what, What::Module(of) if of == *id) && entry.public)
        }),
        Target::Definition(id) => {
            let definition = &tree.definitions[*id];
            let module = &tree.modules[definition.module];
            let mut entries = module.entries.iter();
            let declared =
                entries.find(|entry| matches!(entry.what, What::Definition(of) if of == *id));
            declared.is_some_and(|entry| entry.public && !entry.hidden)
        }
        Target::Within(..) | Target::External(_) => true,
    }
}

/// Whether an item says itself that it is not documented.
pub(super) fn hidden(attributes: &[syn::Attribute]) -> bool {
    let said = Said::by(attributes);
    said.hidden || said.never
}

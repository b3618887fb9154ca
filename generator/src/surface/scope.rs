//! What a path in a module means.

use super::tree::{DefinitionId, ModuleId, Tree, What};

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Module(ModuleId),
    Definition(DefinitionId),
    /// What stands inside of a definition: a variant, an associated item.
    Within(DefinitionId, Vec<String>),
    /// Of another crate.
    External(Vec<String>),
}

/// How many imports may lead to each other: circles of globs are legal.
const DEPTH: usize = 24;

/// What is in scope everywhere, with where it is declared.
const PRELUDE: &[(&str, &str)] = &[
    ("AsMut", "std::convert::AsMut"),
    ("AsRef", "std::convert::AsRef"),
    ("Box", "std::boxed::Box"),
    ("Clone", "std::clone::Clone"),
    ("Copy", "std::marker::Copy"),
    ("Debug", "std::fmt::Debug"),
    ("Default", "std::default::Default"),
    ("DoubleEndedIterator", "std::iter::DoubleEndedIterator"),
    ("Drop", "std::ops::Drop"),
    ("Eq", "std::cmp::Eq"),
    ("ExactSizeIterator", "std::iter::ExactSizeIterator"),
    ("Extend", "std::iter::Extend"),
    ("Fn", "std::ops::Fn"),
    ("FnMut", "std::ops::FnMut"),
    ("FnOnce", "std::ops::FnOnce"),
    ("From", "std::convert::From"),
    ("FromIterator", "std::iter::FromIterator"),
    ("Future", "std::future::Future"),
    ("Hash", "std::hash::Hash"),
    ("Into", "std::convert::Into"),
    ("IntoFuture", "std::future::IntoFuture"),
    ("IntoIterator", "std::iter::IntoIterator"),
    ("Iterator", "std::iter::Iterator"),
    ("Option", "std::option::Option"),
    ("Ord", "std::cmp::Ord"),
    ("PartialEq", "std::cmp::PartialEq"),
    ("PartialOrd", "std::cmp::PartialOrd"),
    ("Result", "std::result::Result"),
    ("Send", "std::marker::Send"),
    ("Sized", "std::marker::Sized"),
    ("String", "std::string::String"),
    ("Sync", "std::marker::Sync"),
    ("ToOwned", "std::borrow::ToOwned"),
    ("ToString", "std::string::ToString"),
    ("TryFrom", "std::convert::TryFrom"),
    ("TryInto", "std::convert::TryInto"),
    ("Unpin", "std::marker::Unpin"),
    ("Vec", "std::vec::Vec"),
];

impl Tree {
    /// What a path leads to; nothing where it cannot be told (types of the language, say).
    pub(super) fn resolve(&self, module: ModuleId, path: &[String], absolute: bool) -> Vec<Target> {
        self.walk(module, path, absolute, DEPTH)
    }

    fn walk(&self, module: ModuleId, path: &[String], absolute: bool, depth: usize) -> Vec<Target> {
        let Some((first, rest)) = path.split_first() else {
            return Vec::new();
        };
        let Some(depth) = depth.checked_sub(1) else {
            return Vec::new();
        };
        if absolute {
            return vec![external(path)];
        }
        let mut found = match first.as_str() {
            "crate" => vec![Target::Module(0)],
            "self" => vec![Target::Module(module)],
            "super" => {
                let parent = self.modules[module].parent.unwrap_or(0);
                vec![Target::Module(parent)]
            }
            name => {
                let mut found = self.lookup(module, name, depth);
                if found.is_empty() {
                    found = self.other_crates(name);
                }
                found
            }
        };
        for name in rest {
            let inside = |target: &Target| self.inside(target, name, depth);
            found = found.iter().flat_map(inside).collect();
        }
        found
    }

    fn inside(&self, target: &Target, name: &str, depth: usize) -> Vec<Target> {
        match target {
            Target::Module(id) if name == "super" => {
                vec![Target::Module(self.modules[*id].parent.unwrap_or(0))]
            }
            Target::Module(id) => self.lookup(*id, name, depth),
            Target::Definition(id) => vec![Target::Within(*id, vec![name.to_owned()])],
            Target::Within(id, path) => {
                let path = path.iter().cloned().chain([name.to_owned()]);
                vec![Target::Within(*id, path.collect())]
            }
            Target::External(path) => {
                let path: Vec<_> = path.iter().cloned().chain([name.to_owned()]).collect();
                vec![external(&path)]
            }
        }
    }

    /// What a module knows by a name: what it declares, else what it imports.
    pub(super) fn lookup(&self, module: ModuleId, name: &str, depth: usize) -> Vec<Target> {
        let Some(depth) = depth.checked_sub(1) else {
            return Vec::new();
        };
        let here = &self.modules[module];
        let mut found = Vec::new();
        for at in here.by_name.get(name).into_iter().flatten() {
            let targets = match &here.entries[*at].what {
                What::Module(id) => vec![Target::Module(*id)],
                What::Definition(id) => vec![Target::Definition(*id)],
                What::Import(path, absolute) => self.imported(module, name, path, *absolute, depth),
                What::Glob(..) => Vec::new(),
            };
            for target in targets {
                if !found.contains(&target) {
                    found.push(target);
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
        for at in &here.globs {
            if let What::Glob(path, absolute) = &here.entries[*at].what {
                for target in self.walk(module, path, *absolute, depth) {
                    if let Target::Module(id) = target
                        && id != module
                    {
                        found.extend(self.lookup(id, name, depth));
                    }
                }
            }
        }
        found
    }

    /// What an import leads to. `use http;` and `use http::http` do not lead to themselves.
    fn imported(
        &self,
        module: ModuleId,
        name: &str,
        path: &[String],
        absolute: bool,
        depth: usize,
    ) -> Vec<Target> {
        if path.first().is_some_and(|first| first == name) {
            let own = |entry: &usize| {
                let what = &self.modules[module].entries[*entry].what;
                !matches!(what, What::Import(..) | What::Glob(..))
            };
            let declared = &self.modules[module].by_name[name];
            if !declared.iter().any(own) {
                return vec![external(path)];
            }
        }
        let found = self.walk(module, path, absolute, depth);
        if found.is_empty() {
            // Where it does not lead to anything that was read, its own words have to do.
            return vec![Target::External(path.to_vec())];
        }
        found
    }

    /// The names of other crates, and what is known everywhere.
    fn other_crates(&self, name: &str) -> Vec<Target> {
        let crates = ["std", "core", "alloc"];
        if crates.contains(&name) || self.manifest.dependencies.contains_key(name) {
            return vec![external(&[name.to_owned()])];
        }
        let known = PRELUDE.iter().find(|(known, _)| *known == name);
        match known {
            Some((_, path)) => {
                vec![Target::External(
                    path.split("::").map(str::to_owned).collect(),
                )]
            }
            None => Vec::new(),
        }
    }
}

/// A path of another crate; `core` and `alloc` are parts of `std`.
fn external(path: &[String]) -> Target {
    let mut path = path.to_vec();
    if let Some(first) = path.first_mut()
        && (first == "core" || first == "alloc")
    {
        "std".clone_into(first);
    }
    Target::External(path)
}

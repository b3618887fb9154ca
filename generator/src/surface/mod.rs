//! The public API of an emitted crate, read from its Rust source, and what a change of it means to
//! those who call it.
//!
//! Read is what users had: the source of the crate, as it was committed, whatever version of the
//! generator wrote it. Types in signatures are resolved through the imports of their module, so that
//! another way to write the same is no change. The rules of [`compare`] are those of the Cargo book's
//! chapter on `SemVer` and of RFC 1105; where neither says that a change is harmless, it is breaking.
//!
//! Not seen are: what types of other crates are (that `http::HeaderMap` is `reqwest`'s, or that one of
//! them is not `Send`), what macros of other crates write, and what a call does. Whether a type itself
//! is `Send` and `Sync` follows from private fields, and is known as far as the source shows it: by what
//! of the standard library and which trait objects these hold.

mod attributes;
mod changed;
mod compare;
mod definitions;
mod expansion;
mod held;
mod impls;
mod manifest;
mod print;
mod promises;
mod public;
mod scope;
mod signature;
mod syntax;
mod traits;
mod tree;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use {attributes::Conditions, words::Word};

pub use compare::compare;

/// The public API of a crate, as its users see it.
#[derive(Clone, Debug)]
pub struct Surface {
    /// By what makes an item the same item in another version.
    items: BTreeMap<String, SurfaceItem>,
    /// Other public paths of an item, and the path that it is known by.
    aliases: BTreeMap<String, Vec<String>>,
}

/// What kind of thing an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SurfaceKind {
    /// `pub mod`.
    Module,
    /// A struct or a union.
    Struct,
    /// A field of a struct.
    Field,
    /// An enum.
    Enum,
    /// A variant of an enum.
    Variant,
    /// A trait.
    Trait,
    /// What a trait asks for or gives.
    TraitItem,
    /// A function of a type, with or without `self`.
    Method,
    /// A function of a module.
    Function,
    /// A trait that a type has.
    Impl,
    /// A constant, of a module or of a type.
    Const,
    /// A static.
    Static,
    /// A name for a type.
    Alias,
    /// Another path to an item, or to what another crate has.
    Reexport,
    /// A macro, or a call of one that writes items which cannot be seen.
    Macro,
    /// A feature of `Cargo.toml`.
    Feature,
    /// Another crate whose types are part of the API, or Rust itself.
    Dependency,
}

/// A part of a public API.
#[derive(Clone, Debug)]
pub struct SurfaceItem {
    /// From the name of the crate: `paperspace::types::Project::name`. Of the impl of a trait,
    /// `impl Clone for paperspace::types::Project`; of a feature, `feature mock`.
    pub path: String,
    /// What it is.
    pub kind: SurfaceKind,
    /// One line of Rust, as a reviewer reads it: types by the last part of their path.
    pub signature: String,
    /// The features that it needs.
    pub features: Vec<String>,
    /// Its documentation, as Markdown.
    pub docs: String,
    /// The path of the type, trait or module that it stands in.
    owner: String,
    /// The types that it is for, as in `Script<Empty>`, where others of its path are for others; else
    /// nothing.
    of: String,
    words: Vec<Word>,
    conditions: Conditions,
    /// The note of its deprecation.
    deprecated: Option<String>,
    nature: Nature,
    /// What it holds that other threads must not have.
    held: BTreeSet<String>,
}

/// What else decides whether a change of an item breaks its users.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Nature {
    Plain,
    Struct {
        /// Whether users can write all of its fields, or take it apart.
        exhaustive: bool,
        shape: &'static str,
    },
    Enum {
        exhaustive: bool,
    },
    Variant {
        exhaustive: bool,
    },
    Trait {
        /// Whether only the crate itself can implement it.
        sealed: bool,
    },
    TraitItem {
        /// Whether every implementation has to have it.
        required: bool,
        /// Whether a trait that has it can still be used with `dyn`.
        dispatched: bool,
    },
    Impl {
        /// Whether it is for all types of a kind.
        blanket: bool,
    },
    Value(String),
    Feature(Vec<String>),
    Version(String),
}

impl Surface {
    /// Reads the public API of a crate. `files` are the paths of its files relative to its folder
    /// (`src/lib.rs`, `Cargo.toml`, …) with their texts; what is neither of them is ignored.
    ///
    /// # Errors
    /// A file is missing or cannot be read: `client-manifest`, `client-no-library`,
    /// `client-module-missing`, `client-not-rust`.
    pub fn read(files: &[(String, String)]) -> Result<Self, Diagnostics> {
        let texts = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()));
        let texts: BTreeMap<&str, &str> = texts.collect();
        let manifest = manifest::read(texts.get("Cargo.toml").copied())?;
        let tree = tree::read(&texts, manifest)?;
        let public = public::Public::of(&tree);
        let mut found = definitions::items(&tree, &public);
        found.extend(impls::items(&tree, &public));
        let dependencies = promises::dependencies(&tree, &found);
        found.extend(dependencies);
        let aliases = public.ways.values().flat_map(|ways| {
            let (known, others) = ways
                .split_first()
                .map_or((None, ways.as_slice()), |(first, rest)| (Some(first), rest));
            let others = others.iter().map(|way| way.path.join("::"));
            others.filter_map(move |other| Some((other, known?.path.clone())))
        });
        let aliases = aliases.collect();
        Ok(Self {
            items: by_key(found),
            aliases,
        })
    }

    /// What it has, in the order of the paths.
    pub fn items(&self) -> impl Iterator<Item = &SurfaceItem> {
        self.items.values()
    }
}

/// Each item by what makes it the same in another version: its path, the types that it is for, and
/// where there are several of them (for targets that exclude each other) what tells them apart.
fn by_key(found: Vec<SurfaceItem>) -> BTreeMap<String, SurfaceItem> {
    let mut by_path: BTreeMap<String, Vec<SurfaceItem>> = BTreeMap::new();
    for item in found {
        // A module, a type and a function can share a path.
        let space = match item.kind {
            SurfaceKind::Module => "mod ",
            SurfaceKind::Function | SurfaceKind::Const | SurfaceKind::Static => "value ",
            SurfaceKind::Macro => "macro ",
            SurfaceKind::Reexport => "use ",
            _ => "",
        };
        by_path
            .entry(format!("{}{}{space}", item.path, " "))
            .or_default()
            .push(item);
    }
    let mut all = BTreeMap::new();
    for (path, items) in by_path {
        let mut of: BTreeMap<&str, usize> = BTreeMap::new();
        for item in &items {
            *of.entry(&item.of).or_default() += 1;
        }
        let several: BTreeSet<String> = of
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(of, _)| of.to_owned())
            .collect();
        for item in items {
            // Also where it is the only one: another one that joins it changes nothing.
            let mut key = format!("{path}{}", item.of);
            if several.contains(&item.of) {
                let others: Vec<_> = item.conditions.others.iter().cloned().collect();
                key = format!("{key}{}", others.join(" "));
                if all.contains_key(&key) {
                    key = format!("{key}{}", print::key(&item.words));
                }
            }
            all.entry(key).or_insert(item);
        }
    }
    all
}

impl SurfaceItem {
    /// The path of the type, trait or module that it stands in.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Whether it is deprecated.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.deprecated.is_some()
    }
}

/// A part of a public API that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChange {
    /// Its path, as in [`SurfaceItem::path`].
    pub path: String,
    /// The path of the type, trait or module that it stands in.
    pub owner: String,
    /// What it is.
    pub kind: SurfaceKind,
    /// Its signature before; nothing where it was not there.
    pub old: Option<String>,
    /// Its signature now; nothing where it is gone.
    pub new: Option<String>,
    /// What that means to callers.
    pub verdict: Verdict,
    /// What happened, in a short sentence without a full stop.
    pub why: String,
}

/// What a change means to those who call the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Documentation, values and the like: a patch.
    Compatible,
    /// There is more than there was.
    Additive,
    /// A program that compiled before may not compile now.
    Breaking,
}

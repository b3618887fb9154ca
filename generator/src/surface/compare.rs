//! What became of the items of an API, and what that means to callers.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ItemChange, Nature, Surface, SurfaceItem, SurfaceKind, Verdict,
    changed::changed,
    print::{self, Names},
    words::Word,
};

/// What changed from one version of an API to another, in the order of the paths. Of what is gone or
/// new as a whole (a type with its fields), only the whole is told.
#[must_use]
pub fn compare(old: &Surface, new: &Surface) -> Vec<ItemChange> {
    let renamed = Renamed::of(old, new);
    let was: BTreeMap<String, &SurfaceItem> = old
        .items
        .iter()
        .map(|(key, item)| (renamed.text(key), item))
        .collect();
    let is: BTreeMap<&String, &SurfaceItem> = new.items.iter().collect();
    let owners = |items: &mut dyn Iterator<Item = &SurfaceItem>| -> BTreeSet<String> {
        items
            .filter(|item| is_owner(item.kind))
            .map(|item| renamed.text(&item.path))
            .collect()
    };
    let (had, has) = (owners(&mut old.items()), owners(&mut new.items()));
    let natures: BTreeMap<String, &Nature> = old
        .items()
        .filter(|item| is_owner(item.kind) && item.kind != SurfaceKind::Module)
        .map(|item| (renamed.text(&item.path), &item.nature))
        .collect();
    let mut changes = Vec::new();
    for (key, item) in &was {
        if let Some(now) = is.get(key) {
            changes.extend(changed(item, now, &renamed));
        } else {
            let owner = renamed.text(&item.owner);
            // With its owner it is gone, too.
            if has.contains(&owner) || !had.contains(&owner) {
                changes.push(removed(item));
            }
        }
    }
    for (key, item) in &is {
        let whole = had.contains(&item.owner) || !has.contains(&item.owner);
        if !was.contains_key(*key) && whole {
            changes.push(added(item, natures.get(&item.owner).copied()));
        }
    }
    changes.sort_by(|a, b| (&a.path, &a.old).cmp(&(&b.path, &b.old)));
    changes
}

fn is_owner(kind: SurfaceKind) -> bool {
    use SurfaceKind as Kind;
    matches!(kind, Kind::Module | Kind::Struct | Kind::Enum | Kind::Trait)
}

/// Items that are known by another path than before, though they are still at the old one, too.
pub(super) struct Renamed {
    paths: BTreeMap<String, String>,
}

impl Renamed {
    fn of(old: &Surface, new: &Surface) -> Self {
        let known: BTreeSet<&str> = old.items.values().map(|item| item.path.as_str()).collect();
        let paths = new.aliases.iter().filter(|(other, now)| {
            // Only where the old version had the item itself there, and not another path to it.
            !old.aliases.contains_key(*other) && known.contains(other.as_str()) && !now.is_empty()
        });
        let paths = paths.map(|(other, now)| (other.clone(), now.join("::")));
        Self {
            paths: paths.collect(),
        }
    }

    /// A path, or what stands in it, as it is known now.
    pub(super) fn text(&self, path: &str) -> String {
        if self.paths.is_empty() {
            return path.to_owned();
        }
        let one = |word: &str| {
            let mut all = self.paths.iter();
            let renamed = all.find_map(|(other, now)| {
                let rest = word.strip_prefix(other.as_str())?;
                let whole = rest.is_empty() || rest.starts_with("::");
                whole.then(|| format!("{now}{rest}"))
            });
            renamed.unwrap_or_else(|| word.to_owned())
        };
        let words: Vec<String> = path.split(' ').map(one).collect();
        words.join(" ")
    }

    /// What words of the old version are compared by.
    pub(super) fn key(&self, words: &[Word]) -> String {
        if self.paths.is_empty() {
            return print::key(words);
        }
        print::key(&self.words(words))
    }

    fn words(&self, words: &[Word]) -> Vec<Word> {
        let one = |word: &Word| match word {
            Word::Path(path) => {
                let now = self.paths.get(&path.join("::"));
                let now = now.map(|now| now.split("::").map(str::to_owned).collect());
                Word::Path(now.unwrap_or_else(|| path.clone()))
            }
            Word::Text(_) => word.clone(),
            Word::Shown(shown, known) => Word::Shown(shown.clone(), self.words(known)),
        };
        words.iter().map(one).collect()
    }
}

fn removed(item: &SurfaceItem) -> ItemChange {
    let signature = print::line(&item.words, Names::Short);
    let (verdict, why) = match item.kind {
        SurfaceKind::Dependency => (
            Verdict::Compatible,
            "no type of the API is of this crate any more".to_owned(),
        ),
        SurfaceKind::Impl => (
            Verdict::Breaking,
            "the trait is no longer implemented".to_owned(),
        ),
        SurfaceKind::Feature => (Verdict::Breaking, "the feature is gone".to_owned()),
        kind => (Verdict::Breaking, format!("the {} is gone", word(kind))),
    };
    ItemChange {
        path: item.path.clone(),
        owner: item.owner.clone(),
        kind: item.kind,
        old: Some(signature),
        new: None,
        verdict,
        why,
    }
}

fn added(item: &SurfaceItem, owner: Option<&Nature>) -> ItemChange {
    let breaks = match (&item.nature, owner) {
        (
            _,
            Some(Nature::Struct {
                exhaustive: true, ..
            }),
        ) if item.kind == SurfaceKind::Field => {
            Some("callers write all fields of the struct".to_owned())
        }
        (_, Some(Nature::Enum { exhaustive: true })) if item.kind == SurfaceKind::Variant => {
            Some("callers match all variants of the enum".to_owned())
        }
        (Nature::TraitItem { required: true, .. }, Some(Nature::Trait { sealed: false })) => {
            Some("those who implement the trait do not have it".to_owned())
        }
        (
            Nature::TraitItem {
                dispatched: false, ..
            },
            Some(Nature::Trait { .. }),
        ) => Some("the trait may no longer be used with `dyn`".to_owned()),
        (Nature::Impl { blanket: true }, _) => {
            Some("callers may have implemented the trait for a type of their own".to_owned())
        }
        _ if item.kind == SurfaceKind::Macro && item.path.ends_with('!') => {
            Some("what a macro writes here cannot be seen".to_owned())
        }
        _ => None,
    };
    let (verdict, why) = match breaks {
        Some(why) => (Verdict::Breaking, why),
        None if item.kind == SurfaceKind::Dependency => (
            Verdict::Compatible,
            "types of this crate are part of the API now".to_owned(),
        ),
        None => (Verdict::Additive, format!("the {} is new", word(item.kind))),
    };
    ItemChange {
        path: item.path.clone(),
        owner: item.owner.clone(),
        kind: item.kind,
        old: None,
        new: Some(print::line(&item.words, Names::Short)),
        verdict,
        why,
    }
}

/// What people call it.
pub(super) fn word(kind: SurfaceKind) -> &'static str {
    match kind {
        SurfaceKind::Module => "module",
        SurfaceKind::Struct => "struct",
        SurfaceKind::Field => "field",
        SurfaceKind::Enum => "enum",
        SurfaceKind::Variant => "variant",
        SurfaceKind::Trait => "trait",
        SurfaceKind::TraitItem => "item of the trait",
        SurfaceKind::Method => "method",
        SurfaceKind::Function => "function",
        SurfaceKind::Impl => "implementation of the trait",
        SurfaceKind::Const => "constant",
        SurfaceKind::Static => "static",
        SurfaceKind::Alias => "name of a type",
        SurfaceKind::Reexport => "path",
        SurfaceKind::Macro => "macro",
        SurfaceKind::Feature => "feature",
        SurfaceKind::Dependency => "crate in the API",
    }
}

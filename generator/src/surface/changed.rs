//! What it means that an item is not what it was.

use super::{
    ItemChange, Nature, SurfaceItem, SurfaceKind, Verdict,
    compare::{Renamed, word},
    print::{self, Names},
    promises::RUST,
};

/// The change of an item that both versions have, if there is one: the gravest.
pub(super) fn changed(
    old: &SurfaceItem,
    new: &SurfaceItem,
    renamed: &Renamed,
) -> Option<ItemChange> {
    let told = [
        kind(old, new),
        signature(old, new, renamed),
        rust(old, new),
        nature(&old.nature, &new.nature),
        held(old, new),
        conditions(old, new),
        deprecation(old, new),
        docs(old, new),
    ];
    let mut told: Vec<(Verdict, String)> = told.into_iter().flatten().collect();
    // The first of the gravest.
    told.sort_by_key(|(verdict, _)| std::cmp::Reverse(*verdict));
    let (verdict, why) = told.into_iter().next()?;
    let names = print::ambiguous([&old.words, &new.words]);
    let lines = |names| {
        (
            print::line(&old.words, names),
            print::line(&new.words, names),
        )
    };
    let differ = print::key(&old.words) != print::key(&new.words);
    let (mut was, mut is) = lines(Names::Short);
    if was == is && differ {
        (was, is) = lines(Names::Only(&names));
    }
    if was == is && differ {
        (was, is) = lines(Names::Whole);
    }
    Some(ItemChange {
        path: new.path.clone(),
        owner: new.owner.clone(),
        kind: new.kind,
        old: Some(was),
        new: Some(is),
        verdict,
        why,
    })
}

type Told = Option<(Verdict, String)>;

fn breaking(why: impl Into<String>) -> (Verdict, String) {
    (Verdict::Breaking, why.into())
}

fn additive(why: impl Into<String>) -> (Verdict, String) {
    (Verdict::Additive, why.into())
}

fn compatible(why: impl Into<String>) -> (Verdict, String) {
    (Verdict::Compatible, why.into())
}

fn kind(old: &SurfaceItem, new: &SurfaceItem) -> Told {
    if old.kind == new.kind {
        return None;
    }
    Some(breaking(format!(
        "the {} became a {}",
        word(old.kind),
        word(new.kind)
    )))
}

fn signature(old: &SurfaceItem, new: &SurfaceItem, renamed: &Renamed) -> Told {
    let (was, is) = (renamed.key(&old.words), print::key(&new.words));
    if was == is || old.kind != new.kind {
        return None;
    }
    // A caller of a function that has become `const` or safe notices nothing.
    if old.kind != SurfaceKind::TraitItem
        && (is.replacen("const fn ", "fn ", 1) == was || was.replacen("unsafe fn ", "fn ", 1) == is)
    {
        return Some(additive("more callers can use it"));
    }
    Some(breaking(match old.kind {
        SurfaceKind::Method | SurfaceKind::Function | SurfaceKind::TraitItem => {
            "the signature is another one".to_owned()
        }
        SurfaceKind::Field | SurfaceKind::Const | SurfaceKind::Static => option(&was, &is),
        SurfaceKind::Variant => "the variant holds something else".to_owned(),
        SurfaceKind::Impl => "the trait is implemented in another way".to_owned(),
        SurfaceKind::Reexport | SurfaceKind::Alias => {
            "the name stands for something else".to_owned()
        }
        SurfaceKind::Struct | SurfaceKind::Enum | SurfaceKind::Trait => {
            format!("the {} is declared in another way", word(old.kind))
        }
        SurfaceKind::Macro => "what a macro takes or writes is not the same".to_owned(),
        SurfaceKind::Module | SurfaceKind::Feature | SurfaceKind::Dependency => {
            format!("the {} is another one", word(old.kind))
        }
    }))
}

/// What became of the type of a field.
fn option(was: &str, is: &str) -> String {
    let optional = |text: &str| text.contains(": std::option::Option < ");
    match (optional(was), optional(is)) {
        (false, true) => "what was always there is an `Option` now",
        (true, false) => "what was an `Option` is always there now",
        (true, true) | (false, false) => "the type is another one",
    }
    .to_owned()
}

fn nature(old: &Nature, new: &Nature) -> Told {
    match (old, new) {
        (
            Nature::Struct { exhaustive, shape },
            Nature::Struct {
                exhaustive: now,
                shape: is,
            },
        ) => match (exhaustive, now) {
            (true, false) => Some(breaking("callers can no longer write all of its fields")),
            _ if shape != is && (*exhaustive || *is != "named") => {
                Some(breaking(format!("the {shape} struct became a {is} struct")))
            }
            (false, true) => Some(additive("callers can write all of its fields")),
            (true, true) | (false, false) => None,
        },
        (Nature::Enum { exhaustive: true }, Nature::Enum { exhaustive: false }) => {
            Some(breaking("callers can no longer match all of its variants"))
        }
        (Nature::Enum { exhaustive: false }, Nature::Enum { exhaustive: true }) => {
            Some(additive("callers can match all of its variants"))
        }
        (Nature::Variant { exhaustive: true }, Nature::Variant { exhaustive: false }) => Some(
            breaking("callers can no longer write all fields of the variant"),
        ),
        (Nature::Variant { exhaustive: false }, Nature::Variant { exhaustive: true }) => {
            Some(additive("callers can write all fields of the variant"))
        }
        (Nature::Trait { sealed: false }, Nature::Trait { sealed: true }) => {
            Some(breaking("callers can no longer implement the trait"))
        }
        (Nature::Trait { sealed: true }, Nature::Trait { sealed: false }) => {
            Some(additive("callers can implement the trait"))
        }
        (
            Nature::TraitItem {
                required,
                dispatched,
            },
            Nature::TraitItem {
                required: now,
                dispatched: is,
            },
        ) => match (required, now) {
            (false, true) => Some(breaking("those who implement the trait may not have it")),
            _ if *dispatched && !is => Some(breaking("the trait may no longer be used with `dyn`")),
            (true, false) => Some(additive("those who implement the trait can leave it out")),
            (true, true) | (false, false) => None,
        },
        (Nature::Value(was), Nature::Value(is)) if was != is => {
            Some(compatible(format!("the value was `{was}` and is `{is}`")))
        }
        (Nature::Feature(was), Nature::Feature(is)) if was != is => Some(feature(was, is)),
        (Nature::Version(was), Nature::Version(is)) if was != is => {
            if compatible_version(was) == compatible_version(is) || is.is_empty() {
                Some(compatible(format!("version {was} is {is} now")))
            } else {
                Some(breaking(format!(
                    "its types are those of {is}, and no longer those of {was}"
                )))
            }
        }
        _ => None,
    }
}

/// A higher version of Rust is asked for: that is a minor version, says the Cargo book.
fn rust(old: &SurfaceItem, new: &SurfaceItem) -> Told {
    match (&old.nature, &new.nature) {
        (Nature::Version(was), Nature::Version(is)) if new.path == RUST && was != is => {
            Some(additive(format!("callers need Rust {is}; it was {was}")))
        }
        _ => None,
    }
}

/// Types that threads could share, and cannot any more.
fn held(old: &SurfaceItem, new: &SurfaceItem) -> Told {
    if let Some(more) = new.held.difference(&old.held).next() {
        return Some(breaking(format!(
            "it may no longer be `Send` and `Sync`: it holds {more}"
        )));
    }
    let less = old.held.difference(&new.held).next()?;
    Some(additive(format!("it no longer holds {less}")))
}

/// Features of the crate itself, of a feature: those of other crates are its own affair.
fn feature(was: &[String], is: &[String]) -> (Verdict, String) {
    let own = |name: &&String| !name.contains('/') && !name.starts_with("dep:");
    if let Some(gone) = was.iter().filter(own).find(|name| !is.contains(name)) {
        return breaking(format!("it no longer turns on `{gone}`"));
    }
    match is.iter().filter(own).find(|name| !was.contains(name)) {
        Some(new) => additive(format!("it turns on `{new}`, too")),
        None => compatible("it turns on other features of other crates"),
    }
}

/// The part of a version that another one has to share to be compatible.
fn compatible_version(version: &str) -> String {
    let digits = version.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut parts = digits.split('.');
    let major = parts.next().unwrap_or_default();
    let minor = parts.next().unwrap_or_default();
    // Of Rust, every 1.x is compatible.
    if major == "0" {
        format!("0.{minor}")
    } else {
        major.to_owned()
    }
}

fn conditions(old: &SurfaceItem, new: &SurfaceItem) -> Told {
    let (was, is) = (&old.conditions, &new.conditions);
    let list = |names: Vec<&String>| {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    };
    let more: Vec<_> = is.features.difference(&was.features).collect();
    if !more.is_empty() {
        return Some(breaking(format!("it needs the feature {} now", list(more))));
    }
    if is.others.difference(&was.others).next().is_some() {
        let now = list(is.others.iter().collect());
        return Some(breaking(format!("it is only there where {now}")));
    }
    if was != is {
        return Some(additive("it is there in more cases"));
    }
    None
}

fn deprecation(old: &SurfaceItem, new: &SurfaceItem) -> Told {
    match (&old.deprecated, &new.deprecated) {
        (None, Some(note)) if note.is_empty() => Some(compatible("it is deprecated")),
        (None, Some(note)) => Some(compatible(format!("it is deprecated: {note}"))),
        (Some(_), None) => Some(compatible("it is no longer deprecated")),
        (Some(was), Some(is)) if was != is => {
            Some(compatible("the note of its deprecation changed"))
        }
        _ => None,
    }
}

fn docs(old: &SurfaceItem, new: &SurfaceItem) -> Told {
    if old.docs == new.docs {
        return None;
    }
    Some(compatible("the documentation changed"))
}

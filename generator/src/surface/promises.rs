//! What `Cargo.toml` promises, as parts of the API.

use std::collections::BTreeSet;

use super::{
    Nature, SurfaceItem, SurfaceKind,
    attributes::{Conditions, Said},
    definitions::item,
    tree::Tree,
    words::Word,
};

/// The path of the version of Rust that the crate needs.
pub(super) const RUST: &str = "dependency rust";

/// The features.
pub(super) fn features(tree: &Tree, found: &mut Vec<SurfaceItem>) {
    for (name, on) in &tree.manifest.features {
        let quoted: Vec<String> = on.iter().map(|other| format!("{other:?}")).collect();
        let line = format!("{name} = [{}]", quoted.join(", "));
        let words = vec![Word::Shown(line, vec![Word::text(name.clone())])];
        let mut feature = item(
            format!("feature {name}"),
            SurfaceKind::Feature,
            words,
            &Said::default(),
            &Conditions::default(),
            Nature::Feature(on.clone()),
        );
        feature.owner.clone_from(&tree.manifest.library);
        found.push(feature);
    }
}

/// The crates whose types are in the API, with their versions, and the version of Rust.
pub(super) fn dependencies(tree: &Tree, found: &[SurfaceItem]) -> Vec<SurfaceItem> {
    fn named<'w>(words: &'w [Word], all: &mut BTreeSet<&'w str>) {
        for word in words {
            match word {
                Word::Path(path) => all.extend(path.first().map(String::as_str)),
                Word::Text(_) => {}
                Word::Shown(_, known) => named(known, all),
            }
        }
    }
    let mut used = BTreeSet::new();
    for item in found {
        named(&item.words, &mut used);
    }
    let used = used.into_iter().filter_map(|name| {
        let version = tree.manifest.dependencies.get(name)?;
        Some((name, version.clone()))
    });
    let rust = tree.manifest.rust.clone().map(|version| ("rust", version));
    let all = used.chain(rust).map(|(name, version)| {
        let words = vec![
            Word::text(name),
            Word::Shown(format!("= {version:?}"), Vec::new()),
        ];
        let mut item = item(
            format!("dependency {name}"),
            SurfaceKind::Dependency,
            words,
            &Said::default(),
            &Conditions::default(),
            Nature::Version(version),
        );
        item.owner.clone_from(&tree.manifest.library);
        item
    });
    all.collect()
}

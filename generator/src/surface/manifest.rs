//! What `Cargo.toml` promises: the name of the crate, its features, the crates that it uses.

use std::{collections::BTreeMap, sync::Arc};

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

/// What users see of `Cargo.toml`.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    /// The name of the library, as code names it.
    pub(super) library: String,
    /// Each feature with what it turns on, in order.
    pub(super) features: BTreeMap<String, Vec<String>>,
    /// The version of each crate that it uses, by the name that code has for it.
    pub(super) dependencies: BTreeMap<String, String>,
    /// The lowest version of Rust.
    pub(super) rust: Option<String>,
}

#[derive(Deserialize)]
struct File {
    package: Package,
    lib: Option<Library>,
    #[serde(default)]
    features: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    dependencies: BTreeMap<String, toml::Value>,
    #[serde(default)]
    target: BTreeMap<String, Target>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Package {
    name: String,
    rust_version: Option<toml::Value>,
}

#[derive(Deserialize)]
struct Library {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Target {
    #[serde(default)]
    dependencies: BTreeMap<String, toml::Value>,
}

/// Reads `Cargo.toml`.
pub(super) fn read(text: Option<&str>) -> Result<Manifest, Diagnostics> {
    let Some(text) = text else {
        let problem = Diagnostic::error_without_place(
            "client-manifest",
            "the crate has no Cargo.toml, which says its name and its features",
        );
        return Err(problem.help("give the folder of a library crate").into());
    };
    let file: File = toml::from_str(text).map_err(|error| {
        let source = Source::new("Cargo.toml", text);
        let at = place(&source, error.span().map_or(0, |span| span.start));
        let message = "Cargo.toml cannot be read";
        let problem = Diagnostic::error("client-manifest", at, message).label(error.message());
        problem.help("restore the file, or run `cargo xtask codegen`")
    })?;
    let mut features = file.features;
    let mut dependencies = BTreeMap::new();
    let explicit: Vec<String> = features.values().flatten().cloned().collect();
    let of_targets = file.target.into_values().map(|target| target.dependencies);
    for (name, value) in std::iter::once(file.dependencies)
        .chain(of_targets)
        .flatten()
    {
        // An optional crate that no feature names with `dep:` is a feature itself.
        let optional = value.get("optional").and_then(toml::Value::as_bool) == Some(true);
        if optional && !explicit.contains(&format!("dep:{name}")) {
            let turns_on = vec![format!("dep:{name}")];
            features.entry(name.clone()).or_insert(turns_on);
        }
        let version = value.as_str().or_else(|| value.get("version")?.as_str());
        let version = version.unwrap_or_default().to_owned();
        dependencies
            .entry(name.replace('-', "_"))
            .or_insert(version);
    }
    let name = file
        .lib
        .and_then(|lib| lib.name)
        .unwrap_or(file.package.name);
    Ok(Manifest {
        library: name.replace('-', "_"),
        features,
        dependencies,
        rust: file
            .package
            .rust_version
            .and_then(|v| Some(v.as_str()?.to_owned())),
    })
}

fn place(source: &Arc<Source>, offset: usize) -> Location {
    let before = source.text().get(..offset).unwrap_or_default();
    Location::of_line(source, before.matches('\n').count() + 1)
}

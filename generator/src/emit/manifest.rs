//! `Cargo.toml`.

use super::{File, print::HEADER};
use crate::plan::{Plan, Workspace};

/// What the runtime needs, as lines of a manifest: a copy of its own, for the crates that carry it.
pub const RUNTIME_DEPENDENCIES: &[(&str, &str)] = &[
    ("futures-core", r#""0.3""#),
    ("percent-encoding", r#""2""#),
    (
        "reqwest",
        r#"{ version = "0.13", default-features = false, features = ["rustls"] }"#,
    ),
    ("secrecy", r#""0.10""#),
    ("serde", r#"{ version = "1", features = ["derive"] }"#),
    (
        "serde_json",
        r#"{ version = "1", features = ["float_roundtrip"] }"#,
    ),
    ("serde_path_to_error", r#""0.1""#),
];
const CHRONO: (&str, &str) = (
    "chrono",
    r#"{ version = "0.4", default-features = false, features = ["serde", "std"] }"#,
);
const UUID: (&str, &str) = ("uuid", r#"{ version = "1", features = ["serde"] }"#);
const TOKIO: &str = r#"tokio = { version = "1", features = ["macros", "rt-multi-thread"] }"#;

/// The manifest of the crate.
pub(super) fn manifest(plan: &Plan) -> File {
    let package = &plan.package;
    let mut dependencies = RUNTIME_DEPENDENCIES.to_vec();
    if package.chrono {
        dependencies.push(CHRONO);
    }
    if package.uuid {
        dependencies.push(UUID);
    }
    dependencies.sort_unstable();
    let mut lines = vec![format!("# {HEADER}"), String::new(), "[package]".to_owned()];
    let mut entry = |key: &str, value: &str| {
        lines.push(format!("{key} = {}", toml::Value::from(value)));
    };
    entry("name", &package.name);
    entry("version", &package.version);
    let words: Vec<&str> = package.description.split_whitespace().collect();
    entry("description", &words.join(" "));
    entry("edition", "2024");
    entry("rust-version", "1.88");
    if let Some(license) = &package.license {
        entry("license", license);
    }
    if let Some(repository) = &package.repository {
        entry("repository", repository);
    }
    entry("readme", "README.md");
    lines.extend(["", "[dependencies]"].map(str::to_owned));
    lines.extend(
        dependencies
            .iter()
            .map(|(name, version)| format!("{name} = {version}")),
    );
    lines.extend(["", "[dev-dependencies]", TOKIO].map(str::to_owned));
    if package.workspace == Workspace::Own {
        // A package in the folder of another workspace does not build unless it is a member of it.
        lines.extend(["", "[workspace]"].map(str::to_owned));
    }
    lines.push(String::new());
    File {
        path: "Cargo.toml".to_owned(),
        text: lines.join("\n"),
    }
}

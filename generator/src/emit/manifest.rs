//! `Cargo.toml`.

use super::{File, parts, print::HEADER};
use crate::plan::{Plan, Workspace};

/// A line of a manifest: a name and what stands after it.
pub type Line = (&'static str, &'static str);

/// The features of the runtime, and so of each client, which carries it.
pub const RUNTIME_FEATURES: &[Line] = &[
    ("default", r#"["rustls"]"#),
    ("rustls", r#"["reqwest/rustls"]"#),
    ("native-tls", r#"["reqwest/native-tls"]"#),
    ("gzip", r#"["reqwest/gzip"]"#),
    ("tracing", r#"["dep:tracing"]"#),
    ("blocking", r#"["tokio/rt-multi-thread"]"#),
    ("mock", "[]"),
];

/// What the runtime needs everywhere.
pub const RUNTIME_DEPENDENCIES: &[Line] = &[
    ("bytes", r#""1""#),
    ("fastrand", r#""2""#),
    ("futures-core", r#""0.3""#),
    ("http", r#""1""#),
    ("httpdate", r#""1""#),
    ("percent-encoding", r#""2""#),
    (
        "reqwest",
        r#"{ version = "0.13", default-features = false }"#,
    ),
    ("secrecy", r#""0.10""#),
    ("serde", r#"{ version = "1", features = ["derive"] }"#),
    (
        "serde_json",
        r#"{ version = "1", features = ["float_roundtrip"] }"#,
    ),
    ("serde_path_to_error", r#""0.1""#),
    (
        "tracing",
        r#"{ version = "0.1", default-features = false, features = ["std"], optional = true }"#,
    ),
];

/// What the runtime needs on some targets.
pub const RUNTIME_TARGETS: &[(&str, &[Line])] = &[
    (
        r#"cfg(not(target_arch = "wasm32"))"#,
        &[(
            "tokio",
            r#"{ version = "1", default-features = false, features = ["rt", "time"] }"#,
        )],
    ),
    (
        r#"cfg(target_arch = "wasm32")"#,
        &[
            ("fastrand", r#"{ version = "2", features = ["js"] }"#),
            (
                "gloo-timers",
                r#"{ version = "0.4", features = ["futures"] }"#,
            ),
            (
                "reqwest",
                r#"{ version = "0.13", default-features = false, features = ["stream"] }"#,
            ),
            ("web-time", r#""1""#),
        ],
    ),
];
/// What types need that hold points in time.
pub(super) const CHRONO: Line = (
    "chrono",
    r#"{ version = "0.4", default-features = false, features = ["serde", "std"] }"#,
);
const UUID: Line = ("uuid", r#"{ version = "1", features = ["serde"] }"#);
const TOKIO: Line = (
    "tokio",
    r#"{ version = "1", features = ["macros", "rt-multi-thread"] }"#,
);

/// The manifest of the crate.
pub(super) fn manifest(plan: &Plan) -> File {
    let package = &plan.package;
    let mut dependencies = RUNTIME_DEPENDENCIES.to_vec();
    dependencies.extend(parts::needed(package).flat_map(|part| part.dependencies));
    if package.chrono {
        dependencies.push(CHRONO);
    }
    if package.uuid {
        dependencies.push(UUID);
    }
    dependencies.sort_unstable();
    dependencies.dedup();
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
    let mut table = |heading: &str, entries: &[Line]| {
        lines.extend([String::new(), format!("[{heading}]")]);
        lines.extend(
            entries
                .iter()
                .map(|(name, value)| format!("{name} = {value}")),
        );
    };
    table("features", RUNTIME_FEATURES);
    table("dependencies", &dependencies);
    for (target, needed) in RUNTIME_TARGETS {
        table(&format!("target.'{target}'.dependencies"), needed);
    }
    table("dev-dependencies", &[TOKIO]);
    table("package.metadata.docs.rs", &[("all-features", "true")]);
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

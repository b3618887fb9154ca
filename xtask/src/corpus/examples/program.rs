//! The program that reads each example into its type and writes it again.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use super::{Options, Prepared};

const MAIN: &str = r#"//! Reads each example into its type and writes it again; a line of JSON for each.

#![allow(unused_imports, reason = "not every client has all of it")]

use std::{fs::read_to_string, io::Write as _};

use client::types;
use serde::{Serialize, de::DeserializeOwned};

#[derive(serde::Deserialize)]
struct Example {
    kind: usize,
    value: serde_json::Value,
}

fn back<T: DeserializeOwned + Serialize>(text: &str) -> Result<String, String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|e| e.to_string())?;
    serde_json::to_string(&value).map_err(|e| e.to_string())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples.json"))?;
    let examples: Vec<Example> = serde_json::from_str(&text)?;
    let mut out = std::io::stdout().lock();
    for (index, example) in examples.iter().enumerate() {
        let text = example.value.to_string();
        let line = match one(example.kind, &text) {
            Ok(value) => serde_json::json!({"index": index, "value": value}),
            Err(error) => serde_json::json!({"index": index, "error": error}),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}
"#;

/// Writes the program and its data.
pub(super) fn write(
    options: &Options,
    prepared: &[Prepared],
    kinds: &BTreeMap<&str, usize>,
) -> Result<(), String> {
    let mut main = MAIN.to_owned();
    main += "\nfn one(kind: usize, text: &str) -> Result<String, String> {\n    match kind {\n";
    for (rust, kind) in kinds {
        // Writing to a text cannot fail.
        let _ = writeln!(main, "        {kind} => back::<{rust}>(text),");
    }
    main += "        _ => Err(\"no such type\".to_owned()),\n    }\n}\n";
    let name = &options.name;
    let client = toml::Value::from(options.client.to_string_lossy().into_owned());
    let manifest = format!(
        r#"[package]
name = "examples-of-{name}"
version = "0.1.0"
edition = "2024"

[dependencies]
client = {{ package = "{name}", path = {client}, default-features = false }}
bytes = "1"
chrono = {{ version = "0.4", default-features = false, features = ["serde", "std"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = {{ version = "1", features = ["float_roundtrip"] }}
serde_path_to_error = "0.1"
uuid = {{ version = "1", features = ["serde"] }}

[profile.dev]
debug = 0
incremental = false

[workspace]
"#
    );
    let data = serde_json::to_string(prepared).map_err(|error| error.to_string())?;
    for (path, text) in [
        ("Cargo.toml", manifest),
        ("src/main.rs", main),
        ("examples.json", data),
    ] {
        let path = options.out.join(path);
        let folder = path.parent().unwrap_or(&options.out);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    super::super::compile::lock(&options.out)
}

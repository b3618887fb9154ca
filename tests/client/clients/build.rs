//! Generates the clients into `OUT_DIR`, each from its document alone.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use truespec::{
    diagnostic::Source,
    pipeline::{self, Settings},
};

/// The modules of `src/lib.rs`, and the document that each is made from.
const CLIENTS: &[(&str, &str)] = &[
    ("answers", "answers.yaml"),
    (
        "bodies",
        "../../generator/cases/generate/bodies/openapi.yaml",
    ),
    ("document_only", "../../../spec/openapi.yaml"),
    ("gadgets", "gadgets.yaml"),
    ("names", "names.yaml"),
    (
        "paging_shapes",
        "../../generator/cases/generate/paging-shapes/openapi.yaml",
    ),
    ("secured", "secured.yaml"),
    ("servers", "servers.yaml"),
    ("servers_relative", "servers-relative.yaml"),
    ("styles", "styles.yaml"),
    ("unions", "unions.yaml"),
    ("types", "types.yaml"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for (module, document) in CLIENTS.iter().copied() {
        println!("cargo::rerun-if-changed={document}");
        write(module, document, &out.join(module))?;
    }
    Ok(())
}

/// Writes the client of a document into a folder that holds nothing else.
fn write(module: &str, document: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    for (path, text) in generate(module, &fs::read_to_string(document)?)? {
        let file = out.join(path);
        fs::create_dir_all(file.parent().unwrap_or(out))?;
        fs::write(file, within_module(module, &text))?;
    }
    without_inner_attributes(&out.join("src/lib.rs"))
}

/// The files of a crate for this document, without any reference page.
fn generate(module: &str, document: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let source = Source::new("openapi.yaml", document);
    let settings = Settings {
        crate_name: module.replace('_', "-"),
        crate_version: "0.1.0".to_owned(),
        ..Settings::default()
    };
    let generated = pipeline::generate(&source, &settings)?;
    Ok(generated
        .files
        .into_iter()
        .map(|file| (file.path, file.text))
        .collect())
}

/// What is the root of a crate to a generated file is a module of this one.
fn within_module(module: &str, text: &str) -> String {
    text.replace("crate::", &format!("crate::{module}::"))
}

/// `include!` takes a file with any items and modules, but without `#![…]` and `//!`.
fn without_inner_attributes(file: &Path) -> Result<(), Box<dyn Error>> {
    let mut syntax = syn::parse_file(&fs::read_to_string(file)?)?;
    syntax.attrs.clear();
    fs::write(file, prettyplease::unparse(&syntax))?;
    Ok(())
}

//! Generates the client from the published document alone into `OUT_DIR`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use truespec::{
    diagnostic::Source,
    pipeline::{self, Settings},
};

/// The published document.
const DOCUMENT: &str = "../../../spec/openapi.yaml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={DOCUMENT}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let src = out.join("src");
    if src.exists() {
        fs::remove_dir_all(&src)?;
    }
    for (path, text) in generate(&fs::read_to_string(DOCUMENT)?)? {
        let file = out.join(path);
        fs::create_dir_all(file.parent().unwrap_or(&out))?;
        fs::write(file, text)?;
    }
    without_inner_attributes(&src.join("lib.rs"))
}

/// The files of a crate for this document, without any reference page.
fn generate(document: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let source = Source::new("openapi.yaml", document);
    let settings = Settings {
        crate_name: "document-only".to_owned(),
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

/// `include!` takes a file with any items and modules, but without `#![…]` and `//!`.
fn without_inner_attributes(file: &Path) -> Result<(), Box<dyn Error>> {
    let mut syntax = syn::parse_file(&fs::read_to_string(file)?)?;
    syntax.attrs.clear();
    fs::write(file, prettyplease::unparse(&syntax))?;
    Ok(())
}

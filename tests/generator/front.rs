//! Reading documents of every version and in several files: what a person is told, and the one shape
//! that the other passes see.

use std::{fs, path::PathBuf, sync::Arc};

use serde_json::Value;
use truespec::{
    diagnostic::{Diagnostics, Source},
    openapi::{Document, Files, Pointer, Unreadable},
    pipeline::{self, Paging, Settings},
    reconcile::to_yaml,
};

use crate::cases;

/// The other files of a case.
struct Beside(PathBuf);

impl Files for Beside {
    fn read(&mut self, path: &str) -> Result<Arc<Source>, Unreadable> {
        let text = fs::read_to_string(self.0.join(path));
        let text = text.ok().filter(|_| !path.starts_with(".."));
        text.map(|text| Source::new(path, text))
            .ok_or_else(|| Unreadable {
                code: "unreadable-file",
                message: format!("`{path}` cannot be read"),
                help: "look for it".to_owned(),
            })
    }
}

fn read(folder: &std::path::Path) -> Result<Document, Diagnostics> {
    let source = cases::source(folder, "openapi.yaml").expect("the case has a document");
    Document::read_with(&source, &mut Beside(folder.to_owned()))
}

#[test]
fn every_document() {
    for folder in cases::folders("documents") {
        let text = match read(&folder) {
            Ok(document) => {
                let told = [
                    document.warnings(),
                    document.form(),
                    document.broken_references(),
                ];
                let told: String = told.map(ToString::to_string).concat();
                let shape = to_yaml(document.root()).expect("YAML");
                format!("{told}{:?}\n{shape}", document.version())
            }
            Err(diagnostics) => diagnostics.to_string(),
        };
        cases::expect(&folder, "read", &text);
    }
}

/// What can be read is generated, with all its operations.
#[test]
fn what_is_read_is_generated() {
    let mut generated = 0;
    for folder in cases::folders("documents") {
        let Ok(document) = read(&folder) else {
            continue;
        };
        let settings = Settings {
            crate_name: "case".to_owned(),
            crate_version: "0.1.0".to_owned(),
            ..Settings::default()
        };
        match pipeline::generate_document(&document, &settings, &Paging::default()) {
            Ok(client) => {
                assert_eq!(
                    client.operations_in,
                    client.operations_out,
                    "{}",
                    folder.display()
                );
                let names = ["files", "references"];
                if names.iter().any(|name| folder.ends_with(name)) {
                    let text = format!("{}{}", client.warnings, client.surface);
                    cases::expect(&folder, "client", &text);
                }
                generated += 1;
            }
            Err(told) => {
                let broken = document.broken_references().has_errors();
                assert!(broken || document.form().has_errors(), "{told}");
            }
        }
    }
    assert!(generated > 3);
}

/// The normal shape is read as itself: what the first half writes, the second half understands.
#[test]
fn the_normal_shape_stays_as_it_is() {
    for folder in cases::folders("documents") {
        let Ok(document) = read(&folder) else {
            continue;
        };
        let text = to_yaml(document.root()).expect("YAML");
        let again = Document::read(&Source::new("again", text)).expect("what was written");
        assert_eq!(again.root(), document.root(), "{}", folder.display());
        let told = again.warnings().iter().map(|told| told.code);
        let told: Vec<_> = told.filter(|code| *code != "dangling-reference").collect();
        assert!(told.is_empty(), "{told:?} {}", folder.display());
    }
}

/// Every local reference leads to something, in whatever file it was written.
#[test]
fn references_are_local_and_whole() {
    fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        match value {
            Value::Object(map) => {
                found.extend(map.get("$ref").and_then(Value::as_str));
                for (key, value) in map {
                    if !["example", "examples", "default", "enum"].contains(&key.as_str()) {
                        references(value, found);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let mut seen = 0;
    for folder in cases::folders("documents") {
        let Ok(document) = read(&folder) else {
            continue;
        };
        if document.broken_references().has_errors() || document.form().has_errors() {
            continue;
        }
        let mut found = Vec::new();
        references(document.root(), &mut found);
        for reference in found {
            let target = Pointer::of_reference(reference);
            let target = target.unwrap_or_else(|| panic!("{reference} is not local"));
            assert!(document.get(&target).is_some(), "{reference}");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

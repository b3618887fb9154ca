//! The public API read from the source of a crate, and what its changes mean.

use std::fs;

use truespec::surface::{Surface, SurfaceKind, compare};

use crate::cases::top;

fn texts(folder: &std::path::Path, below: &str, all: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            texts(&entry.path(), &format!("{name}/"), all);
        } else {
            let text = fs::read_to_string(entry.path()).expect("a text");
            all.push((name, text));
        }
    }
}

/// The committed client.
fn client() -> Vec<(String, String)> {
    let mut all = Vec::new();
    texts(&top().join("generated-client"), "", &mut all);
    all
}

/// The API of the committed client: parts that are hard to read, and no change to itself.
#[test]
fn the_client_is_read_from_its_source() {
    let surface = Surface::read(&client()).expect("a crate");
    let signature = |path: &str| {
        let mut items = surface.items().filter(|item| item.path == path);
        items.next().map(|item| item.signature.clone())
    };
    let known = [
        // An attribute's name is on the wire only.
        (
            "paperspace::types::Project::dt_deleted",
            "dt_deleted: Option<DateTime<Utc>>",
        ),
        // From a private module, by another one.
        ("paperspace::Response::value", "fn value(&self) -> &T"),
        // A macro writes it.
        ("paperspace::blocking::Pages", "struct Pages<P: Page>"),
        (
            "impl Iterator for paperspace::blocking::Items<#0>",
            "impl<P: Page> Iterator for Items<P> { type Item = Result<P::Item, Error>; }",
        ),
        // Another crate's, by a module of this one.
        ("paperspace::Bytes", "pub use bytes::Bytes"),
        // Derived, and written by hand.
        (
            "impl Deserialize<'0> for paperspace::types::Project",
            "impl<'de> Deserialize<'de> for Project",
        ),
        (
            "impl Deserialize<'0> for paperspace::types::Order",
            "impl<'de> Deserialize<'de> for Order",
        ),
        ("feature default", "default = [\"rustls\"]"),
    ];
    for (path, expected) in known {
        assert_eq!(signature(path).as_deref(), Some(expected), "{path}");
    }
    assert!(surface.items().all(|item| item.kind != SurfaceKind::Macro));
    assert_eq!(compare(&surface, &surface), []);
}

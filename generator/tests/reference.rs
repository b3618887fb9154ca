//! Reference pages: one folder a case, and the real pages.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what is meant"
)]

#[path = "reference/choices.rs"]
mod choices;
#[path = "reference/facts.rs"]
mod facts;
#[path = "reference/hostile.rs"]
mod hostile;
#[path = "reference/random.rs"]
mod random;
#[path = "reference/truncation.rs"]
mod truncation;

use std::{fs, path::Path, sync::Arc};

use truespec::{diagnostic::Source, reference};

fn read_case(folder: &Path) -> Vec<Arc<Source>> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension() == Some("txt".as_ref()))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|name| Source::new(name.clone(), fs::read_to_string(folder.join(name)).unwrap()))
        .collect()
}

fn report(pages: &[Arc<Source>]) -> String {
    match reference::read(pages) {
        Ok((pages, warnings)) => format!("{}{warnings}", facts::of_pages(&pages)),
        Err(errors) => errors.to_string(),
    }
}

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/reference");
    let mut folders: Vec<_> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    for folder in folders {
        let pages = read_case(&folder);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("facts", report(&pages)));
    }
}

fn real_pages() -> Vec<Arc<Source>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/reference");
    read_case(&root)
}

#[test]
fn the_real_pages_are_read_in_full() {
    let (pages, warnings) = reference::read(&real_pages()).unwrap();
    assert_eq!(warnings.to_string(), "");
    let counts: Vec<_> = pages.iter().map(|page| page.counts.operations).collect();
    assert_eq!(counts, [21, 3]);
    let hard = facts::of_operations(&pages[0])
        .into_iter()
        .filter(|operation| operation.contains("/deployments") || operation.contains("/activity"));
    insta::assert_snapshot!(hard.collect::<String>());
}

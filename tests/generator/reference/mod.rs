//! Reference pages: one folder a case, and the real pages.

mod choices;
mod facts;
mod hostile;
mod random;
mod truncation;

use std::{fs, path::Path, sync::Arc};

use truespec::{diagnostic::Source, reference};

use crate::cases;

pub(crate) fn pages_of(folder: &Path) -> Vec<Arc<Source>> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension() == Some("txt".as_ref()))
        .collect();
    names.sort();
    names
        .iter()
        .filter_map(|name| cases::source(folder, name))
        .collect()
}

fn report(pages: &[Arc<Source>]) -> String {
    match reference::read(pages) {
        Ok((pages, warnings)) => format!("{}{warnings}", facts::of_pages(&pages)),
        Err(errors) => errors.to_string(),
    }
}

#[test]
fn every_case() {
    for folder in cases::folders("reference") {
        cases::expect(&folder, "facts", &report(&pages_of(&folder)));
    }
}

pub(crate) fn real_pages() -> Vec<Arc<Source>> {
    pages_of(&cases::top().join("spec/reference"))
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
    let folder = cases::here().join("snapshots");
    cases::expect(
        &folder,
        "hard_tables_of_the_real_pages",
        &hard.collect::<String>(),
    );
}

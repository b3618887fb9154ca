//! `explain`, and the pages of the rules.

use serde_json::Value;
use truespec::reconcile::rules;

use super::{Ended, Place, decide};

fn place() -> Place {
    let place = Place::new();
    place.write("api.yaml", decide::DOCUMENT);
    place.write(
        "page.txt",
        &decide::page(decide::PROPERTIES, decide::EXAMPLE),
    );
    place.write("codegen.toml", decide::CONFIG);
    place
}

fn explain(place: &Place, arguments: &[&str]) -> Ended {
    place.run(&[&["explain", "--config", "codegen.toml"], arguments].concat())
}

#[test]
fn every_rule_is_listed_and_has_its_page() {
    let place = place();
    let list = explain(&place, &[]).ends_with(0).out;
    for rule in rules::all() {
        assert!(list.contains(rule.summary), "{list}");
        let page = explain(&place, &[rule.name]).ends_with(0).out;
        assert!(page.starts_with(rule.page().trim_end()), "{page}");
    }
}

#[test]
fn a_rule_tells_what_it_finds_now() {
    let place = place();
    let found = explain(&place, &["required"]).ends_with(0).out;
    insta::assert_snapshot!(found);
    let nothing = explain(&place, &["enum"]).ends_with(0).out;
    assert!(
        nothing.contains("It finds nothing in the inputs"),
        "{nothing}"
    );
    // The page is there also where the inputs are not.
    place.write("api.yaml", "openapi: [");
    let broken = explain(&place, &["enum"]).ends_with(0).out;
    assert!(broken.contains("What it finds cannot be told"), "{broken}");
    assert!(broken.starts_with("# enum\n"), "{broken}");
}

#[test]
fn a_finding_is_shown_with_the_page_of_its_rule() {
    let place = place();
    let shown = explain(&place, &["required:getThing.200.name"])
        .ends_with(0)
        .out;
    insta::assert_snapshot!(shown);
    let ended = explain(&place, &["required:getThing.200.nme"]).ends_with(2);
    assert!(
        ended
            .errors
            .contains("did you mean `required:getThing.200.name`?"),
        "{}",
        ended.errors
    );
}

#[test]
fn codes_are_explained_as_the_index_has_them() {
    let place = place();
    let code = explain(&place, &["dangling-reference"]).ends_with(0).out;
    insta::assert_snapshot!(code);
    // Every row of the index can be asked for.
    let index = include_str!("../../../docs/diagnostics.md");
    let codes = index
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let codes: Vec<_> = codes.map(|(code, _)| code).collect();
    assert!(codes.len() > 100, "{}", codes.len());
    for code in codes.iter().step_by(7) {
        let out = explain(&place, &[code]).ends_with(0).out;
        assert!(out.starts_with(&format!("{code} · ")), "{out}");
    }
}

#[test]
fn what_is_not_known_is_an_error_with_the_nearest_names() {
    let place = place();
    let ended = explain(&place, &["limit"]).ends_with(2);
    assert!(
        ended.errors.contains("did you mean `limits`"),
        "{}",
        ended.errors
    );
    let ended = explain(&place, &["qqqq"]).ends_with(2);
    for rule in rules::all() {
        assert!(ended.errors.contains(rule.name), "{}", ended.errors);
    }
}

#[test]
fn programs_read_pages_too() {
    let place = place();
    let out = explain(&place, &["required", "--message-format", "json"])
        .ends_with(0)
        .out;
    let message: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(message["reason"], "rule");
    assert_eq!(
        message["findings"],
        serde_json::json!(["required:getThing.200.name"])
    );
    let all = explain(&place, &["--message-format", "json"])
        .ends_with(0)
        .out;
    assert_eq!(all.lines().count(), rules::all().count());
}

#[test]
fn the_book_of_rules_is_fresh() {
    place().run(&["rules", "--check"]).ends_with(0);
}

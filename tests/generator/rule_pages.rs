//! The pages of the rules: what each must say, that it is true of what the rule finds, and that
//! `docs/rules.md` is made of them.

use std::{collections::BTreeSet, fs};

use truespec::{
    pipeline,
    reconcile::{Outcome, rules},
};

use crate::cases::{self, top};

/// The paragraphs of a page below its title.
fn paragraphs(page: &str) -> Vec<String> {
    let paragraphs = page.split("\n\n").map(|p| p.replace('\n', " "));
    paragraphs.map(|p| p.trim().to_owned()).collect()
}

/// What a page says under a head.
fn said(rule: &str, head: &str) -> String {
    let page = rules::named(rule).expect("a rule").page();
    let (_, below) = page.split_once('\n').expect("a title");
    let start = format!("{head}: ");
    let found = paragraphs(below)
        .into_iter()
        .find_map(|p| p.strip_prefix(&start).map(str::to_owned));
    found.unwrap_or_else(|| panic!("the page of {rule} has no `{head}:`"))
}

#[test]
fn every_page_has_its_title_and_its_paragraphs() {
    for rule in rules::all() {
        let page = rule.page();
        let (title, below) = page.split_once('\n').expect("a title");
        assert_eq!(title, format!("# {}", rule.name));
        let paragraphs = paragraphs(below);
        let heads: Vec<_> = paragraphs
            .iter()
            .map(|p| p.split_once(": ").map_or(p.as_str(), |(head, _)| head))
            .collect();
        assert_eq!(heads, rules::HEADS, "{}", rule.name);
        for paragraph in &paragraphs {
            assert!(paragraph.ends_with(['.', '"']), "{paragraph}");
        }
    }
    let names: BTreeSet<_> = rules::all().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules::all().count(), "two rules of one name");
}

/// Of all findings of all cases: who wins by the rule, and the sides there are, stand in the page.
#[test]
fn the_pages_are_true_of_the_findings() {
    let mut seen = BTreeSet::new();
    for folder in cases::folders("rules") {
        let Ok(corrected) = pipeline::correct(&cases::inputs(&folder)) else {
            continue;
        };
        for finding in &corrected.reconciled.findings {
            seen.insert(finding.rule);
            if let Outcome::ByRule { side } = &finding.outcome {
                let wins = said(finding.rule, "Wins");
                assert!(wins.contains(&format!("`{side}`")), "{finding}: {wins}");
            }
            let sides = said(finding.rule, "Sides");
            for claim in &finding.claims {
                let named = sides.contains(&format!("`{}`", claim.side));
                // Pages, addresses and objects are sides by names of their own.
                let own = !["document", "reference", "example"].contains(&claim.side.as_str());
                let all = sides.starts_with("each ") || sides.contains("a side of its own");
                assert!(named || own && all, "{finding}: {sides}");
            }
        }
    }
    assert_eq!(seen.len(), rules::all().count());
}

#[test]
fn the_book_is_fresh() {
    let written = fs::read_to_string(top().join("docs/rules.md")).unwrap_or_default();
    assert!(
        written == rules::book(),
        "docs/rules.md is not what the doc comments say: run `cargo xtask rules`"
    );
}

//! `report.html`: what it says, that it is all in one file, and that what comes from the inputs
//! stays text.

mod browser;
mod hostile;
mod parsed;

use truespec::{
    pipeline::{self, Inputs},
    reconcile::Finding,
};

use crate::{
    cases::{self, here},
    run::real_inputs,
};
use parsed::Parsed;

/// The report of some inputs.
fn page(inputs: &Inputs) -> String {
    match pipeline::correct(inputs) {
        Ok(corrected) => corrected.page,
        Err(diagnostics) => panic!("{diagnostics}"),
    }
}

/// A small case: rows that agree, differ, are added and left out; a decision; nested members.
#[test]
fn small() {
    let folder = here().join("cases/page/small");
    let page = page(&cases::inputs(&folder));
    let start = page.find("<main").expect("a comparison");
    let end = page.find("<section id=\"rules\">").expect("the rules");
    cases::expect(&folder, "page", &page[start..end]);
}

/// Without pages there is the document and the result, and no third column.
#[test]
fn without_pages() {
    let folder = here().join("cases/page/small");
    let inputs = Inputs {
        pages: Vec::new(),
        decisions: None,
        ..cases::inputs(&folder)
    };
    let text = page(&inputs);
    let page = Parsed::of(&text);
    assert!(text.contains("There is no reference: nothing was compared"));
    let rows = page.all("div", "r same");
    assert!(!rows.is_empty());
    for row in rows {
        let cells = row.children().len();
        assert_eq!(cells, 3, "a name, the document and the result");
    }
    assert_eq!(page.all("article", "e").len(), 0);
}

/// What a service answers is told at the rows of the schemas, also where there are no pages.
#[test]
fn what_a_service_answers_stands_at_its_rows() {
    let schemas = "{Thing: {type: object, properties: {name: {type: string, maxLength: 2}, \
        tags: {type: array, maxItems: 1, items: {type: string}}, \
        range: {type: object, properties: {minimum: {type: integer}}}}}}";
    let answer = serde_json::json!({
        "name": "long", "tags": ["a", "b"], "range": { "minimum": 0.5 },
    });
    let text = page(&crate::drift::answered(
        "{$ref: '#/components/schemas/Thing'}",
        schemas,
        answer,
    ));
    let page = Parsed::of(&text);
    let rows = page.all("div", "r kept");
    let found: Vec<_> = rows
        .iter()
        .flat_map(|row| row.findings_of("drift-"))
        .collect();
    assert_eq!(
        found,
        [
            "#drift-limits:Thing.name.maxLength",
            "#drift-limits:Thing.tags.maxItems",
            "#drift-type:Thing.range.minimum",
        ]
    );
}

/// Every operation of both sides, every finding once, every link to something that is there, and
/// nothing from elsewhere.
#[test]
fn of_the_real_inputs() {
    let inputs = real_inputs();
    let corrected = pipeline::correct(&inputs).expect("the real inputs are good");
    let page = Parsed::of(&corrected.page);
    let ids = page.attributes("id");
    for operation in &corrected.reconciled.operations {
        assert!(ids.contains(&format!("operation:{}", operation.id)));
    }
    let shown = page.all("article", "e");
    let findings: Vec<_> = corrected
        .reconciled
        .findings
        .iter()
        .map(Finding::id)
        .collect();
    assert_eq!(shown.len(), findings.len());
    let mut known = ids.clone();
    known.sort();
    known.dedup();
    assert_eq!(known.len(), ids.len(), "an id stands twice");
    let links = page.attributes("href");
    for link in &links {
        let aim = link.strip_prefix('#').expect("links stay in the file");
        assert!(ids.iter().any(|id| id == aim), "{link} leads nowhere");
    }
    for (article, finding) in shown.iter().zip(&findings) {
        let id = article.attribute("id").expect("a place");
        assert_eq!(id.replace("%20", " "), *finding);
        let evidence = format!("#{id}");
        let cited = links.iter().filter(|link| **link == evidence).count();
        assert!(cited > 1, "no row shows {finding}");
    }
    for name in ["src", "style", "srcset", "action", "ping", "background"] {
        assert_eq!(page.attributes(name), Vec::<String>::new(), "{name}");
    }
    assert!(!corrected.page.contains("@import") && !corrected.page.contains("url("));
}

/// The same inputs give the same bytes.
#[test]
fn is_the_same_each_time() {
    assert_eq!(page(&real_inputs()), page(&real_inputs()));
}

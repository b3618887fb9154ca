//! `report.html`: every operation as the document, the pages and the result have it, side by side,
//! with the evidence of each difference. One file that loads nothing from anywhere.
//!
//! `sections` makes [`row::Row`]s of the three sides, `attach` puts the findings to them, `table`
//! and `evidence` write them. All HTML is made by [`markup::Markup`]; the script of the page only
//! shows and hides what is there.

mod attach;
mod evidence;
mod facet;
mod fields;
mod frame;
mod markup;
mod operation;
mod others;
mod parts;
mod prose;
mod row;
mod sections;
mod security;
mod shown;
mod table;
mod written;

use std::collections::BTreeMap;

use super::{Reconciled, pairing, parameters, shapes::Shapes};
use crate::{openapi::Document, reference::Page};
use fields::Sides;
use markup::{Anchor, Markup};
use row::Section;
use table::Table;

/// How many rows a report can have so that all of it is open from the start.
const MOST_OPEN_ROWS: usize = 4000;

/// The report of a run, as a file of HTML. `document` is the document as it was read, `corrected`
/// what came out of it, read again.
#[must_use]
pub fn html(
    document: &Document,
    corrected: &Document,
    reconciled: &Reconciled,
    pages: &[Page],
) -> String {
    let findings = &reconciled.findings;
    let mut sections = compare(document, corrected, pages);
    attach::attach(&mut sections, findings);
    let cited = evidence::cite(findings);
    let rows: usize = sections
        .iter()
        .flat_map(|s| &s.rows)
        .map(row::Row::count)
        .sum();
    let mut table = Table {
        cited: &cited,
        shown: vec![None; findings.len()],
        has_pages: !pages.is_empty(),
        open: rows <= MOST_OPEN_ROWS,
    };
    let mut out = Markup::default();
    frame::start(&mut out, document, pages, &sections, &cited, table.open);
    frame::each_group(&sections, |heading, sections| {
        out.element("h2", "", heading).line();
        for section in sections {
            table.section(&mut out, section);
        }
    });
    frame::evidence(&mut out, &cited, &table.shown, !pages.is_empty());
    frame::rules(&mut out, &cited);
    frame::end(&mut out);
    out.finish()
}

/// What there is to compare: the API, its operations, its schemas.
fn compare(document: &Document, corrected: &Document, pages: &[Page]) -> Vec<Section> {
    let pairs = pairing::pair(document, pages);
    let shapes = Shapes::collect(document, &pairs);
    let parameters = parameters::collect(document, &pairs);
    let sides = Sides {
        document,
        result: corrected,
        shapes: &shapes,
    };
    let mut sections = vec![sections::api(&sides, pages)];
    let operation = |pair| sections::operation(&sides, pair, &parameters);
    sections.extend(pairs.iter().map(operation));
    let others = others::others(document, &pairs);
    let other = |other| sections::other_operation(&sides, other);
    sections.extend(others.into_iter().map(other));
    sections.extend(sections::schemas(&sides));
    // Names can stand twice in a document, places in a page cannot.
    let mut known: BTreeMap<Anchor, usize> = BTreeMap::new();
    for section in &mut sections {
        let count = known.entry(section.anchor.clone()).or_default();
        *count += 1;
        if *count > 1 {
            section.anchor = section.anchor.numbered(*count);
        }
    }
    sections
}

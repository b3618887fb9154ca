//! Sections and rows as HTML. Each fact has a line of the file to itself, so that a change of the
//! inputs reads well as a change of the report.

use super::{
    evidence::Cited,
    facet::{Cell, Facet, Kind, State, contradicts},
    markup::{Anchor, Markup},
    prose,
    row::{Row, Section},
};

/// Which of the three a cell belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Document,
    Page,
    Result,
}

/// Writes sections.
pub(super) struct Table<'a> {
    pub(super) cited: &'a [Cited<'a>],
    /// Where each finding is shown first.
    pub(super) shown: Vec<Option<Anchor>>,
    /// Whether pages were given.
    pub(super) has_pages: bool,
    /// Whether sections are open from the start.
    pub(super) open: bool,
}

impl Table<'_> {
    pub(super) fn section(&mut self, out: &mut Markup, section: &Section) {
        let mut attributes = vec![("class", "s")];
        if self.open {
            attributes.push(("open", ""));
        }
        for number in &section.findings {
            self.shown[*number].get_or_insert_with(|| section.anchor.clone());
        }
        out.start_at("details", &section.anchor, &attributes).line();
        out.fixed("<summary><h3>");
        if !section.method.is_empty() {
            out.element("span", "method", &section.method).fixed(" ");
        }
        out.start("span", &[("class", "title")]);
        out.text(&section.title).end("span");
        if !section.name.is_empty() {
            out.fixed(" ").element("code", "", &section.name);
        }
        out.fixed("</h3>");
        let count = findings_of(section);
        if count > 0 {
            out.fixed("<span class=\"count\">").number(count);
            out.fixed(if count == 1 { " finding" } else { " findings" });
            out.fixed("</span>");
        }
        out.fixed("</summary>").line();
        if !section.described.is_empty() {
            let places: Vec<_> = section.described.iter().map(ToString::to_string).collect();
            let text = format!("Described at {}.", places.join(", "));
            out.element("p", "at", &text).line();
        }
        if !section.findings.is_empty() {
            out.fixed("<p class=\"at\">About the whole: ");
            self.links(out, &section.findings);
            out.fixed("</p>").line();
        }
        if section.rows.is_empty() {
            out.fixed("<p class=\"at\">Nothing is said of it.</p>")
                .line();
        } else {
            self.heads(out);
        }
        for row in &section.rows {
            self.row(out, row);
        }
        out.end("details").line();
    }

    fn heads(&self, out: &mut Markup) {
        out.fixed(if self.has_pages {
            "<div class=\"h\" aria-hidden=\"true\"><div></div><div>document</div><div>page</div><div>result</div></div>"
        } else {
            "<div class=\"h\" aria-hidden=\"true\"><div></div><div>document</div><div>result</div></div>"
        });
        out.line();
    }

    fn row(&mut self, out: &mut Markup, row: &Row) {
        let class = row.state().class();
        match self.anchor(row) {
            Some(anchor) => out.start_at("div", &anchor, &[("class", class)]),
            None => out.start("div", &[("class", class)]),
        };
        out.line();
        out.fixed("<div class=\"n\">");
        if row.rows.is_empty() {
            Self::name(out, row);
        } else {
            out.fixed("<details open><summary>");
            Self::name(out, row);
            out.fixed("</summary></details>");
        }
        out.fixed("</div>").line();
        self.cell(out, row, Side::Document);
        if self.has_pages {
            self.cell(out, row, Side::Page);
        }
        self.cell(out, row, Side::Result);
        out.end("div").line();
        if !row.rows.is_empty() {
            out.fixed("<div class=\"k\">").line();
            for row in &row.rows {
                self.row(out, row);
            }
            out.end("div").line();
        }
    }

    fn name(out: &mut Markup, row: &Row) {
        out.element("b", "", &row.name);
        if !row.kind.is_empty() {
            out.fixed(" ").element("small", "", row.kind);
        }
    }

    /// The place of a row that shows a finding for the first time.
    fn anchor(&mut self, row: &Row) -> Option<Anchor> {
        let mut anchor = None;
        for number in &row.findings {
            if self.shown[*number].is_none() {
                let own = anchor.get_or_insert_with(|| self.cited[*number].row.clone());
                self.shown[*number] = Some(own.clone());
            }
        }
        anchor
    }

    fn cell(&self, out: &mut Markup, row: &Row, side: Side) {
        let own = match side {
            Side::Document => row.document.as_ref(),
            Side::Page => row.page.as_ref(),
            Side::Result => row.result.as_ref(),
        };
        if let Some(cell) = own {
            out.fixed("<div>");
            Self::facets(out, row, cell, side);
        } else {
            out.fixed("<div class=\"none\">");
            out.fixed(match side {
                Side::Result => "left out",
                Side::Document | Side::Page => "nothing",
            });
        }
        if side == Side::Result && !row.findings.is_empty() {
            out.line().fixed("<p class=\"why\">");
            self.links(out, &row.findings);
            out.fixed("</p>");
        }
        out.fixed("</div>").line();
    }

    fn facets(out: &mut Markup, row: &Row, cell: &Cell, side: Side) {
        let changed = row.state() == State::Changed;
        for facet in cell.facets.iter().filter(|f| f.kind != Kind::Words) {
            let tag = match side {
                Side::Document if changed && differs(facet, row.result.as_ref()) => "del",
                Side::Page if is_lost(facet, row.result.as_ref()) => "del",
                Side::Result if changed && differs(facet, row.document.as_ref()) => "ins",
                Side::Document | Side::Page | Side::Result => "span",
            };
            out.start(tag, &[]);
            match &facet.link {
                Some(anchor) => out.link(anchor, "", &facet.text),
                None => out.text(&facet.text),
            };
            out.end(tag).fixed(" ");
        }
        for facet in cell.facets.iter().filter(|f| f.kind == Kind::Words) {
            out.line().fixed("<p>");
            let other = match side {
                Side::Document if changed => row.result.as_ref(),
                Side::Result if changed => row.document.as_ref(),
                Side::Page if is_lost(facet, row.result.as_ref()) => row.result.as_ref(),
                Side::Document | Side::Page | Side::Result => None,
            };
            let other = other.and_then(|cell| cell.of_kind(Kind::Words));
            match (other, side) {
                (Some(other), Side::Result) => prose::mark(out, "ins", &other.text, &facet.text),
                (Some(other), _) => prose::mark(out, "del", &other.text, &facet.text),
                (None, Side::Result) if changed => drop(out.element("ins", "", &facet.text)),
                (None, Side::Document) if changed => drop(out.element("del", "", &facet.text)),
                (None, _) => drop(out.text(&facet.text)),
            }
            out.fixed("</p>");
        }
    }

    /// Links to the evidence.
    fn links(&self, out: &mut Markup, findings: &[usize]) {
        for number in findings {
            let cited = &self.cited[*number];
            let rule = cited.finding.rule;
            let of_rule = findings
                .iter()
                .filter(|n| self.cited[**n].finding.rule == rule);
            // Two of one rule are told apart by the end of their places.
            let last = cited.finding.place.rsplit('.').next().unwrap_or_default();
            let which = if of_rule.count() > 1 {
                format!(" {last}")
            } else {
                String::new()
            };
            let text = format!("{rule}{which}{}", cited.ending());
            out.link(&cited.anchor, cited.class(), &text).fixed(" ");
        }
    }
}

fn differs(facet: &Facet, other: Option<&Cell>) -> bool {
    other.is_some_and(|other| !other.says(facet))
}

fn is_lost(facet: &Facet, result: Option<&Cell>) -> bool {
    result.is_none_or(|result| contradicts(facet, result))
}

/// How many findings a section shows.
pub(super) fn findings_of(section: &Section) -> usize {
    fn add(row: &Row, all: &mut Vec<usize>) {
        all.extend(&row.findings);
        for row in &row.rows {
            add(row, all);
        }
    }
    let mut all = section.findings.clone();
    for row in &section.rows {
        add(row, &mut all);
    }
    all.sort_unstable();
    all.dedup();
    all.len()
}

//! What stands around the comparison: the head of the file, the filters, the list of sections,
//! the evidence and the rules.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use super::{
    evidence::Cited,
    markup::{Anchor, Markup},
    row::Section,
    table::findings_of,
};
use crate::{
    openapi::Document,
    reconcile::{finding::Subject, rules},
    reference::Page,
};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// The controls of the page.
const CONTROLS: &str = include_str!("controls.html");
/// What the keys do.
const HELP: &str = include_str!("help.html");

/// The start of the file, up to where the comparison begins.
pub(super) fn start(
    out: &mut Markup,
    document: &Document,
    pages: &[Page],
    sections: &[Section],
    cited: &[Cited<'_>],
    open: bool,
) {
    let title = document.root()["info"]["title"].as_str();
    let title = title.unwrap_or("an API without a title");
    out.fixed("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.start(
        "meta",
        &[
            ("http-equiv", "Content-Security-Policy"),
            ("content", &policy()),
        ],
    );
    out.line();
    out.fixed("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.fixed("<meta name=\"color-scheme\" content=\"light dark\">\n");
    out.fixed("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.fixed("<title>Reconciled: ")
        .text(title)
        .fixed("</title>\n");
    out.fixed("<style>")
        .fixed(STYLE)
        .fixed("</style>\n</head>\n");
    out.fixed(match (pages.is_empty(), open) {
        (true, true) => "<body class=\"alone\">\n",
        (true, false) => "<body class=\"alone large\">\n",
        (false, true) => "<body>\n",
        (false, false) => "<body class=\"large\">\n",
    });
    out.fixed("<a class=\"skip\" href=\"#comparison\">To the comparison</a>\n");
    out.fixed("<header>\n<h1>").text(title).fixed("</h1>\n");
    inputs(out, document, pages, sections, cited);
    out.fixed("</header>\n");
    out.fixed("<div class=\"bar\" id=\"bar\" role=\"search\" hidden>\n");
    rule_filter(out, cited);
    out.fixed(CONTROLS).fixed("</div>\n<div class=\"page\">\n");
    contents(out, sections);
    out.fixed("<main id=\"comparison\" tabindex=\"-1\">\n");
}

/// Nothing but what is in the file itself, by its hash.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn inputs(
    out: &mut Markup,
    document: &Document,
    pages: &[Page],
    sections: &[Section],
    cited: &[Cited<'_>],
) {
    let operations = sections.iter().filter(|s| is_operation(s)).count();
    let decided = cited.iter().filter(|c| c.class() == "decision").count();
    let open = cited.iter().filter(|c| c.class() == "open").count();
    out.fixed("<p><b>")
        .number(operations)
        .fixed("</b> operations, <b>");
    out.number(cited.len()).fixed("</b> findings: <b>");
    out.number(cited.len() - decided - open)
        .fixed("</b> settled by rules, <b>");
    out.number(decided).fixed("</b> by decisions, <b>");
    out.number(open).fixed("</b> open.</p>\n");
    out.fixed("<p class=\"at\">Document: ")
        .text(document.source().name())
        .fixed(".");
    if !pages.is_empty() {
        let names: Vec<_> = pages.iter().map(|page| page.source.name()).collect();
        out.fixed(" Reference: ").text(&names.join(", ")).fixed(".");
    }
    out.fixed("</p>\n");
    // What a running service answered can be compared without pages.
    if pages.is_empty() && cited.is_empty() {
        out.fixed("<p class=\"note\">There is no reference: nothing was compared, and the result is the document.</p>\n");
    }
}

fn is_operation(section: &Section) -> bool {
    matches!(section.subject, Subject::Operation(_))
}

/// The filter by rule, with the rules that found something.
fn rule_filter(out: &mut Markup, cited: &[Cited<'_>]) {
    out.fixed("<label><span class=\"sr\">Rule</span><select id=\"rule\">\n<option value=\"\" data-name=\"all rules\">all rules</option>\n");
    for rule in rules::all() {
        let count = cited.iter().filter(|c| c.finding.rule == rule.name).count();
        if count > 0 {
            out.start("option", &[("value", rule.name), ("data-name", rule.name)]);
            out.text(rule.name).fixed(" (").number(count).fixed(")");
            out.end("option").line();
        }
    }
    out.fixed("</select></label>\n");
}

/// Calls a function for the API, the operations and the schemas, with the heading of each.
pub(super) fn each_group(sections: &[Section], mut call: impl FnMut(&'static str, &[Section])) {
    let operations = sections.iter().position(is_operation).unwrap_or(1);
    let is_schema = |section: &Section| matches!(section.subject, Subject::Schema(_));
    let schemas = sections
        .iter()
        .position(is_schema)
        .unwrap_or(sections.len());
    let operations = operations.min(schemas);
    let groups = [
        ("The API", &sections[..operations]),
        ("Operations", &sections[operations..schemas]),
        ("Schemas", &sections[schemas..]),
    ];
    for (heading, sections) in groups {
        if !sections.is_empty() {
            call(heading, sections);
        }
    }
}

/// The list of sections.
fn contents(out: &mut Markup, sections: &[Section]) {
    out.fixed(
        "<nav aria-label=\"Sections\"><details id=\"contents\" open><summary>Contents</summary>\n",
    );
    each_group(sections, |heading, sections| {
        out.element("h2", "", heading).fixed("\n<ul>\n");
        for section in sections {
            out.fixed("<li>");
            let title = format!("{} {}", section.method, section.title);
            out.link(&section.anchor, "", title.trim());
            let count = findings_of(section);
            if count > 0 {
                out.fixed(" <span class=\"count\">")
                    .number(count)
                    .fixed("</span>");
            }
            out.fixed("</li>\n");
        }
        out.fixed("</ul>\n");
    });
    out.fixed(
        "<p><a href=\"#findings\">All findings</a></p>\n<p><a href=\"#rules\">Rules</a></p>\n",
    );
    out.fixed("</details></nav>\n");
}

/// All findings with their evidence.
pub(super) fn evidence(
    out: &mut Markup,
    cited: &[Cited<'_>],
    shown: &[Option<Anchor>],
    has_pages: bool,
) {
    out.fixed("<section id=\"findings\">\n<h2>Findings</h2>\n");
    if cited.is_empty() {
        out.fixed(if has_pages {
            "<p>The document and the pages agree.</p>\n"
        } else {
            "<p>There is no reference, and so there are no findings.</p>\n"
        });
    }
    for (cited, shown) in cited.iter().zip(shown) {
        cited.write(out, shown.as_ref());
    }
    out.fixed("</section>\n");
}

/// What the rules do.
pub(super) fn rules(out: &mut Markup, cited: &[Cited<'_>]) {
    out.fixed("<section id=\"rules\">\n<h2>Rules</h2>\n<dl>\n");
    for rule in rules::all() {
        let count = cited.iter().filter(|c| c.finding.rule == rule.name).count();
        out.start_at("dt", &Anchor::of("rule", rule.name), &[]);
        out.text(rule.name)
            .fixed(" (")
            .number(count)
            .fixed(")</dt>\n");
        out.element("dd", "", &words(&rule.page())).line();
    }
    out.fixed("</dl>\n</section>\n");
}

/// The page of a rule without its title.
fn words(page: &str) -> String {
    let lines = page
        .lines()
        .skip_while(|line| line.starts_with('#') || line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The end of the file.
pub(super) fn end(out: &mut Markup) {
    out.fixed("<p id=\"nothing\" hidden>Nothing matches the filter.</p>\n</main>\n</div>\n");
    out.fixed(HELP)
        .fixed("<script>")
        .fixed(SCRIPT)
        .fixed("</script>\n</body>\n</html>\n");
}

//! Reference pages as HTML: a site that shows the pages in many ways, and the text that comes back.

mod layout;
mod markup;
mod render;
mod sample;
mod surroundings;
mod table;
mod words;

use std::{fmt::Write as _, sync::Arc};

use proptest::prelude::*;
use truespec::{
    diagnostic::{Diagnostics, Source},
    reference::{self, Fact, Page, facts, html},
};

use self::layout::{Classes, Layout, Row};
use crate::{anything::each, cases, reference::real_pages};

/// What two pages say, and the text of each that came back from its HTML.
fn round_trip(pages: &[Page], layout: Layout) -> (Vec<Fact>, Vec<String>) {
    let mut texts = Vec::new();
    for page in pages {
        let written = render::html(page, layout);
        let source = Source::new("page.html", written);
        match html::text(&source) {
            Ok(page) => texts.push(page.text),
            Err(problem) => panic!("{}", Diagnostics::from(problem)),
        }
    }
    let sources: Vec<Arc<Source>> = texts
        .iter()
        .map(|t| Source::new("page.txt", t.as_str()))
        .collect();
    match reference::read(&sources) {
        Ok((pages, _)) => (pages.iter().flat_map(facts).collect(), texts),
        Err(errors) => panic!("{layout:?}\n{errors}"),
    }
}

fn same_facts(pages: &[Page], layout: Layout) -> Result<(), TestCaseError> {
    let wanted: Vec<Fact> = pages.iter().flat_map(facts).collect();
    let (found, texts) = round_trip(pages, layout);
    if wanted != found {
        let lines = |facts: &[Fact]| -> String {
            let lines: Vec<_> = facts.iter().map(|fact| format!("{fact:?}")).collect();
            lines.join("\n") + "\n"
        };
        let (wanted, found) = (lines(&wanted), lines(&found));
        let diff = similar::TextDiff::from_lines(&wanted, &found);
        let diff = diff.unified_diff().context_radius(1).to_string();
        drop(texts);
        return Err(TestCaseError::fail(format!("{layout:?}\n{diff}")));
    }
    Ok(())
}

#[test]
fn the_real_pages_come_back() {
    let (pages, _) = reference::read(&real_pages()).unwrap();
    let count = pages.iter().map(|page| facts(page).len()).sum::<usize>();
    assert!(count > 800, "{count}");
    same_facts(&pages, Layout::PLAIN).unwrap();
}

#[test]
fn the_real_pages_come_back_from_any_layout() {
    let (pages, _) = reference::read(&real_pages()).unwrap();
    each(24, &Layout::any(), |layout| same_facts(&pages, layout));
}

#[test]
fn the_real_pages_come_back_where_classes_say_what_is_required() {
    let (pages, _) = reference::read(&real_pages()).unwrap();
    for row in [Row::Paragraph, Row::Parts, Row::Boxes] {
        let layout = Layout {
            row,
            classes: Classes::State,
            ..Layout::PLAIN
        };
        same_facts(&pages, layout).unwrap();
    }
}

#[test]
fn every_page_of_the_cases_comes_back() {
    for folder in cases::folders("reference") {
        let sources = crate::reference::pages_of(&folder);
        let Ok((pages, _)) = reference::read(&sources) else {
            continue;
        };
        if let Err(failure) = same_facts(&pages, Layout::PLAIN) {
            panic!("{}: {failure}", folder.display());
        }
    }
}

/// The text of a page, and what of it is no part of the text.
fn report(page: &Arc<Source>) -> String {
    match html::text(page) {
        Ok(found) => {
            let mut out = found.text;
            for (reason, texts) in found.left_out.iter() {
                let texts: Vec<_> = texts.iter().map(String::as_str).collect();
                writeln!(out, "--- {}: {}", reason.words(), texts.join(" | ")).unwrap();
            }
            out
        }
        Err(problem) => Diagnostics::from(problem).to_string(),
    }
}

#[test]
fn every_case() {
    for folder in cases::folders("html") {
        let page = cases::source(&folder, "page.html").unwrap();
        cases::expect(&folder, "text", &report(&page));
    }
}

#[test]
fn a_page_that_is_cut_off_is_no_page() {
    let (pages, _) = reference::read(&real_pages()).unwrap();
    let whole = render::html(&pages[1], Layout::PLAIN);
    for part in 1..40 {
        let end = whole.len() * part / 40;
        let cut: String = whole.chars().take(end).collect();
        let cut = html::text(&Source::new("page.html", cut));
        assert!(cut.is_err(), "{part}/40 of a page: {cut:?}");
    }
}

#[test]
fn what_is_nested_too_deeply_is_no_page() {
    let deep = format!("{}<h1>x</h1>{}", "<div>".repeat(600), "</div>".repeat(600));
    let problem = html::text(&Source::new("page.html", deep)).unwrap_err();
    assert_eq!(problem.code, "html-too-deep");
}

#[test]
fn any_text_is_taken_as_html_or_refused() {
    let pieces = prop_oneof![
        "<(/)?(table|tr|td|p|a|b|pre|div|h1|template|svg|select|ul|li|main|br|button|details)( hidden| role=tablist| class=line)?>",
        "[a-z0-9 &;<>\"'/!-]{0,12}",
    ];
    each(400, &prop::collection::vec(pieces, 0..60), |pieces| {
        let page = Source::new("page.html", pieces.concat());
        if let Ok(found) = html::text(&page) {
            prop_assert!(!found.text.trim().is_empty());
            prop_assert!(!found.text.contains("\n\n\n\n"), "{}", found.text);
        }
        Ok(())
    });
}

/// A page of which each line is an element of this kind, and each sample a `pre`.
fn of_lines(text: &str, tag: &str) -> String {
    let mut html = String::new();
    let mut sample: Option<String> = None;
    for line in text.lines() {
        let starts = line.starts_with("curl ") || ["{", "["].contains(&line);
        if let Some(code) = &mut sample {
            write!(code, "\n{}", markup::escaped(line)).unwrap();
        } else if starts {
            sample = Some(markup::escaped(line));
        } else if !line.is_empty() {
            writeln!(html, "<{tag}>{}</{tag}>", markup::escaped(line)).unwrap();
        }
        let ends =
            line.starts_with(['}', ']']) && !line.ends_with('\\') || line.starts_with("  \"http");
        if let Some(code) = sample.take_if(|_| ends) {
            writeln!(html, "<pre>{code}</pre>").unwrap();
        }
    }
    html
}

#[test]
fn the_real_pages_come_back_from_plain_lines() {
    let (pages, _) = reference::read(&real_pages()).unwrap();
    let wanted: Vec<Fact> = pages.iter().flat_map(facts).collect();
    for tag in ["p", "div", "x-line style=\"display:block\""] {
        let texts = pages.iter().map(|page| {
            let html = of_lines(page.source.text(), tag);
            let text = html::text(&Source::new("page.html", html)).unwrap().text;
            Source::new("page.txt", text)
        });
        let texts: Vec<_> = texts.collect();
        let (found, _) = reference::read(&texts).unwrap_or_else(|errors| panic!("{tag}: {errors}"));
        let found: Vec<Fact> = found.iter().flat_map(facts).collect();
        assert_eq!(found, wanted, "{tag}");
    }
}

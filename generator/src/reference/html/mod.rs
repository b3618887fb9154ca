//! From the HTML of a reference page to its text: the lines that a browser copies.
//!
//! `dom` is the tree that a browser makes of the page, and `sink` takes it from the parser; `panels` opens what controls of the page
//! open; `blocks` lays the tree out, with `look` for what an element is; `rows` joins what stands
//! side by side; `content` finds where the page begins and ends; `spacing` puts the empty lines;
//! `known` tells them which lines mean something to the grammar; `left_out` keeps what is no part
//! of the text.
//!
//! Nothing here knows a site: what an element is follows from its name, from its role, from what it
//! says itself of how it is shown, and from whether the grammar knows its text.

mod blocks;
mod content;
mod dom;
mod known;
mod left_out;
mod look;
mod panels;
mod rows;
mod sink;
mod spacing;

use std::sync::Arc;

use self::dom::Dom;
pub use self::left_out::{LeftOut, Reason};
use super::lines::is_search_box;
use crate::diagnostic::{Diagnostic, Location, Source};

/// Elements nested more deeply than this are an error; browsers stop there as well.
const MAX_DEPTH: usize = 512;

/// The text of a page.
#[derive(Clone, Debug)]
pub struct PageText {
    /// The lines, as `reference::read` takes them.
    pub text: String,
    /// What of the page is no part of it.
    pub left_out: LeftOut,
}

/// Turns HTML into the text of a reference page. Whether that is one is for `read` to say.
///
/// # Errors
/// HTML that is cut off, that is nested more deeply than any page, or that shows no text.
pub fn text(html: &Arc<Source>) -> Result<PageText, Diagnostic> {
    let dom = Dom::parse(html.text());
    let lines = html.text().lines().count();
    if dom.unfinished {
        let last = Location::of_line(html, lines.max(1));
        return Err(
            Diagnostic::error("html-cut-off", last, "the HTML ends within an element")
                .label("nothing follows")
                .help("get the page again: it was cut off on the way, or where it was made"),
        );
    }
    if dom.depth() > MAX_DEPTH {
        let problem = format!("elements are nested more than {MAX_DEPTH} levels deep");
        return Err(
            Diagnostic::error("html-too-deep", Location::of_line(html, 1), problem)
                .help("no browser shows such a page; look whether the address is right"),
        );
    }
    let panels = panels::Panels::of(&dom);
    let mut left_out = LeftOut::default();
    let blocks = blocks::of(&dom, &panels, content::root(&dom), &mut left_out);
    let blocks = rows::join(&dom, &blocks, &mut left_out);
    let blocks = content::cut(blocks, &mut left_out);
    let mut text = spacing::write(&dom, &blocks);
    if text.is_empty() {
        let first = Location::of_line(html, 1);
        return Err(
            Diagnostic::error("html-without-text", first, "the page shows no text").help(
                "pages that a script fills have none before it runs: give the address of a page with its text, or copy the page by hand",
            ),
        );
    }
    if !blocks.iter().any(|block| is_search_box(block.first())) {
        end_with_search_box(&dom, &mut text);
    }
    Ok(PageText { text, left_out })
}

/// The search box may stand where the text does not reach; its sentences say that a page is whole.
fn end_with_search_box(dom: &Dom, text: &mut String) {
    let lines = dom.texts(Dom::ROOT);
    for line in lines.iter().filter(|line| is_search_box(line)) {
        text.push('\n');
        text.push_str(line);
        text.push('\n');
    }
}

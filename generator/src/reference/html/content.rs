//! Which part of a page is its text: from its title to the end of what belongs to it.

use super::{
    blocks::{Block, is_title},
    dom::{Dom, Id},
    known::Line,
    left_out::{LeftOut, Reason},
    look,
};

/// The element that holds the text of the page.
pub(super) fn root(dom: &Dom) -> Id {
    let only = |wanted: &dyn Fn(Id) -> bool| -> Option<Id> {
        let mut found = dom
            .descendants(Dom::ROOT)
            .filter(|id| wanted(*id) && holds_text(dom, *id));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    only(&|id| dom.tag(id) == "main" || dom.is(id, "role", "main"))
        .or_else(|| only(&|id| dom.tag(id) == "article"))
        .unwrap_or(Dom::ROOT)
}

/// Whether an element is shown and has a title in it.
fn holds_text(dom: &Dom, id: Id) -> bool {
    let shown = dom.ancestors(id).all(|id| look::absence(dom, id).is_none());
    shown && dom.descendants(id).any(|id| is_title(dom, id))
}

/// Leaves out what is before the title, links that are no part of an operation, and the sentences
/// of the search box; these come back at the end, where a browser copies them.
pub(super) fn cut(blocks: Vec<Block>, left_out: &mut LeftOut) -> Vec<Block> {
    let operation = |block: &Block| !block.is_sample() && Line::of(block.first()) == Line::Heading;
    let first = blocks.iter().position(operation).unwrap_or(blocks.len());
    let title = blocks[..first].iter().rposition(|block| block.title);
    let last = blocks
        .iter()
        .rposition(|block| !block.link && Line::of(block.first()) != Line::SearchBox);
    let mut text = Vec::new();
    let mut search_box = Vec::new();
    for (n, block) in blocks.into_iter().enumerate() {
        let after = last.is_some_and(|last| n > last);
        let leads_away = block.link && (n < first || after) && !is_of_header(&block);
        if !block.is_sample() && Line::of(block.first()) == Line::SearchBox {
            search_box.push(block);
        } else if n < title.unwrap_or(0) || (title != Some(n) && leads_away) {
            left_out.add_text(block.first(), Reason::Around);
        } else {
            text.push(block);
        }
    }
    text.extend(search_box);
    text
}

/// Whether a line before the operations is one that the grammar knows.
fn is_of_header(block: &Block) -> bool {
    block.first().starts_with("Base URL") || Line::of(block.first()).is_fact()
}

//! Rows: what a page shows side by side is one line, though each part is an element of its own.
//!
//! A row of a table or of boxes that begins with a property, or with a method, becomes the line that
//! the grammar knows; what comes after it in the row describes it. Other rows of a table become one
//! line with tabs, as a browser copies them.

use std::collections::BTreeSet;

use super::{
    blocks::{Block, Form},
    dom::{Dom, Id},
    known::{self, Line},
    left_out::{LeftOut, Reason},
};

/// More parts than this are no line of the grammar.
const MAX_PARTS: usize = 8;

/// Joins what stands in rows.
pub(super) fn join(dom: &Dom, blocks: &[Block], left_out: &mut LeftOut) -> Vec<Block> {
    let blocks = parts(blocks);
    let blocks = without_heads(dom, blocks, left_out);
    cells(blocks)
}

/// Joins the parts of the lines that the grammar knows.
fn parts(blocks: &[Block]) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::new();
    let mut left = blocks;
    while let Some((first, rest)) = left.split_first() {
        let count = count_of_parts(left);
        let mut block = first.clone();
        if count > 1 {
            block.lines = vec![words(&left[..count]).join(" ")];
        }
        joined.push(block);
        left = left.get(count.max(1)..).unwrap_or(rest);
    }
    joined
}

/// How many blocks are one line together.
fn count_of_parts(blocks: &[Block]) -> usize {
    let free =
        |block: &&Block| block.form == Form::Line && !block.goes_on && block.lines.len() == 1;
    let most = blocks.iter().take(MAX_PARTS).take_while(free).count();
    let Some(first) = blocks.first().filter(|_| most > 1) else {
        return 1;
    };
    let part = |block: &Block| !matches!(Line::of(block.first()), Line::Property | Line::Heading);
    // The fewest: an enumeration would take the next property for one of its values.
    let count = if Line::of(first.first()) == Line::Property {
        Some(1)
    } else {
        (2..=most).find(|count| {
            let blocks = &blocks[..*count];
            blocks.iter().all(part) && known::is_row(&words(blocks))
        })
    };
    let Some(count) = count else {
        return 1;
    };
    let mark = |block: &&Block| matches!(block.first(), "Nullable" | "Deprecated");
    count + blocks[count..most].iter().take_while(mark).count()
}

fn words(blocks: &[Block]) -> Vec<&str> {
    blocks.iter().map(Block::first).collect()
}

/// Leaves out the heads of tables whose rows are properties.
fn without_heads(dom: &Dom, blocks: Vec<Block>, left_out: &mut LeftOut) -> Vec<Block> {
    let table = |block: &Block| -> Option<Id> {
        dom.ancestors(block.row?).find(|id| dom.tag(*id) == "table")
    };
    let tables: BTreeSet<Id> = blocks
        .iter()
        .filter(|block| Line::of(block.first()) == Line::Property)
        .filter_map(table)
        .collect();
    let is_head = |block: &Block| {
        let row = block.row.map_or(&[][..], |row| dom.children(row));
        let mut cells = row.iter().filter(|id| dom.is_element(**id));
        table(block).is_some_and(|table| tables.contains(&table))
            && cells.all(|cell| dom.tag(*cell) == "th")
            && !Line::of(block.first()).is_fact()
    };
    let (heads, blocks): (Vec<_>, Vec<_>) = blocks.into_iter().partition(is_head);
    for head in heads {
        left_out.add_text(head.first(), Reason::TableHead);
    }
    blocks
}

/// Joins the cells of the other rows.
fn cells(blocks: Vec<Block>) -> Vec<Block> {
    let facts: BTreeSet<Id> = blocks
        .iter()
        .filter(|block| block.form != Form::Line || Line::of(block.first()).is_fact())
        .filter_map(|block| block.row)
        .collect();
    let mut joined: Vec<Block> = Vec::new();
    for block in blocks {
        match (joined.last_mut(), block.row) {
            (Some(before), Some(row)) if before.row == Some(row) && !facts.contains(&row) => {
                if let Some(line) = before.lines.last_mut() {
                    line.push('\t');
                    line.push_str(block.first());
                }
            }
            _ => joined.push(block),
        }
    }
    joined
}

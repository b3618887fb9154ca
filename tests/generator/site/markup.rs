//! HTML as a tree, written with all its white space or with none.

use std::fmt::Write as _;

/// A node.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Element(Element),
    /// Written as it is: text that is escaped already, comments.
    Raw(String),
}

/// An element.
#[derive(Clone, Debug)]
pub(super) struct Element {
    tag: &'static str,
    attributes: String,
    children: Vec<Node>,
}

/// Elements whose white space counts, and elements of one line of text.
const AS_IT_IS: [&str; 17] = [
    "pre", "p", "code", "span", "a", "em", "strong", "h1", "h2", "h3", "h4", "button", "summary",
    "script", "style", "title", "kbd",
];

/// An element with the attributes as they are written: `class="a" hidden`.
pub(super) fn element(
    tag: &'static str,
    attributes: &str,
    children: impl IntoIterator<Item = Node>,
) -> Node {
    Node::Element(Element {
        tag,
        attributes: attributes.to_owned(),
        children: children.into_iter().collect(),
    })
}

/// A text, escaped.
pub(super) fn text(text: &str) -> Node {
    Node::Raw(escaped(text))
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The page, with a line for each element or all on one.
pub(super) fn page(root: &Node, minified: bool) -> String {
    let mut out = "<!DOCTYPE html>".to_owned();
    let indent = (!minified).then_some(0);
    write(&mut out, root, indent);
    out
}

fn write(out: &mut String, node: &Node, indent: Option<usize>) {
    let new_line = |out: &mut String, indent: Option<usize>| {
        if let Some(indent) = indent {
            write!(out, "\n{}", "  ".repeat(indent)).unwrap();
        }
    };
    let element = match node {
        Node::Raw(raw) => return out.push_str(raw),
        Node::Element(element) => element,
    };
    let space = if element.attributes.is_empty() {
        ""
    } else {
        " "
    };
    write!(out, "<{}{space}{}>", element.tag, element.attributes).unwrap();
    if ["input", "br", "hr", "img", "meta", "link"].contains(&element.tag) {
        return;
    }
    let inner = indent
        .filter(|_| !AS_IT_IS.contains(&element.tag))
        .map(|indent| indent + 1);
    for child in &element.children {
        new_line(out, inner);
        write(out, child, inner);
    }
    if !element.children.is_empty() {
        new_line(out, inner.and(indent));
    }
    write!(out, "</{}>", element.tag).unwrap();
}

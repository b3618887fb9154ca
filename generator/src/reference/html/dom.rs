//! A page as a tree, made by the parser of a browser: what is wrong with the HTML is mended as a
//! browser mends it.

use super::sink;

/// The place of a node in its [`Dom`].
pub(super) type Id = usize;

/// A parsed page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
    /// For each node, the next element beside it.
    next: Vec<Option<Id>>,
    /// Whether the text ended within an element that has to be closed, or within a tag.
    pub(super) unfinished: bool,
}

/// A node and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Option<Id>,
    pub(super) children: Vec<Id>,
    pub(super) data: Data,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The root, the content of a template, a comment: nothing that is shown by itself.
    Other,
    Text(String),
    Element {
        tag: String,
        attributes: Vec<(String, String)>,
    },
}

impl Dom {
    /// The root of every tree.
    pub(super) const ROOT: Id = 0;

    pub(super) fn parse(html: &str) -> Self {
        let (nodes, unfinished) = sink::parse(html);
        let mut next = vec![None; nodes.len()];
        for node in &nodes {
            let mut after = None;
            for child in node.children.iter().rev() {
                if let Some(next) = next.get_mut(*child) {
                    *next = after;
                }
                let element = nodes.get(*child).map(|node| &node.data);
                if matches!(element, Some(Data::Element { .. })) {
                    after = Some(*child);
                }
            }
        }
        let mut dom = Self {
            nodes,
            next,
            unfinished,
        };
        let lower = html.to_ascii_lowercase();
        // What is closed after the end of the body is only careless.
        dom.unfinished &= !lower.contains("</body") && !lower.contains("</html");
        dom
    }

    pub(super) fn children(&self, id: Id) -> &[Id] {
        self.nodes.get(id).map_or(&[], |node| &node.children)
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.get(id)?.parent
    }

    /// The text of a text node.
    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes.get(id)?.data {
            Data::Text(text) => Some(text),
            Data::Element { .. } | Data::Other => None,
        }
    }

    /// The name of an element in small letters; empty for other nodes.
    pub(super) fn tag(&self, id: Id) -> &str {
        match self.nodes.get(id).map(|node| &node.data) {
            Some(Data::Element { tag, .. }) => tag,
            _ => "",
        }
    }

    pub(super) fn is_element(&self, id: Id) -> bool {
        !self.tag(id).is_empty()
    }

    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        let Data::Element { attributes, .. } = &self.nodes.get(id)?.data else {
            return None;
        };
        let found = attributes.iter().find(|(known, _)| known == name)?;
        Some(&found.1)
    }

    /// Whether an attribute has this value, however its letters are written.
    pub(super) fn is(&self, id: Id, name: &str, value: &str) -> bool {
        self.attribute(id, name)
            .is_some_and(|found| found.trim().eq_ignore_ascii_case(value))
    }

    /// The words of the attribute `class`.
    pub(super) fn classes(&self, id: Id) -> impl Iterator<Item = &str> {
        let classes = self.attribute(id, "class").unwrap_or_default();
        classes.split_ascii_whitespace()
    }

    /// A node and everything below it, in the order of the page.
    pub(super) fn descendants(&self, id: Id) -> Descendants<'_> {
        Descendants {
            dom: self,
            left: vec![id],
            only_text: false,
        }
    }

    /// The node and the nodes that it stands in, from the inside out.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(id), |id| self.parent(*id))
    }

    /// The next element beside this one.
    pub(super) fn next_element(&self, id: Id) -> Option<Id> {
        self.next.get(id).copied().flatten()
    }

    /// The pieces of text below a node, each with single spaces.
    pub(super) fn texts(&self, id: Id) -> Vec<String> {
        let texts = self.shown(id);
        let texts = texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// Whether there is no more text below a node than a label has.
    pub(super) fn is_short(&self, id: Id) -> bool {
        const MOST: usize = 200;
        let mut length = 0;
        self.shown(id).all(|text| {
            length += text.len();
            length <= MOST
        })
    }

    /// All text below a node.
    pub(super) fn source(&self, id: Id) -> String {
        self.shown(id).collect()
    }

    /// All text below a node, with single spaces.
    pub(super) fn words(&self, id: Id) -> String {
        let text = self.source(id);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The texts below a node without those of scripts and drawings.
    fn shown(&self, id: Id) -> impl Iterator<Item = &str> {
        let mut nodes = self.descendants(id);
        nodes.only_text = true;
        nodes.filter_map(|id| self.text(id))
    }

    /// How deeply elements are nested.
    pub(super) fn depth(&self) -> usize {
        let mut deepest = 0;
        let mut left = vec![(Self::ROOT, 0)];
        while let Some((id, depth)) = left.pop() {
            deepest = deepest.max(depth);
            left.extend(self.children(id).iter().map(|child| (*child, depth + 1)));
        }
        deepest
    }
}

/// See [`Dom::descendants`].
pub(super) struct Descendants<'d> {
    dom: &'d Dom,
    left: Vec<Id>,
    /// Whether to stay out of what has text and shows none of it.
    only_text: bool,
}

impl Iterator for Descendants<'_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        let id = self.left.pop()?;
        if !(self.only_text && matches!(self.dom.tag(id), "script" | "style" | "svg" | "template"))
        {
            self.left.extend(self.dom.children(id).iter().rev());
        }
        Some(id)
    }
}

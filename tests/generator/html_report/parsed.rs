//! A page as a browser would read it, by a parser that shares no code with what wrote it.

use std::fmt::Write as _;

use html5ever::{parse_document, tendril::TendrilSink as _};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A page.
pub(super) struct Parsed {
    root: Element,
}

/// An element with what is in it.
#[derive(Clone)]
pub(super) struct Element(Handle);

impl Parsed {
    /// Reads a page, which must have no error that the parser can see.
    pub(super) fn of(text: &str) -> Self {
        let dom = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(text);
        let errors = dom.errors.borrow();
        assert!(errors.is_empty(), "{errors:?}");
        Self {
            root: Element(dom.document.clone()),
        }
    }

    /// All elements of a name and a class.
    pub(super) fn all(&self, name: &str, class: &str) -> Vec<Element> {
        let found = self.root.descendants().into_iter();
        found
            .filter(|e| e.name() == name && e.attribute("class").as_deref() == Some(class))
            .collect()
    }

    /// The values of an attribute, wherever it stands.
    pub(super) fn attributes(&self, name: &str) -> Vec<String> {
        let all = self.root.descendants();
        all.iter().filter_map(|e| e.attribute(name)).collect()
    }

    /// Every element with the names of its attributes and what it is in, without its texts and
    /// without the marks within paragraphs, which depend on the words.
    pub(super) fn skeleton(&self) -> String {
        let mut text = String::new();
        self.root.write(0, &mut text);
        text
    }

    /// All text but that of style and script.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.root.add_text(&mut text);
        text
    }
}

impl Element {
    /// Its name; empty for the document and for what is no element.
    pub(super) fn name(&self) -> &str {
        match &self.0.data {
            NodeData::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let all = self.all_attributes();
        let found = all.into_iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value)
    }

    fn all_attributes(&self) -> Vec<(String, String)> {
        match &self.0.data {
            NodeData::Element { attrs, .. } => {
                let attrs = attrs.borrow();
                let pair =
                    |a: &html5ever::Attribute| (a.name.local.to_string(), a.value.to_string());
                attrs.iter().map(pair).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The elements that it consists of.
    pub(super) fn children(&self) -> Vec<Self> {
        let children = self.0.children.borrow();
        let children = children.iter().map(|node| Self(node.clone()));
        children.filter(|e| !e.name().is_empty()).collect()
    }

    /// The findings that it links to, by this rule.
    pub(super) fn findings_of(&self, rule: &str) -> Vec<String> {
        let links = self.descendants().into_iter();
        let links = links.filter_map(|e| e.attribute("href"));
        links
            .filter(|link| link.starts_with(&format!("#{rule}")))
            .collect()
    }

    fn descendants(&self) -> Vec<Self> {
        let mut all = Vec::new();
        for child in self.children() {
            let below = child.descendants();
            all.push(child);
            all.extend(below);
        }
        all
    }

    fn write(&self, level: usize, text: &mut String) {
        for child in self.children() {
            let names: Vec<_> = child
                .all_attributes()
                .into_iter()
                .map(|(name, _)| name)
                .collect();
            let space = "  ".repeat(level);
            writeln!(text, "{space}{} {}", child.name(), names.join(" ")).expect("text");
            if child.name() == "p" {
                let marks = child.descendants();
                for inner in marks.iter().filter(|e| !matches!(e.name(), "del" | "ins")) {
                    writeln!(text, "{space}  {}", inner.name()).expect("text");
                }
            } else {
                child.write(level + 1, text);
            }
        }
    }

    fn add_text(&self, text: &mut String) {
        for child in self.0.children.borrow().iter() {
            match &child.data {
                NodeData::Text { contents } => *text += &contents.borrow(),
                _ if matches!(Self(child.clone()).name(), "style" | "script") => {}
                _ => Self(child.clone()).add_text(text),
            }
        }
    }
}

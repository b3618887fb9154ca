//! Takes the tree from the parser, node by node.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
};

use html5ever::{
    Attribute, ExpandedName, ParseOpts, QualName,
    interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
    ns, parse_document,
    tendril::{StrTendril, TendrilSink as _},
};

use super::dom::{Data, Dom, Id, Node};

/// The nodes of a page, the root first, and whether its text ended too early.
pub(super) fn parse(html: &str) -> (Vec<Node>, bool) {
    let root = Node {
        parent: None,
        children: Vec::new(),
        data: Data::Other,
    };
    let sink = Sink {
        nodes: RefCell::new(vec![root]),
        unfinished: Cell::new(false),
    };
    parse_document(sink, ParseOpts::default()).one(html)
}

/// A node as the parser holds it: it wants to borrow the name.
#[derive(Clone, Debug)]
struct Handle {
    id: Id,
    name: Rc<QualName>,
}

impl Handle {
    fn unnamed(id: Id) -> Self {
        let name = QualName::new(None, ns!(), "".into());
        Self {
            id,
            name: Rc::new(name),
        }
    }
}

/// Builds the tree as the parser says.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    unfinished: Cell<bool>,
}

impl Sink {
    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: None,
            children: Vec::new(),
            data,
        });
        nodes.len() - 1
    }

    /// Puts a node or a text into a parent, before the child at a place.
    fn insert(&self, parent: Id, at: usize, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(node) => {
                self.detach(node.id);
                node.id
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).and_then(|at| {
                    let parent = nodes.get(parent)?;
                    parent.children.get(at).copied()
                });
                if let Some(Data::Text(before)) =
                    before.and_then(|id| Some(&mut nodes.get_mut(id)?.data))
                {
                    before.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(Data::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        if let Some(node) = nodes.get_mut(id) {
            node.parent = Some(parent);
        }
        if let Some(parent) = nodes.get_mut(parent) {
            let at = at.min(parent.children.len());
            parent.children.insert(at, id);
        }
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let parent = nodes.get_mut(id).and_then(|node| node.parent.take());
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            // What is moved was added a short while ago.
            if let Some(at) = parent.children.iter().rposition(|child| *child == id) {
                parent.children.remove(at);
            }
        }
    }

    fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.borrow().get(id)?.parent
    }

    fn count(&self, parent: Id) -> usize {
        let nodes = self.nodes.borrow();
        nodes.get(parent).map_or(0, |parent| parent.children.len())
    }

    fn new_attributes(attributes: Vec<Attribute>) -> impl Iterator<Item = (String, String)> {
        attributes.into_iter().map(|attribute| {
            (
                attribute.name.local.to_string(),
                attribute.value.to_string(),
            )
        })
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = (Vec<Node>, bool);
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self::Output {
        (self.nodes.into_inner(), self.unfinished.get())
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        let open = message.starts_with("Unexpected open tag") && message.ends_with("end of body");
        if open || message.contains("EOF") {
            self.unfinished.set(true);
        }
    }

    fn get_document(&self) -> Handle {
        Handle::unnamed(Dom::ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> Handle {
        let id = self.add(Data::Element {
            tag: name.local.to_ascii_lowercase().to_string(),
            attributes: Self::new_attributes(attributes).collect(),
        });
        Handle {
            id,
            name: Rc::new(name),
        }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle::unnamed(self.add(Data::Other))
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle::unnamed(self.add(Data::Other))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, self.count(parent.id), child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        before: &Handle,
        child: NodeOrText<Handle>,
    ) {
        if self.parent(element.id).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template is a child of it that nothing walks into, unless it is the
    /// declared content of its parent.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        let first = self
            .nodes
            .borrow()
            .get(target.id)
            .and_then(|node| node.children.first().copied());
        let id = first.unwrap_or_else(|| {
            let id = self.add(Data::Other);
            self.insert(target.id, 0, NodeOrText::AppendNode(Handle::unnamed(id)));
            id
        });
        Handle::unnamed(id)
    }

    fn same_node(&self, a: &Handle, b: &Handle) -> bool {
        a.id == b.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(node.id);
        }
        let Some(parent) = self.parent(sibling.id) else {
            return;
        };
        let at = self.nodes.borrow().get(parent).and_then(|parent| {
            let children = &parent.children;
            children.iter().rposition(|child| *child == sibling.id)
        });
        self.insert(parent, at.unwrap_or(usize::MAX), child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, new: Vec<Attribute>) {
        if let Some(Node {
            data: Data::Element { attributes, .. },
            ..
        }) = self.nodes.borrow_mut().get_mut(target.id)
        {
            for (name, value) in Self::new_attributes(new) {
                if !attributes.iter().any(|(known, _)| *known == name) {
                    attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = nodes
            .get_mut(node.id)
            .map(|node| std::mem::take(&mut node.children))
            .unwrap_or_default();
        for child in &children {
            if let Some(child) = nodes.get_mut(*child) {
                child.parent = Some(parent.id);
            }
        }
        if let Some(parent) = nodes.get_mut(parent.id) {
            parent.children.extend(children);
        }
    }
}

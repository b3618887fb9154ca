//! Operations and the groups that they belong to.

use std::collections::HashMap;

use super::{Lowering, node::Node, path_item::Found, security::required, server::own_server};
use crate::api::{Docs, Event, Group, Operation};

pub(super) use super::path_item::METHODS;

/// The group of operations that have no tag.
const UNTAGGED: &str = "default";

/// What a document offers and what it sends.
pub(super) struct Offered {
    pub(super) groups: Vec<Group>,
    pub(super) operations: Vec<Operation>,
    pub(super) events: Vec<Event>,
}

impl<'d> Lowering<'d> {
    /// All operations, in the order of the document, their groups, and the events.
    pub(super) fn operations(&mut self, root: &Node<'d>) -> Offered {
        let mut found = Vec::new();
        for (path, item) in root.entries("paths") {
            if path.starts_with("x-") {
                continue;
            }
            let mut path = path;
            if !path.starts_with('/') {
                path.insert(0, '/');
                self.warn(
                    "path-without-slash",
                    &item,
                    format!(
                        "a path begins with a slash: this is read as `{}`",
                        path.escape_debug()
                    ),
                    "put a slash before it",
                );
            }
            found.extend(self.operations_of(&path, &item));
        }
        let ids = self.operation_ids(&found);
        let mut groups = Groups::of(root);
        let mut operations: Vec<Operation> = Vec::new();
        let mut events = self.webhooks(root);
        for (place, id) in found.iter().zip(ids) {
            events.extend(self.callbacks(&id, &place.node));
            operations.push(self.operation(place, id, &mut groups));
        }
        let groups = groups.used(&mut operations);
        Offered {
            groups,
            operations,
            events,
        }
    }

    fn operation(&mut self, place: &Found<'d>, id: String, groups: &mut Groups) -> Operation {
        let Found {
            path,
            item,
            method,
            node,
        } = place;
        let mut docs = node.docs();
        let of_item = item.docs();
        docs.summary = docs.summary.or(of_item.summary);
        docs.description = docs.description.or(of_item.description);
        let described = self.described_parameters(item, node);
        let template = self.template(path, &described, node);
        let parameters = self.parameters(&template, &id, &described, node);
        let body = self.body(&id, node);
        let response = self.response(&id, method, node);
        let mut operation = Operation {
            method: method.clone(),
            path: template,
            group: groups.of_operation(node),
            docs,
            parameters,
            security: Vec::new(),
            server: None,
            body,
            response,
            pagination: None,
            id,
        };
        self.paginate(&mut operation, node);
        self.securities.push(required(node));
        self.servers.push(own_server(item, node));
        operation
    }
}

/// The groups: those that the document lists, and those that only operations name.
struct Groups {
    all: Vec<Group>,
    by_name: HashMap<String, usize>,
}

impl Groups {
    fn of(root: &Node<'_>) -> Self {
        let mut groups = Self {
            all: Vec::new(),
            by_name: HashMap::new(),
        };
        for tag in root.items("tags") {
            if let Some(name) = tag.text("name").map(str::trim)
                && !groups.by_name.contains_key(name)
            {
                let parent = tag.text("parent").map(str::to_owned);
                groups.add(name, tag.docs(), parent);
            }
        }
        groups
    }

    fn add(&mut self, name: &str, docs: Docs, parent: Option<String>) -> usize {
        self.by_name.insert(name.to_owned(), self.all.len());
        self.all.push(Group {
            name: name.to_owned(),
            docs,
            parent,
        });
        self.all.len() - 1
    }

    /// The group of an operation: its first tag.
    fn of_operation(&mut self, node: &Node<'_>) -> usize {
        let tags = node.texts("tags");
        let mut tags = tags.iter().map(|tag| tag.trim());
        let name = tags.find(|tag| !tag.is_empty()).unwrap_or(UNTAGGED);
        match self.by_name.get(name) {
            Some(at) => *at,
            None => self.add(name, Docs::default(), None),
        }
    }

    /// The groups that have operations: one that is only announced has nothing to show.
    fn used(self, operations: &mut [Operation]) -> Vec<Group> {
        let mut index: Vec<Option<usize>> = vec![None; self.all.len()];
        for operation in operations.iter() {
            if let Some(slot) = index.get_mut(operation.group) {
                *slot = Some(0);
            }
        }
        let mut used = Vec::new();
        for (slot, group) in index.iter_mut().zip(self.all) {
            if let Some(at) = slot {
                *at = used.len();
                used.push(group);
            }
        }
        for operation in operations {
            operation.group = index
                .get(operation.group)
                .copied()
                .flatten()
                .unwrap_or_default();
        }
        used
    }
}

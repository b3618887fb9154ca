//! Operations and the groups that they belong to.

use heck::ToLowerCamelCase;

use super::{Lowering, node::Node};
use crate::api::{Group, Method, Operation};

/// The methods by their keys in a path item.
pub(super) const METHODS: [(&str, Method); 8] = [
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
];

/// The group of operations that have no tag.
const UNTAGGED: &str = "default";

impl<'d> Lowering<'d> {
    /// All operations, in the order of the document, and their groups.
    pub(super) fn operations(&mut self, root: &Node<'d>) -> (Vec<Group>, Vec<Operation>) {
        let mut groups: Vec<Group> = root
            .items("tags")
            .iter()
            .filter_map(|tag| {
                Some(Group {
                    name: tag.text("name")?.to_owned(),
                    description: tag.docs().description,
                })
            })
            .collect();
        let mut operations: Vec<Operation> = Vec::new();
        for (path, item) in root.entries("paths") {
            if !path.starts_with('/') {
                continue;
            }
            let Some(item) = self.follow(&item) else {
                continue;
            };
            let Some(keys) = item.value.as_object() else {
                continue;
            };
            for key in keys.keys() {
                let method = METHODS.iter().find(|(name, _)| name == key);
                if let (Some((_, method)), Some(node)) = (method, item.child(key)) {
                    operations.extend(self.operation(&path, &item, *method, &node, &mut groups));
                }
            }
        }
        self.distinct(&operations, root);
        // A group that is only announced has nothing to show.
        let mut used = Vec::new();
        let mut index = vec![0; groups.len()];
        for (at, group) in groups.into_iter().enumerate() {
            if operations.iter().any(|o| o.group == at) {
                if let Some(slot) = index.get_mut(at) {
                    *slot = used.len();
                }
                used.push(group);
            }
        }
        for operation in &mut operations {
            operation.group = index.get(operation.group).copied().unwrap_or_default();
        }
        (used, operations)
    }

    fn operation(
        &mut self,
        path: &str,
        item: &Node<'d>,
        method: Method,
        node: &Node<'d>,
        groups: &mut Vec<Group>,
    ) -> Option<Operation> {
        let id = match node.text("operationId").map(str::trim) {
            Some(id) if id.chars().any(|c| c.is_ascii_alphanumeric()) => id.to_owned(),
            _ => {
                let id = derived_id(method, path);
                self.warn(
                    "operation-without-id",
                    node,
                    format!("this operation has no usable `operationId`: it is called `{id}`"),
                    "give it an `operationId`, so that its name does not depend on its path",
                );
                id
            }
        };
        for (key, what) in [
            ("callbacks", "callbacks"),
            ("servers", "a server of its own"),
        ] {
            if node.has(key) {
                self.warn(
                    "operation-part-left-out",
                    node,
                    format!("`{id}` has {what}, which the client does not know"),
                    "nothing needs to be done where that is not needed",
                );
            }
        }
        let mut docs = node.docs();
        let of_item = item.docs();
        docs.summary = docs.summary.or(of_item.summary);
        docs.description = docs.description.or(of_item.description);
        let parameters = self.parameters(path, &id, item, node)?;
        let body = self.body(&id, node)?;
        let response = self.response(&id, method, node);
        let mut operation = Operation {
            method,
            path: path.to_owned(),
            group: group_of(node, groups),
            docs,
            parameters,
            body,
            response,
            pagination: None,
            id,
        };
        self.paginate(&mut operation, node);
        Some(operation)
    }

    /// Warns about operations that have the same name.
    fn distinct(&mut self, operations: &[Operation], root: &Node<'d>) {
        let mut seen = std::collections::BTreeMap::new();
        for operation in operations {
            if let Some(first) = seen.insert(&operation.id, &operation.path) {
                let item = root.child("paths").and_then(|p| p.child(&operation.path));
                self.warn(
                    "operation-id-twice",
                    item.as_ref().unwrap_or(root),
                    format!(
                        "`{}` is the `operationId` of operations on `{first}` and `{}`",
                        operation.id, operation.path
                    ),
                    "give each operation an `operationId` of its own",
                );
            }
        }
    }
}

fn group_of(node: &Node<'_>, groups: &mut Vec<Group>) -> usize {
    let name = node.texts("tags").first().copied().unwrap_or(UNTAGGED);
    if let Some(at) = groups.iter().position(|group| group.name == name) {
        return at;
    }
    groups.push(Group {
        name: name.to_owned(),
        description: None,
    });
    groups.len() - 1
}

/// A name made from method and path: `GET /projects/{id}/tags` is `getProjectsByIdTags`.
fn derived_id(method: Method, path: &str) -> String {
    let verb = METHODS
        .iter()
        .find(|(_, known)| *known == method)
        .map_or("call", |(name, _)| name);
    let mut words = String::from(verb);
    for segment in path.split('/').filter(|s| !s.is_empty()) {
        words.push(' ');
        if segment.contains('{') {
            words += "by ";
        }
        words += &segment.replace(['{', '}'], " ");
    }
    words.to_lower_camel_case()
}

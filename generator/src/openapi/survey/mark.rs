//! Saying what values are, from the root of what is known downwards, and finding references.

use std::collections::VecDeque;

use super::names::{self, Resource, Resources};
use crate::openapi::{
    Pointer,
    grammar::Kind,
    tree::{Data, Tree},
};

/// A reference.
pub(super) struct Found {
    pub(super) file: u32,
    /// The object that holds it, and its key there.
    pub(super) holder: Pointer,
    pub(super) key: String,
    pub(super) text: String,
    /// What it leads to.
    pub(super) kind: Kind,
    /// Whether nothing can be made of its holder without it.
    pub(super) vital: bool,
    /// Whether it stands for all of its holder.
    pub(super) alone: bool,
    /// The number of the resource that it is relative to, if not to the file.
    pub(super) resource: Option<usize>,
}

/// Words about a value, which are no content of it.
const WORDS: [&str; 9] = [
    "$ref",
    "$defs",
    "definitions",
    "summary",
    "description",
    "title",
    "deprecated",
    "example",
    "examples",
];

/// The way to a value: keys, and indexes of items.
pub(super) enum Step<'t> {
    Key(&'t str),
    Index(usize),
}

pub(super) struct Marker<'s> {
    pub(super) file: u32,
    /// Whether the document is newer than 3.0.
    pub(super) later: bool,
    pub(super) queue: &'s mut VecDeque<Found>,
    pub(super) resources: &'s mut Resources,
    pub(super) inlines: &'s mut Vec<(u32, Pointer)>,
    /// Where marking started.
    pub(super) above: &'s Pointer,
}

impl Marker<'_> {
    pub(super) fn mark<'t>(
        &mut self,
        tree: &'t mut Tree,
        kind: Kind,
        path: &mut Vec<Step<'t>>,
        resource: Option<usize>,
    ) {
        // What is marked was visited, under whatever name.
        if kind == Kind::Inert || tree.kind != Kind::Inert {
            return;
        }
        tree.kind = kind;
        if tree.members().is_some() {
            return self.mark_object(tree, path, resource);
        }
        match &mut tree.data {
            Data::Scalar(_) | Data::Members(_) => {}
            Data::Items(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    path.push(Step::Index(index));
                    self.mark(item, kind.item(), path, resource);
                    path.pop();
                }
            }
        }
    }

    fn mark_object<'t>(
        &mut self,
        tree: &'t mut Tree,
        path: &mut Vec<Step<'t>>,
        resource: Option<usize>,
    ) {
        let kind = tree.kind;
        let resource = self.own_resource(tree, path, resource);
        let has_reference = self.reference(tree, path, resource);
        // In 3.0 nothing beside a reference has a meaning, but in a path item.
        let ignored = has_reference && !self.later && kind != Kind::PathItem;
        let Data::Members(members) = &mut tree.data else {
            return;
        };
        for (key, value) in members {
            if kind == Kind::Mapping {
                self.mapping(key, value, path, resource);
                continue;
            }
            if has_reference && key == "$ref" {
                continue;
            }
            if ignored && !matches!(key.as_str(), "$defs" | "definitions") {
                continue;
            }
            path.push(Step::Key(key));
            self.mark(value, kind.child(key), path, resource);
            path.pop();
        }
    }

    /// A schema with an `$id` is a resource of its own.
    fn own_resource(
        &mut self,
        tree: &Tree,
        path: &[Step<'_>],
        resource: Option<usize>,
    ) -> Option<usize> {
        let id = tree.child("$id").filter(|_| tree.kind.is_schema());
        let Some(id) = id.and_then(Tree::text) else {
            return resource;
        };
        let base = resource.and_then(|number| self.resources.get(number));
        let uri = names::join(base.map_or("", |base| base.uri.as_str()), id);
        Some(self.resources.add(Resource {
            file: self.file,
            at: self.pointer(path),
            uri,
        }))
    }

    /// Queues the reference of an object; whether there is one.
    fn reference(&mut self, tree: &Tree, path: &[Step<'_>], resource: Option<usize>) -> bool {
        let kind = tree.kind;
        let Some(text) = tree.reference() else {
            return false;
        };
        let others = tree.members().map(|members| members.len() - 1);
        let inlined = match kind {
            // Only whole values can be references in OpenAPI, but documents in several files have
            // whole sections of them.
            kind if !kind.can_be_reference() => true,
            Kind::Media => true,
            Kind::PathItem => others > Some(0),
            _ => false,
        };
        if kind == Kind::Mapping {
            return false;
        }
        let holder = self.pointer(path);
        if inlined {
            self.inlines.push((self.file, holder.clone()));
        }
        let content = |key: &String| !WORDS.contains(&key.as_str());
        let alone =
            !inlined && (!self.later || !tree.members().is_some_and(|m| m.keys().any(content)));
        self.queue.push_back(Found {
            file: self.file,
            holder,
            key: "$ref".to_owned(),
            text: text.to_owned(),
            kind,
            vital: !matches!(kind, Kind::Link | Kind::Example),
            alone,
            resource,
        });
        true
    }

    /// The targets of a discriminator are references, or names of schemas.
    fn mapping(&mut self, key: &str, value: &Tree, path: &[Step<'_>], resource: Option<usize>) {
        let Some(text) = value.text() else {
            return;
        };
        let file = [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| text.ends_with(end));
        if text.contains('#') || text.contains('/') || file {
            self.queue.push_back(Found {
                file: self.file,
                holder: self.pointer(path),
                key: key.to_owned(),
                text: text.to_owned(),
                kind: Kind::Schema,
                vital: false,
                alone: false,
                resource,
            });
        }
    }

    fn pointer(&self, path: &[Step<'_>]) -> Pointer {
        self.above.join(path.iter().map(|step| match step {
            Step::Key(key) => (*key).to_owned(),
            Step::Index(index) => index.to_string(),
        }))
    }
}

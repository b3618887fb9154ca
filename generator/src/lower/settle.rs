//! Giving definitions their shapes: one after the other, however long the chain of references between
//! them is.

use std::collections::HashSet;

use super::{Lowering, node::Node, schema::component_name};
use crate::{
    api::{Origin, OriginKind, Shape, Type, TypeId},
    openapi::Pointer,
};

/// How many definitions may wait for each other where they need not.
const DEEPEST: usize = 24;

impl<'d> Lowering<'d> {
    /// The definition of the schema at a place that references lead to. Its shape is known once the
    /// definition that is being worked on is done; where it is needed before, there is
    /// [`settle`](Self::settle).
    pub(super) fn define_at(&mut self, at: &Pointer, origin: Origin) -> TypeId {
        if let Some(id) = self.places.get(at) {
            return *id;
        }
        let node = Node::at(self.document, at);
        // A component that only refers to a place without a name gives it its own.
        if let Some(target) = self.unnamed_target(&node) {
            let id = self.define_at(&target, origin);
            self.places.insert(at.clone(), id);
            return id;
        }
        let id = self.reserve(origin, &node);
        self.places.insert(at.clone(), id);
        self.pending.insert(id, at.clone());
        self.work_off();
        id
    }

    /// Where a reference leads, if nothing there has a name.
    fn unnamed_target(&self, node: &Node<'d>) -> Option<Pointer> {
        node.text("$ref")?;
        let target = self.document.resolve(&node.at).ok()?;
        component_name(&target).is_none().then_some(target)
    }

    /// Does something that may leave definitions without a shape, and then gives them one.
    pub(super) fn working<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.is_working, true);
        let result = work(self);
        self.is_working = outer;
        self.work_off();
        result
    }

    fn work_off(&mut self) {
        if self.is_working {
            return;
        }
        self.is_working = true;
        while let Some((id, at)) = self.pending.pop_first() {
            self.shape_at(id, &at);
        }
        self.is_working = false;
    }

    fn shape_at(&mut self, id: TypeId, at: &Pointer) {
        let node = Node::at(self.document, at);
        self.in_work.insert(id);
        let shape = self.shape(&node, id);
        self.fill(id, shape);
        self.in_work.remove(&id);
    }

    /// Gives a definition its shape now, unless it is being worked on: those that it inherits from come
    /// first, the farthest first of all.
    pub(super) fn settle(&mut self, id: TypeId) {
        let Some(at) = self.pending.get(&id).cloned() else {
            return;
        };
        // What another call is about to settle is left to it: it leads back there.
        if !self.settling.insert(id) {
            return;
        }
        let mut open = vec![(id, self.inherited(&at))];
        while let Some((id, rest)) = open.last_mut() {
            let Some(next) = rest.pop() else {
                let id = *id;
                open.pop();
                self.settling.remove(&id);
                if let Some(at) = self.pending.remove(&id) {
                    self.shape_at(id, &at);
                }
                continue;
            };
            let Some(name) = component_name(&next).map(str::to_owned) else {
                continue;
            };
            let next_id = self.define_at(&next, of_component(name));
            if self.pending.contains_key(&next_id) && self.settling.insert(next_id) {
                let inherited = self.inherited(&next);
                open.push((next_id, inherited));
            }
        }
    }

    /// Gives the definitions that a type is another name for their shapes.
    pub(super) fn settle_behind(&mut self, value: &Type) {
        // Each of them can need others in turn: where that goes too far, it is done without.
        if self.in_work.len() > DEEPEST {
            return;
        }
        let mut seen = HashSet::new();
        let mut value = value.clone();
        loop {
            match value {
                Type::Nullable(inner) | Type::List(inner) | Type::Map(inner) => value = *inner,
                Type::Defined(id) if seen.insert(id) => {
                    self.settle(id);
                    match self.definitions.get(id.0).map(|d| &d.shape) {
                        Some(Shape::Alias(next)) => value = next.clone(),
                        Some(
                            Shape::Object(_)
                            | Shape::Enumeration(_)
                            | Shape::Union(_)
                            | Shape::Contents(_),
                        )
                        | None => return,
                    }
                }
                Type::Any | Type::Scalar(_) | Type::Upload | Type::Tuple(_) | Type::Defined(_) => {
                    return;
                }
            }
        }
    }

    /// Whether the shape of a definition is known.
    pub(super) fn is_settled(&self, id: TypeId) -> bool {
        !self.pending.contains_key(&id) && !self.in_work.contains(&id)
    }

    /// The schemas whose shapes are needed for that of another one: what it has in `allOf`, and where it
    /// is combined of several, its alternatives.
    fn inherited(&self, at: &Pointer) -> Vec<Pointer> {
        let mut found = Vec::new();
        let mut open = vec![Node::at(self.document, at)];
        while let Some(node) = open.pop() {
            if node.text("$ref").is_some() {
                found.extend(self.document.resolve(&node.at));
                continue;
            }
            let members = node.items("allOf");
            if node.has("properties") || !members.is_empty() || node.at != *at {
                open.extend(node.items("oneOf"));
                open.extend(node.items("anyOf"));
            }
            open.extend(members);
        }
        found
    }
}

/// The origin of a schema with a name.
pub(super) fn of_component(name: String) -> Origin {
    Origin {
        kind: OriginKind::Component(name),
        item: false,
    }
}

//! What the service sends on its own account: webhooks, and the callbacks that operations ask for.

use std::collections::BTreeSet;

use super::{Lowering, media::json_schema, node::Node, path_item::Found};
use crate::api::{Event, Origin, OriginKind, Shape, Type, TypeId};

impl<'d> Lowering<'d> {
    /// The webhooks of the document.
    pub(super) fn webhooks(&mut self, root: &Node<'d>) -> Vec<Event> {
        let mut events = Vec::new();
        for (name, item) in root.entries("webhooks") {
            if name.starts_with("x-") {
                continue;
            }
            let found = self.operations_of(&name, &item);
            let several = with_body(&found).count() > 1;
            for place in found {
                let name = of_method(&name, &place, several);
                events.push(self.event(name, None, &place));
            }
        }
        events
    }

    /// The callbacks of an operation.
    pub(super) fn callbacks(&mut self, operation: &str, node: &Node<'d>) -> Vec<Event> {
        let mut events = Vec::new();
        for (callback, node) in node.entries("callbacks") {
            let Some(node) = self.follow(&node) else {
                continue;
            };
            let mut found = Vec::new();
            for (expression, item) in node.members() {
                if !expression.starts_with("x-") {
                    found.extend(self.operations_of(&expression, &item));
                }
            }
            let urls: BTreeSet<String> =
                with_body(&found).map(|place| place.path.clone()).collect();
            let several = with_body(&found).count() > urls.len();
            for place in found {
                let mut name = format!("{operation} {callback}");
                if urls.len() > 1 && urls.contains(&place.path) {
                    name = format!("{name} {}", place.path);
                }
                let name = of_method(&name, &place, several);
                events.push(self.event(name, Some(operation.to_owned()), &place));
            }
        }
        events
    }

    fn event(&mut self, name: String, operation: Option<String>, place: &Found<'d>) -> Event {
        let mut docs = place.node.docs();
        let of_item = place.item.docs();
        docs.summary = docs.summary.or(of_item.summary);
        docs.description = docs.description.or(of_item.description);
        if place.node.has("callbacks") {
            self.warn(
                "operation-part-left-out",
                &place.node,
                "an operation that the service calls has callbacks of its own, which the client does not know".to_owned(),
                "nothing needs to be done where they are not needed",
            );
        }
        Event {
            payload: self.sent_by_service(&name, &place.node),
            method: place.method.clone(),
            name,
            operation,
            docs,
        }
    }

    /// The type of the body: a named one, whatever it is, so that it can be spoken of.
    fn sent_by_service(&mut self, event: &str, node: &Node<'d>) -> Option<TypeId> {
        let body = self.follow(&node.child("requestBody")?)?;
        let schema = json_schema(&body).or_else(|| {
            let mut contents = body.entries("content").into_iter();
            contents.find_map(|(_, media)| media.child("schema"))
        })?;
        let origin = Origin {
            kind: OriginKind::Event(event.to_owned()),
            item: false,
        };
        let value = self.type_of(&schema, &origin);
        if let Type::Defined(id) = value {
            return Some(id);
        }
        let id = self.reserve(origin, &schema);
        self.fill(id, Shape::Alias(value));
        Some(id)
    }
}

/// Those that send something.
fn with_body<'f, 'd>(found: &'f [Found<'d>]) -> impl Iterator<Item = &'f Found<'d>> {
    found.iter().filter(|place| place.node.has("requestBody"))
}

/// The name of an event; its method is a part of it where there are several.
fn of_method(name: &str, place: &Found<'_>, several: bool) -> String {
    if several && place.node.has("requestBody") {
        format!("{name} {}", place.method.name().to_lowercase())
    } else {
        name.to_owned()
    }
}

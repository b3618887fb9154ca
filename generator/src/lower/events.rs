//! What the service sends on its own account: webhooks, and the callbacks that operations ask for.

use super::{Lowering, media::json_schema, node::Node, path_item::Found};
use crate::api::{Event, Origin, OriginKind, Type};

impl<'d> Lowering<'d> {
    /// The webhooks of the document.
    pub(super) fn webhooks(&mut self, root: &Node<'d>) -> Vec<Event> {
        let mut events = Vec::new();
        for (name, item) in root.entries("webhooks") {
            if name.starts_with("x-") {
                continue;
            }
            let found = self.operations_of(&name, &item);
            let several = found.len() > 1;
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
            let expressions = found.iter().map(|place| &place.path);
            let one_url = expressions
                .clone()
                .all(|path| Some(path) == expressions.clone().next());
            let several = found.len() > 1;
            for place in found {
                let mut name = format!("{operation} {callback}");
                if !one_url {
                    name = format!("{name} {}", place.path);
                }
                let name = of_method(&name, &place, several && one_url);
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
            value: self.sent_by_service(&name, &place.node),
            method: place.method.clone(),
            name,
            operation,
            docs,
        }
    }

    /// The type of the body: a named one, whatever it is, so that it can be spoken of.
    fn sent_by_service(&mut self, event: &str, node: &Node<'d>) -> Option<Type> {
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
        Some(match value {
            Type::Defined(_) => value,
            Type::Any
            | Type::Scalar(_)
            | Type::Upload
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_) => {
                let id = self.reserve(origin, &schema);
                self.fill(id, crate::api::Shape::Alias(value));
                Type::Defined(id)
            }
        })
    }
}

/// The name of an event; its method is a part of it where there are several.
fn of_method(name: &str, place: &Found<'_>, several: bool) -> String {
    if several {
        format!("{name} {}", place.method.name().to_lowercase())
    } else {
        name.to_owned()
    }
}

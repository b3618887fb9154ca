//! Values of values: lists, tuples, maps.

use serde_json::Value;

use super::{Lowering, node::Node, schema::takes_nothing};
use crate::api::{Origin, OriginKind, Type};

/// Tuples of Rust are compared and shown up to this size.
const WIDEST: usize = 12;

impl<'d> Lowering<'d> {
    /// An array.
    pub(super) fn list(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
        if node.has("prefixItems") {
            return self.tuple(node, origin);
        }
        let item = match node.child("items") {
            Some(items) => self.type_of(&items, &item_of(origin)),
            None => Type::Any,
        };
        Type::List(Box::new(item))
    }

    /// An array in which each place has a type of its own; a list where it has more places than those
    /// that are described, or too many.
    fn tuple(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
        let places = node.items("prefixItems");
        let mut types = Vec::new();
        for (at, place) in places.iter().enumerate() {
            types.push(self.type_of(place, &place_of(origin, at + 1)));
        }
        let rest = node.child("items").filter(|rest| !takes_nothing(rest));
        let has_size = |key: &str| {
            let size = node.value.get(key).and_then(Value::as_u64);
            size.is_none_or(|size| usize::try_from(size) == Ok(places.len()))
        };
        if rest.is_none() && has_size("minItems") && has_size("maxItems") && places.len() <= WIDEST
        {
            return Type::Tuple(types);
        }
        types.extend(rest.map(|rest| self.type_of(&rest, &item_of(origin))));
        if let [first, others @ ..] = types.as_slice()
            && others.iter().all(|other| other == first)
        {
            return Type::List(Box::new(first.clone()));
        }
        self.warn(
            "tuple-not-expressed",
            node,
            format!(
                "an array with a type for each of its first {} places and further ones cannot be \
                 expressed as a type: a list of any JSON is taken",
                places.len()
            ),
            "describe as many places as there are, with `items: false`; at most 12",
        );
        Type::List(Box::new(Type::Any))
    }

    /// An object whose keys are data.
    pub(super) fn map(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
        let value = match node.child("additionalProperties") {
            Some(values) if values.value.is_object() => self.type_of(&values, &item_of(origin)),
            Some(_) | None => Type::Any,
        };
        Type::Map(Box::new(value))
    }
}

/// The origin of the items of a list or map with this origin.
fn item_of(origin: &Origin) -> Origin {
    Origin {
        kind: origin.kind.clone(),
        item: true,
    }
}

/// The origin of a place of a tuple with this origin: a member that stands at it.
fn place_of(origin: &Origin, position: usize) -> Origin {
    match &origin.kind {
        OriginKind::Property(owner, name) => Origin {
            kind: OriginKind::Property(*owner, format!("{name} {position}")),
            item: false,
        },
        OriginKind::Component(_)
        | OriginKind::Additional(_)
        | OriginKind::Alternative { .. }
        | OriginKind::Parameter { .. }
        | OriginKind::Body(_)
        | OriginKind::Response(_)
        | OriginKind::Status { .. }
        | OriginKind::NamedResponse(_)
        | OriginKind::Event(_) => item_of(origin),
    }
}

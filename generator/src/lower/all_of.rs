//! Schemas that hold all at once: one with some words of its own, or several objects made one.

use super::{Lowering, node::Node, schema::component_name};
use crate::{
    api::{Object, Shape, Type, TypeId},
    openapi::Pointer,
};

/// The only member of an `allOf` that says anything, where the schema adds only words to it.
pub(super) fn single_of_all<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let members = telling(node);
    let adds = [
        "properties",
        "additionalProperties",
        "required",
        "oneOf",
        "anyOf",
    ];
    match &*members {
        [only] if !adds.into_iter().any(|key| node.has(key)) => Some(only.clone()),
        _ => None,
    }
}

impl<'d> Lowering<'d> {
    /// Several members made one object; any JSON, with a warning, where they are not all objects.
    pub(super) fn all_of(&mut self, node: &Node<'d>, id: TypeId) -> Shape {
        let mut merged = Merged {
            id,
            object: Object::default(),
            required: Vec::new(),
            path: Vec::new(),
        };
        if self.merge(node, &mut merged) {
            let Merged {
                mut object,
                required,
                ..
            } = merged;
            for property in &mut object.properties {
                property.required |= required.contains(&property.name.as_str());
            }
            return Shape::Object(object);
        }
        self.warn(
            "all-of-not-expressed",
            node,
            "`allOf` of other things than objects cannot be expressed as a type: any JSON is taken"
                .to_owned(),
            "write the combined schema out",
        );
        Shape::Alias(Type::Any)
    }

    /// Adds a member and its members; `false` where it is not an object.
    fn merge(&mut self, node: &Node<'d>, merged: &mut Merged<'d>) -> bool {
        let is_reference = node.text("$ref").is_some();
        let Some(node) = self.follow(node) else {
            return true;
        };
        if merged.path.contains(&node.at) {
            return true;
        }
        if is_reference && let Some(object) = self.known_object(&node) {
            merged.add(object);
            return true;
        }
        let is_object = node.has("properties")
            || node.text("type") == Some("object")
            || node.has("allOf")
            || node.has("required")
            || node.says_nothing();
        if !is_object {
            return false;
        }
        merged.path.push(node.at.clone());
        let members = node.items("allOf");
        let all = members.iter().all(|member| self.merge(member, merged));
        merged.path.pop();
        merged.required.extend(node.texts("required"));
        let own = self.object(&node, merged.id);
        merged.add(own);
        all
    }

    /// The object that a named schema is, where that is settled.
    fn known_object(&mut self, node: &Node<'d>) -> Option<Object> {
        let name = component_name(&node.at)?.to_owned();
        let id = self.component(&name);
        match &self.definitions.get(id.0)?.shape {
            Shape::Object(object) => Some(object.clone()),
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Contents(_) => None,
        }
    }
}

/// An object under construction.
struct Merged<'d> {
    id: TypeId,
    object: Object,
    required: Vec<&'d str>,
    /// The schemas that the current one is a member of.
    path: Vec<Pointer>,
}

impl Merged<'_> {
    /// Adds members; a later one refines an earlier one of the same name.
    fn add(&mut self, object: Object) {
        for mut property in object.properties {
            let known = self.object.properties.iter_mut();
            match known.into_iter().find(|p| p.name == property.name) {
                Some(known) => {
                    // What one of them says of a value holds for all.
                    property.sensitive |= known.sensitive;
                    *known = property;
                }
                None => self.object.properties.push(property),
            }
        }
        if object.additional.is_some() {
            self.object.additional = object.additional;
        }
    }
}

fn telling<'d>(node: &Node<'d>) -> Vec<Node<'d>> {
    let mut members = node.items("allOf");
    members.retain(|member| !member.says_nothing());
    members
}

//! Schemas that hold all at once: one with some words of its own, several objects made one, a scalar
//! with limits, and what all alternatives of a union have in common.

use std::collections::HashSet;

use super::{
    Lowering,
    node::Node,
    schema::{Own, component_name, is_null, own},
    settle::of_component,
    union::alternatives,
};
use crate::{
    api::{Object, Shape, Type, TypeId},
    openapi::Pointer,
};

/// How many objects the alternatives of several unions in one schema may make at most.
const MOST_COMBINATIONS: usize = 32;

/// The only member of an `allOf` that says what the value is, where the schema adds only words and
/// limits to it.
pub(super) fn single_of_all<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let members = telling(node);
    let adds = [
        "properties",
        "additionalProperties",
        "required",
        "oneOf",
        "anyOf",
        "items",
        "enum",
    ];
    match &*members {
        [only] if !adds.into_iter().any(|key| node.has(key)) => Some(only.clone()),
        _ => None,
    }
}

fn telling<'d>(node: &Node<'d>) -> Vec<Node<'d>> {
    let mut members = node.items("allOf");
    members.retain(tells);
    members
}

/// Whether a schema says what a value is, and not only how it is limited.
fn tells(node: &Node<'_>) -> bool {
    const KEYS: [&str; 13] = [
        "$ref",
        "type",
        "properties",
        "additionalProperties",
        "required",
        "items",
        "prefixItems",
        "enum",
        "format",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
    ];
    KEYS.into_iter().any(|key| node.has(key))
}

/// What is still to be added to a schema in the making.
enum Step<'d> {
    /// A schema with all that it has in its `allOf`.
    All(Node<'d>),
    /// What it says itself.
    Own(Node<'d>),
}

/// A schema in the making: what was said of it so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts<'d> {
    /// Its members, where it is an object.
    pub(super) object: Option<Object>,
    /// The members that are always there.
    pub(super) required: Vec<String>,
    /// What it is besides.
    pub(super) values: Vec<Type>,
    /// The schemas with alternatives, of each of which it is one.
    pub(super) choices: Vec<Node<'d>>,
    /// The schemas that it is made of.
    pub(super) seen: HashSet<Pointer>,
    /// How many objects the alternatives that were taken so far make.
    pub(super) combinations: usize,
}

impl Parts<'_> {
    /// Whether nothing was said yet.
    pub(super) fn says_nothing(&self) -> bool {
        let Self {
            object,
            required,
            values,
            choices,
            seen: _,
            combinations: _,
        } = self;
        let empty = |object: &Object| object.properties.is_empty() && object.additional.is_none();
        object.as_ref().is_none_or(empty)
            && required.is_empty()
            && values.is_empty()
            && choices.is_empty()
    }
}

impl<'d> Lowering<'d> {
    /// A schema of several parts.
    pub(super) fn all_of(&mut self, node: &Node<'d>, id: TypeId) -> Shape {
        let mut parts = Parts::default();
        self.gather(node, id, &mut parts);
        if !parts.choices.is_empty() {
            // Schemas that inherit from this one and are its alternatives need what it is itself.
            self.own.insert(id, parts.clone());
        }
        self.finish(node, parts, id)
    }

    /// Adds what a schema says, and all that it has in its `allOf`. Types that stand within it belong to
    /// `id`.
    pub(super) fn gather(&mut self, node: &Node<'d>, id: TypeId, parts: &mut Parts<'d>) {
        // What stands in `allOf` comes before what stands beside it, which refines it. Documents can be
        // deep: there is no recursion here.
        let mut open = vec![Step::All(node.clone())];
        while let Some(step) = open.pop() {
            match step {
                Step::Own(node) => {
                    if let Some(only) = self.add_own_words(&node, id, parts) {
                        open.push(Step::All(only));
                    }
                }
                Step::All(node) if node.text("$ref").is_some() => {
                    if let Some(target) = self.follow(&node)
                        && self.is_unknown(&target, id, parts)
                    {
                        open.push(Step::All(target));
                    }
                }
                Step::All(node) => {
                    if parts.seen.insert(node.at.clone()) {
                        let members = node.items("allOf");
                        open.push(Step::Own(node));
                        open.extend(members.into_iter().rev().map(Step::All));
                    }
                }
            }
        }
    }

    /// Adds what a schema says itself. An only alternative is what it is, and still to be added.
    fn add_own_words(
        &mut self,
        node: &Node<'d>,
        id: TypeId,
        parts: &mut Parts<'d>,
    ) -> Option<Node<'d>> {
        let required = node.texts("required");
        parts
            .required
            .extend(required.into_iter().map(str::to_owned));
        match own(node) {
            Own::Members => {
                let object = self.object(node, id);
                self.add_members(node, id, parts, object);
            }
            // Some write one of the types of the alternatives beside them, which is too narrow.
            Own::Value if self.is_one_of_several(node) => {}
            Own::Value => {
                let value = self.own_value(node, id);
                parts.values.push(value);
            }
            Own::Nothing => {}
        }
        let mut told = alternatives(node);
        told.retain(|alternative| !is_null(alternative));
        if told.len() == 1 {
            return told.pop();
        }
        if told.iter().any(tells) {
            parts.choices.push(node.clone());
        }
        None
    }

    /// Whether the type of a schema is not that of each of its alternatives.
    fn is_one_of_several(&self, node: &Node<'d>) -> bool {
        let own = node.text("type");
        alternatives(node).iter().any(|alternative| {
            let target = self.target(alternative);
            let word = target.as_ref().and_then(|target| target.text("type"));
            word.is_some() && word != own && (word, own) != (Some("integer"), Some("number"))
        })
    }

    /// Adds what a reference leads to, where its type is known; otherwise it is to be added word for
    /// word.
    fn is_unknown(&mut self, target: &Node<'d>, id: TypeId, parts: &mut Parts<'d>) -> bool {
        if parts.seen.contains(&target.at) {
            return false;
        }
        let Some(name) = component_name(&target.at) else {
            return true;
        };
        let named = self.define_at(&target.at, of_component(name.to_owned()));
        self.settle(named);
        if let Some(own) = self.own.get(&named).cloned() {
            self.add_own(target, id, parts, own);
            return false;
        }
        if !self.is_settled(named) {
            // It is made of itself: what it says in the document is all that is known of it.
            return true;
        }
        match self.definitions.get(named.0).map(|d| d.shape.clone()) {
            Some(Shape::Object(object)) => {
                parts.seen.insert(target.at.clone());
                self.add_members(target, id, parts, object);
            }
            Some(Shape::Union(_)) => {
                parts.seen.insert(target.at.clone());
                parts.choices.push(target.clone());
            }
            Some(Shape::Alias(Type::Any) | Shape::Contents(_)) | None => {}
            Some(Shape::Enumeration(_) | Shape::Alias(_)) => {
                let value = Type::Defined(named);
                self.settle_behind(&value);
                match self.known_members(&value) {
                    Some(object) => self.add_members(target, id, parts, object),
                    None => parts.values.push(value),
                }
            }
        }
        false
    }

    /// Adds a schema that has alternatives: these too, unless what is in the making is one of them.
    fn add_own(&mut self, node: &Node<'d>, id: TypeId, parts: &mut Parts<'d>, own: Parts<'d>) {
        let is_one = alternatives(node).iter().any(|alternative| {
            self.target(alternative)
                .is_some_and(|target| parts.seen.contains(&target.at))
        });
        parts.seen.insert(node.at.clone());
        if let Some(object) = own.object {
            self.add_members(node, id, parts, object);
        }
        parts.required.extend(own.required);
        parts.values.extend(own.values);
        if !is_one {
            parts.choices.extend(own.choices);
        }
    }

    fn add_members(&mut self, node: &Node<'d>, id: TypeId, parts: &mut Parts<'d>, object: Object) {
        let known = parts.object.take().unwrap_or_default();
        parts.object = Some(self.both(node, id, known, object));
    }

    /// What a schema is, all parts together.
    pub(super) fn finish(&mut self, node: &Node<'d>, mut parts: Parts<'d>, id: TypeId) -> Shape {
        let mut value: Option<Type> = None;
        for part in std::mem::take(&mut parts.values) {
            self.settle_behind(&part);
            if let Some(object) = self.known_members(&part) {
                self.add_members(node, id, &mut parts, object);
                continue;
            }
            value = match value {
                None => Some(part),
                Some(known) => match self.narrower(&known, &part) {
                    Some(both) => Some(both),
                    None => return self.contradiction(node),
                },
            };
        }
        self.limit_choices(&mut parts);
        if !parts.choices.is_empty() {
            let choice = parts.choices.remove(0);
            parts.values.extend(value);
            return self.choice(node, &choice, &parts, id);
        }
        match (parts.object, value) {
            (None, None) => Shape::Alias(Type::Any),
            (None, Some(value)) => self.taken_back(value, id),
            (Some(object), None) => object_shape(object, &parts.required),
            // A map beside members says what the others hold.
            (Some(mut object), Some(value)) => match self.map_behind(&value) {
                Some(inner) => {
                    object.additional.get_or_insert(inner);
                    object_shape(object, &parts.required)
                }
                None => self.contradiction(node),
            },
        }
    }

    /// Another name for a type, or its shape, where it is nothing but that of this definition.
    fn taken_back(&mut self, value: Type, id: TypeId) -> Shape {
        if let Type::Defined(inner) = value
            && inner.0 + 1 == self.definitions.len()
            && inner > id
            && self.origin_of(inner) == self.origin_of(id)
            && let Some(definition) = self.definitions.pop()
        {
            return definition.shape;
        }
        Shape::Alias(value)
    }

    /// Leaves out alternatives that only limit members that are known anyway, and with a warning those
    /// that would be too many.
    fn limit_choices(&mut self, parts: &mut Parts<'d>) {
        let choices = std::mem::take(&mut parts.choices);
        for choice in choices {
            if !self.adds(&choice, parts) {
                continue;
            }
            let is_first = parts.combinations == 0;
            let count = alternatives(&choice).len() * parts.combinations.max(1);
            if is_first || count <= MOST_COMBINATIONS {
                parts.combinations = count;
                parts.choices.push(choice);
                continue;
            }
            self.warn(
                "too-many-combinations",
                &choice,
                "there are too many combinations of these alternatives with others: their members are read as further members".to_owned(),
                "make one of the unions a member of its own",
            );
            let mut object = parts.object.take().unwrap_or_default();
            object.additional.get_or_insert(Type::Any);
            parts.object = Some(object);
        }
    }

    /// Whether some alternative says more than which of the known members are there, and how they are
    /// limited.
    fn adds(&self, choice: &Node<'d>, parts: &Parts<'d>) -> bool {
        let Some(object) = parts.object.as_ref().filter(|o| !o.properties.is_empty()) else {
            return true;
        };
        let known: HashSet<&str> = object.properties.iter().map(|p| p.name.as_str()).collect();
        alternatives(choice).iter().any(|alternative| {
            let Some(target) = self.target(alternative) else {
                return false;
            };
            let flat = self.flat(&target);
            let word = target.text("type");
            flat.has_alternatives
                || !matches!(word, None | Some("object"))
                || flat
                    .properties
                    .iter()
                    .any(|(name, _)| !known.contains(name.as_str()))
        })
    }

    /// What cannot be: any JSON, with a warning.
    fn contradiction(&mut self, node: &Node<'d>) -> Shape {
        self.warn(
            "all-of-not-expressed",
            node,
            "`allOf` of things that no value can be at once: any JSON is taken".to_owned(),
            "write the combined schema out",
        );
        Shape::Alias(Type::Any)
    }
}

fn object_shape(mut object: Object, required: &[String]) -> Shape {
    for property in &mut object.properties {
        property.required |= required.contains(&property.name);
    }
    if !object.properties.is_empty() {
        return Shape::Object(object);
    }
    let value = object.additional.unwrap_or(Type::Any);
    Shape::Alias(Type::Map(Box::new(value)))
}

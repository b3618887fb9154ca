//! Values of one of several types. The list is never taken to be complete.

use std::collections::BTreeMap;

use super::{
    Lowering,
    node::Node,
    schema::{component_name, is_null},
};
use crate::{
    api::{Alternative, Enumeration, Origin, OriginKind, Shape, Type, TypeId, Union},
    openapi::Pointer,
};

/// The only alternative of a union, null aside.
pub(super) fn single_of_union<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let all = alternatives(node);
    let mut told = all.iter().filter(|a| !is_null(a.value));
    match (told.next(), told.next()) {
        (Some(only), None) if !only.says_nothing() => Some(only.clone()),
        _ => None,
    }
}

impl<'d> Lowering<'d> {
    /// The alternatives of a union. What says nothing adds none: a union takes any JSON anyway.
    pub(super) fn union(&mut self, node: &Node<'d>, id: TypeId) -> Shape {
        let nodes: Vec<_> = alternatives(node)
            .into_iter()
            .filter(|a| !is_null(a.value) && !a.says_nothing())
            .collect();
        if nodes.is_empty() {
            return Shape::Alias(Type::Any);
        }
        if let Some(values) = text_values(&nodes) {
            return Shape::Enumeration(Enumeration::of_texts(values));
        }
        let discriminator = node
            .child("discriminator")
            .and_then(|d| d.text("propertyName"))
            .or_else(|| self.implied_discriminator(&nodes))
            .map(str::to_owned);
        let mapping = mapping(node);
        let is_partial = is_partial(node);
        let mut known: Vec<Alternative> = Vec::new();
        for (index, schema) in nodes.iter().enumerate() {
            let target = self.follow(schema).unwrap_or_else(|| schema.clone());
            let name = component_name(&target.at).filter(|_| schema.text("$ref").is_some());
            let title = name.or(target.text("title")).map(str::to_owned);
            let origin = Origin {
                kind: OriginKind::Alternative {
                    owner: id,
                    title: title.clone(),
                    position: index + 1,
                },
                item: false,
            };
            let value = self.type_of(schema, &origin).split_null().0;
            let tags = match &discriminator {
                Some(member) => tags(member, &target, name, &mapping),
                None => Vec::new(),
            };
            if let Type::Defined(id) = value
                && (is_partial || tags.is_empty())
            {
                self.kept_whole.push(id);
            }
            if let Some(same) = known.iter_mut().find(|a| a.value == value) {
                same.tags.extend(tags);
                continue;
            }
            known.push(Alternative { title, value, tags });
        }
        Shape::Union(Union {
            discriminator,
            alternatives: known,
        })
    }

    /// Gives the objects that are alternatives of partial unions, or that no tag tells apart, a place
    /// for further members: an object that fits one of them may be of another one, or of one that the
    /// document does not show.
    pub(super) fn keep_members(&mut self) {
        for mut id in std::mem::take(&mut self.kept_whole) {
            while let Some(Shape::Alias(Type::Defined(next))) =
                self.definitions.get(id.0).map(|d| &d.shape)
            {
                id = *next;
            }
            if let Some(definition) = self.definitions.get_mut(id.0)
                && let Shape::Object(object) = &mut definition.shape
            {
                object.additional.get_or_insert(Type::Any);
            }
        }
    }

    /// A member that has exactly one value in each alternative, another one in each.
    fn implied_discriminator(&mut self, nodes: &[Node<'d>]) -> Option<&'d str> {
        let targets: Vec<_> = nodes.iter().filter_map(|node| self.follow(node)).collect();
        let (first, rest) = targets.split_first()?;
        if rest.is_empty() {
            return None;
        }
        let members = first.value.get("properties")?.as_object()?;
        members.keys().map(String::as_str).find(|member| {
            let mut seen = Vec::new();
            targets.iter().all(|target| {
                let value = single_value(target, member);
                let fresh = value.is_some_and(|value| !seen.contains(&value));
                seen.extend(value);
                fresh && target.texts("required").contains(member)
            })
        })
    }
}

/// The values of the discriminator that mean an alternative.
fn tags(
    member: &str,
    target: &Node<'_>,
    name: Option<&str>,
    mapping: &BTreeMap<Pointer, Vec<String>>,
) -> Vec<String> {
    if let Some(tags) = mapping.get(&target.at) {
        return tags.clone();
    }
    single_value(target, member)
        .or(name)
        .map(str::to_owned)
        .into_iter()
        .collect()
}

/// Whether a value can have more members than the alternative that it fits lists: it may fit several
/// at once, or one that is not shown.
fn is_partial(node: &Node<'_>) -> bool {
    node.has("anyOf") || alternatives(node).iter().any(Node::says_nothing)
}

fn alternatives<'d>(node: &Node<'d>) -> Vec<Node<'d>> {
    [node.items("oneOf"), node.items("anyOf")].concat()
}

/// The value of a member that has only one.
fn single_value<'d>(schema: &Node<'d>, member: &str) -> Option<&'d str> {
    let member = schema.child("properties")?.child(member)?;
    match *member.texts("enum") {
        [only] => Some(only),
        _ => None,
    }
}

/// Which values of the discriminator lead to which schema.
fn mapping(node: &Node<'_>) -> BTreeMap<Pointer, Vec<String>> {
    let mut mapping: BTreeMap<Pointer, Vec<String>> = BTreeMap::new();
    let Some(discriminator) = node.child("discriminator") else {
        return mapping;
    };
    for (tag, target) in discriminator.entries("mapping") {
        let Some(target) = target.value.as_str() else {
            continue;
        };
        // A target is a reference or the bare name of a schema.
        let at = Pointer::of_reference(target)
            .unwrap_or_else(|| Pointer::of(["components", "schemas", target]));
        mapping.entry(at).or_default().push(tag);
    }
    mapping
}

/// The values of all alternatives, where each is a text and at least one lists its values.
fn text_values(nodes: &[Node<'_>]) -> Option<Vec<String>> {
    let mut values: Vec<String> = Vec::new();
    for node in nodes {
        if node.text("type") != Some("string") {
            return None;
        }
        for value in node.texts("enum") {
            if !values.iter().any(|known| known == value) {
                values.push(value.to_owned());
            }
        }
    }
    (!values.is_empty()).then_some(values)
}

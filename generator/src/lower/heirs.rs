//! Schemas that others inherit from, and that tell them apart by a discriminator: where such a schema
//! is used as a type, a value is one of its heirs.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Lowering,
    all_of::Parts,
    node::Node,
    schema::component_name,
    settle::of_component,
    tags::{Tagged, discriminator, mapping},
};
use crate::{
    api::{Alternative, Origin, OriginKind, Shape, Type, TypeId, Union},
    openapi::Pointer,
};

impl<'d> Lowering<'d> {
    /// Finds the heirs of every named schema that has a discriminator and no alternatives.
    pub(super) fn find_heirs(&mut self) {
        let root = Node::root(self.document);
        let schemas = root.child("components");
        let schemas: Vec<_> = schemas.iter().flat_map(|c| c.entries("schemas")).collect();
        let is_base = |node: &Node<'d>| {
            !node.has("oneOf") && !node.has("anyOf") && inner_discriminator(node).is_some()
        };
        if !schemas.iter().any(|(_, node)| is_base(node)) {
            return;
        }
        let mut direct: HashMap<Pointer, Vec<Pointer>> = HashMap::new();
        for (_, node) in &schemas {
            for parent in self.parents(node) {
                direct.entry(parent).or_default().push(node.at.clone());
            }
        }
        let places = schemas.iter().enumerate();
        let places: HashMap<Pointer, usize> = places
            .map(|(at, (_, node))| (node.at.clone(), at))
            .collect();
        for (_, node) in schemas.iter().filter(|(_, node)| is_base(node)) {
            let mut heirs: BTreeMap<usize, Pointer> = BTreeMap::new();
            let mut open = vec![node.at.clone()];
            let mut seen = HashSet::from([node.at.clone()]);
            let mapped = inner_discriminator(node)
                .map(|d| mapping(&d))
                .unwrap_or_default();
            let mut found: Vec<Pointer> = mapped.into_keys().collect();
            loop {
                for heir in std::mem::take(&mut found) {
                    // What a mapping leads to beside this document's named schemas is left to `Other`.
                    if let Some(place) = places.get(&heir)
                        && seen.insert(heir.clone())
                    {
                        heirs.insert(*place, heir.clone());
                        open.push(heir);
                    }
                }
                let Some(at) = open.pop() else { break };
                found.extend(direct.get(&at).into_iter().flatten().cloned());
            }
            if !heirs.is_empty() {
                self.heirs
                    .insert(node.at.clone(), heirs.into_values().collect());
            }
        }
    }

    /// The named schemas that a schema has in its `allOf`.
    fn parents(&self, node: &Node<'d>) -> Vec<Pointer> {
        let mut found = Vec::new();
        let mut open = node.items("allOf");
        while let Some(node) = open.pop() {
            if node.text("$ref").is_some() {
                found.extend(self.document.resolve(&node.at));
            } else {
                open.extend(node.items("allOf"));
            }
        }
        found
    }

    /// A schema with heirs as the union of these. A value that is none of them is what all have in
    /// common.
    pub(super) fn with_heirs(&mut self, node: &Node<'d>, id: TypeId, heirs: &[Pointer]) -> Shape {
        let mut parts = Parts::default();
        self.gather(node, id, &mut parts);
        self.own.insert(id, parts.clone());
        let base = self.reserve(
            Origin {
                kind: OriginKind::Alternative {
                    owner: id,
                    title: Some("Base".to_owned()),
                    position: 0,
                },
                item: false,
            },
            node,
        );
        let shape = self.finish(node, parts, base);
        self.fill(base, shape);
        self.kept_whole.push(base);
        let Some(discriminator) = inner_discriminator(node).and_then(|d| discriminator(&d)) else {
            return Shape::Alias(Type::Defined(base));
        };
        let nodes: Vec<_> = heirs.iter().map(|at| Node::at(self.document, at)).collect();
        let names = nodes
            .iter()
            .map(|heir| component_name(&heir.at).map(str::to_owned));
        let names: Vec<_> = names.collect();
        let tagged = self.tagged(&nodes, &names, Some(&discriminator), &[]);
        let Tagged { tags, literal, .. } = tagged;
        let mut alternatives = Vec::new();
        for ((heir, name), tags) in nodes.iter().zip(names).zip(tags) {
            let origin = match &name {
                Some(name) => of_component(name.clone()),
                None => self.origin_of(id),
            };
            alternatives.push(Alternative {
                title: name,
                value: Type::Defined(self.define_at(&heir.at, origin)),
                tags,
            });
        }
        alternatives.push(Alternative {
            title: Some("Base".to_owned()),
            value: Type::Defined(base),
            tags: Vec::new(),
        });
        Shape::Union(Union {
            discriminator: Some(discriminator.member),
            literal_tags: literal,
            alternatives,
        })
    }
}

/// The discriminator of a schema, or of a part of it that stands in its `allOf`.
fn inner_discriminator<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let mut open = vec![node.clone()];
    while let Some(node) = open.pop() {
        // With alternatives beside it, it is about these.
        if node.has("oneOf") || node.has("anyOf") {
            continue;
        }
        if let Some(found) = node.child("discriminator")
            && found.text("propertyName").is_some()
        {
            return Some(found);
        }
        open.extend(node.items("allOf"));
    }
    None
}

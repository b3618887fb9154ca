//! Values of one of several types. The list is never taken to be complete.

use std::collections::HashSet;

use super::{
    Lowering,
    all_of::Parts,
    node::Node,
    schema::{component_name, is_null},
    settle::of_component,
    tags::{Tagged, discriminator, mapping},
};
use crate::{
    api::{Alternative, Enumeration, Origin, OriginKind, Scalar, Shape, Type, TypeId, Union},
    openapi::Pointer,
};

/// The only alternative of a union, null aside.
pub(super) fn single_of_union<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let all = alternatives(node);
    let mut told = all.iter().filter(|a| !is_null(a));
    match (told.next(), told.next()) {
        (Some(only), None) if !only.says_nothing() => Some(only.clone()),
        _ => None,
    }
}

/// The alternatives of a schema.
pub(super) fn alternatives<'d>(node: &Node<'d>) -> Vec<Node<'d>> {
    [node.items("oneOf"), node.items("anyOf")].concat()
}

/// An alternative under construction.
struct Source<'d> {
    /// The schema that stands in the list.
    schema: Node<'d>,
    /// What its references lead to.
    target: Node<'d>,
    /// The name of the schema, where it is a reference to one.
    name: Option<String>,
}

impl<'d> Lowering<'d> {
    /// The alternatives of a union. What says nothing adds none: a union takes any JSON anyway.
    pub(super) fn union(&mut self, node: &Node<'d>, id: TypeId) -> Shape {
        self.choice(node, node, &Parts::default(), id)
    }

    /// The alternatives that `node` lists, each with what `common` says of all of them. `whole` is the
    /// schema that both are parts of.
    pub(super) fn choice(
        &mut self,
        whole: &Node<'d>,
        node: &Node<'d>,
        common: &Parts<'d>,
        id: TypeId,
    ) -> Shape {
        let said = node
            .child("discriminator")
            .or_else(|| whole.child("discriminator"));
        if let [Type::Scalar(Scalar::Text)] | [] = *common.values
            && common.object.is_none()
            && let Some(values) = text_values(&alternatives(node))
        {
            return Shape::Enumeration(Enumeration::of_texts(values));
        }
        let sources = self.sources(node, said.as_ref());
        if sources.is_empty() {
            return Shape::Alias(Type::Any);
        }
        let explicit = said.as_ref().and_then(discriminator);
        let targets: Vec<_> = sources.iter().map(|s| s.target.clone()).collect();
        let names: Vec<_> = sources.iter().map(|s| s.name.clone()).collect();
        let Tagged {
            member,
            literal,
            tags,
        } = self.tagged(&targets, &names, explicit.as_ref(), &common.required);
        let is_partial = is_partial(node);
        let count = sources.len();
        let mut known: Vec<Alternative> = Vec::new();
        let mut taken = 0;
        let told = sources.into_iter().zip(tags);
        for (index, (source, tags)) in told.enumerate() {
            let title = source.name.clone();
            let title = title.or_else(|| source.target.text("title").map(str::to_owned));
            let origin = Origin {
                kind: OriginKind::Alternative {
                    owner: id,
                    title: title.clone(),
                    position: index + 1,
                },
                item: false,
            };
            let value = if common.says_nothing() {
                self.alone(&source, &origin)
            } else {
                self.with_common(whole, &source, common, origin)
            };
            let value = value.split_null().0;
            if value == Type::Any {
                continue;
            }
            taken += 1;
            let has_tag = || match &member {
                Some(member) => {
                    let flat = self.flat(&source.target);
                    flat.properties.iter().any(|(name, _)| name == member)
                }
                None => false,
            };
            if is_partial || tags.is_empty() || (tags.len() > 1 && !has_tag()) {
                self.kept_whole.extend(innermost(&value));
            }
            if let Some(same) = known.iter_mut().find(|a| a.value == value) {
                same.tags.extend(tags);
                continue;
            }
            known.push(Alternative { title, value, tags });
        }
        let is_one = count > 1 && known.iter().all(|a| a.title.is_none()) && !is_partial;
        match &*known {
            [] => return Shape::Alias(Type::Any),
            // The same, limited in several ways.
            [only] if is_one && taken == count => return Shape::Alias(only.value.clone()),
            _ => {}
        }
        self.unions.push((id, whole.at.clone()));
        Shape::Union(Union {
            discriminator: member,
            literal_tags: literal,
            alternatives: known,
        })
    }

    /// The alternatives that a schema lists, and those to which only its discriminator leads.
    fn sources(&mut self, node: &Node<'d>, said: Option<&Node<'d>>) -> Vec<Source<'d>> {
        let mut sources = Vec::new();
        for schema in alternatives(node) {
            if is_null(&schema) || schema.says_nothing() {
                continue;
            }
            let target = self.follow(&schema).unwrap_or_else(|| schema.clone());
            let name = component_name(&target.at).filter(|_| schema.text("$ref").is_some());
            let name = name.map(str::to_owned);
            sources.push(Source {
                schema,
                target,
                name,
            });
        }
        let mapping = said.map(mapping).unwrap_or_default();
        let listed: HashSet<Pointer> = sources.iter().map(|s| s.target.at.clone()).collect();
        for at in mapping.keys().filter(|at| !listed.contains(at)) {
            let Some(name) = component_name(at).map(str::to_owned) else {
                continue;
            };
            let schema = Node::at(self.document, at);
            if schema.value.is_object() {
                sources.push(Source {
                    target: schema.clone(),
                    schema,
                    name: Some(name),
                });
            } else if let Some(said) = said {
                self.warn(
                    "mapping-leads-nowhere",
                    said,
                    format!("there is no schema `{name}`, to which the mapping leads"),
                    "correct the mapping, or add the schema; until then, such a value is kept as \
                     any JSON",
                );
            }
        }
        sources
    }

    /// The type of an alternative that stands for itself.
    fn alone(&mut self, source: &Source<'d>, origin: &Origin) -> Type {
        match &source.name {
            Some(name) if source.schema.text("$ref").is_none() => {
                Type::Defined(self.define_at(&source.target.at, of_component(name.clone())))
            }
            Some(_) | None => self.type_of(&source.schema, origin),
        }
    }

    /// An alternative with what all have in common: itself, if it has all of that already.
    fn with_common(
        &mut self,
        whole: &Node<'d>,
        source: &Source<'d>,
        common: &Parts<'d>,
        origin: Origin,
    ) -> Type {
        let Source {
            schema,
            target,
            name,
        } = source;
        if let Some(name) = name {
            let id = self.define_at(&target.at, of_component(name.clone()));
            self.settle(id);
            let inherits = self.flat(target).parts.contains(&whole.at);
            if inherits || self.covers(id, common) {
                return Type::Defined(id);
            }
        }
        let id = self.reserve(origin, target);
        let mut parts = common.clone();
        self.gather(schema, id, &mut parts);
        let shape = self.finish(whole, parts, id);
        self.settled(id, shape)
    }

    /// Whether an object has all members that others have in common.
    fn covers(&self, id: TypeId, common: &Parts<'d>) -> bool {
        let (Some(Shape::Object(object)), Some(wanted)) =
            (self.definitions.get(id.0).map(|d| &d.shape), &common.object)
        else {
            return false;
        };
        let has = |name: &str| object.properties.iter().any(|p| p.name == name);
        wanted.properties.iter().all(|p| has(&p.name)) && common.required.iter().all(|r| has(r))
    }

    /// Gives the objects that are alternatives of partial unions, or that no tag tells apart, a place
    /// for further members: an object that fits one of them may be of another one, or of one that the
    /// document does not show. So it is with those of several tags, of which they may keep none.
    pub(super) fn keep_members(&mut self) {
        let mut open = std::mem::take(&mut self.kept_whole);
        let mut seen = HashSet::new();
        while let Some(mut id) = open.pop() {
            while let Some(Shape::Alias(Type::Defined(next))) =
                self.definitions.get(id.0).map(|d| &d.shape)
            {
                id = *next;
            }
            if !seen.insert(id) {
                continue;
            }
            let mut held = Vec::new();
            if let Some(definition) = self.definitions.get_mut(id.0)
                && let Shape::Object(object) = &mut definition.shape
            {
                object.additional.get_or_insert(Type::Any);
                held.extend(object.properties.iter().filter_map(|p| innermost(&p.value)));
            }
            // What stands within it is of the alternative as well; what has a name is used elsewhere.
            open.extend(held.into_iter().filter(|id| self.stands_within(*id)));
        }
    }
}

impl Lowering<'_> {
    /// Whether a definition stands where it is used.
    fn stands_within(&self, id: TypeId) -> bool {
        let origin = self.definitions.get(id.0).map(|d| &d.origin.kind);
        matches!(
            origin,
            Some(OriginKind::Property(..) | OriginKind::Additional(_))
        )
    }
}

/// The definition that a value is, or that the items of a list or map are.
fn innermost(value: &Type) -> Option<TypeId> {
    let mut value = value;
    loop {
        match value {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => value = inner,
            Type::Defined(id) => return Some(*id),
            Type::Any | Type::Scalar(_) | Type::Upload | Type::Tuple(_) => return None,
        }
    }
}

/// Whether a value can have more members than the alternative that it fits lists: it may fit several
/// at once, or one that is not shown.
fn is_partial(node: &Node<'_>) -> bool {
    node.has("anyOf") || alternatives(node).iter().any(Node::says_nothing)
}

/// The values of all alternatives, where each is a text and at least one lists its values.
fn text_values(nodes: &[Node<'_>]) -> Option<Vec<String>> {
    let mut values: Vec<String> = Vec::new();
    for node in nodes.iter().filter(|n| !is_null(n) && !n.says_nothing()) {
        let is_text = match node.text("type") {
            Some(word) => word == "string",
            None => node.has("enum") && node.items("enum").iter().all(|v| v.value.is_string()),
        };
        if !is_text {
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

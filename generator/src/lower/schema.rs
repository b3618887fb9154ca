//! A schema: a ladder of questions, each answered by the file of its construct.

use serde_json::Value;

use super::{
    Lowering,
    all_of::single_of_all,
    enumeration::enumeration,
    node::Node,
    scalar::{scalar, word},
    union::{alternatives, single_of_union},
};
use crate::{
    api::{Origin, OriginKind, Shape, Type, TypeId},
    openapi::{FILES_KEY, Pointer},
};

/// How many schemas are asked whether one of them can be null.
const MOST_ASKED: usize = 256;

/// What a schema is about, as far as its keys tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Construct {
    Reference,
    AllOf,
    Union,
    Enumeration,
    Object,
    Map,
    List,
    Scalar,
    Anything,
}

impl<'d> Lowering<'d> {
    /// The type of a schema. `origin` is for the definition that it may need.
    pub(super) fn type_of(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
        let value = match construct(node) {
            Construct::Reference => self.reference(node, origin),
            Construct::AllOf => match single_of_all(node) {
                Some(only) => self.type_of(&only, origin),
                None => self.defined(node, origin),
            },
            Construct::Union => match single_of_union(node) {
                Some(only) => self.type_of(&only, origin),
                None => self.defined(node, origin),
            },
            Construct::Object => self.defined(node, origin),
            Construct::Enumeration => self.enumeration_type(node, origin),
            Construct::Map => self.map(node, origin),
            Construct::List => self.list(node, origin),
            Construct::Scalar => scalar(node),
            Construct::Anything => self.anything(node),
        };
        let by_alternative = construct(node) == Construct::Union && self.null_is_allowed(node);
        let value = if by_alternative || nullable(node) {
            value.or_null()
        } else {
            value
        };
        if let Some(typed) = &mut self.typed {
            typed.insert(node.at.clone(), value.clone());
        }
        value
    }

    /// The shape of a schema that has a definition already.
    pub(super) fn shape(&mut self, node: &Node<'d>, id: TypeId) -> Shape {
        match construct(node) {
            Construct::AllOf | Construct::Object if self.heirs.contains_key(&node.at) => {
                let heirs = self.heirs.get(&node.at).cloned().unwrap_or_default();
                self.with_heirs(node, id, &heirs)
            }
            Construct::AllOf if single_of_all(node).is_none() => self.all_of(node, id),
            Construct::Union if single_of_union(node).is_none() => self.union(node, id),
            Construct::Object => Shape::Object(self.object(node, id)),
            Construct::Enumeration => {
                enumeration(node).map_or(Shape::Alias(Type::Any), Shape::Enumeration)
            }
            Construct::Reference
            | Construct::AllOf
            | Construct::Union
            | Construct::Map
            | Construct::List
            | Construct::Scalar
            | Construct::Anything => {
                let origin = self.origin_of(id);
                Shape::Alias(self.type_of(node, &origin).split_null().0)
            }
        }
    }

    /// A definition of its own for a schema that stands where it is used.
    pub(super) fn defined(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
        let id = self.reserve(origin.clone(), node);
        let shape = self.working(|this| this.shape(node, id));
        self.settled(id, shape)
    }

    /// The type that a definition is, now that its shape is known: one that turns out to be another name
    /// that nobody needs is taken back.
    pub(super) fn settled(&mut self, id: TypeId, shape: Shape) -> Type {
        match shape {
            Shape::Alias(value) if id.0 + 1 == self.definitions.len() => {
                self.definitions.pop();
                self.own.remove(&id);
                value
            }
            shape => {
                self.fill(id, shape);
                Type::Defined(id)
            }
        }
    }

    /// What a schema with own words about a value that is no object says in these.
    pub(super) fn own_value(&mut self, node: &Node<'d>, id: TypeId) -> Type {
        let origin = self.origin_of(id);
        match own_construct(node) {
            Construct::Enumeration => {
                let Some(known) = enumeration(node) else {
                    return Type::Any;
                };
                let id = self.reserve(origin, node);
                self.fill(id, Shape::Enumeration(known));
                Type::Defined(id)
            }
            Construct::List => self.list(node, &origin),
            Construct::Scalar => scalar(node),
            Construct::Reference
            | Construct::AllOf
            | Construct::Union
            | Construct::Object
            | Construct::Map
            | Construct::Anything => Type::Any,
        }
    }

    fn reference(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
        let Some(target) = self.follow(node) else {
            return Type::Any;
        };
        let origin = match component_name(&target.at) {
            Some(name) => Origin {
                kind: OriginKind::Component(name.to_owned()),
                item: false,
            },
            None => origin.clone(),
        };
        let value = Type::Defined(self.define_at(&target.at, origin));
        if self.null_is_allowed(&target) {
            value.or_null()
        } else {
            value
        }
    }

    /// Whether a schema, what it only renames, or one of its alternatives can be null.
    fn null_is_allowed(&mut self, node: &Node<'d>) -> bool {
        let mut open = vec![node.clone()];
        // Schemas can lead in circles.
        for _ in 0..MOST_ASKED {
            let Some(node) = open.pop() else {
                return false;
            };
            if nullable(&node) {
                return true;
            }
            match construct(&node) {
                Construct::Reference => open.extend(self.target(&node)),
                Construct::AllOf => open.extend(single_of_all(&node)),
                Construct::Union => open.extend(alternatives(&node)),
                Construct::Enumeration
                | Construct::Object
                | Construct::Map
                | Construct::List
                | Construct::Scalar
                | Construct::Anything => {}
            }
        }
        false
    }

    fn anything(&mut self, node: &Node<'d>) -> Type {
        if node.has("not") {
            self.warn(
                "schema-not-expressed",
                node,
                "`not` cannot be expressed as a type: any JSON is taken".to_owned(),
                "say what the value is instead of what it is not",
            );
        } else if let Some(word) = node.text("type")
            && !matches!(word, "null")
        {
            self.warn(
                "unknown-type",
                node,
                format!("`{word}` is no type of OpenAPI: any JSON is taken"),
                "use one of string, number, integer, boolean, array and object",
            );
        }
        Type::Any
    }

    /// The origin of a definition, for what stands within it.
    pub(super) fn origin_of(&self, id: TypeId) -> Origin {
        match self.definitions.get(id.0) {
            Some(definition) => definition.origin.clone(),
            None => Origin {
                kind: OriginKind::Additional(id),
                item: false,
            },
        }
    }
}

fn construct(node: &Node<'_>) -> Construct {
    if node.text("$ref").is_some() {
        return Construct::Reference;
    }
    let has_alternatives = node.has("oneOf") || node.has("anyOf");
    if node.has("allOf") || (has_alternatives && own(node) != Own::Nothing) {
        return Construct::AllOf;
    }
    if has_alternatives {
        return Construct::Union;
    }
    own_construct(node)
}

/// What a schema says a value is, apart from references and combinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// An object, with its members.
    Members,
    /// Something else.
    Value,
    /// Anything.
    Nothing,
}

/// What a schema says a value is, apart from references and combinations. That it is an object, and
/// nothing more, says nothing where there are alternatives.
pub(super) fn own(node: &Node<'_>) -> Own {
    match own_construct(node) {
        Construct::Object => Own::Members,
        Construct::Map if node.has("additionalProperties") => Own::Members,
        Construct::Enumeration | Construct::List | Construct::Scalar => Own::Value,
        Construct::Map
        | Construct::Reference
        | Construct::AllOf
        | Construct::Union
        | Construct::Anything => Own::Nothing,
    }
}

fn own_construct(node: &Node<'_>) -> Construct {
    let own_members = node.has("properties");
    if node.has("enum") && enumeration(node).is_some() {
        return Construct::Enumeration;
    }
    match node.text("type") {
        Some("object") | None if own_members => Construct::Object,
        Some("object") => Construct::Map,
        Some("array") => Construct::List,
        Some("string" | "integer" | "number" | "boolean") => Construct::Scalar,
        None if node.has("additionalProperties") => Construct::Map,
        None if node.has("items") || node.has("prefixItems") => Construct::List,
        None if word(node).is_some() => Construct::Scalar,
        None if node.has("format") || node.has("pattern") || node.has("minLength") => {
            Construct::Scalar
        }
        Some(_) | None => Construct::Anything,
    }
}

/// Whether a schema is that of a text, a number or a boolean.
pub(super) fn is_scalar(node: &Node<'_>) -> bool {
    construct(node) == Construct::Scalar
}

/// Whether a schema takes no value at all: `false`.
pub(super) fn takes_nothing(node: &Node<'_>) -> bool {
    node.value.as_bool() == Some(false)
        || node.value.get("not").is_some_and(|not| {
            not.as_object().is_some_and(serde_json::Map::is_empty) || not.as_bool() == Some(true)
        })
}

/// Whether the schema itself says that it can be null.
fn nullable(node: &Node<'_>) -> bool {
    let null_in = |key: &str| node.items(key).iter().any(is_null);
    node.flag("nullable")
        || node.items("enum").iter().any(|v| v.value.is_null())
        || (!node.has("properties") && (null_in("oneOf") || null_in("anyOf")))
        || node.items("allOf").iter().any(says_only_nullable)
}

/// Whether a schema says that null is allowed, and nothing else: so some write null as an alternative.
fn says_only_nullable(node: &Node<'_>) -> bool {
    let is_word = |key: &String| matches!(key.as_str(), "nullable" | "title" | "description");
    node.flag("nullable")
        && node
            .value
            .as_object()
            .is_some_and(|map| map.keys().all(is_word))
}

/// Whether a schema is that of null alone.
pub(super) fn is_null(schema: &Node<'_>) -> bool {
    if says_only_nullable(schema) {
        return true;
    }
    let schema = schema.value;
    schema.get("type").and_then(Value::as_str) == Some("null")
        || schema
            .get("enum")
            .and_then(Value::as_array)
            .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
}

/// The name of the named schema at a place: a component, a definition within another schema, or what
/// another file has under a name. A schema that is a file of its own is called as the file is.
pub(super) fn component_name(at: &Pointer) -> Option<&str> {
    let (file, rest) = match at.tokens() {
        [files, file, rest @ ..] if files == FILES_KEY => (Some(file), rest),
        tokens => (None, tokens),
    };
    match rest {
        [] => file.map(|path| stem(path)),
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(name)
        }
        [.., definitions, name] if definitions == "$defs" || definitions == "definitions" => {
            Some(name)
        }
        [name] if file.is_some() => Some(name),
        _ => None,
    }
}

/// The name of a file without its folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

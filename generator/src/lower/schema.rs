//! A schema: a ladder of questions, each answered by the file of its construct.

use serde_json::Value;

use super::{
    Lowering,
    all_of::single_of_all,
    enumeration::enumeration,
    node::Node,
    scalar::{scalar, word},
    union::single_of_union,
};
use crate::{
    api::{Origin, OriginKind, Shape, Type, TypeId},
    openapi::{FILES_KEY, Pointer},
};

/// Tuples of Rust are compared and shown up to this size.
const WIDEST: usize = 12;

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
        let value = if nullable(node) {
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
        let shape = self.shape(node, id);
        self.fill(id, shape);
        Type::Defined(id)
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

    /// Whether a schema, or what it only renames, can be null.
    fn null_is_allowed(&mut self, node: &Node<'d>) -> bool {
        let mut node = node.clone();
        for _ in 0..32 {
            if nullable(&node) {
                return true;
            }
            let inner = match construct(&node) {
                Construct::Reference => self.follow(&node),
                Construct::AllOf => single_of_all(&node),
                Construct::Union => single_of_union(&node),
                Construct::Enumeration
                | Construct::Object
                | Construct::Map
                | Construct::List
                | Construct::Scalar
                | Construct::Anything => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => return false,
            }
        }
        false
    }

    fn list(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
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

    fn map(&mut self, node: &Node<'d>, origin: &Origin) -> Type {
        let value = match node.child("additionalProperties") {
            Some(values) if values.value.is_object() => self.type_of(&values, &item_of(origin)),
            Some(_) | None => Type::Any,
        };
        Type::Map(Box::new(value))
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
    fn origin_of(&self, id: TypeId) -> Origin {
        match self.definitions.get(id.0) {
            Some(definition) => definition.origin.clone(),
            None => Origin {
                kind: OriginKind::Additional(id),
                item: false,
            },
        }
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

fn construct(node: &Node<'_>) -> Construct {
    if node.text("$ref").is_some() {
        return Construct::Reference;
    }
    let own_members = node.has("properties");
    if node.has("allOf") {
        return Construct::AllOf;
    }
    if !own_members && (node.has("oneOf") || node.has("anyOf")) {
        return Construct::Union;
    }
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
fn takes_nothing(node: &Node<'_>) -> bool {
    node.value.as_bool() == Some(false)
        || node.value.get("not").is_some_and(|not| {
            not.as_object().is_some_and(serde_json::Map::is_empty) || not.as_bool() == Some(true)
        })
}

/// Whether the schema itself says that it can be null.
fn nullable(node: &Node<'_>) -> bool {
    let null_in = |key: &str| {
        node.items(key)
            .iter()
            .any(|alternative| is_null(alternative.value))
    };
    node.flag("nullable")
        || node.items("enum").iter().any(|v| v.value.is_null())
        || (!node.has("properties") && (null_in("oneOf") || null_in("anyOf")))
}

/// Whether a schema is that of null alone.
pub(super) fn is_null(schema: &Value) -> bool {
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

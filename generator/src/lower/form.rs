//! Bodies that are forms of several parts: which of the parts are files, and how the others are written.

use super::{
    Lowering,
    all_of::single_of_all,
    media::{Kind, kind},
    node::Node,
    union::single_of_union,
};
use crate::api::{Form, Object, Origin, Property, Scalar, Shape, Type, TypeId};

/// How deep schemas within schemas are followed. Documents can lead in circles.
const DEEPEST: usize = 16;

impl<'d> Lowering<'d> {
    /// The type of a form of several parts, which is one of its own, since files are no JSON.
    pub(super) fn form(
        &mut self,
        media: &Node<'d>,
        schema: Option<&Node<'d>>,
        origin: &Origin,
    ) -> Type {
        let value = schema.map(|schema| self.type_of(schema, origin).split_null().0);
        let (id, mut object) = match &value {
            Some(Type::Defined(id)) => self.own_object(*id, origin, schema),
            Some(Type::Map(inner)) => {
                let object = Object {
                    additional: Some((**inner).clone()),
                    ..Object::default()
                };
                (None, Some(object))
            }
            Some(
                Type::Any
                | Type::Scalar(_)
                | Type::Upload
                | Type::List(_)
                | Type::Tuple(_)
                | Type::Nullable(_),
            )
            | None => (None, None),
        };
        if object.is_none()
            && let Some(schema) = schema.filter(|schema| !schema.says_nothing())
        {
            self.warn(
                "form-not-expressed",
                schema,
                "the parts of this form are not the members of an object: any parts are taken"
                    .to_owned(),
                "describe the form by an object with a property for each part",
            );
        }
        let mut object = object.take().unwrap_or(Object {
            additional: Some(Type::Upload),
            ..Object::default()
        });
        let mut form = Form::default();
        for property in &mut object.properties {
            let encoding = media
                .child("encoding")
                .and_then(|encodings| encodings.child(&property.name));
            let node = schema.and_then(|s| self.property_node(s, &property.name, DEEPEST));
            self.part(property, node.as_ref(), encoding.as_ref(), &mut form);
        }
        object.form = Some(form);
        // A second operation with the same form.
        if let Some(Type::Defined(known)) = &value {
            let known = self.behind(*known);
            let shape = self.definitions.get(known.0).map(|d| &d.shape);
            if matches!(shape, Some(Shape::Object(shape)) if *shape == object) {
                return Type::Defined(known);
            }
        }
        let id = id.unwrap_or_else(|| self.reserve(origin.clone(), schema.unwrap_or(media)));
        self.fill(id, Shape::Object(object));
        Type::Defined(id)
    }

    /// The object that a type is, and its place where it was made for this body alone.
    fn own_object(
        &mut self,
        id: TypeId,
        origin: &Origin,
        schema: Option<&Node<'d>>,
    ) -> (Option<TypeId>, Option<Object>) {
        let id = self.behind(id);
        let alone = schema.is_some_and(|schema| self.is_used_by_forms_alone(schema));
        let Some(definition) = self.definitions.get(id.0) else {
            return (None, None);
        };
        match &definition.shape {
            Shape::Object(object) => {
                // Another operation may have other words for the parts of the same form.
                let own = definition.origin == *origin || alone && object.form.is_none();
                let own = own.then_some(id);
                (own, Some(object.clone()))
            }
            Shape::Alias(Type::Map(inner)) => {
                let object = Object {
                    additional: Some((**inner).clone()),
                    ..Object::default()
                };
                (None, Some(object))
            }
            Shape::Alias(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Contents(_) => {
                (None, None)
            }
        }
    }

    /// Whether the values of a type are JSON, as those of forms are not.
    pub(super) fn is_json(&self, value: &Type) -> bool {
        match value {
            Type::Defined(id) => {
                let definition = self.definitions.get(self.behind(*id).0);
                match definition.map(|definition| &definition.shape) {
                    Some(Shape::Object(object)) => object.form.is_none(),
                    Some(Shape::Contents(_)) => false,
                    Some(Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_)) | None => true,
                }
            }
            Type::Upload => false,
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => self.is_json(inner),
            Type::Any | Type::Scalar(_) | Type::Tuple(_) => true,
        }
    }

    /// What a part of a form is.
    fn part(
        &mut self,
        property: &mut Property,
        node: Option<&Node<'d>>,
        encoding: Option<&Node<'d>>,
        form: &mut Form,
    ) {
        // A form has no null: what would be null is left out.
        property.required &= !property.nullable;
        property.nullable = false;
        let media = encoding.and_then(|encoding| encoding.text("contentType"));
        let media = media.and_then(|all| all.split(',').map(str::trim).find(|m| !m.contains('*')));
        let mut said = media.map(str::to_owned);
        let is_file = node.is_some_and(|node| self.is_file(node, media));
        let items = node.and_then(|node| self.items_of(node));
        let are_files = items.is_some_and(|items| self.is_file(&items, media));
        if is_file {
            property.value = Type::Upload;
        } else if are_files {
            property.value = Type::List(Box::new(Type::Upload));
        } else if let (Some(media), Some(encoding)) = (media, encoding) {
            match kind(media, false) {
                Kind::Json => {}
                // A text is sent as it is, whatever it is about.
                Kind::Text if property.value == Type::Scalar(Scalar::Text) => {}
                Kind::Text | Kind::Form | Kind::Multipart | Kind::Bytes => {
                    self.warn(
                        "part-as-bytes",
                        encoding,
                        format!(
                            "the part `{}` of {media} is taken as bytes, which are sent as they are",
                            property.name
                        ),
                        "offer the part as application/json",
                    );
                    property.value = Type::Upload;
                }
            }
        }
        if property.value == Type::Upload {
            property.facts.format = None;
        }
        if let Some(encoding) = encoding {
            let said = [
                (
                    encoding.has("headers") && property.value != Type::Upload,
                    "headers",
                ),
                (has_style(encoding, &property.value), "a style"),
            ];
            for (_, what) in said.into_iter().filter(|(said, _)| *said) {
                self.warn(
                    "part-encoding-left-out",
                    encoding,
                    format!(
                        "the part `{}` has {what} that the client does not write",
                        property.name
                    ),
                    "nothing needs to be done where the service does without",
                );
            }
        }
        // A text is plain unless it says otherwise.
        said = said.filter(|media| media != "text/plain");
        form.media
            .extend(said.map(|media| (property.name.clone(), media)));
    }

    /// Whether the parts of a form can be files.
    pub(super) fn has_file_parts(&mut self, schema: &Node<'d>) -> bool {
        let mut found = false;
        for name in self.property_names(schema, DEEPEST) {
            if let Some(node) = self.property_node(schema, &name, DEEPEST) {
                found |= self.is_file(&node, None);
                let items = self.items_of(&node);
                found |= items.is_some_and(|items| self.is_file(&items, None));
            }
        }
        found
    }

    /// Whether a part is a file: bytes, or something of a media type that is neither text nor JSON.
    fn is_file(&mut self, node: &Node<'d>, media: Option<&str>) -> bool {
        if self.is_binary(node) {
            return true;
        }
        let Some(node) = self.meant(node) else {
            return false;
        };
        let named = media.is_some_and(|media| kind(media, false) == Kind::Bytes);
        match node.text("type") {
            Some("string") => named && !node.has("enum"),
            Some("file") => true,
            Some(_) => false,
            None => node.says_nothing() && media.is_none_or(|m| kind(m, false) == Kind::Bytes),
        }
    }

    /// Whether a schema is that of bytes that are sent as they are.
    pub(super) fn is_binary(&mut self, node: &Node<'d>) -> bool {
        self.meant(node).is_some_and(|node| {
            matches!(node.text("type"), Some("string") | None)
                && node.text("format") == Some("binary")
                || node.text("type") == Some("file")
        })
    }

    /// The items of a schema, where it is that of a list.
    fn items_of(&mut self, node: &Node<'d>) -> Option<Node<'d>> {
        self.meant(node)?.child("items")
    }

    /// The schema that others only lead to or add words to.
    fn meant(&mut self, node: &Node<'d>) -> Option<Node<'d>> {
        let mut node = self.known(node)?;
        for _ in 0..DEEPEST {
            let inner = single_of_all(&node).or_else(|| {
                let union = node.has("oneOf") || node.has("anyOf");
                single_of_union(&node).filter(|_| union)
            });
            match inner {
                Some(inner) => node = self.known(&inner)?,
                None => break,
            }
        }
        Some(node)
    }

    /// What references lead to. Whoever makes a type of it tells what leads nowhere.
    fn known(&self, node: &Node<'d>) -> Option<Node<'d>> {
        if node.text("$ref").is_none() {
            return Some(node.clone());
        }
        let at = self.document.resolve(&node.at).ok()?;
        Some(Node::at(self.document, &at))
    }

    /// The schema of a property, in the schema itself or in those that it holds.
    fn property_node(&mut self, schema: &Node<'d>, name: &str, depth: usize) -> Option<Node<'d>> {
        let depth = depth.checked_sub(1)?;
        let schema = self.known(schema)?;
        let own = schema.child("properties").and_then(|p| p.child(name));
        own.or_else(|| {
            let members = schema.items("allOf").into_iter().rev();
            members
                .chain([schema.items("oneOf"), schema.items("anyOf")].concat())
                .find_map(|member| self.property_node(&member, name, depth))
        })
    }

    fn property_names(&mut self, schema: &Node<'d>, depth: usize) -> Vec<String> {
        let Some(depth) = depth.checked_sub(1) else {
            return Vec::new();
        };
        let Some(schema) = self.known(schema) else {
            return Vec::new();
        };
        let own = schema
            .entries("properties")
            .into_iter()
            .map(|(name, _)| name);
        let mut names: Vec<String> = own.collect();
        for member in schema.items("allOf") {
            names.extend(self.property_names(&member, depth));
        }
        names
    }
}

/// Whether a part is written in another style than the usual one: a part for each item of a list.
fn has_style(encoding: &Node<'_>, value: &Type) -> bool {
    let style = encoding.text("style").is_some_and(|style| style != "form");
    let explode = encoding
        .value
        .get("explode")
        .and_then(serde_json::Value::as_bool);
    style || explode == Some(false) && matches!(value, Type::List(_))
}

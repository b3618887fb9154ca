//! Every place where the reference shows an object, with the schema that the document has there.

use serde_json::Value;

use super::{
    merge, naming, paging,
    pairing::Pair,
    schemas::{
        component_name, is_object, json_schema, meant, property_schema, request_body, response_for,
        schema_properties,
    },
    shapes::Shape,
};
use crate::{
    diagnostic::Location,
    openapi::{Document, Pointer},
    reference::{Body, Example, Kind, Members, Property, Type},
};

/// What a body is to its operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// One element of a list.
    Item,
    /// The object around a list.
    Envelope,
    /// The answer.
    Response,
    /// The answer when something went wrong.
    Failure,
    /// What is sent.
    Request,
    /// An object inside of another one.
    Nested,
}

/// A value inside of an example.
#[derive(Clone, Debug)]
pub(super) struct Shown<'a> {
    example: &'a Example,
    pub(super) value: &'a Value,
    pointer: Pointer,
}

impl<'a> Shown<'a> {
    fn root(example: &'a Example) -> Self {
        Self {
            example,
            value: &example.value,
            pointer: Pointer::root(),
        }
    }

    /// A member of the object.
    pub(super) fn member(&self, name: &str) -> Option<Self> {
        Some(self.below(self.value.get(name)?, name))
    }

    /// The first item of the array.
    fn first(&self) -> Option<Self> {
        Some(self.below(self.value.get(0)?, "0"))
    }

    fn below(&self, value: &'a Value, token: &str) -> Self {
        Self {
            example: self.example,
            value,
            pointer: self.pointer.child(token),
        }
    }

    /// Its line on the page.
    pub(super) fn at(&self) -> Location {
        let place = self.example.places.get(&self.pointer.to_string());
        place.unwrap_or(&self.example.at).clone()
    }
}

/// One place where the reference shows an object.
#[derive(Clone, Debug)]
pub(super) struct Use<'a> {
    pub(super) operation: String,
    /// The part of the operation that shows it: `request`, or a status.
    part: String,
    pub(super) path: String,
    pub(super) role: Role,
    pub(super) properties: &'a [Property],
    /// [`merge::fingerprint`] of the properties.
    pub(super) fingerprint: String,
    /// The same object in the example, where the example shows it.
    pub(super) example: Option<Shown<'a>>,
    pub(super) at: Location,
}

/// The objects that the pages show, those that are the same put together.
pub(super) fn collect<'a>(document: &Document, pairs: &[Pair<'a>]) -> Vec<Shape<'a>> {
    let mut collector = Collector {
        document,
        part: String::new(),
        bound: Vec::new(),
        unbound: Vec::new(),
    };
    for pair in pairs {
        collector.operation(pair);
    }
    collector.finish()
}

struct Collector<'d, 'a> {
    document: &'d Document,
    /// The part of the operation that is looked at: `request`, or a status.
    part: String,
    bound: Vec<Shape<'a>>,
    unbound: Vec<Use<'a>>,
}

impl<'a> Collector<'_, 'a> {
    fn operation(&mut self, pair: &Pair<'a>) {
        let Some(reference) = pair.reference() else {
            return;
        };
        if let Some(body) = &reference.request_body {
            let schema = pair.document.as_ref().and_then(|at| {
                let part = request_body(self.document, at)?;
                json_schema(self.document, &part.content)
            });
            "request".clone_into(&mut self.part);
            self.body(pair, body, schema, Role::Request);
        }
        for response in &reference.responses {
            let Some(body) = &response.body else { continue };
            let success = response.status.text.starts_with('2');
            let schema = pair
                .document
                .as_ref()
                .and_then(|at| response_for(self.document, at, reference, &response.status.text))
                .and_then(|part| json_schema(self.document, &part.content));
            let role = if success {
                Role::Response
            } else {
                Role::Failure
            };
            self.part.clone_from(&response.status.text);
            self.body(pair, body, schema, role);
        }
    }

    fn body(&mut self, pair: &Pair<'a>, body: &'a Body, schema: Option<Pointer>, role: Role) {
        let example = body.example.as_ref().map(Shown::root);
        let at = &body.media_type.at;
        self.visit(pair, &body.ty, example, schema, role, at);
    }

    fn visit(
        &mut self,
        pair: &Pair<'a>,
        ty: &'a Type,
        example: Option<Shown<'a>>,
        schema: Option<Pointer>,
        role: Role,
        at: &Location,
    ) {
        let schema = schema.and_then(|at| meant(self.document, &at));
        match &ty.kind {
            Kind::Array(item) => {
                let items = schema
                    .map(|at| at.child("items"))
                    .filter(|at| self.document.get(at).is_some());
                let example = example.and_then(|e| e.first());
                let role = match role {
                    Role::Response => Role::Item,
                    other => other,
                };
                self.visit(pair, item, example, items, role, at);
            }
            Kind::Object(Members::Listed(properties)) => {
                self.object(pair, properties, example.as_ref(), schema, role, at);
            }
            Kind::Union(alternatives) => {
                for alternative in alternatives {
                    self.visit(pair, &alternative.ty, None, None, Role::Nested, at);
                }
            }
            Kind::Object(Members::Free | Members::Elided)
            | Kind::Any
            | Kind::Boolean
            | Kind::Integer
            | Kind::Number
            | Kind::String => {}
        }
    }

    fn object(
        &mut self,
        pair: &Pair<'a>,
        properties: &'a [Property],
        example: Option<&Shown<'a>>,
        schema: Option<Pointer>,
        role: Role,
        at: &Location,
    ) {
        let list = (role == Role::Response)
            .then(|| paging::envelope(properties))
            .flatten();
        let role = if list.is_some() { Role::Envelope } else { role };
        let is_array = |at: &Pointer| {
            let value = self.document.get(at);
            value.and_then(|v| v.get("type")) == Some(&Value::from("array"))
        };
        // The document shows the list bare: its items are the items inside of the envelope.
        let bare = schema.clone().filter(is_array);
        let node = schema.filter(|at| is_object(self.document, at));
        let one = Use {
            operation: pair.key.clone(),
            part: self.part.clone(),
            path: pair.path.clone(),
            role,
            properties,
            fingerprint: merge::fingerprint(properties),
            example: example.cloned(),
            at: properties.first().map_or(at, |p| &p.name.at).clone(),
        };
        match &node {
            Some(node) => self.bind(node.clone(), one),
            None if role == Role::Nested => {}
            None => self.unbound.push(one),
        }
        let list_name = list.map(|(property, _)| property.name.text.as_str());
        for property in properties {
            let name = property.name.text.as_str();
            let example = example.and_then(|e| e.member(name));
            let in_list = list_name == Some(name);
            let child = match (&node, &bare) {
                (Some(node), _) => property_schema(self.document, node, name)
                    .or_else(|| in_list.then(|| only_list(self.document, node)).flatten()),
                (None, Some(array)) if in_list => Some(array.clone()),
                _ => None,
            };
            let role = if in_list { Role::Item } else { Role::Nested };
            self.visit(pair, &property.ty, example, child, role, &property.name.at);
        }
    }

    fn bind(&mut self, at: Pointer, one: Use<'a>) {
        if let Some(shape) = self.bound.iter_mut().find(|s| s.at.as_ref() == Some(&at)) {
            shape.uses.push(one);
            return;
        }
        let place = place(&at, &one);
        self.bound.push(Shape {
            at: Some(at),
            name: None,
            place,
            uses: vec![one],
            properties: Vec::new(),
            written_out: false,
        });
    }

    /// Puts together what is the same object, and merges what the uses say.
    fn finish(self) -> Vec<Shape<'a>> {
        let mut all = self.bound;
        for one in self.unbound {
            // What is sent and what is answered are never the same object, and objects of a single
            // property are the same only where they are about the same thing.
            let same = |other: &Use<'_>| {
                let alike = one.properties.len() > 1
                    || naming::thing(&other.path) == naming::thing(&one.path);
                (other.role == Role::Request) == (one.role == Role::Request)
                    && alike
                    && other.fingerprint == one.fingerprint
            };
            if let Some(known) = all.iter_mut().find(|s| s.uses.iter().any(same)) {
                known.uses.push(one);
                continue;
            }
            all.push(Shape {
                at: None,
                name: None,
                place: format!("{}.{}", one.operation, one.part),
                uses: vec![one],
                properties: Vec::new(),
                written_out: false,
            });
        }
        for shape in &mut all {
            shape.properties = merge::properties(shape.uses.iter().map(|u| u.properties));
        }
        all
    }
}

/// The only property of an envelope of the document that is an array: the list, whatever its name.
fn only_list(document: &Document, envelope: &Pointer) -> Option<Pointer> {
    let properties = schema_properties(document, envelope);
    let mut lists = properties.into_iter().filter(|(_, at)| {
        let at = document.resolve(at).ok();
        let ty = at.and_then(|at| document.get(&at)?.get("type").cloned());
        ty == Some(Value::from("array"))
    });
    let (_, list) = lists.next()?;
    lists.next().is_none().then_some(list)
}

/// What findings call an inline schema: the place of the object that it is in, and the way
/// from there.
fn place(at: &Pointer, one: &Use<'_>) -> String {
    let mut names = Vec::new();
    let mut at = at.clone();
    while let Some((parent, last)) = at.split_last() {
        if let Some(name) = component_name(&at) {
            names.push(name);
            names.reverse();
            return names.join(".");
        }
        if let Some((_, before)) = parent.split_last()
            && before == "properties"
        {
            names.push(last.to_owned());
        }
        at = parent;
    }
    names.push(one.part.clone());
    names.push(one.operation.clone());
    names.reverse();
    names.join(".")
}

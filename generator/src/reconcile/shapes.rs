//! The objects that the reference shows, matched with the schemas of the document.
//!
//! The same schema is shown once for each operation that uses it. A shape is what all of these
//! together say: the union of the properties, required where all require them.

use std::collections::BTreeSet;

use heck::ToPascalCase;
use serde_json::Value;

use super::{finding::Subject, merge, naming, paging, pairing::Pair};
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
    path: String,
    pub(super) role: Role,
    pub(super) properties: &'a [Property],
    /// The same object in the example, where the example shows it.
    pub(super) example: Option<Shown<'a>>,
    pub(super) at: Location,
}

/// An object that the reference shows, once or many times.
#[derive(Clone, Debug)]
pub(super) struct Shape<'a> {
    /// The schema that describes it in the document; `None`: the document has none.
    pub(super) at: Option<Pointer>,
    /// Its name under `components/schemas`; `None`: it stands inline.
    pub(super) name: Option<String>,
    /// What findings call it: its name, or the operation and direction.
    pub(super) place: String,
    pub(super) uses: Vec<Use<'a>>,
    /// What all uses together say.
    pub(super) properties: Vec<Property>,
}

impl Shape<'_> {
    pub(super) fn subject(&self) -> Subject {
        Subject::Schema(self.place.clone())
    }

    /// Whether it is the object around a list.
    pub(super) fn is_envelope(&self) -> bool {
        self.uses.iter().any(|u| u.role == Role::Envelope)
    }

    fn has_role(&self, role: Role) -> bool {
        self.uses.iter().any(|u| u.role == role)
    }

    /// A name for a shape that the document does not name; `None` where it can stay inline.
    fn new_name(&self, taken: &BTreeSet<String>) -> Option<String> {
        let first = &self.uses[0];
        let operation = first.operation.to_pascal_case();
        let inline = self.at.as_ref().is_some_and(|at| !is_item_of_bare_list(at));
        if self.is_envelope() || self.has_role(Role::Nested) || (inline && self.uses.len() == 1) {
            return None;
        }
        let response = format!("{operation}Response");
        let item = self.uses.iter().find(|u| u.role == Role::Item);
        let candidates = if self.has_role(Role::Failure) {
            vec!["ErrorResponse".to_owned(), format!("{operation}Error")]
        } else if let Some(item) = item {
            let thing = naming::thing(&item.path);
            vec![thing.clone(), format!("{thing}Item"), response]
        } else if self.has_role(Role::Request) {
            vec![format!("{operation}Request")]
        } else if self.uses.len() > 1 {
            vec![naming::thing(&first.path), response]
        } else {
            vec![response]
        };
        candidates.into_iter().find(|name| !taken.contains(name))
    }
}

/// All shapes.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes<'a> {
    pub(super) all: Vec<Shape<'a>>,
}

impl<'a> Shapes<'a> {
    /// Collects what the pages show, matches it with the document, and names what is new.
    pub(super) fn collect(document: &Document, pairs: &[Pair<'a>]) -> Self {
        let mut collector = Collector {
            document,
            bound: Vec::new(),
            unbound: Vec::new(),
        };
        for pair in pairs {
            collector.operation(pair);
        }
        let mut shapes = collector.finish();
        shapes.name(document);
        shapes
    }

    /// The component that stands for an object with these properties, if there is one: the shape
    /// of this very place, else one that the service answers with and that is the same in full.
    /// An object of a single property is the same as another one by chance only.
    pub(super) fn component(&self, properties: &[Property]) -> Option<&str> {
        let here = |one: &Use<'_>| std::ptr::eq(one.properties, properties);
        if let Some(shape) = self.all.iter().find(|s| s.uses.iter().any(here)) {
            return shape.name.as_deref();
        }
        let fingerprint = merge::fingerprint(properties);
        let same = |one: &Use<'_>| {
            let comparable = one.role == Role::Item || properties.len() > 1;
            comparable
                && one.role != Role::Request
                && merge::fingerprint(one.properties) == fingerprint
        };
        let mut named = self.all.iter().filter(|s| s.name.is_some());
        named.find(|s| s.uses.iter().any(same))?.name.as_deref()
    }

    fn name(&mut self, document: &Document) {
        let mut taken: BTreeSet<String> = component_names(document);
        for number in 0..self.all.len() {
            let shape = &self.all[number];
            if let Some(name) = shape.at.as_ref().and_then(component_name) {
                let shape = &mut self.all[number];
                shape.place.clone_from(&name);
                shape.name = Some(name);
                continue;
            }
            if let Some(name) = shape.new_name(&taken) {
                taken.insert(name.clone());
                let shape = &mut self.all[number];
                shape.place.clone_from(&name);
                shape.name = Some(name);
            }
        }
        // The name of a list follows from the name of what it lists.
        for number in 0..self.all.len() {
            let shape = &self.all[number];
            if shape.name.is_some() || !shape.is_envelope() {
                continue;
            }
            let item = shape.properties.iter().find_map(|p| match &p.ty.kind {
                Kind::Array(item) => match &item.kind {
                    Kind::Object(Members::Listed(properties)) => {
                        self.component(properties).map(str::to_owned)
                    }
                    _ => None,
                },
                _ => None,
            });
            let base = item.unwrap_or_else(|| naming::thing(&shape.uses[0].path));
            let operation = shape.uses[0].operation.to_pascal_case();
            let name = [format!("{base}List"), format!("{operation}List")]
                .into_iter()
                .find(|name| !taken.contains(name))
                .unwrap_or_else(|| format!("{operation}Response"));
            taken.insert(name.clone());
            let shape = &mut self.all[number];
            shape.place.clone_from(&name);
            shape.name = Some(name);
        }
    }
}

/// Whether a schema is what a response that is an array consists of.
fn is_item_of_bare_list(at: &Pointer) -> bool {
    let tokens: Vec<_> = at.tokens().iter().map(String::as_str).collect();
    matches!(tokens.as_slice(), [.., "schema", "items"])
}

/// The name of a schema under `components/schemas`.
pub(super) fn component_name(at: &Pointer) -> Option<String> {
    match at.tokens() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(name.clone())
        }
        _ => None,
    }
}

fn component_names(document: &Document) -> BTreeSet<String> {
    let schemas = document.get(&Pointer::of(["components", "schemas"]));
    let schemas = schemas.and_then(Value::as_object);
    schemas.map_or_else(BTreeSet::new, |map| map.keys().cloned().collect())
}

struct Collector<'d, 'a> {
    document: &'d Document,
    bound: Vec<Shape<'a>>,
    unbound: Vec<(String, Use<'a>)>,
}

impl<'a> Collector<'_, 'a> {
    fn operation(&mut self, pair: &Pair<'a>) {
        let Some(reference) = pair.reference() else {
            return;
        };
        if let Some(body) = &reference.request_body {
            let schema = pair.document.as_ref().and_then(|at| {
                let body = self.document.resolve(&at.child("requestBody")).ok()?;
                json_schema(self.document, &body)
            });
            self.body(pair, body, schema, Role::Request);
        }
        for response in &reference.responses {
            let Some(body) = &response.body else { continue };
            let success = response.status.text.starts_with('2');
            let schema = pair
                .document
                .as_ref()
                .and_then(|at| response_for(self.document, at, &response.status.text))
                .and_then(|status| json_schema(self.document, &status));
            let role = if success {
                Role::Response
            } else {
                Role::Failure
            };
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
        let schema = schema.and_then(|at| self.document.resolve(&at).ok());
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
            path: pair.path.clone(),
            role,
            properties,
            example: example.cloned(),
            at: properties.first().map_or(at, |p| &p.name.at).clone(),
        };
        match &node {
            Some(node) => self.bind(node.clone(), one),
            None if role == Role::Nested => {}
            None => self.unbound.push((merge::fingerprint(properties), one)),
        }
        let list_name = list.map(|(property, _)| property.name.text.as_str());
        for property in properties {
            let name = property.name.text.as_str();
            let example = example.and_then(|e| e.member(name));
            let in_list = list_name == Some(name);
            let child = match (&node, &bare) {
                (Some(node), _) => property_schema(self.document, node, name),
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
        });
    }

    /// Puts together what is the same object, and merges what the uses say.
    fn finish(self) -> Shapes<'a> {
        let mut all = self.bound;
        for (fingerprint, one) in self.unbound {
            // What is sent and what is answered are never the same object, and objects of a single
            // property are the same only where they are about the same thing.
            let same = |other: &Use<'_>| {
                let alike = one.properties.len() > 1
                    || naming::thing(&other.path) == naming::thing(&one.path);
                (other.role == Role::Request) == (one.role == Role::Request)
                    && alike
                    && merge::fingerprint(other.properties) == fingerprint
            };
            if let Some(known) = all.iter_mut().find(|s| s.uses.iter().any(same)) {
                known.uses.push(one);
                continue;
            }
            let direction = if one.role == Role::Request {
                "request"
            } else {
                "response"
            };
            all.push(Shape {
                at: None,
                name: None,
                place: format!("{}.{direction}", one.operation),
                uses: vec![one],
                properties: Vec::new(),
            });
        }
        for shape in &mut all {
            shape.properties = merge::properties(shape.uses.iter().map(|u| u.properties));
        }
        Shapes { all }
    }
}

/// What findings call an inline schema: the place of the object that it is in, and the way
/// from there.
fn place(at: &Pointer, one: &Use<'_>) -> String {
    let direction = match one.role {
        Role::Request => "request",
        Role::Failure => "failure",
        Role::Item | Role::Envelope | Role::Response | Role::Nested => "response",
    };
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
    names.push(direction.to_owned());
    names.push(one.operation.clone());
    names.reverse();
    names.join(".")
}

/// The response of the document that a status of the reference is about: the same status, or the
/// only success where both are successes.
pub(super) fn response_for(
    document: &Document,
    operation: &Pointer,
    status: &str,
) -> Option<Pointer> {
    let responses = operation.child("responses");
    let map = document.get(&responses)?.as_object()?;
    let key = if map.contains_key(status) {
        status.to_owned()
    } else if status.starts_with('2') {
        map.keys().find(|key| key.starts_with('2'))?.clone()
    } else {
        return None;
    };
    document.resolve(&responses.child(key)).ok()
}

/// The schema of the JSON content of a request body or response.
pub(super) fn json_schema(document: &Document, at: &Pointer) -> Option<Pointer> {
    let content = document.get(&at.child("content"))?.as_object()?;
    let is_json = |key: &&String| {
        let essence = key.split(';').next().unwrap_or_default().trim();
        essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
    };
    let media_type = content.keys().find(is_json)?;
    let schema = at.join(["content", media_type.as_str(), "schema"]);
    document.get(&schema).map(|_| schema)
}

/// Whether a page would show a schema of the document as a table: an object with properties, or an
/// array of those. Of anything else a page may say nothing at all.
pub(super) fn shows_as_table(document: &Document, at: &Pointer) -> bool {
    let mut at = document.resolve(at).ok();
    for _ in 0..8 {
        let Some(schema) = at else { return false };
        if !schema_properties(document, &schema).is_empty() {
            return true;
        }
        at = document.resolve(&schema.child("items")).ok();
        at = at.filter(|items| document.get(items).is_some());
    }
    false
}

/// Whether a schema of the document is an object with properties.
pub(super) fn is_object(document: &Document, at: &Pointer) -> bool {
    let Some(schema) = document.get(at) else {
        return false;
    };
    schema.get("properties").is_some()
        || schema.get("allOf").is_some()
        || (schema.get("type") == Some(&Value::from("object"))
            && schema.get("additionalProperties").is_none())
}

/// The properties of an object schema, with their places; those of `allOf` parts too.
pub(super) fn schema_properties(document: &Document, at: &Pointer) -> Vec<(String, Pointer)> {
    fn add(document: &Document, at: &Pointer, depth: usize, found: &mut Vec<(String, Pointer)>) {
        let Ok(at) = document.resolve(at) else { return };
        let Some(schema) = document.get(&at) else {
            return;
        };
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for name in properties.keys() {
                if !found.iter().any(|(known, _)| known == name) {
                    found.push((name.clone(), at.join(["properties", name.as_str()])));
                }
            }
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array)
            && depth > 0
        {
            for number in 0..parts.len() {
                add(document, &at.child("allOf").child(number), depth - 1, found);
            }
        }
    }
    let mut found = Vec::new();
    add(document, at, 8, &mut found);
    found
}

fn property_schema(document: &Document, object: &Pointer, name: &str) -> Option<Pointer> {
    schema_properties(document, object)
        .into_iter()
        .find(|(known, _)| known == name)
        .map(|(_, at)| at)
}

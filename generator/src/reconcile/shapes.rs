//! The objects that the reference shows, matched with the schemas of the document.
//!
//! The same schema is shown once for each operation that uses it. A shape is what all of these
//! together say: the union of the properties, required where all require them.

use std::collections::BTreeSet;

use heck::ToPascalCase;
use serde_json::Value;

use super::{
    finding::Subject,
    merge, naming,
    pairing::Pair,
    schemas::component_name,
    uses::{self, Role, Use},
};
use crate::{
    openapi::{Document, Pointer},
    reference::{Kind, Members, Property},
};

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
    /// Whether what it inherits in the document was written out in itself.
    pub(super) written_out: bool,
}

impl Shape<'_> {
    pub(super) fn subject(&self) -> Subject {
        Subject::Schema(self.place.clone())
    }

    /// Where a property is changed that the document has at a place.
    pub(super) fn edited(&self, name: &str, schema: &Pointer) -> Pointer {
        match &self.at {
            Some(at) if self.written_out => at.join(["properties", name]),
            _ => schema.clone(),
        }
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
        let mut shapes = Self {
            all: uses::collect(document, pairs),
        };
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
            comparable && one.role != Role::Request && one.fingerprint == fingerprint
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

fn component_names(document: &Document) -> BTreeSet<String> {
    let schemas = document.get(&Pointer::of(["components", "schemas"]));
    let schemas = schemas.and_then(Value::as_object);
    schemas.map_or_else(BTreeSet::new, |map| map.keys().cloned().collect())
}

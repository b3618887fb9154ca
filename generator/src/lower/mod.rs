//! From an `OpenAPI` document to the service that it describes: a file per construct.
//!
//! Whatever the document contains ends in the service or in a diagnostic. What cannot be expressed
//! becomes an open type, with a warning that says so.

mod alias;
mod all_of;
mod ambiguous;
mod body;
mod collection;
mod content;
mod degraded;
mod enumeration;
mod error_fields;
mod events;
mod examples;
mod facts;
mod flat;
mod form;
mod form_uses;
mod heirs;
mod holds;
mod media;
mod merge;
mod node;
mod object;
mod operation;
mod operation_ids;
mod paging;
mod parameter;
mod parameter_style;
mod path_item;
mod response;
mod scalar;
mod schema;
mod secret_names;
mod security;
mod sensitive;
mod server;
mod server_url;
mod settle;
mod tags;
mod template;
mod union;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use self::{
    degraded::{Degraded, degraded},
    examples::{ExamplePlace, examples},
    paging::{PagedOperation, Paging},
    secret_names::is_secret,
};

use self::{
    all_of::Parts, node::Node, operation::Offered, security::Named, server::Places,
    settle::of_component,
};
use crate::{
    api::{Api, Definition, Origin, Shape, Type, TypeId},
    diagnostic::{Diagnostic, Diagnostics},
    openapi::{Document, Pointer},
};

/// The service that a document describes.
///
/// Warnings are added to `diagnostics`.
///
/// # Errors
/// What makes the document unusable: it is not `OpenAPI`, or references lead nowhere.
pub fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Result<Api, Diagnostics> {
    lower_with(document, &Paging::default(), diagnostics)
}

/// As [`lower`], with what the person who generates says of paging.
///
/// # Errors
/// As for [`lower`], and what is said of operations that are not there or that are not so.
pub fn lower_with(
    document: &Document,
    paging: &Paging,
    diagnostics: &mut Diagnostics,
) -> Result<Api, Diagnostics> {
    let (api, _) = run(document, paging, diagnostics, None)?;
    Ok(api)
}

/// The types of the schemas of a document, by the places of the schemas.
pub type SchemaTypes = HashMap<Pointer, Type>;

/// As [`lower`], and what each schema became: for those who hold the result against the document.
///
/// # Errors
/// As for [`lower`].
pub fn lower_with_types(
    document: &Document,
    diagnostics: &mut Diagnostics,
) -> Result<(Api, SchemaTypes), Diagnostics> {
    let typed = Some(SchemaTypes::new());
    run(document, &Paging::default(), diagnostics, typed)
}

/// As [`lower_with_types`], with what the person who generates says of paging.
///
/// # Errors
/// As for [`lower_with`].
pub fn lower_with_paging_and_types(
    document: &Document,
    paging: &Paging,
    diagnostics: &mut Diagnostics,
) -> Result<(Api, SchemaTypes), Diagnostics> {
    run(document, paging, diagnostics, Some(SchemaTypes::new()))
}

fn run(
    document: &Document,
    paging: &Paging,
    diagnostics: &mut Diagnostics,
    typed: Option<SchemaTypes>,
) -> Result<(Api, SchemaTypes), Diagnostics> {
    // The typed model is the check of the document's form; what follows reads values by place.
    diagnostics.append(document.form().clone());
    diagnostics.append(document.broken_references().clone());
    diagnostics.stop_on_error()?;
    let mut lowering = Lowering {
        document,
        paging,
        diagnostics,
        definitions: Vec::new(),
        places: HashMap::new(),
        parameter_types: HashMap::new(),
        answers: HashMap::new(),
        failures: HashMap::new(),
        kept_whole: Vec::new(),
        securities: Vec::new(),
        servers: Vec::new(),
        form_uses: None,
        pending: BTreeMap::new(),
        in_work: HashSet::new(),
        settling: HashSet::new(),
        is_working: false,
        own: HashMap::new(),
        heirs: HashMap::new(),
        unions: Vec::new(),
        warned: HashSet::new(),
        typed,
    };
    lowering.find_heirs();
    let api = lowering.api();
    let typed = lowering.typed.take().map(|mut typed| {
        for (at, id) in std::mem::take(&mut lowering.places) {
            typed.entry(at).or_insert(Type::Defined(id));
        }
        typed.retain(|_, value| lowering.is_json(value));
        typed
    });
    diagnostics.stop_on_error()?;
    Ok((api, typed.unwrap_or_default()))
}

/// One run: the document, and what was found in it so far.
struct Lowering<'d> {
    document: &'d Document,
    paging: &'d Paging,
    diagnostics: &'d mut Diagnostics,
    definitions: Vec<Definition>,
    /// The definitions of the schemas that references lead to.
    places: HashMap<Pointer, TypeId>,
    /// The types of parameters that are enumerations, by the parameter's name and its values.
    parameter_types: HashMap<(String, Vec<String>), TypeId>,
    /// The types of the contents of responses, by the places of their schemas.
    answers: HashMap<Pointer, Type>,
    /// The types of errors by the words of their schemas, with the definition that is theirs alone.
    failures: HashMap<String, (Type, Option<TypeId>)>,
    /// The alternatives of unions whose values can have members beyond those that the document lists.
    kept_whole: Vec<TypeId>,
    /// What each operation takes to say who calls, in their order.
    securities: Vec<Named>,
    /// The server that each operation has of its own, in their order.
    servers: Vec<Option<Node<'d>>>,
    /// What references lead to, where a form was found.
    form_uses: Option<form_uses::Uses>,
    /// The definitions that have an id, and no shape yet.
    pending: BTreeMap<TypeId, Pointer>,
    /// The definitions whose shapes are being put together.
    in_work: HashSet<TypeId>,
    /// Those that are next, since others are made of them.
    settling: HashSet<TypeId>,
    /// Whether pending definitions are being given their shapes.
    is_working: bool,
    /// What schemas with members and alternatives are without the alternatives.
    own: HashMap<TypeId, Parts<'d>>,
    /// The schemas that inherit from each schema that has a discriminator and no alternatives.
    heirs: HashMap<Pointer, Vec<Pointer>>,
    /// The unions, with their schemas.
    unions: Vec<(TypeId, Pointer)>,
    /// The warnings that were given: code, place and message.
    warned: HashSet<(&'static str, String, String)>,
    /// What each schema became, where somebody wants to know.
    typed: Option<SchemaTypes>,
}

impl<'d> Lowering<'d> {
    fn api(&mut self) -> Api {
        let root = Node::root(self.document);
        let info = root.child("info");
        let text = |key: &str| info.as_ref().and_then(|info| info.text(key));
        let (title, version) = (text("title"), text("version"));
        let docs = info.as_ref().map(Node::docs).unwrap_or_default();
        // Named schemas first, so that their order is that of the document.
        let components = root.child("components");
        self.working(|this| {
            for (name, schema) in components.iter().flat_map(|c| c.entries("schemas")) {
                this.define_at(&schema.at, of_component(name));
            }
        });
        let Offered {
            groups,
            mut operations,
            events,
        } = self.operations(&root);
        self.paging.check(&operations, self.diagnostics);
        self.settle_paging(&mut operations);
        let error_fields = self.error_fields(&root);
        let auth = self.auth(&root, &mut operations);
        let Places {
            base_url,
            path,
            servers,
        } = self.places(&root, &mut operations);
        self.break_alias_circles();
        self.warn_of_ambiguous_unions();
        self.keep_members();
        self.mark_secrets(&operations);
        Api {
            title: title.unwrap_or("API").to_owned(),
            version: version.unwrap_or_default().to_owned(),
            docs,
            base_url,
            path,
            servers,
            auth,
            groups,
            operations,
            events,
            definitions: std::mem::take(&mut self.definitions),
            error_fields,
        }
    }

    /// A new definition whose shape is not known yet.
    fn reserve(&mut self, origin: Origin, node: &Node<'d>) -> TypeId {
        self.definitions.push(Definition {
            origin,
            title: node.text("title").map(str::to_owned),
            docs: node.docs(),
            shape: Shape::Alias(Type::Any),
        });
        TypeId(self.definitions.len() - 1)
    }

    fn fill(&mut self, id: TypeId, shape: Shape) {
        if let Some(definition) = self.definitions.get_mut(id.0) {
            definition.shape = shape;
        }
    }

    /// The node itself or what its references lead to; `None`, with an error, where they lead
    /// nowhere.
    fn follow(&mut self, node: &Node<'d>) -> Option<Node<'d>> {
        if node.text("$ref").is_none() {
            return Some(node.clone());
        }
        match self.document.resolve(&node.at) {
            Ok(at) => Some(Node::at(self.document, &at)),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// Tells something about a place that nobody needs to mend.
    fn note(&mut self, code: &'static str, node: &Node<'_>, message: String) {
        let location = self.document.locate(&node.at);
        self.diagnostics
            .push(Diagnostic::note(code, location, message));
    }

    /// Warns about something at a place.
    fn warn(&mut self, code: &'static str, node: &Node<'_>, message: String, help: &str) {
        let location = self.document.locate(&node.at);
        let at = node.at.to_string();
        // What is used in several places is read for each of them, and told once.
        if self.warned.insert((code, at.clone(), message.clone())) {
            let warning = Diagnostic::warning(code, location, message).help(help);
            self.diagnostics.push(warning.about(at));
        }
    }
}

//! The passes in order, on one screen. The only room that knows every other one.

mod service;

use std::sync::Arc;

use heck::ToKebabCase;
use serde_json::Value;

use crate::{
    changes,
    diagnostic::{Diagnostic, Diagnostics, Location, Source},
    emit, lower,
    openapi::Document,
    plan,
    reconcile::{self, Decisions, Reconciled},
    reference::{self, Page, Reading},
};

pub use self::service::{Recordings, held_against};
pub use crate::{
    emit::File,
    lower::{Degraded, PagedOperation, Paging},
    plan::{Member, Settings},
};

/// The texts that a run starts from.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The OpenAPI document.
    pub document: Arc<Source>,
    /// The reference pages; with none, the document is taken as it is.
    pub pages: Vec<Arc<Source>>,
    /// The decisions of people.
    pub decisions: Option<Arc<Source>>,
    /// The address of the document, relative to where the overlay will stand.
    pub extends: String,
    /// What a running service answered.
    pub recordings: Recordings,
}

/// What the first half gives.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// The corrected OpenAPI document, as YAML.
    pub document: String,
    /// The OpenAPI Overlay that corrects the original, as YAML.
    pub overlay: String,
    /// The report, as Markdown.
    pub report: String,
    /// The report as a page: document, reference and result side by side; empty for a large document
    /// of which nothing was corrected.
    pub page: String,
    /// What was read, found and done.
    pub reconciled: Reconciled,
    /// The pages that were read.
    pub pages: Vec<Page>,
    /// What a person should look at, though it stops nothing. Without pages nothing is said about
    /// the document, which the second half reads as well.
    pub warnings: Diagnostics,
}

/// What the second half gives.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files of the crate.
    pub files: Vec<File>,
    /// The operations that are read page by page though the document does not say so, and what each is
    /// known by.
    pub paged: Vec<(String, String)>,
    /// The client's public surface, in short.
    pub surface: String,
    /// What could not be expressed, and became an open type.
    pub warnings: Diagnostics,
    /// How many operations the document has.
    pub operations_in: usize,
    /// How many of them the client has.
    pub operations_out: usize,
    /// Those that are in the client as less than the document describes.
    pub degraded: Vec<Degraded>,
}

/// The first half: document and pages to a corrected document.
///
/// # Errors
/// Everything that is wrong with the inputs, and what only a person can decide.
pub fn correct(inputs: &Inputs) -> Result<Corrected, Diagnostics> {
    let document = Document::read(&inputs.document)?;
    correct_document(&document, inputs)
}

/// A document larger than this (in bytes) of which nothing was corrected gets no page: it would show
/// no difference, and cost more than all the rest.
const LARGE: usize = 16 * 1024;

/// The first half, of a document that was read already.
///
/// # Errors
/// Everything that is wrong with the other inputs, and what only a person can decide.
pub fn correct_document(document: &Document, inputs: &Inputs) -> Result<Corrected, Diagnostics> {
    let Examined {
        reconciled,
        pages,
        warnings,
        mut problems,
        decisions: _,
    } = examine(document, inputs)?;
    problems.stop_on_error()?;
    let title = document.root()["info"]["title"].as_str();
    let title = format!("Corrections of {}", title.unwrap_or("the document"));
    let overlay = reconcile::overlay(&reconciled, &title, &inputs.extends);
    let corrected = yaml(&reconciled.document, &inputs.document)?;
    let nothing_corrected = pages.is_empty() && reconciled.actions.is_empty();
    let page = if nothing_corrected && inputs.document.text().len() > LARGE {
        String::new()
    } else if nothing_corrected {
        // Nothing was corrected.
        reconcile::html(document, document, &reconciled, &pages)
    } else {
        let source = Source::new("the corrected document", corrected.as_str());
        reconcile::html(document, &Document::read(&source)?, &reconciled, &pages)
    };
    Ok(Corrected {
        document: corrected,
        overlay: yaml(&overlay, &inputs.document)?,
        report: reconcile::report(&reconciled, &pages, inputs.document.name()),
        page,
        reconciled,
        pages,
        warnings,
    })
}

/// What the first half finds, also where a person has to decide before anything can be written.
#[derive(Clone, Debug)]
pub struct Examined {
    /// What was found. The document in it is corrected as far as that went, and only good where
    /// none of the problems is an error.
    pub reconciled: Reconciled,
    /// The pages that were read.
    pub pages: Vec<Page>,
    /// The decisions, and which of them were used.
    pub decisions: Decisions,
    /// What a person should look at, though it stops nothing.
    pub warnings: Diagnostics,
    /// What stops the run: open findings, decisions that match nothing.
    pub problems: Diagnostics,
}

/// Reads the inputs and runs the rules, as the first half does.
///
/// # Errors
/// What is wrong with the inputs themselves, so that nothing can be found.
pub fn examine(document: &Document, inputs: &Inputs) -> Result<Examined, Diagnostics> {
    let mut decisions = match &inputs.decisions {
        Some(source) => Decisions::read(source)?,
        None => Decisions::default(),
    };
    let Reading {
        pages,
        mut warnings,
        used,
    } = reference::read_with(&inputs.pages, &decisions.choices())
        .map_err(|problems| decisions.locate(problems))?;
    if !pages.is_empty() {
        // What the pages do not mend stops the second half.
        warnings.append(document.warnings().clone());
        warnings.append(document.dangling_references());
    }
    decisions.mark_used(&used);
    let (mut reconciled, mut problems) = reconcile::attempt(document, &pages, &mut decisions);
    if !problems.has_errors() {
        match service::hear(document, inputs, &mut reconciled, &mut decisions) {
            Ok(told) => warnings.append(told),
            Err(told) => problems.append(told),
        }
    }
    Ok(Examined {
        reconciled,
        pages,
        decisions,
        warnings,
        problems,
    })
}

/// The second half: an OpenAPI document to a crate. A name that is not given is made from the
/// title of the document.
///
/// # Errors
/// What makes the document or the settings unusable.
pub fn generate(source: &Arc<Source>, settings: &Settings) -> Result<Generated, Diagnostics> {
    generate_document(&Document::read(source)?, settings, &Paging::default())
}

/// The second half, of a document that was read already, with what is said of paging.
///
/// # Errors
/// What makes the document or the settings unusable.
pub fn generate_document(
    document: &Document,
    settings: &Settings,
    paging: &Paging,
) -> Result<Generated, Diagnostics> {
    let mut warnings = document.warnings().clone();
    let api = lower::lower_with(document, paging, &mut warnings)?;
    let plan = plan::plan(&api, settings)?;
    let files = emit::emit(&plan).map_err(|not_rust| {
        let message = not_rust.to_string();
        Diagnostics::from(Diagnostic::error_without_place("not-rust", message))
    })?;
    let paged = api.operations.iter().filter_map(|operation| {
        let pagination = operation.pagination.as_ref()?;
        Some((operation.id.clone(), pagination.known_by.clone()?))
    });
    Ok(Generated {
        files,
        paged: paged.collect(),
        surface: plan::surface(&plan),
        operations_in: document.operations().len(),
        operations_out: plan.groups.iter().map(|group| group.calls.len()).sum(),
        degraded: lower::degraded(document, &[&warnings]),
        warnings,
    })
}

/// What the things of a document are called in the crate that is made of it.
///
/// # Errors
/// What makes the document unusable.
pub fn names(document: &Document, paging: &Paging) -> Result<changes::Names, Diagnostics> {
    let (api, types) =
        lower::lower_with_paging_and_types(document, paging, &mut Diagnostics::new())?;
    let plan = plan::plan(&api, &Settings::default())?;
    let (places, values): (Vec<_>, Vec<_>) = types.into_iter().unzip();
    let rust = plan::rust_types(&api, &values);
    Ok(changes::Names::of(
        plan::listing(&api, &plan),
        places.into_iter().zip(rust),
    ))
}

/// An example that a document carries, and the type of the client that its value has.
#[derive(Clone, Debug)]
pub struct Example {
    /// The JSON pointer of its value.
    pub pointer: String,
    /// Where its value stands.
    pub location: Location,
    /// The value.
    pub value: Value,
    /// The JSON pointer of the schema that it is an example of.
    pub schema: String,
    /// The type, as code of another crate would name it: `types` is the module of the client.
    pub rust: String,
}

/// The examples of a document with the types that its client has for them: what a test of the
/// client needs.
///
/// # Errors
/// What makes the document unusable.
pub fn examples(document: &Document) -> Result<Vec<Example>, Diagnostics> {
    let (api, types) = lower::lower_with_types(document, &mut Diagnostics::new())?;
    let places = lower::examples(document, &types);
    let values: Vec<_> = places.iter().map(|place| place.value.clone()).collect();
    let rust = plan::rust_types(&api, &values);
    let examples = places.into_iter().zip(rust).map(|(place, rust)| Example {
        pointer: place.at.to_string(),
        location: document.locate(&place.at),
        value: document.get(&place.at).cloned().unwrap_or_default(),
        schema: place.schema.to_string(),
        rust: emit::type_text(&rust, "types"),
    });
    Ok(examples.collect())
}

/// Whether a name is a word of Rust, which cargo does not take as the name of a package.
#[must_use]
pub fn is_keyword(name: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.chars().all(letters) && syn::parse_str::<syn::Ident>(name).is_err()
}

/// The name of a crate for a document that comes with none: its title, as package names are.
///
/// # Errors
/// The document cannot be read.
pub fn crate_name(source: &Arc<Source>) -> Result<String, Diagnostics> {
    Ok(crate_name_of(&Document::read(source)?))
}

/// The name of a crate for a document that was read already.
#[must_use]
pub fn crate_name_of(document: &Document) -> String {
    let title = document.root()["info"]["title"].as_str();
    let letters = |c: char| if c.is_ascii_alphanumeric() { c } else { ' ' };
    let plain: String = title.unwrap_or_default().chars().map(letters).collect();
    let name = plain.to_kebab_case();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
    }
}

fn yaml(value: &Value, source: &Arc<Source>) -> Result<String, Diagnostics> {
    reconcile::to_yaml(value).map_err(|error| {
        Diagnostic::error_without_place(
            "yaml-output",
            format!("{} cannot be written as YAML: {error}", source.name()),
        )
        .into()
    })
}

#[cfg(test)]
mod tests {
    use super::{Inputs, correct};
    use crate::diagnostic::{Diagnostics, Source};

    #[test]
    fn outputs_are_read_alike_by_readers_of_yaml_1_1() -> Result<(), Diagnostics> {
        let document = "openapi: 3.0.3\ninfo: {title: 'on', version: '2019-08-24'}\npaths: {}\n";
        let corrected = correct(&Inputs {
            document: Source::new("openapi.yaml", document),
            pages: Vec::new(),
            decisions: None,
            extends: "12:30".to_owned(),
            recordings: super::Recordings::default(),
        })?;
        let info = "info:\n  title: 'on'\n  version: '2019-08-24'\n";
        assert!(corrected.document.contains(info), "{}", corrected.document);
        assert!(
            corrected.overlay.contains("extends: '12:30'\n"),
            "{}",
            corrected.overlay
        );
        Ok(())
    }
}

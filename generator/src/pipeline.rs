//! The passes in order, on one screen. The only file that knows every room.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Source},
    openapi::Document,
    reconcile::{self, Decisions, Reconciled},
    reference::{self, Page, Reading},
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
    /// What was read, found and done.
    pub reconciled: Reconciled,
    /// The pages that were read.
    pub pages: Vec<Page>,
    /// What a person should look at, though it stops nothing.
    pub warnings: Diagnostics,
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of the output, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The first half: document and pages to a corrected document.
///
/// # Errors
/// Everything that is wrong with the inputs, and what only a person can decide.
pub fn correct(inputs: &Inputs) -> Result<Corrected, Diagnostics> {
    let document = Document::read(&inputs.document)?;
    let mut decisions = match &inputs.decisions {
        Some(source) => Decisions::read(source)?,
        None => Decisions::default(),
    };
    let Reading {
        pages, warnings, ..
    } = reference::read_with(&inputs.pages, &decisions.choices())?;
    let reconciled = reconcile::reconcile(&document, &pages, &mut decisions)?;
    let title = document.root()["info"]["title"].as_str();
    let title = format!("Corrections of {}", title.unwrap_or("the document"));
    let overlay = reconcile::overlay(&reconciled, &title, &inputs.extends);
    Ok(Corrected {
        document: yaml(&reconciled.document, &inputs.document)?,
        overlay: yaml(&overlay, &inputs.document)?,
        report: reconcile::report(&reconciled, &pages, inputs.document.name()),
        reconciled,
        pages,
        warnings,
    })
}

fn yaml(value: &Value, source: &Arc<Source>) -> Result<String, Diagnostics> {
    serde_yaml::to_string(value).map_err(|error| {
        Diagnostic::error_without_place(
            "yaml-output",
            format!("{} cannot be written as YAML: {error}", source.name()),
        )
        .into()
    })
}

//! What a running service has answered, as a third source of evidence of the first half.

use std::sync::Arc;

use super::{Inputs, Paging, examine, yaml};
use crate::{
    api::PagingWay,
    diagnostic::{Diagnostics, Source},
    drift::{self, Paged, Recording},
    lower,
    openapi::{Document, OperationPlace},
    reconcile::{self, Decisions, Reconciled},
};

/// What was recorded of a running service.
#[derive(Clone, Debug, Default)]
pub struct Recordings {
    /// A recording for each operation.
    pub files: Vec<Arc<Source>>,
    /// The name of the corrected document in findings.
    pub document: String,
    /// Which lists are read page by page.
    pub paging: Paging,
    /// Whether they are of this moment: decisions that rest on others are not held against them.
    pub live: bool,
}

/// Holds the recordings against what was reconciled. Gives warnings.
pub(super) fn hear(
    document: &Document,
    inputs: &Inputs,
    reconciled: &mut Reconciled,
    decisions: &mut Decisions,
) -> Result<Diagnostics, Diagnostics> {
    let recordings = &inputs.recordings;
    let mut problems = Diagnostics::new();
    let mut read = Vec::new();
    for file in &recordings.files {
        match Recording::read(file) {
            Ok(recording) => read.push(recording),
            Err(told) => problems.append(told),
        }
    }
    problems.stop_on_error()?;
    let mut warnings = Diagnostics::new();
    let mut findings = Vec::new();
    if !read.is_empty() {
        let base = compared(document, inputs, reconciled)?;
        let paged = paged(&base, &recordings.paging);
        let (deviations, told) = drift::compare(&base, &read, &paged);
        warnings.append(told);
        let (before, actions) = (reconciled.findings.len(), reconciled.actions.len());
        let places = reconcile::hold(reconciled, &base, &deviations, decisions)?;
        if reconciled.actions.len() > actions {
            let text = yaml(&reconciled.document, &inputs.document)?;
            let last = Document::read(&Source::new(recordings.document.as_str(), text))?;
            reconcile::relocate(reconciled, &places, |at| last.locate(at));
        }
        findings = reconciled.findings.iter().skip(before).cloned().collect();
    }
    if !recordings.live {
        let unused = decisions.unused(&findings, reconcile::rules::Source::Service);
        warnings.append(unused);
        warnings.stop_on_error()?;
    }
    Ok(warnings)
}

/// The document that a service is held against: the corrected one, with the places that it has where
/// it is written. Where nothing was corrected, places are those of the file that people have.
fn compared(
    document: &Document,
    inputs: &Inputs,
    reconciled: &Reconciled,
) -> Result<Document, Diagnostics> {
    if inputs.pages.is_empty() {
        return Ok(document.clone());
    }
    let text = yaml(&reconciled.document, &inputs.document)?;
    Document::read(&Source::new(inputs.recordings.document.as_str(), text))
}

/// The document that a running service is held against, and how its lists are read page by page.
/// Recordings that the inputs have are not looked at.
///
/// # Errors
/// As for [`correct`](super::correct).
pub fn held_against(
    document: &Document,
    inputs: &Inputs,
) -> Result<(Document, Vec<Paged>), Diagnostics> {
    let mut inputs = inputs.clone();
    inputs.recordings.files.clear();
    inputs.recordings.live = true;
    let mut examined = examine(document, &inputs)?;
    examined.problems.stop_on_error()?;
    let document = compared(document, &inputs, &examined.reconciled)?;
    let paged = paged(&document, &inputs.recordings.paging);
    Ok((document, paged))
}

/// The lists that a cursor leads through. What is wrong with the document is told by the second half.
fn paged(document: &Document, paging: &Paging) -> Vec<Paged> {
    let Ok(api) = lower::lower_with(document, paging, &mut Diagnostics::new()) else {
        return Vec::new();
    };
    let places = document.operations();
    let paged = api.operations.iter().filter_map(|operation| {
        let pagination = operation.pagination.as_ref()?;
        let PagingWay::Cursor { parameter, member } = &pagination.way else {
            return None;
        };
        let is_meant = |at: &&OperationPlace| {
            let id = document.get(&at.at.child("operationId"));
            at.path == operation.path && id.is_some_and(|id| *id == operation.id)
        };
        let alone = |at: &&OperationPlace| at.path == operation.path && at.method == "GET";
        let place = places
            .iter()
            .find(is_meant)
            .or_else(|| places.iter().find(alone))?;
        Some(Paged {
            method: place.method.clone(),
            path: place.path.clone(),
            items: pagination.items.clone(),
            cursor: member.clone(),
            parameter: parameter.clone(),
            has_more: pagination.has_more.clone(),
        })
    });
    paged.collect()
}

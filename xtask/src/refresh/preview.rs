//! What reconciling will find in the new inputs that it did not find in the old ones, and the other
//! way round.

use std::collections::BTreeSet;

use truespec::{
    diagnostic::Diagnostics,
    openapi::Document,
    pipeline::{self, Inputs},
    reconcile::Finding,
};

/// The ids of findings that are new and that are gone.
#[derive(Debug, Default)]
pub(super) struct Preview {
    pub(super) new: Vec<String>,
    pub(super) gone: Vec<String>,
}

/// Compares what is found; where the old inputs cannot be reconciled, all is new.
///
/// # Errors
/// Why the new inputs cannot be reconciled as they are.
pub(super) fn of(
    before: Option<(&Document, &Inputs)>,
    document: &Document,
    inputs: &Inputs,
) -> Result<Preview, Diagnostics> {
    let after = ids(document, inputs)?;
    let before = before
        .and_then(|(document, inputs)| ids(document, inputs).ok())
        .unwrap_or_default();
    Ok(Preview {
        new: after.difference(&before).cloned().collect(),
        gone: before.difference(&after).cloned().collect(),
    })
}

fn ids(document: &Document, inputs: &Inputs) -> Result<BTreeSet<String>, Diagnostics> {
    let corrected = pipeline::correct_document(document, inputs)?;
    let findings = corrected.reconciled.findings.iter();
    Ok(findings.map(Finding::id).collect())
}

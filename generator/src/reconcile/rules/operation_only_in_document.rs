//! Operations that no page describes.

use super::{Rule, rule};
use crate::reconcile::{
    Context,
    finding::{DOCUMENT, Draft, REFERENCE, Subject},
};

rule! {
    /// # operation-only-in-document
    /// What it does: finds operations of the document that none of the pages describes.
    ///
    /// Why: the pages given may not be all pages there are, and silence is no evidence.
    ///
    /// Wins: `document`: the operation stays as it is.
    ///
    /// Sides: `document` keeps the operation; `reference` takes it out.
    ///
    /// Example: `POST /projects/{id}/archive` stands in the document only.
    pub(super) const RULE: Rule = Rule {
        name: "operation-only-in-document",
        summary: "an operation of the document that no page describes",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    let mut kept = Vec::new();
    for pair in std::mem::take(&mut cx.pairs) {
        let (Some(at), None) = (&pair.document, pair.reference()) else {
            kept.push(pair);
            continue;
        };
        let draft = Draft::new(
            RULE.name,
            pair.key.clone(),
            Subject::Operation(pair.key.clone()),
        )
        .document(format!("`{}`", pair.signature()), cx.document.locate(at))
        .claim(REFERENCE, "nothing", [])
        .wins(Some(DOCUMENT));
        if cx.settle(draft).as_deref() == Some(REFERENCE) {
            cx.editor.remove(at);
        } else {
            kept.push(pair);
        }
    }
    cx.pairs = kept;
}

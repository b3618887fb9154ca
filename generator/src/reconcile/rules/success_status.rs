//! The status of success.

use super::{Rule, rule};
use crate::{
    reconcile::{
        Context,
        finding::{Draft, Subject},
        schemas::unmatched_successes,
        write,
    },
    reference::Response,
};

rule! {
    /// # success-status
    /// What it does: compares the 2xx statuses of an operation.
    ///
    /// Why: clients that check the exact status turn every success into an error.
    ///
    /// Wins: `reference`: the document's response moves to the status that the page shows.
    ///
    /// Sides: `document` keeps the status of the document; `reference` takes that of the page.
    ///
    /// Example: the document says `201`, the page `200`.
    pub(super) const RULE: Rule = Rule {
        name: "success-status",
        summary: "success has another status than the document says",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for pair in cx.pairs.clone() {
        let (Some(operation), Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        let responses = operation.child("responses");
        let is_success = |r: &&Response| r.status.text.starts_with('2');
        if !reference.responses.iter().any(|r| is_success(&r)) {
            continue;
        }
        let (ours, theirs) = unmatched_successes(cx.document, operation, reference);
        let mut ours = ours.into_iter();
        let subject = || Subject::Operation(pair.key.clone());
        let new = |r: &&Response| theirs.contains(&r.status.text);
        for response in reference.responses.iter().filter(new) {
            let status = &response.status.text;
            let place = format!("{}.{status}", pair.key);
            let draft = Draft::new(RULE.name, place, subject());
            let old = ours.next();
            let draft = match &old {
                Some(old) => {
                    let at = cx.document.locate(&responses.child(old));
                    draft.document(format!("`{old}`"), at)
                }
                None => draft.document("no success", cx.document.locate(&responses)),
            };
            let draft = draft.reference(format!("`{status}`"), response.status.at.clone());
            if !cx.corrects(draft) {
                continue;
            }
            if let Some(old) = old {
                cx.editor.rename(&responses, &old, status);
                cx.tell(
                    operation.clone(),
                    format!(
                        "The published document says that success is `{old}`; it is `{status}`."
                    ),
                );
            } else {
                let value = write::response(response, &cx.shapes);
                cx.editor.set(&responses, status, value);
            }
        }
        for old in ours {
            let at = responses.child(&old);
            let draft = Draft::new(RULE.name, format!("{}.{old}", pair.key), subject())
                .document(format!("`{old}`"), cx.document.locate(&at))
                .reference("no such success", reference.title.at.clone());
            if cx.corrects(draft) {
                cx.editor.remove(&at);
            }
        }
    }
}

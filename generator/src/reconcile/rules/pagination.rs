//! How to get the next page.

use super::{Rule, rule};
use crate::{
    openapi::Pointer,
    reconcile::{
        Context,
        finding::{Draft, REFERENCE, Subject},
        paging,
    },
};

rule! {
    /// # pagination
    /// What it does: recognises operations that page by a cursor: the answer holds the cursor of
    /// the next page, and a query parameter takes it.
    ///
    /// Why: OpenAPI cannot say so; with the mark (`x-truespec-pagination`) the client can offer all
    /// items of all pages as one stream.
    ///
    /// Wins: `reference`: the operation is marked.
    ///
    /// Sides: `document` leaves the operation without the mark, so that its user asks for each
    /// page; `reference` marks it.
    ///
    /// Example: `nextPage` in the answer is sent as `?after=`.
    pub(super) const RULE: Rule = Rule {
        name: "pagination",
        summary: "an operation pages by a cursor, which the document does not say",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for pair in cx.pairs.clone() {
        let (Some(operation), Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        let Some(paging) = paging::recognise(reference) else {
            continue;
        };
        let key = format!("query.{}", paging.parameter);
        let sent = cx
            .parameters
            .iter()
            .any(|p| p.operation == pair.key && p.name == key && p.value.is_some());
        let refused = cx.findings.iter().any(|f| {
            f.rule == super::pagination_envelope::RULE.name
                && f.subject == Subject::Operation(pair.key.clone())
                && f.outcome.side() != Some(REFERENCE)
        });
        if !sent || refused {
            // A decision took the list as the document has it.
            continue;
        }
        let marked = operation.child(paging::EXTENSION);
        if cx.document.get(&marked) == Some(&paging.value()) {
            continue;
        }
        let draft = Draft::new(
            RULE.name,
            pair.key.clone(),
            Subject::Operation(pair.key.clone()),
        )
        .document(
            "nothing about paging",
            cx.document.locate(&Pointer::clone(operation)),
        )
        .reference(
            format!("`{}` is sent as `?{}=`", paging.cursor, paging.parameter),
            reference.title.at.clone(),
        );
        if cx.corrects(draft) {
            cx.editor.set(operation, paging::EXTENSION, paging.value());
        }
    }
}

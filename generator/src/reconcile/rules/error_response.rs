//! Answers when something went wrong.

use super::{Rule, response_body::describe, rule};
use crate::{
    reconcile::{
        Context,
        finding::{Draft, Subject},
        schemas::{json_schema, response_for},
        words, write,
    },
    reference::Body,
};

rule! {
    /// # error-response
    /// What it does: finds error responses (`default`, 4xx, 5xx) that the pages show and the
    /// document lacks, or shows without a body or with one of another type. Errors that only the
    /// document has stay: silence is no evidence.
    ///
    /// Why: the code and message in an error's body are what a user needs first.
    ///
    /// Wins: `reference`: the response is added, or its body replaced.
    ///
    /// Sides: `document` leaves the responses as they are; `reference` takes the response of the
    /// page.
    ///
    /// Example: every page shows `default` with `code`, `details` and `message`; the document has
    /// only successes.
    pub(super) const RULE: Rule = Rule {
        name: "error-response",
        summary: "an error response that the document lacks",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for pair in cx.pairs.clone() {
        let (Some(operation), Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        let responses = operation.child("responses");
        for response in &reference.responses {
            let status = response.status.text.as_str();
            if status.starts_with('2') {
                continue;
            }
            let part = response_for(cx.document, operation, reference, status);
            let schema = part
                .as_ref()
                .and_then(|part| json_schema(cx.document, &part.content));
            let ours = match (&part, &schema) {
                (None, _) => "no such response".to_owned(),
                (Some(_), None) => "no body".to_owned(),
                (Some(_), Some(schema)) => words::of_schema(cx.document, schema),
            };
            let same = |body: &Body| ours == words::of_type(&body.ty) || ours == "any";
            if part.is_some() && response.body.as_ref().is_none_or(same) {
                continue;
            }
            let theirs = response
                .body
                .as_ref()
                .map_or_else(|| "no body".to_owned(), |body| describe(&body.ty));
            let draft = Draft::new(
                RULE.name,
                format!("{}.{status}", pair.key),
                Subject::Operation(pair.key.clone()),
            )
            .document(ours, cx.document.locate(&responses.child(status)))
            .reference(theirs, response.status.at.clone());
            if !cx.corrects(draft) {
                continue;
            }
            if let (Some(part), Some(body)) = (&part, &response.body) {
                let content = write::content(body, &cx.shapes);
                cx.editor.own(&part.own);
                cx.editor.set(&part.own, "content", content);
                continue;
            }
            let value = write::response(response, &cx.shapes);
            cx.editor.set(&responses, status, value);
        }
    }
}

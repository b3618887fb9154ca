//! The body that is sent.

use serde_json::{Value, json};

use super::{Rule, response_body::describe, rule};
use crate::reconcile::{
    Context,
    finding::{DOCUMENT, Draft, REFERENCE, Subject},
    schemas::{json_schema, request_body, shows_as_table},
    words, write,
};

rule! {
    /// # request-body
    /// What it does: finds operations of which only one side shows a request body, or whose bodies
    /// are of different types, or that the document lets go without the body which the page shows.
    /// What is inside of the body is compared by the rules about properties.
    ///
    /// Why: a call without its body, or with one that the service does not take, is refused.
    ///
    /// Wins: `reference`. But a body that no table could show (a file, a map) stays, and `document`
    /// wins: the page says nothing of it either way.
    ///
    /// Sides: `document` keeps the body of the document, or that there is none; `reference` takes
    /// that of the page.
    ///
    /// Example: the page of `POST /projects` shows `Request Body: application/json`, the document
    /// has no `requestBody`.
    pub(super) const RULE: Rule = Rule {
        name: "request-body",
        summary: "the operation takes another request body than the document says",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for pair in cx.pairs.clone() {
        let (Some(operation), Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        let own = operation.child("requestBody");
        let ours = cx.document.get(&own).is_some();
        let draft = Draft::new(
            RULE.name,
            format!("{}.request", pair.key),
            Subject::Operation(pair.key.clone()),
        );
        match (ours, &reference.request_body) {
            (false, None) => {}
            (false, Some(body)) => {
                let draft = draft
                    .document("no body", cx.document.locate(operation))
                    .reference(describe(&body.ty), body.media_type.at.clone());
                if cx.corrects(draft) {
                    let value =
                        json!({ "required": true, "content": write::content(body, &cx.shapes) });
                    cx.editor.set(operation, "requestBody", value);
                    cx.tell(
                        operation.clone(),
                        "The published document says that the call has no body.",
                    );
                }
            }
            (true, None) => {
                let part = request_body(cx.document, operation);
                let schema = part.and_then(|part| json_schema(cx.document, &part.content));
                let shown = schema.is_some_and(|schema| shows_as_table(cx.document, &schema));
                let draft = draft
                    .document("a body", cx.document.locate(&own))
                    .reference("no body", reference.title.at.clone())
                    .wins(Some(if shown { REFERENCE } else { DOCUMENT }));
                if cx.corrects(draft) {
                    cx.editor.remove(&own);
                    cx.tell(
                        operation.clone(),
                        "The published document says that the call has a body.",
                    );
                }
            }
            (true, Some(body)) => {
                let Some(part) = request_body(cx.document, operation) else {
                    continue;
                };
                let at = &part.content;
                let schema = json_schema(cx.document, at);
                let says = schema.as_ref().map_or_else(
                    || "no JSON body".to_owned(),
                    |schema| words::of_schema(cx.document, schema),
                );
                if says != words::of_type(&body.ty) && says != "any" {
                    let draft = draft
                        .document(says, cx.document.locate(at))
                        .reference(describe(&body.ty), body.media_type.at.clone());
                    if cx.corrects(draft) {
                        let value = write::content(body, &cx.shapes);
                        cx.editor.own(&own);
                        cx.editor.set(&own, "content", value);
                    }
                    continue;
                }
                let required = cx.document.get(&at.child("required"));
                if required != Some(&Value::Bool(true)) {
                    let draft = draft
                        .document("an optional body", cx.document.locate(at))
                        .reference("a body", body.media_type.at.clone());
                    if cx.corrects(draft) {
                        cx.editor.own(&own);
                        cx.editor.set(&own, "required", Value::Bool(true));
                    }
                }
            }
        }
    }
}

//! The body of an answer.

use super::{Rule, rule};
use crate::{
    openapi::Pointer,
    reconcile::{
        Context,
        finding::{DOCUMENT, Draft, REFERENCE, Subject},
        schemas::{Part, json_schema, response_for, shows_as_table},
        words, write,
    },
    reference::{Kind, Members, Response, Type},
};

rule! {
    /// # response-body
    /// What it does: finds successes of which only one side shows a body, or whose bodies are of
    /// different types.
    ///
    /// Why: a body that the document lacks is data that the client drops; one that the service does
    /// not send cannot be decoded.
    ///
    /// Wins: `reference`. But of a body that no table could show (a text, a map) the page says
    /// nothing either way, so `document` wins.
    ///
    /// Sides: `document` keeps the body of the document, or that there is none; `reference` takes
    /// that of the page.
    ///
    /// Example: `DELETE /projects/{id}` answers with the deleted project; the document has no
    /// content.
    pub(super) const RULE: Rule = Rule {
        name: "response-body",
        summary: "the answer has another body than the document says",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for pair in cx.pairs.clone() {
        let (Some(operation), Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        for response in &reference.responses {
            if response.status.text.starts_with('2')
                && let Some(part) =
                    response_for(cx.document, operation, reference, &response.status.text)
            {
                compare(cx, &pair.key, operation, &part, response);
            }
        }
    }
}

fn compare(cx: &mut Context<'_>, key: &str, operation: &Pointer, part: &Part, response: &Response) {
    let at = &part.content;
    let place = format!("{key}.{}", response.status.text);
    let draft = Draft::new(RULE.name, place, Subject::Operation(key.to_owned()));
    let content = at.child("content");
    match (json_schema(cx.document, at), &response.body) {
        (None, Some(body)) if cx.document.get(&content).is_none() => {
            let draft = draft
                .document("no body", cx.document.locate(at))
                .reference(describe(&body.ty), response.status.at.clone());
            if cx.corrects(draft) {
                let content = write::content(body, &cx.shapes);
                cx.editor.own(&part.own);
                cx.editor.set(&part.own, "content", content);
                cx.tell(
                    operation.clone(),
                    "The published document says that the answer has no body.",
                );
            }
        }
        // The document answers in something else than JSON, which a table cannot show.
        (None, Some(_) | None) => {}
        (Some(schema), None) => {
            let draft = draft
                .document(
                    words::of_schema(cx.document, &schema),
                    cx.document.locate(&schema),
                )
                .reference("no body", response.status.at.clone())
                .wins(Some(if shows_as_table(cx.document, &schema) {
                    REFERENCE
                } else {
                    DOCUMENT
                }));
            if cx.corrects(draft) {
                cx.editor.own(&part.own);
                cx.editor.remove(&part.own.child("content"));
                cx.tell(
                    operation.clone(),
                    "The published document says that the answer has a body.",
                );
            }
        }
        (Some(schema), Some(body)) => {
            let ours = words::of_schema(cx.document, &schema);
            let theirs = words::of_type(&body.ty);
            let bare_list = ours.starts_with("array of ") && theirs == "object";
            let settled = bare_list
                && cx.findings.iter().any(|f| {
                    f.rule == super::pagination_envelope::RULE.name
                        && f.place == format!("{key}.{}", response.status.text)
                });
            if ours == theirs || ours == "any" || settled {
                return;
            }
            let draft = draft
                .document(ours.clone(), cx.document.locate(&schema))
                .reference(describe(&body.ty), response.status.at.clone());
            if cx.corrects(draft) {
                cx.editor.own(&part.own);
                if let Some((media_type, name)) = part.rebase(&schema).split_last() {
                    let example = body.example.as_ref().map(|e| &e.value);
                    let written = write::schema(&body.ty, example, &cx.shapes);
                    cx.editor.set(&media_type, name, written);
                }
                cx.tell(
                    operation.clone(),
                    format!("The published document says that the answer is `{ours}`."),
                );
            }
        }
    }
}

/// The type with the names of its properties.
pub(super) fn describe(ty: &Type) -> String {
    match &ty.kind {
        Kind::Object(Members::Listed(properties)) => {
            format!("object with {}", words::names(properties))
        }
        _ => words::of_type(ty),
    }
}

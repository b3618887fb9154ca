//! Answers when something went wrong.

use serde_json::{Value, json};

use super::{Rule, response_body::describe};
use crate::reconcile::{
    Context,
    finding::{Draft, Subject},
    write,
};

/// # error-response
/// What it does: finds error responses (`default`, 4xx, 5xx) that the pages show and the document
/// lacks, or shows without a body. Errors that only the document has stay: silence is no evidence.
///
/// Why: the code and message in an error's body are what a user needs first. The reference wins.
///
/// Example: every page shows `default` with `code`, `details` and `message`; the document has only
/// successes.
pub(super) const RULE: Rule = Rule {
    name: "error-response",
    summary: "an error response that the document lacks",
    check,
};

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
            let own = responses.child(status);
            let known = cx
                .document
                .resolve(&own)
                .ok()
                .filter(|at| cx.document.get(at).is_some());
            let has_body = known
                .as_ref()
                .is_some_and(|at| cx.document.get(&at.child("content")).is_some());
            if known.is_some() && (has_body || response.body.is_none()) {
                continue;
            }
            let says = if known.is_some() {
                "no body"
            } else {
                "no such response"
            };
            let theirs = response
                .body
                .as_ref()
                .map_or_else(|| "no body".to_owned(), |body| describe(&body.ty));
            let draft = Draft::new(
                RULE.name,
                format!("{}.{status}", pair.key),
                Subject::Operation(pair.key.clone()),
            )
            .document(says, cx.document.locate(&own))
            .reference(theirs, response.status.at.clone());
            if !cx.corrects(draft) {
                continue;
            }
            let content = response
                .body
                .as_ref()
                .map(|body| write::content(body, &cx.shapes));
            if let (Some(at), Some(content)) = (&known, &content) {
                cx.editor.set(at, "content", content.clone());
                continue;
            }
            let words = response.description.as_ref();
            let mut value = json!({ "description": words.map_or("", |d| d.text.as_str()) });
            if let (Some(content), Value::Object(map)) = (content, &mut value) {
                map.insert("content".to_owned(), content);
            }
            cx.editor.set(&responses, status, value);
        }
    }
}

//! The status of success.

use serde_json::{Value, json};

use super::Rule;
use crate::reconcile::{
    Context,
    finding::{Draft, Subject},
    write,
};

/// # success-status
/// What it does: compares the 2xx statuses of an operation.
///
/// Why: clients that check the exact status turn every success into an error. The reference wins:
/// the document's response moves to the status that the page shows.
///
/// Example: the document says `201`, the page `200`.
pub(super) const RULE: Rule = Rule {
    name: "success-status",
    summary: "success has another status than the document says",
    check,
};

fn check(cx: &mut Context<'_>) {
    for pair in cx.pairs.clone() {
        let (Some(operation), Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        let responses = operation.child("responses");
        let map = cx.document.get(&responses).and_then(Value::as_object);
        let is_success = |status: &&str| status.starts_with('2');
        let ours: Vec<String> = map
            .into_iter()
            .flat_map(|map| map.keys())
            .map(String::as_str)
            .filter(is_success)
            .map(str::to_owned)
            .collect();
        let theirs: Vec<_> = reference
            .responses
            .iter()
            .filter(|r| is_success(&r.status.text.as_str()))
            .collect();
        if theirs.is_empty() {
            continue;
        }
        let mut unmatched: Vec<&String> = ours
            .iter()
            .filter(|status| !theirs.iter().any(|r| r.status.text == **status))
            .collect();
        let subject = || Subject::Operation(pair.key.clone());
        for response in theirs {
            let status = &response.status.text;
            if ours.contains(status) {
                continue;
            }
            let place = format!("{}.{status}", pair.key);
            let draft = Draft::new(RULE.name, place, subject());
            let old = (!unmatched.is_empty()).then(|| unmatched.remove(0));
            let draft = match old {
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
                cx.editor.rename(&responses, old, status);
                cx.tell(
                    operation.clone(),
                    format!(
                        "The published document says that success is `{old}`; it is `{status}`."
                    ),
                );
            } else {
                let words = response.description.as_ref();
                let mut value = json!({ "description": words.map_or("", |d| d.text.as_str()) });
                if let (Some(body), Value::Object(map)) = (&response.body, &mut value) {
                    map.insert("content".to_owned(), write::content(body, &cx.shapes));
                }
                cx.editor.set(&responses, status, value);
            }
        }
        for old in unmatched {
            let at = responses.child(old);
            let draft = Draft::new(RULE.name, format!("{}.{old}", pair.key), subject())
                .document(format!("`{old}`"), cx.document.locate(&at))
                .reference("no such success", reference.title.at.clone());
            if cx.corrects(draft) {
                cx.editor.remove(&at);
            }
        }
    }
}

//! Summaries and descriptions.

use serde_json::Value;

use super::{Rule, rule};
use crate::{
    openapi::Pointer,
    reconcile::{
        Context,
        finding::{Draft, Subject},
        slots::{self, Handle},
        write,
    },
    reference::Text,
};

rule! {
    /// # documentation
    /// What it does: compares the words about operations, parameters and properties. White space
    /// makes no difference.
    ///
    /// Why: they become the documentation of the client.
    ///
    /// Wins: `reference`, where it has any words. Descriptions of responses stay the document's:
    /// the pages have the same words for all of them.
    ///
    /// Sides: `document` keeps the words of the document; `reference` takes those of the page.
    ///
    /// Example: the page says that `limit` is "The number of items to fetch after this page."
    pub(super) const RULE: Rule = Rule {
        name: "documentation",
        summary: "the pages have other words about it",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for pair in cx.pairs.clone() {
        let (Some(operation), Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        let texts = [
            ("summary", Some(&reference.title)),
            ("description", reference.description.as_ref()),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                compare_operation(cx, &pair.key, operation, key, text);
            }
        }
    }
    for slot in slots::collect(cx) {
        compare_slot(cx, &slot);
    }
}

fn compare_operation(cx: &mut Context<'_>, id: &str, at: &Pointer, key: &str, text: &Text) {
    let own = at.child(key);
    let ours = cx.document.get(&own).and_then(Value::as_str);
    if same(ours, &text.text) {
        return;
    }
    let place = format!("{id}.{key}");
    let draft = Draft::new(RULE.name, place, Subject::Operation(id.to_owned()))
        .document(says(ours), cx.document.locate(&own))
        .reference(says(Some(&text.text)), text.at.clone());
    if cx.corrects(draft) {
        cx.editor.set(at, key, Value::from(text.text.as_str()));
    }
}

fn compare_slot(cx: &mut Context<'_>, slot: &slots::Slot) {
    let Some(text) = write::description(&slot.property) else {
        return;
    };
    let ours = match &slot.handle {
        Handle::Parameter(number) => {
            let value = cx.parameters[*number].value.as_ref();
            value.and_then(|v| v.get("description")?.as_str().map(str::to_owned))
        }
        Handle::Property { .. } => {
            // A property whose type was corrected has its words already.
            let now = slot.now(cx, "description");
            now.and_then(Value::as_str).map(str::to_owned)
        }
    };
    if same(ours.as_deref(), &text) {
        return;
    }
    let at = slot.property.description.as_ref().map(|d| d.at.clone());
    let draft = Draft::new(RULE.name, slot.place.clone(), slot.subject.clone())
        .document(says(ours.as_deref()), slot.document_at(cx))
        .reference(says(Some(&text)), at.unwrap_or_else(|| slot.reference_at()));
    if !cx.corrects(draft) {
        return;
    }
    match &slot.handle {
        Handle::Parameter(number) => {
            let reason = cx.reason.clone();
            let parameter = &mut cx.parameters[*number];
            parameter.reasons.push(reason);
            if let Some(Value::Object(value)) = &mut parameter.value {
                value.insert("description".to_owned(), Value::from(text));
            }
        }
        Handle::Property { .. } => slot.change(cx, "description", Some(Value::from(text))),
    }
}

fn same(ours: Option<&str>, theirs: &str) -> bool {
    ours.is_some_and(|ours| ours.split_whitespace().eq(theirs.split_whitespace()))
}

fn says(text: Option<&str>) -> String {
    text.map_or_else(|| "nothing".to_owned(), |text| format!("“{}”", text.trim()))
}

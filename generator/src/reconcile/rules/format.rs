//! Formats.

use serde_json::Value;

use super::{Rule, rule};
use crate::reconcile::{Context, finding::Draft, slots};

rule! {
    /// # format
    /// What it does: compares the format of each parameter, property and item of a list of the same
    /// type.
    ///
    /// Why: a format such as `date-time` or `uuid` becomes a type of its own in the client; a wrong
    /// one cannot be decoded.
    ///
    /// Wins: `reference`, also where it shows no format: the document's is left out then.
    ///
    /// Sides: `document` keeps the format of the document, or that there is none; `reference` takes
    /// that of the page.
    ///
    /// Example: the page says `string (uuid)`, the document `string`.
    pub(super) const RULE: Rule = Rule {
        name: "format",
        summary: "a parameter or property has another format",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for slot in slots::collect_with_items(cx) {
        let ours = slot.keyword(cx, "format").and_then(Value::as_str);
        let theirs = slot.property.ty.format.clone();
        if !slot.same_type(cx) || ours == theirs.as_deref() {
            continue;
        }
        let says = |format: Option<&str>| {
            format.map_or_else(|| "no format".to_owned(), |format| format!("`{format}`"))
        };
        let draft = Draft::new(RULE.name, slot.place.clone(), slot.subject.clone())
            .document(says(ours), slot.document_at(cx))
            .reference(says(theirs.as_deref()), slot.reference_at());
        if cx.corrects(draft) {
            slot.tell(cx, "In the published document these have another format: ");
            slot.change(cx, "format", theirs.map(Value::from));
        }
    }
}

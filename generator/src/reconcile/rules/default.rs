//! Defaults.

use serde_json::Value;

use super::{Rule, rule};
use crate::reconcile::{Context, finding::Draft, slots, write};

rule! {
    /// # default
    /// What it does: compares the default of each parameter and property of the same type.
    ///
    /// Why: people rely on what happens when they say nothing.
    ///
    /// Wins: `reference`, also where it shows no default: the document's is left out then.
    ///
    /// Sides: `document` keeps the default of the document, or that there is none; `reference`
    /// takes that of the page.
    ///
    /// Example: the page says that `order` is `desc` by default.
    pub(super) const RULE: Rule = Rule {
        name: "default",
        summary: "a parameter or property has another default",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for slot in slots::collect(cx) {
        let ours = slot.keyword(cx, "default").cloned();
        let theirs = write::default(&slot.property);
        if !slot.same_type(cx) || ours == theirs {
            continue;
        }
        let says = |value: Option<&Value>| {
            value.map_or_else(|| "no default".to_owned(), |value| format!("`{value}`"))
        };
        let at = slot.property.default.as_ref().map(|d| d.at.clone());
        let draft = Draft::new(RULE.name, slot.place.clone(), slot.subject.clone())
            .document(says(ours.as_ref()), slot.document_at(cx))
            .reference(
                says(theirs.as_ref()),
                at.unwrap_or_else(|| slot.reference_at()),
            );
        if cx.corrects(draft) {
            slot.tell(cx, "In the published document these have another default: ");
            slot.change(cx, "default", theirs);
        }
    }
}

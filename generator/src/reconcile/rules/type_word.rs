//! Types.

use super::{Rule, response_body::describe, rule};
use crate::reconcile::{Context, finding::Draft, slots, words};

rule! {
    /// # type
    /// What it does: compares the type of each parameter and property.
    ///
    /// Why: a value of another type cannot be decoded.
    ///
    /// Wins: `reference`, with everything that it says of the value. Where the document says
    /// nothing about the type, the reference's is added.
    ///
    /// Sides: `document` keeps the type of the document; `reference` takes that of the page.
    ///
    /// Example: the document says `string`, the page `integer`.
    pub(super) const RULE: Rule = Rule {
        name: "type",
        summary: "a parameter or property has another type",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for slot in slots::collect(cx) {
        if slot.same_type(cx) {
            continue;
        }
        let ours = words::of_schema(cx.document, &slot.schema);
        let draft = Draft::new(RULE.name, slot.place.clone(), slot.subject.clone())
            .document(ours.clone(), slot.document_at(cx))
            .reference(describe(&slot.property.ty), slot.reference_at());
        if cx.corrects(draft) {
            slot.replace(cx);
            if let slots::Handle::Property { .. } = slot.handle {
                cx.tell(
                    slot.edited().clone(),
                    format!("The published document says `{ours}`."),
                );
            }
        }
    }
}

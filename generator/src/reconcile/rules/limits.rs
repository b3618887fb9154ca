//! Limits.

use serde_json::Value;

use super::{Rule, rule};
use crate::reconcile::{Context, finding::Draft, slots};

rule! {
    /// # limits
    /// What it does: compares the minimum and the maximum of each parameter, property and item of a
    /// list of the same type. Each of the two is a finding of its own.
    ///
    /// Why: a value outside of them is refused; the client can say so before it is sent.
    ///
    /// Wins: `reference`, also where it shows no limit: the document's is left out then.
    ///
    /// Sides: `document` keeps the limit of the document, or that there is none; `reference` takes
    /// that of the page.
    ///
    /// Example: the page says that `limit` is `1 – 120`.
    pub(super) const RULE: Rule = Rule {
        name: "limits",
        summary: "a parameter or property has other limits",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for slot in slots::collect_with_items(cx) {
        if !slot.same_type(cx) {
            continue;
        }
        let limits = [
            ("minimum", slot.property.ty.minimum.clone()),
            ("maximum", slot.property.ty.maximum.clone()),
        ];
        for (keyword, theirs) in limits {
            let ours = slot.keyword(cx, keyword).cloned();
            let theirs = theirs.map(Value::Number);
            let number = |value: &Option<Value>| value.as_ref().and_then(Value::as_f64);
            if number(&ours) == number(&theirs) {
                continue;
            }
            let says = |value: &Option<Value>| {
                value.as_ref().map_or_else(
                    || format!("no {keyword}"),
                    |value| format!("{keyword} {value}"),
                )
            };
            let place = format!("{}.{keyword}", slot.place);
            let draft = Draft::new(RULE.name, place, slot.subject.clone())
                .document(says(&ours), slot.document_at(cx))
                .reference(says(&theirs), slot.reference_at());
            if cx.corrects(draft) {
                slot.tell(cx, "In the published document these have other limits: ");
                slot.change(cx, keyword, theirs);
            }
        }
    }
}

//! Limits.

use serde_json::Value;

use super::Rule;
use crate::reconcile::{Context, finding::Draft, slots};

/// # limits
/// What it does: compares the minimum and maximum of each parameter and property of the same type.
///
/// Why: a value outside of them is refused; the client can say so before it is sent. The reference
/// wins.
///
/// Example: the page says that `limit` is `1 – 120`.
pub(super) const RULE: Rule = Rule {
    name: "limits",
    summary: "a parameter or property has other limits",
    check,
};

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

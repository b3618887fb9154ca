//! Allowed values.

use serde_json::Value;

use super::{Rule, rule};
use crate::{
    reconcile::{Context, finding::Draft, slots, write},
    reference::Enumeration,
};

rule! {
    /// # enum
    /// What it does: compares the allowed values of each parameter, property and item of a list of
    /// the same type. Their order makes no difference.
    ///
    /// Why: a value that the client cannot name cannot be asked for.
    ///
    /// Wins: `reference`. Where it says only how many values there are, the document's list stays
    /// if it has as many, else any value is accepted.
    ///
    /// Sides: `document` keeps the list of the document, or that there is none; `reference` takes
    /// that of the page.
    ///
    /// Example: the page says `one of: dtCreated`, the document allows any string.
    pub(super) const RULE: Rule = Rule {
        name: "enum",
        summary: "a parameter or property has other allowed values",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for slot in slots::collect_with_items(cx) {
        if !slot.same_type(cx) {
            continue;
        }
        let ours = slot.keyword(cx, "enum").and_then(Value::as_array).cloned();
        let theirs = write::enumeration(&slot.property.ty);
        let agree = match (&ours, &theirs, &slot.property.ty.enumeration) {
            (Some(ours), _, Some(Enumeration::Counted(count))) => ours.len() == *count,
            (Some(ours), Some(Value::Array(theirs)), _) => {
                ours.len() == theirs.len() && ours.iter().all(|value| theirs.contains(value))
            }
            (None, None, _) => true,
            _ => false,
        };
        if agree {
            continue;
        }
        let draft = Draft::new(RULE.name, slot.place.clone(), slot.subject.clone())
            .document(says(ours.as_deref()), slot.document_at(cx))
            .reference(
                match &slot.property.ty.enumeration {
                    Some(Enumeration::Counted(count)) => format!("one of {count} values"),
                    Some(Enumeration::Listed(_)) | None => {
                        says(theirs.as_ref().and_then(Value::as_array).map(Vec::as_slice))
                    }
                },
                slot.reference_at(),
            );
        if cx.corrects(draft) {
            slot.tell(cx, "In the published document these take other values: ");
            slot.change(cx, "enum", theirs);
        }
    }
}

fn says(values: Option<&[Value]>) -> String {
    let Some(values) = values else {
        return "any value".to_owned();
    };
    let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
    format!("one of {}", values.join(", "))
}

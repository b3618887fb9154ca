//! Null.

use serde_json::Value;

use super::{Rule, rule};
use crate::reconcile::{
    Context,
    finding::Draft,
    slots::{self, Handle},
    words,
};

rule! {
    /// # nullable
    /// What it does: compares whether each property of the same type can be null. A page says so
    /// with `Nullable`, or in the description.
    ///
    /// Why: a null where a value is expected fails to decode.
    ///
    /// Wins: `reference`.
    ///
    /// Sides: `document` keeps what the document says; `reference` takes what the page says.
    ///
    /// Example: `repoUrl` is `Nullable`; `nextPage` "is null when there is no next page".
    pub(super) const RULE: Rule = Rule {
        name: "nullable",
        summary: "a property can be null on one side only",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for slot in slots::collect(cx) {
        match slot.handle {
            Handle::Property {
                envelope: false, ..
            } => {}
            // Part of what the envelope is; parameters are texts.
            Handle::Property { envelope: true, .. } | Handle::Parameter(_) => continue,
        }
        let ours = slot.keyword(cx, "nullable") == Some(&Value::Bool(true));
        let theirs = words::is_nullable(&slot.property);
        if !slot.same_type(cx) || ours == theirs {
            continue;
        }
        let only_words = !slot.property.nullable && theirs;
        let says = match (theirs, only_words) {
            (true, false) => "nullable",
            (true, true) => "nullable, by its description",
            (false, _) => "not nullable",
        };
        let words_at = slot.property.description.as_ref().filter(|_| only_words);
        let at = words_at.map_or_else(|| slot.reference_at(), |d| d.at.clone());
        let draft = Draft::new(RULE.name, slot.place.clone(), slot.subject.clone())
            .document(
                if ours { "nullable" } else { "not nullable" },
                slot.document_at(cx),
            )
            .reference(says, at);
        if cx.corrects(draft) {
            slot.tell(
                cx,
                if theirs {
                    "In the published document these are never null: "
                } else {
                    "In the published document these can be null: "
                },
            );
            slot.change(cx, "nullable", theirs.then_some(Value::Bool(true)));
        }
    }
}

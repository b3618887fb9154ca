//! Required or optional.

use serde_json::Value;

use super::{Rule, rule};
use crate::reconcile::{
    Context,
    finding::Draft,
    schemas::required,
    slots::{self, Handle},
};

rule! {
    /// # required
    /// What it does: compares whether each parameter and property must be there.
    ///
    /// Why: what is always there needs no check by the user; what may be missing must not fail to
    /// decode.
    ///
    /// Wins: `reference`.
    ///
    /// Sides: `document` keeps what the document says; `reference` takes what the page says.
    ///
    /// Example: the page says that the `name` of a project is required.
    pub(super) const RULE: Rule = Rule {
        name: "required",
        summary: "a parameter or property is required on one side only",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for slot in slots::collect(cx) {
        let name = slot.property.name.text.as_str();
        let theirs = slot.property.required;
        let says = |required: bool| if required { "required" } else { "optional" };
        let ours = match &slot.handle {
            // Part of what the envelope is.
            Handle::Property { envelope: true, .. } => continue,
            Handle::Property { object, .. } => {
                required(cx.document, object).iter().any(|n| n == name)
            }
            Handle::Parameter(number) => {
                let value = cx.parameters[*number].value.as_ref();
                value.and_then(|v| v.get("required")) == Some(&Value::Bool(true))
            }
        };
        if ours == theirs {
            continue;
        }
        let draft = Draft::new(RULE.name, slot.place.clone(), slot.subject.clone())
            .document(says(ours), slot.document_at(cx))
            .reference(says(theirs), slot.reference_at());
        if !cx.corrects(draft) {
            continue;
        }
        slot.tell(
            cx,
            if theirs {
                "In the published document these are optional: "
            } else {
                "In the published document these are required: "
            },
        );
        match &slot.handle {
            Handle::Property { object, .. } if theirs => {
                cx.editor.append(object, "required", Value::from(name));
            }
            Handle::Property { object, .. } => cx.editor.remove_text(object, "required", name),
            Handle::Parameter(number) => {
                let reason = cx.reason.clone();
                let parameter = &mut cx.parameters[*number];
                parameter.reasons.push(reason);
                if let Some(Value::Object(value)) = &mut parameter.value {
                    if theirs {
                        value.insert("required".to_owned(), Value::Bool(true));
                    } else {
                        value.shift_remove("required");
                    }
                }
            }
        }
    }
}

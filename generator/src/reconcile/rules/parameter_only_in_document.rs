//! Parameters that the pages do not have.

use super::{Rule, rule};
use crate::reconcile::{
    Context,
    finding::{Draft, Subject},
    words,
};

rule! {
    /// # parameter-only-in-document
    /// What it does: finds parameters of the document that the page of the operation does not show.
    /// Path parameters stay without a finding: the path needs them.
    ///
    /// Why: a page lists all parameters, so the service does not know this one and at best ignores
    /// it.
    ///
    /// Wins: `reference`: the parameter is left out.
    ///
    /// Sides: `document` keeps the parameter; `reference` leaves it out.
    ///
    /// Example: the document lets activity be filtered by `type`, the page does not.
    pub(super) const RULE: Rule = Rule {
        name: "parameter-only-in-document",
        summary: "a parameter of the document that its page does not show",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for number in 0..cx.parameters.len() {
        let parameter = cx.parameters[number].clone();
        let (Some(at), None) = (&parameter.document, parameter.reference) else {
            continue;
        };
        let pair = cx.pairs.iter().find(|p| p.key == parameter.operation);
        let Some((operation, reference)) =
            pair.and_then(|p| Some((p.document.clone()?, p.reference()?)))
        else {
            continue;
        };
        if parameter.name.starts_with("path.") {
            continue;
        }
        let draft = Draft::new(
            RULE.name,
            format!("{}.{}", parameter.operation, parameter.name),
            Subject::Operation(parameter.operation.clone()),
        )
        .document(
            words::of_schema(cx.document, &at.child("schema")),
            cx.document.locate(at),
        )
        .reference("no such parameter", reference.title.at.clone());
        if cx.corrects(draft) {
            let reason = cx.reason.clone();
            let name = parameter.name.split('.').nth(1).unwrap_or_default();
            cx.tell(
                operation,
                format!("The published document also has the parameter `{name}`."),
            );
            let parameter = &mut cx.parameters[number];
            parameter.value = None;
            parameter.reasons.push(reason);
        }
    }
}

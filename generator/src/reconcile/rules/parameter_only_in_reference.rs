//! Parameters that only the pages have.

use super::{Rule, rule};
use crate::reconcile::{
    Context,
    finding::{Draft, Subject},
    words, write,
};

rule! {
    /// # parameter-only-in-reference
    /// What it does: finds parameters that the page of an operation shows and the document lacks.
    ///
    /// Why: they exist; without `limit` and a cursor, nobody gets past the first page.
    ///
    /// Wins: `reference`: they are added, as a reference where a shared parameter of the document
    /// is the same.
    ///
    /// Sides: `document` leaves the parameter out; `reference` adds it.
    ///
    /// Example: listing collaborators takes `after`, `limit`, `orderBy` and `order`.
    pub(super) const RULE: Rule = Rule {
        name: "parameter-only-in-reference",
        summary: "a parameter of the pages that the document lacks",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for number in 0..cx.parameters.len() {
        let parameter = &cx.parameters[number];
        let (None, Some(reference)) = (&parameter.document, parameter.reference) else {
            continue;
        };
        let mut value = write::parameter(reference, &cx.shapes);
        // A path that the document has keeps the names of its parameters.
        if let Some(name) = parameter.name.strip_prefix("path.") {
            value["name"] = name.into();
        }
        let pair = cx.pairs.iter().find(|p| p.key == parameter.operation);
        let Some(operation) = pair.and_then(|p| p.document.clone()) else {
            // The whole operation is added.
            cx.parameters[number].value = Some(value);
            continue;
        };
        let draft = Draft::new(
            RULE.name,
            format!("{}.{}", parameter.operation, parameter.name),
            Subject::Operation(parameter.operation.clone()),
        )
        .document("nothing", cx.document.locate(&operation))
        .reference(
            words::of_property(&reference.property),
            reference.property.name.at.clone(),
        );
        if cx.corrects(draft) {
            let reason = cx.reason.clone();
            let name = &reference.property.name.text;
            cx.tell_name(
                &operation,
                "The published document lacks the parameters ",
                name,
            );
            let parameter = &mut cx.parameters[number];
            parameter.value = Some(value);
            parameter.reasons.push(reason);
        }
    }
}

//! One schema whose shape is shown differently by different operations.

use super::{Rule, rule};
use crate::{
    openapi::Pointer,
    reconcile::{
        Context,
        finding::{Draft, REFERENCE},
        merge, words,
    },
};

rule! {
    /// # shapes-differ
    /// What it does: compares the shapes in which the operations show one schema.
    ///
    /// Why: one type of the client serves all of them.
    ///
    /// Wins: `reference`, all operations together: the union of the properties, each required where
    /// all operations require it. A property whose types cannot be told as one accepts any value.
    ///
    /// Sides: `document` and `reference` change nothing: the one type that serves all is made
    /// either way. A decision only notes that a person has looked; to change a fact of the type,
    /// decide about the finding of that fact.
    ///
    /// Example: `hasDeploymentAttached` is shown where secrets are read, not where one is created:
    /// the property of `Secret` is optional.
    pub(super) const RULE: Rule = Rule {
        name: "shapes-differ",
        summary: "one schema that different operations show differently",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for number in 0..cx.shapes.all.len() {
        let shape = &cx.shapes.all[number];
        let Some((first, others)) = shape.uses.split_first() else {
            continue;
        };
        let print = &first.fingerprint;
        if others.iter().all(|o| o.fingerprint == *print) {
            continue;
        }
        for property in shape.properties.clone() {
            let shape = &cx.shapes.all[number];
            let name = &property.name.text;
            let in_use: Vec<_> = shape
                .uses
                .iter()
                .map(|u| (u, u.properties.iter().find(|p| p.name.text == *name)))
                .collect();
            let mut sayings: Vec<(String, Vec<&str>)> = Vec::new();
            for (one, found) in &in_use {
                let says = found.map_or_else(|| "nothing".to_owned(), words::of_property);
                match sayings.iter_mut().find(|(known, _)| *known == says) {
                    Some((_, operations)) => operations.push(&one.operation),
                    None => sayings.push((says, vec![&one.operation])),
                }
            }
            if sayings.len() < 2 {
                continue;
            }
            let contradiction = in_use.iter().filter_map(|(_, p)| *p).any(|p| {
                in_use
                    .iter()
                    .filter_map(|(_, p)| *p)
                    .any(|other| merge::contradict(&p.ty, &other.ty))
            });
            let says: Vec<_> = sayings
                .iter()
                .map(|(says, operations)| {
                    format!("{says} in {}", words::list(operations.iter().copied()))
                })
                .collect();
            let at = in_use
                .iter()
                .map(|(one, p)| p.map_or_else(|| one.at.clone(), |p| p.name.at.clone()));
            let at: Vec<_> = at.collect();
            let schema = shape.at.clone().unwrap_or_default();
            let in_document = schema.join(["properties", name.as_str()]);
            let known = schema != Pointer::root() && cx.document.get(&in_document).is_some();
            let mut draft = Draft::new(
                RULE.name,
                format!("{}.{name}", shape.place),
                shape.subject(),
            );
            draft = if known {
                draft.document("one schema", cx.document.locate(&in_document))
            } else {
                draft.claim("document", "nothing", [])
            };
            let result = if contradiction {
                "the types contradict each other: any value is accepted".to_owned()
            } else {
                format!("one type: {}", words::of_property(&property))
            };
            let draft = draft.claim(REFERENCE, says.join("; "), at).remark(result);
            cx.settle(draft);
        }
    }
}

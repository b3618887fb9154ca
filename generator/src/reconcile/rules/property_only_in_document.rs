//! Properties that the pages do not have.

use super::{Rule, rule};
use crate::reconcile::{
    Context,
    finding::{Draft, REFERENCE},
    schemas::schema_properties,
    words,
};

rule! {
    /// # property-only-in-document
    /// What it does: finds properties of the document in objects that the pages list in full
    /// without them. That the document allows any further property (`additionalProperties`) is a
    /// finding too, whose place ends in `*`.
    ///
    /// Why: a page lists an object completely, so the service neither sends nor takes the property.
    ///
    /// Wins: `reference`: the property is left out.
    ///
    /// Sides: `document` keeps the property; `reference` leaves it out.
    ///
    /// Example: the document says that a project has a `teamId`.
    pub(super) const RULE: Rule = Rule {
        name: "property-only-in-document",
        summary: "a property of the document that the pages do not show",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for shape in cx.shapes.all.clone() {
        let Some(object) = &shape.at else { continue };
        for (name, schema) in schema_properties(cx.document, object) {
            if shape.properties.iter().any(|p| p.name.text == name) {
                continue;
            }
            let at = shape.uses.iter().map(|u| u.at.clone());
            let draft = Draft::new(
                RULE.name,
                format!("{}.{name}", shape.place),
                shape.subject(),
            )
            .document(
                words::of_schema(cx.document, &schema),
                cx.document.locate(&schema),
            )
            .claim(REFERENCE, "no such property", at);
            if cx.corrects(draft) {
                cx.editor.remove(&shape.edited(&name, &schema));
                cx.editor.remove_text(object, "required", &name);
                cx.tell_name(object, "The published document also has ", &name);
            }
        }
        let further = object.child("additionalProperties");
        let value = cx.document.get(&further).cloned();
        if value.is_some_and(|value| value != false) {
            let at = shape.uses.iter().map(|u| u.at.clone());
            let draft = Draft::new(RULE.name, format!("{}.*", shape.place), shape.subject())
                .document("any further property", cx.document.locate(&further))
                .claim(REFERENCE, words::names(&shape.properties), at);
            if cx.corrects(draft) {
                cx.editor.remove(&further);
            }
        }
    }
}

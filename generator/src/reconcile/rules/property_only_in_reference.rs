//! Properties that only the pages have.

use super::{Rule, rule};
use crate::reconcile::{Context, finding::Draft, schemas::schema_properties, slots, words, write};

rule! {
    /// # property-only-in-reference
    /// What it does: finds properties that the pages show in an object and the document lacks.
    ///
    /// Why: the service sends them, or takes them.
    ///
    /// Wins: `reference`: they are added.
    ///
    /// Sides: `document` leaves the property out; `reference` adds it.
    ///
    /// Example: a project has `repoUrl`.
    pub(super) const RULE: Rule = Rule {
        name: "property-only-in-reference",
        summary: "a property of the pages that the document lacks",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for shape in cx.shapes.all.clone() {
        let Some(object) = &shape.at else { continue };
        let known = schema_properties(cx.document, object);
        for property in &shape.properties {
            let name = property.name.text.as_str();
            if known.iter().any(|(known, _)| known == name) {
                continue;
            }
            let draft = Draft::new(
                RULE.name,
                format!("{}.{name}", shape.place),
                shape.subject(),
            )
            .document("nothing", cx.document.locate(&object.child("properties")))
            .reference(words::of_property(property), property.name.at.clone());
            if !cx.corrects(draft) {
                continue;
            }
            let example = slots::example(&shape, name).map(|e| e.value);
            let schema = write::property(property, example, &cx.shapes);
            cx.editor.set(&object.child("properties"), name, schema);
            cx.tell_name(object, "The published document lacks the properties ", name);
            if property.required {
                cx.editor.append(object, "required", name.into());
            }
        }
    }
}

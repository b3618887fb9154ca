//! Properties that the pages do not have.

use super::Rule;
use crate::reconcile::{Context, finding::Draft, schemas::schema_properties, words};

/// # property-only-in-document
/// What it does: finds properties of the document in objects that the pages list in full without
/// them.
///
/// Why: a page lists an object completely, so the service neither sends nor takes the property. It
/// is left out.
///
/// Example: the document says that a project has a `teamId`.
pub(super) const RULE: Rule = Rule {
    name: "property-only-in-document",
    summary: "a property of the document that the pages do not show",
    check,
};

fn check(cx: &mut Context<'_>) {
    for shape in cx.shapes.all.clone() {
        let Some(object) = &shape.at else { continue };
        let mut left_out = Vec::new();
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
            .claim(crate::reconcile::finding::REFERENCE, "no such property", at);
            if cx.corrects(draft) {
                cx.editor.remove(&schema);
                cx.editor.remove_text(object, "required", &name);
                left_out.push(name);
            }
        }
        if !left_out.is_empty() {
            let names = words::list(left_out.iter().map(String::as_str));
            cx.tell(
                object.clone(),
                format!("The published document also has {names}."),
            );
        }
    }
}

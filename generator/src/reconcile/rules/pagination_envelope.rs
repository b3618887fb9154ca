//! Lists: bare in the document, in an envelope on the wire.

use super::{Rule, rule};
use crate::{
    openapi::Pointer,
    reconcile::{
        Context,
        finding::{Draft, Subject},
        schemas::{component_name, json_schema, required, response_for},
        slots::{self, Handle},
        uses::Role,
        words, write,
    },
    reference::{Body, Kind, Members, Property},
};

rule! {
    /// # pagination-envelope
    /// What it does: compares the answers of operations that list. The document may show the bare
    /// array, or an envelope whose members are required or nullable otherwise.
    ///
    /// Why: a client that expects an array cannot decode an object, and one that stops after the
    /// first page loses data.
    ///
    /// Wins: `reference`: the envelope gets the name of what it lists, with `List`.
    ///
    /// Sides: `document` keeps the answer as the document has it, and the operation is then not
    /// paged; `reference` takes the envelope, or the member, as the page shows it.
    ///
    /// Example: the document says `array of Collaborator`, the page shows `hasMore`, `items` and
    /// `nextPage`: the response is a `CollaboratorList`.
    pub(super) const RULE: Rule = Rule {
        name: "pagination-envelope",
        summary: "a list comes in another envelope than the document says",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    for pair in cx.pairs.clone() {
        let (Some(operation), Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        for response in &reference.responses {
            let Some((body, properties)) = listed(response.body.as_ref()) else {
                continue;
            };
            let part = response_for(cx.document, operation, reference, &response.status.text);
            let Some(part) = part else { continue };
            let Some(schema) = json_schema(cx.document, &part.content) else {
                continue;
            };
            let says = words::of_schema(cx.document, &schema);
            if !says.starts_with("array of ") || !is_envelope(cx, &pair.key, properties) {
                continue;
            }
            let place = format!("{}.{}", pair.key, response.status.text);
            let item = cx.document.get(&schema.join(["items", "$ref"]));
            let item = item
                .and_then(|reference| Pointer::of_reference(reference.as_str()?))
                .and_then(|at| component_name(&at));
            let says = item.map_or(says, |name| format!("array of `{name}`"));
            let many = if says.ends_with('`') { "" } else { "s" };
            let draft = Draft::new(RULE.name, place, Subject::Operation(pair.key.clone()))
                .document(says.clone(), cx.document.locate(&schema))
                .reference(
                    format!("an envelope with {}", words::names(properties)),
                    properties[0].name.at.clone(),
                );
            if !cx.corrects(draft) {
                continue;
            }
            let written = write::schema(&body.ty, None, &cx.shapes);
            cx.editor.own(&part.own);
            if let Some((media_type, key)) = part.rebase(&schema).split_last() {
                cx.editor.set(&media_type, key, written);
            }
            cx.tell(
                operation.clone(),
                format!(
                    "The published document says that the answer is an {says}{many}, without paging."
                ),
            );
        }
    }
    for slot in slots::collect(cx) {
        let Handle::Property {
            object,
            envelope: true,
        } = &slot.handle
        else {
            continue;
        };
        compare_member(cx, &slot, object);
    }
}

/// A member of an envelope that both sides have: required, and null at the last page.
fn compare_member(cx: &mut Context<'_>, slot: &slots::Slot, object: &Pointer) {
    let name = slot.property.name.text.as_str();
    let ours = required(cx.document, object).iter().any(|n| n == name);
    let null_here = slot.keyword(cx, "nullable").is_some_and(|v| v == true);
    let can_be_null = words::is_nullable(&slot.property);
    if (ours, null_here) == (slot.property.required, can_be_null) {
        return;
    }
    let says = |required: bool, nullable: bool| {
        let required = if required { "required" } else { "optional" };
        let nullable = if nullable { ", nullable" } else { "" };
        format!("{required}{nullable}")
    };
    let draft = Draft::new(RULE.name, slot.place.clone(), slot.subject.clone())
        .document(says(ours, null_here), slot.document_at(cx))
        .reference(
            says(slot.property.required, can_be_null),
            slot.reference_at(),
        );
    if !cx.corrects(draft) {
        return;
    }
    match (ours, slot.property.required) {
        (false, true) => cx.editor.append(object, "required", name.into()),
        (true, false) => cx.editor.remove_text(object, "required", name),
        (true, true) | (false, false) => {}
    }
    match (null_here, can_be_null) {
        (false, true) => slot.change(cx, "nullable", Some(true.into())),
        (true, false) => slot.change(cx, "nullable", None),
        (true, true) | (false, false) => {}
    }
}

fn listed(body: Option<&Body>) -> Option<(&Body, &[Property])> {
    let body = body?;
    match &body.ty.kind {
        Kind::Object(Members::Listed(properties)) if !properties.is_empty() => {
            Some((body, properties))
        }
        _ => None,
    }
}

fn is_envelope(cx: &Context<'_>, operation: &str, properties: &[Property]) -> bool {
    let same = |u: &crate::reconcile::uses::Use<'_>| {
        u.role == Role::Envelope
            && u.operation == operation
            && std::ptr::eq(u.properties, properties)
    };
    cx.shapes
        .all
        .iter()
        .any(|shape| shape.uses.iter().any(same))
}

//! Operations that only the pages have.

use serde_json::{Map, Value, json};

use super::{Rule, rule, security};
use crate::{
    openapi::Pointer,
    reconcile::{
        Context,
        editor::object,
        finding::{Draft, REFERENCE, Subject},
        paging, parameters, write,
    },
    reference::Operation,
};

rule! {
    /// # operation-only-in-reference
    /// What it does: finds operations that a page describes and the document lacks.
    ///
    /// Why: they exist, and without them the client is incomplete.
    ///
    /// Wins: `reference`: they are added, with an operationId in the document's style made of the
    /// title's verb and the path.
    ///
    /// Sides: `reference` adds the operation; `document` leaves it out, with all that its page
    /// says.
    ///
    /// Example: `GET /projects/{id}/deployments`, added as `listProjectDeployments`.
    pub(super) const RULE: Rule = Rule {
        name: "operation-only-in-reference",
        summary: "an operation of the pages that the document lacks",
        check,
    };
}

fn check(cx: &mut Context<'_>) {
    let mut kept = Vec::new();
    for pair in std::mem::take(&mut cx.pairs) {
        let (None, Some(reference)) = (&pair.document, pair.reference()) else {
            kept.push(pair);
            continue;
        };
        let draft = Draft::new(
            RULE.name,
            pair.key.clone(),
            Subject::Operation(pair.key.clone()),
        )
        .document("nothing", cx.document.locate(&Pointer::of(["paths"])))
        .reference(
            format!("`{}`", pair.signature()),
            reference.title.at.clone(),
        );
        if cx.settle(draft).as_deref() == Some(REFERENCE) {
            kept.push(pair);
        }
    }
    cx.pairs = kept;
}

/// Writes the added operations, once everything that they share with others is settled.
pub(crate) fn add(cx: &mut Context<'_>, shared: &parameters::Shared) {
    for pair in cx.pairs.clone() {
        let (None, Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        let id = format!("{}:{}", RULE.name, pair.key);
        let finding = cx.findings.iter().find(|f| f.id() == id);
        let reason = finding.map_or(id, ToString::to_string);
        let security = security::of_new_operation(cx, &pair, &reason);
        cx.editor.because(reason);
        let path = Pointer::of(["paths", pair.path.as_str()]);
        let method = pair.method.as_str().to_ascii_lowercase();
        let parameters = parameters::of_new_operation(&pair.key, &cx.parameters, shared);
        let operation = operation(cx, &pair.key, reference, parameters, security);
        cx.editor.set(&path, &method, operation);
        cx.tell(
            path.child(method),
            "The published document lacks this operation.",
        );
    }
}

fn operation(
    cx: &Context<'_>,
    key: &str,
    reference: &Operation,
    parameters: Vec<Value>,
    security: Option<Value>,
) -> Value {
    let body = reference
        .request_body
        .as_ref()
        .map(|body| json!({ "required": true, "content": write::content(body, &cx.shapes) }));
    let responses: Map<String, Value> = reference
        .responses
        .iter()
        .map(|response| {
            let value = write::response(response, &cx.shapes);
            (response.status.text.clone(), value)
        })
        .collect();
    let description = reference.description.as_ref().map(|d| d.text.as_str());
    object([
        ("tags", tags(cx, &reference.path.text)),
        ("operationId", Some(Value::from(key))),
        ("summary", Some(Value::from(reference.title.text.as_str()))),
        ("description", description.map(Value::from)),
        ("security", security),
        (
            "parameters",
            (!parameters.is_empty()).then_some(Value::Array(parameters)),
        ),
        ("requestBody", body),
        ("responses", Some(Value::Object(responses))),
        (
            paging::EXTENSION,
            paging::recognise(reference).map(|p| p.value()),
        ),
    ])
}

/// The tags of the operation of the document whose path shares most with this one, unless the
/// document has a tag of the collection's own name.
fn tags(cx: &Context<'_>, path: &str) -> Option<Value> {
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let collection = segments.iter().rev().find(|s| !s.contains('{'))?;
    let known = cx.document.get(&Pointer::of(["tags"]));
    let own = known
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|tag| tag.get("name")?.as_str())
        .find(|name| name.eq_ignore_ascii_case(collection));
    if let Some(name) = own {
        return Some(json!([name]));
    }
    let shared = |other: &str| {
        let theirs = other.split('/').filter(|s| !s.is_empty());
        theirs.zip(&segments).take_while(|(a, b)| a == *b).count()
    };
    let mut best: Option<(usize, usize, Value)> = None;
    for pair in &cx.pairs {
        let Some(at) = &pair.document else { continue };
        let Some(tags) = cx.document.get(&at.child("tags")) else {
            continue;
        };
        let length = pair.path.matches('/').count();
        let common = shared(&pair.path);
        // Of those that share as much, the shortest path is the nearest.
        if common > 0
            && best
                .as_ref()
                .is_none_or(|(c, l, _)| common > *c || (common == *c && length < *l))
        {
            best = Some((common, length, tags.clone()));
        }
    }
    best.map(|(_, _, tags)| tags)
}

//! How calls authenticate.

use serde_json::{Value, json};

use super::Rule;
use crate::{
    openapi::Pointer,
    reconcile::{
        Context,
        editor::object,
        finding::{Draft, Subject},
    },
    reference::Authorization,
};

/// # security
/// What it does: compares the security requirement of each operation with the authorizations that
/// its page shows. The names of schemes do not matter, what they send does. A page that shows no
/// authorization is silent, which is no evidence.
///
/// Why: a client that sends no token, or in the wrong place, gets `401` everywhere. The reference
/// wins.
///
/// Example: the document has no `security`, the page says `Http: Bearer`.
pub(super) const RULE: Rule = Rule {
    name: "security",
    summary: "an operation authenticates otherwise than the document says",
    check,
};

fn check(cx: &mut Context<'_>) {
    for number in 0..cx.pairs.len() {
        let pair = cx.pairs[number].clone();
        let (Some(operation), Some(reference)) = (&pair.document, pair.reference()) else {
            continue;
        };
        let theirs: Vec<_> = reference.authorizations.iter().filter_map(scheme).collect();
        let Some((_, first)) = theirs.first() else {
            continue;
        };
        let own = operation.child("security");
        let at = if cx.document.get(&own).is_some() {
            own
        } else {
            Pointer::of(["security"])
        };
        let ours = schemes_of(cx, &at);
        if theirs.iter().any(|(_, scheme)| ours.contains(scheme)) {
            continue;
        }
        let says = if ours.is_empty() {
            "no authentication".to_owned()
        } else {
            let all: Vec<_> = ours.iter().map(describe).collect();
            all.join(" or ")
        };
        let authorization = &reference.authorizations[0];
        let draft = Draft::new(
            RULE.name,
            pair.key.clone(),
            Subject::Operation(pair.key.clone()),
        )
        .document(says, cx.document.locate(&at))
        .reference(describe(first), authorization.name.at.clone());
        if !cx.corrects(draft) {
            continue;
        }
        let mut requirement = Vec::new();
        for (name, scheme) in &theirs {
            let name = scheme_name(cx, name, scheme);
            requirement.push(json!({ name: [] }));
        }
        cx.editor
            .set(operation, "security", Value::Array(requirement));
    }
}

/// The name of an equal scheme of the document, or a new one under the reference's name.
fn scheme_name(cx: &mut Context<'_>, name: &str, scheme: &Value) -> String {
    let schemes = Pointer::of(["components", "securitySchemes"]);
    let known = cx.editor.get(&schemes).and_then(Value::as_object);
    let equal = known
        .into_iter()
        .flatten()
        .find(|(_, known)| essence(known) == *scheme)
        .map(|(name, _)| name.clone());
    equal.unwrap_or_else(|| {
        cx.editor.set(&schemes, name, scheme.clone());
        name.to_owned()
    })
}

/// The schemes that a requirement of the document names.
fn schemes_of(cx: &Context<'_>, requirement: &Pointer) -> Vec<Value> {
    let requirements = cx.document.get(requirement).and_then(Value::as_array);
    let names = requirements
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .flat_map(|requirement| requirement.keys());
    names
        .filter_map(|name| {
            let at = Pointer::of(["components", "securitySchemes", name]);
            let at = cx.document.resolve(&at).ok()?;
            cx.document.get(&at).map(essence)
        })
        .collect()
}

/// What of a scheme shows on the wire.
fn essence(scheme: &Value) -> Value {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    object([
        ("type", text("type").map(Value::from)),
        ("scheme", text("scheme").map(|s| s.to_lowercase().into())),
        ("name", text("name").map(Value::from)),
        ("in", text("in").map(Value::from)),
    ])
}

/// `http bearer`.
fn describe(scheme: &Value) -> String {
    let values = scheme.as_object().into_iter().flat_map(|map| map.values());
    let words: Vec<_> = values.filter_map(Value::as_str).collect();
    format!("`{}`", words.join(" "))
}

/// The scheme that the words of a page mean; `None` where they are not known words.
fn scheme(authorization: &Authorization) -> Option<(&str, Value)> {
    let (kind, scheme) = authorization.scheme.as_ref()?;
    let name = authorization.name.text.as_str();
    match kind.to_lowercase().as_str() {
        "http" => Some((
            name,
            json!({ "type": "http", "scheme": scheme.to_lowercase() }),
        )),
        _ => None,
    }
}

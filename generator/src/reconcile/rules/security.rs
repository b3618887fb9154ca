//! How calls authenticate.

use heck::{ToLowerCamelCase, ToUpperCamelCase};
use serde_json::{Value, json};

use super::{Rule, rule};
use crate::{
    diagnostic::Diagnostic,
    openapi::Pointer,
    reconcile::{
        Context,
        editor::object,
        finding::{DOCUMENT, Draft, Subject},
        pairing::Pair,
    },
    reference::Authorization,
};

rule! {
    /// # security
    /// What it does: compares the security requirement of each operation with the authorizations
    /// that its page shows. The names of schemes do not matter, what they send does. A page that
    /// shows no authorization is silent, which is no evidence.
    ///
    /// Why: a client that sends no token, or in the wrong place, gets `401` everywhere.
    ///
    /// Wins: `reference`, except with a scheme whose words do not say how it is sent: then
    /// `document` wins, it stays as it is, and a person has to write that scheme.
    ///
    /// Sides: `document` keeps the requirement of the document; `reference` takes the schemes of
    /// the page, which is an error where none of them can be written.
    ///
    /// Example: the document has no `security`, the page says `Http: Bearer`.
    pub(super) const RULE: Rule = Rule {
        name: "security",
        summary: "an operation authenticates otherwise than the document says",
        check,
    };
}

/// A scheme that a page names, with the name that it gives it.
type Named = (String, Value);

fn check(cx: &mut Context<'_>) {
    for pair in cx.pairs.clone() {
        let Some(operation) = &pair.document else {
            continue;
        };
        if let Some(theirs) = differing(cx, &pair) {
            let requirement = requirement(cx, &theirs);
            cx.editor.set(operation, "security", requirement);
        }
    }
}

/// The `security` of an operation that only the reference has; `None` where that of the whole
/// document will do. What is added for it is added for `reason`.
pub(super) fn of_new_operation(
    cx: &mut Context<'_>,
    pair: &Pair<'_>,
    reason: &str,
) -> Option<Value> {
    let theirs = differing(cx, pair)?;
    cx.editor.because(reason);
    Some(requirement(cx, &theirs))
}

/// The schemes that the pages show for an operation, where they differ from what the document
/// requires and win. For an operation that the document lacks, only what cannot be written is a
/// finding: the operation itself is one already.
fn differing(cx: &mut Context<'_>, pair: &Pair<'_>) -> Option<Vec<Named>> {
    let shown = pair.pages.iter().map(|page| page.authorizations.as_slice());
    let shown = shown.into_iter().find(|shown| !shown.is_empty())?;
    let own = pair.document.as_ref().map(|at| at.child("security"));
    let at = own
        .filter(|own| cx.document.get(own).is_some())
        .unwrap_or_else(|| Pointer::of(["security"]));
    let ours = schemes_of(cx, &at);
    let mut theirs: Vec<Named> = Vec::new();
    let mut unknown: Vec<&Authorization> = Vec::new();
    for authorization in shown {
        match scheme(authorization).or_else(|| named(cx, authorization)) {
            Some(scheme) => theirs.push((authorization.name.text.clone(), scheme)),
            None if ours.iter().any(|scheme| may_be(authorization, scheme)) => {}
            None => unknown.push(authorization),
        }
    }
    let same = |(_, scheme): &Named| ours.iter().any(|our| essence(our) == essence(scheme));
    // One accepted way in common is enough.
    let agree = theirs.iter().any(same) || theirs.len() + unknown.len() < shown.len();
    if unknown.is_empty() && (agree || pair.document.is_none()) {
        return (!agree).then_some(theirs);
    }
    let says = if ours.is_empty() {
        "no authentication".to_owned()
    } else {
        let all: Vec<_> = ours.iter().map(describe).collect();
        all.join(" or ")
    };
    let described = theirs.iter().map(|(_, scheme)| describe(scheme));
    let described: Vec<_> = if unknown.is_empty() {
        described.take(1).collect()
    } else {
        described.chain(unknown.iter().map(|a| words(a))).collect()
    };
    let mut draft = Draft::new(
        RULE.name,
        pair.key.clone(),
        Subject::Operation(pair.key.clone()),
    )
    .document(says, cx.document.locate(&at))
    .reference(described.join(" or "), shown[0].name.at.clone());
    if !unknown.is_empty() {
        let all: Vec<_> = unknown.iter().map(|a| words(a)).collect();
        draft = draft.remark(format!(
            "the page does not say how {} is sent: its scheme has to be written by hand",
            all.join(", ")
        ));
    }
    if agree || theirs.is_empty() {
        draft = draft.wins(Some(DOCUMENT));
    }
    let takes = cx.corrects(draft);
    if takes && theirs.is_empty() {
        let at = unknown.first().map_or(&shown[0].name.at, |a| &a.name.at);
        cx.diagnostics.push(
            Diagnostic::error(
                "security-not-understood",
                at.clone(),
                format!("`{}`: the page's scheme cannot be taken", pair.key),
            )
            .label("this does not say how the credentials are sent")
            .help("write the scheme into the document by hand, and let the document win"),
        );
        return None;
    }
    takes.then_some(theirs)
}

/// One requirement for each scheme: any of them will do.
fn requirement(cx: &mut Context<'_>, schemes: &[Named]) -> Value {
    let requirement = |(name, scheme): &Named| {
        let name = scheme_name(cx, name, scheme);
        json!({ name: [] })
    };
    schemes.iter().map(requirement).collect()
}

/// The name of an equal scheme of the document, or a new one under the reference's name.
fn scheme_name(cx: &mut Context<'_>, name: &str, scheme: &Value) -> String {
    let at = Pointer::of(["components", "securitySchemes"]);
    let none = serde_json::Map::new();
    let known = cx.editor.get(&at).and_then(Value::as_object);
    let known = known.unwrap_or(&none);
    let equal = known
        .iter()
        .find(|(_, known)| essence(known) == essence(scheme));
    if let Some((name, _)) = equal {
        return name.clone();
    }
    // The names of components are letters, digits and `.-_`.
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let spelt = if name.chars().all(plain) {
        name.to_owned()
    } else {
        name.replace(|c: char| !plain(c), " ").to_upper_camel_case()
    };
    let after_scheme = describe(scheme).replace(|c: char| !plain(c), " ");
    let after_scheme = after_scheme.trim().to_lower_camel_case();
    let numbered = (2..).map(|number| format!("{after_scheme}{number}"));
    let free = [spelt, after_scheme.clone()]
        .into_iter()
        .chain(numbered)
        .find(|name| !name.is_empty() && !known.contains_key(name))
        .unwrap_or(after_scheme);
    cx.editor.set(&at, &free, scheme.clone());
    free
}

/// The schemes that a requirement of the document names.
fn schemes_of(cx: &Context<'_>, requirement: &Pointer) -> Vec<Value> {
    let requirements = cx.document.get(requirement).and_then(Value::as_array);
    let names = requirements
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .flat_map(|requirement| requirement.keys());
    names.filter_map(|name| scheme_of(cx, name)).collect()
}

/// The scheme that the document has under a name.
fn scheme_of(cx: &Context<'_>, name: &str) -> Option<Value> {
    let at = Pointer::of(["components", "securitySchemes", name]);
    let at = cx.document.resolve(&at).ok()?;
    cx.document.get(&at).cloned()
}

/// What of a scheme shows on the wire. Names of headers have no case there.
fn essence(scheme: &Value) -> Value {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    let name = text("name").map(|name| match text("in") {
        Some("header") => name.to_lowercase().into(),
        _ => Value::from(name),
    });
    object([
        ("type", text("type").map(Value::from)),
        ("scheme", text("scheme").map(|s| s.to_lowercase().into())),
        ("name", name),
        ("in", text("in").map(Value::from)),
    ])
}

/// `http bearer`, `apiKey X-Key header`.
fn describe(scheme: &Value) -> String {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    let words = [
        text("type").map(str::to_owned),
        text("scheme").map(str::to_lowercase),
        text("name").map(str::to_owned),
        text("in").map(str::to_owned),
    ];
    let words: Vec<_> = words.into_iter().flatten().collect();
    format!("`{}`", words.join(" "))
}

/// What the page says of an authorization: `ApiKey: X-Key`, or its name alone.
fn words(authorization: &Authorization) -> String {
    match &authorization.scheme {
        Some((kind, scheme)) => format!("`{kind}: {scheme}`"),
        None => format!("`{}`", authorization.name.text),
    }
}

/// The kind of scheme that a page names, in the words of OpenAPI.
fn kind(authorization: &Authorization) -> Option<(&'static str, &str)> {
    const KINDS: [&str; 4] = ["http", "apiKey", "oauth2", "openIdConnect"];
    let (kind, scheme) = authorization.scheme.as_ref()?;
    let plain = kind.replace(' ', "");
    let kind = KINDS.into_iter().find(|k| k.eq_ignore_ascii_case(&plain))?;
    Some((kind, scheme))
}

/// The scheme that the words of a page mean; `None` where they leave open how it is sent.
fn scheme(authorization: &Authorization) -> Option<Value> {
    match kind(authorization)? {
        ("http", scheme) if !scheme.is_empty() && !scheme.contains(char::is_whitespace) => {
            Some(json!({ "type": "http", "scheme": scheme.to_lowercase() }))
        }
        ("apiKey", words) => {
            let (name, place) = name_and_place(words)?;
            Some(json!({ "type": "apiKey", "name": name, "in": place }))
        }
        _ => None,
    }
}

/// `X-Key` and `header` of `header X-Key`, `X-Key in header` and `X-Key (header)`: one word for
/// the place and one name, nothing else.
fn name_and_place(words: &str) -> Option<(&str, &'static str)> {
    const PLACES: [&str; 3] = ["header", "query", "cookie"];
    let place = |word: &str| PLACES.into_iter().find(|p| p.eq_ignore_ascii_case(word));
    let words = words.split(|c: char| c.is_whitespace() || "(),:`\"".contains(c));
    let words: Vec<&str> = words.filter(|w| !w.is_empty() && *w != "in").collect();
    match words.as_slice() {
        [a, b] => match (place(a), place(b)) {
            (Some(place), None) => Some((*b, place)),
            (None, Some(place)) => Some((*a, place)),
            _ => None,
        },
        _ => None,
    }
}

/// The document's scheme of the same name, where the page says no more than the name.
fn named(cx: &Context<'_>, authorization: &Authorization) -> Option<Value> {
    let silent = authorization.scheme.is_none();
    silent.then(|| scheme_of(cx, &authorization.name.text))?
}

/// Whether a page's words, which leave something open, fit a scheme of the document.
fn may_be(authorization: &Authorization, ours: &Value) -> bool {
    let text = |key: &str| ours.get(key).and_then(Value::as_str);
    kind(authorization).is_some_and(|(kind, words)| match kind {
        "apiKey" => {
            let name = text("name").unwrap_or_default();
            let same = |word: &str| word.eq_ignore_ascii_case(name);
            text("type") == Some(kind) && words.split_whitespace().any(same)
        }
        "http" => false,
        _ => text("type") == Some(kind),
    })
}

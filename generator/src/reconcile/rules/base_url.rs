//! The address of the service.

use super::Rule;
use crate::{
    openapi::Pointer,
    reconcile::{
        Context,
        finding::{Draft, REFERENCE, Subject},
    },
    reference::Text,
};

/// # base-url
/// What it does: compares the first server of the document with the base URL of each page.
///
/// Why: with a wrong address every call fails. The reference wins; pages that name different
/// addresses must be settled by a decision that takes one of the page's addresses.
///
/// Example: the document says `https://api.example.com`, the pages `https://api.example.com/v1`.
pub(super) const RULE: Rule = Rule {
    name: "base-url",
    summary: "the document's server is not the base URL of the pages",
    check,
};

fn check(cx: &mut Context<'_>) {
    let mut addresses: Vec<&Text> = Vec::new();
    for address in cx.pages.iter().filter_map(|page| page.base_url.as_ref()) {
        if !addresses
            .iter()
            .any(|a| trimmed(&a.text) == trimmed(&address.text))
        {
            addresses.push(address);
        }
    }
    let Some(first) = addresses.first() else {
        return;
    };
    let at = Pointer::of(["servers", "0", "url"]);
    let current = cx.document.get(&at).and_then(|url| url.as_str());
    if addresses.len() == 1 && current.is_some_and(|url| trimmed(url) == trimmed(&first.text)) {
        return;
    }
    let says = current.map_or_else(|| "no server".to_owned(), |url| format!("`{url}`"));
    let mut draft =
        Draft::new(RULE.name, "servers", Subject::Api).document(says, cx.document.locate(&at));
    if addresses.len() == 1 {
        draft = draft.reference(format!("`{}`", first.text), first.at.clone());
    } else {
        for address in &addresses {
            let side = trimmed(&address.text).to_owned();
            draft = draft.claim(side, format!("`{}`", address.text), [address.at.clone()]);
        }
        draft = draft.wins(None);
    }
    let chosen = match cx.settle(draft) {
        Some(side) if side == REFERENCE => trimmed(&first.text).to_owned(),
        Some(side) if addresses.iter().any(|a| trimmed(&a.text) == side) => side,
        _ => return,
    };
    if current.is_some() {
        cx.editor
            .set(&Pointer::of(["servers", "0"]), "url", chosen.into());
    } else {
        cx.editor.append(
            &Pointer::root(),
            "servers",
            serde_json::json!({ "url": chosen }),
        );
    }
}

fn trimmed(url: &str) -> &str {
    url.trim_end_matches('/')
}

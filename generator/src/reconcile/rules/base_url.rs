//! The address of the service.

use serde_json::{Map, Value};

use super::{Rule, rule};
use crate::{
    openapi::Pointer,
    reconcile::{
        Context,
        finding::{Draft, REFERENCE, Subject},
        pairing::Pair,
    },
    reference::Text,
};

rule! {
    /// # base-url
    /// What it does: compares the servers of the document with the base URL of each page. A server
    /// with variables stands for its address with their defaults; a page that names any of the
    /// servers agrees.
    ///
    /// Why: with a wrong address every call fails.
    ///
    /// Wins: `reference`: its address takes the place of the first server's. Where pages name
    /// different addresses, not all of them servers of the document, nobody wins: the run stops
    /// until a person decides.
    ///
    /// Sides: `document` leaves the servers as they are; `reference` takes the address of the
    /// pages. Where the pages name several, each address is a side of its own.
    ///
    /// Example: the document says `https://api.example.com`, the pages
    /// `https://api.example.com/v1`.
    pub(super) const RULE: Rule = Rule {
        name: "base-url",
        summary: "the document's server is not the base URL of the pages",
        check,
    };
}

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
    let servers = Pointer::of(["servers"]);
    let servers = cx.document.get(&servers).and_then(Value::as_array);
    let servers: Vec<&Value> = servers.into_iter().flatten().collect();
    let is_server = |address: &&Text| servers.iter().any(|s| names(s, trimmed(&address.text)));
    let holds = |address: &&Text| {
        // The document may have the end of the base URL in its paths.
        let prefix = cx.pairs.iter().find_map(Pair::prefix).unwrap_or_default();
        let base = trimmed(&address.text).strip_suffix(prefix.as_str());
        !prefix.is_empty() && base.is_some_and(|base| servers.iter().any(|s| names(s, base)))
    };
    if addresses.iter().all(|a| is_server(a) || holds(a)) {
        return;
    }
    let at = Pointer::of(["servers", "0", "url"]);
    let current = cx.document.get(&at).and_then(Value::as_str);
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
        replace(cx, &chosen);
    } else {
        cx.editor.append(
            &Pointer::root(),
            "servers",
            serde_json::json!({ "url": chosen }),
        );
    }
}

/// Whether a server of the document has an address, as it is written or with its defaults.
fn names(server: &Value, address: &str) -> bool {
    let url = server.get("url").and_then(Value::as_str);
    url.is_some_and(|url| {
        trimmed(url) == address || trimmed(&with_defaults(url, server)) == address
    })
}

/// The address of a server with the default of each variable in its place.
fn with_defaults(url: &str, server: &Value) -> String {
    let mut address = url.to_owned();
    for (name, variable) in variables(server).into_iter().flatten() {
        if let Some(default) = variable.get("default").and_then(Value::as_str) {
            address = address.replace(&format!("{{{name}}}"), default);
        }
    }
    address
}

fn variables(server: &Value) -> Option<&Map<String, Value>> {
    server.get("variables").and_then(Value::as_object)
}

/// Gives the first server another address. Variables that are not in it go with the old one.
fn replace(cx: &mut Context<'_>, address: &str) {
    let server = Pointer::of(["servers", "0"]);
    cx.editor.set(&server, "url", address.into());
    let known = cx.document.get(&server).and_then(variables);
    let names: Vec<&String> = known.into_iter().flatten().map(|(name, _)| name).collect();
    let gone = |name: &&&String| !address.contains(&format!("{{{name}}}"));
    let at = server.child("variables");
    if names.iter().all(|name| gone(&name)) {
        cx.editor.remove(&at);
    } else {
        for name in names.iter().filter(gone) {
            cx.editor.remove(&at.child(name.as_str()));
        }
    }
}

fn trimmed(url: &str) -> &str {
    url.trim_end_matches('/')
}

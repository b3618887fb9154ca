//! The operations of a document that no page describes: methods that pages do not know, webhooks
//! and callbacks.

use serde_json::Value;

use crate::{
    openapi::{Document, Pointer},
    reconcile::pairing::Pair,
};

/// Such an operation.
#[derive(Clone, Debug)]
pub(super) struct Other {
    /// `QUERY`.
    pub(super) method: String,
    /// Its path, or `webhook NAME`, or `callback NAME ADDRESS`.
    pub(super) name: String,
    pub(super) at: Pointer,
}

/// All of them, in the order of the document.
pub(super) fn others(document: &Document, pairs: &[Pair<'_>]) -> Vec<Other> {
    let mut all = Vec::new();
    let mut owners = Vec::new();
    for operation in document.operations() {
        let is_paired = pairs.iter().any(|pair| {
            pair.document.is_some()
                && pair.path == operation.path
                && pair.method.as_str() == operation.method
        });
        owners.push(operation.at.clone());
        if !is_paired {
            all.push(Other {
                method: operation.method,
                name: operation.path,
                at: operation.at,
            });
        }
    }
    let webhooks = Pointer::of(["webhooks"]);
    for name in keys(document, &webhooks) {
        let title = format!("webhook {name}");
        all.extend(of_item(document, &webhooks.child(&name), &title));
    }
    for owner in owners {
        let callbacks = owner.child("callbacks");
        for name in keys(document, &callbacks) {
            let Ok(callback) = document.resolve(&callbacks.child(&name)) else {
                continue;
            };
            for address in keys(document, &callback) {
                let title = format!("callback {name} {address}");
                all.extend(of_item(document, &callback.child(&address), &title));
            }
        }
    }
    all
}

/// The operations of a path item.
fn of_item(document: &Document, item: &Pointer, name: &str) -> Vec<Other> {
    let Ok(item) = document.resolve(item) else {
        return Vec::new();
    };
    let keys = keys(document, &item).into_iter();
    let is_operation = |key: &String| {
        let responses = item.join([key.as_str(), "responses"]);
        document.get(&responses).is_some()
    };
    let one = |key: String| Other {
        method: key.to_ascii_uppercase(),
        name: name.to_owned(),
        at: item.child(&key),
    };
    keys.filter(is_operation).map(one).collect()
}

fn keys(document: &Document, at: &Pointer) -> Vec<String> {
    let map = document.get(at).and_then(Value::as_object);
    let keys = map.into_iter().flat_map(|map| map.keys());
    keys.filter(|key| !key.starts_with("x-")).cloned().collect()
}

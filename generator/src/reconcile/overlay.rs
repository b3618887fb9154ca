//! The corrections as an OpenAPI Overlay 1.0.0.

use serde_json::{Value, json};

use super::{
    Reconciled,
    editor::{Change, object},
};

/// The overlay that turns the original into the corrected document. `extends` is the address of
/// the original, relative to the overlay.
#[must_use]
pub fn overlay(reconciled: &Reconciled, title: &str, extends: &str) -> Value {
    let actions: Vec<Value> = reconciled
        .normalised
        .iter()
        .chain(&reconciled.actions)
        .map(|action| {
            let (update, remove) = match &action.change {
                Change::Update(value) => (Some(value.clone()), None),
                Change::Remove => (None, Some(Value::Bool(true))),
            };
            object([
                ("target", Some(Value::from(action.target.as_str()))),
                (
                    "description",
                    Some(Value::from(action.description.as_str())),
                ),
                ("update", update),
                ("remove", remove),
            ])
        })
        .collect();
    json!({
        "overlay": "1.0.0",
        "info": { "title": title, "version": "1.0.0" },
        "extends": extends,
        "actions": actions,
    })
}

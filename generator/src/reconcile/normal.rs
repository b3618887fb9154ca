//! The first actions of an overlay: from the document as it is written to the shape in which it is
//! corrected. A document of 3.0 in one file has that shape, and there are none.

use serde_json::{Value, json};

use super::editor::{Action, Change};
use crate::openapi::Pointer;

/// What the actions are for.
const REASON: &str = "the same in the words of OpenAPI 3.0, in one document";

/// The actions that turn the original into what is corrected.
pub(super) fn actions(original: &Value, normal: &Value) -> Vec<Action> {
    let mut actions = Vec::new();
    compare(original, original, normal, &Pointer::root(), &mut actions);
    actions
}

fn compare(root: &Value, old: &Value, new: &Value, at: &Pointer, actions: &mut Vec<Action>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for key in old.keys().filter(|key| !new.contains_key(*key)) {
                actions.push(action(root, &at.child(key), Change::Remove));
            }
            for (key, value) in new {
                match old.get(key) {
                    Some(known) if known == value => {}
                    Some(known) if is_alike(known, value) => {
                        compare(root, known, value, &at.child(key), actions);
                    }
                    known => {
                        // A merge would mix the old with the new, so the old goes first.
                        if known.is_some_and(|known| known.is_object() || known.is_array()) {
                            actions.push(action(root, &at.child(key), Change::Remove));
                        }
                        let update = Change::Update(json!({ key: value }));
                        actions.push(action(root, at, update));
                    }
                }
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            for (number, (old, new)) in old.iter().zip(new).enumerate() {
                if old != new {
                    compare(root, old, new, &at.child(number), actions);
                }
            }
        }
        _ => {}
    }
}

fn action(root: &Value, at: &Pointer, change: Change) -> Action {
    Action {
        target: at.json_path(root),
        description: REASON.to_owned(),
        change,
    }
}

/// Whether one value becomes the other by actions on what is in it.
fn is_alike(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(_), Value::Object(_)) => true,
        // Items can be merged with, but neither replaced nor counted otherwise.
        (Value::Array(old), Value::Array(new)) => {
            let mut pairs = old.iter().zip(new);
            old.len() == new.len()
                && pairs.all(|(old, new)| old == new || (old.is_object() && new.is_object()))
        }
        _ => false,
    }
}

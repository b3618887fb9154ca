//! New entries under `components/schemas`: what several operations share, and what lists list.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Context, schemas::component_name, shapes::Shape, slots, write};
use crate::openapi::Pointer;

fn schemas() -> Pointer {
    Pointer::of(["components", "schemas"])
}

/// Gives inline schemas of the document that need a name their place under the components.
pub(super) fn promote(cx: &mut Context<'_>) {
    for shape in &cx.shapes.all {
        let (Some(at), Some(name)) = (&shape.at, &shape.name) else {
            continue;
        };
        if component_name(at).is_some() {
            continue;
        }
        cx.editor.because(format!("{name}: {}", shown_by(shape)));
        cx.editor.relocate(at, &schemas(), name);
        if let Some((parent, key)) = at.split_last() {
            cx.editor.set(&parent, key, write::reference(name));
        }
    }
}

/// Adds the new schemas that the corrected document refers to, and those that they refer to.
pub(super) fn add(cx: &mut Context<'_>) {
    loop {
        let mut referenced = BTreeSet::new();
        if let Some(root) = cx.editor.get(&Pointer::root()) {
            collect(root, &mut referenced);
        }
        let is_missing = |shape: &&Shape<'_>| {
            shape.at.is_none()
                && shape.name.as_ref().is_some_and(|name| {
                    referenced.contains(name) && cx.editor.get(&schemas().child(name)).is_none()
                })
        };
        let Some(shape) = cx.shapes.all.iter().find(is_missing) else {
            return;
        };
        let Some(name) = &shape.name else { return };
        let mut value = write::listed(&shape.properties, None, &cx.shapes);
        // The properties once more, each with its own example.
        if let Some(properties) = value.get_mut("properties") {
            for property in &shape.properties {
                let example = slots::example(shape, &property.name.text).map(|e| e.value);
                properties[&property.name.text] = write::property(property, example, &cx.shapes);
            }
        }
        cx.editor
            .because(format!("the new schema {name}: {}", shown_by(shape)));
        cx.editor.set(&schemas(), name, value);
    }
}

fn shown_by(shape: &Shape<'_>) -> String {
    let mut uses: Vec<String> = Vec::new();
    for one in &shape.uses {
        let text = format!("{} ({})", one.operation, one.at);
        if !uses.contains(&text) {
            uses.push(text);
        }
    }
    let more = uses.len().saturating_sub(3);
    uses.truncate(3);
    let tail = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("shown by {}{tail}", uses.join(", "))
}

/// The names of all components that a value refers to.
fn collect(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(name) = map
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(Pointer::of_reference)
                .and_then(|at| component_name(&at))
            {
                names.insert(name);
            }
            for inner in map.values() {
                collect(inner, names);
            }
        }
        Value::Array(items) => {
            for inner in items {
                collect(inner, names);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

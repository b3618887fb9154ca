//! The overlay, applied by another implementation, gives exactly the corrected document.
//!
//! This implementation follows the text of OpenAPI Overlay 1.0.0 and finds targets with a JSONPath
//! (RFC 9535) library; it shares no code with the writer.

use serde_json::Value;
use serde_json_path::JsonPath;
use truespec::{openapi::Document, pipeline};

use crate::{cases, run};

fn from_yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

/// "Merge": objects are merged recursively, an entry is appended to an array, anything else is
/// replaced.
fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                match target.get_mut(key) {
                    Some(known) => merge(known, value),
                    None => {
                        target.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(target), Value::Array(update)) => target.extend(update.iter().cloned()),
        (target, update) => *target = update.clone(),
    }
}

fn remove(document: &mut Value, pointer: &str) {
    let (parent, last) = pointer.rsplit_once('/').expect("never the root");
    let last = last.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent).expect("the parent is there") {
        Value::Object(map) => {
            map.shift_remove(&last);
        }
        Value::Array(items) => {
            items.remove(last.parse().expect("an index"));
        }
        other => panic!("{other} has no members"),
    }
}

fn apply(document: &mut Value, overlay: &Value) {
    assert_eq!(overlay["overlay"], "1.0.0");
    for key in ["title", "version"] {
        assert!(overlay["info"][key].is_string(), "info.{key} is missing");
    }
    for action in overlay["actions"].as_array().expect("actions") {
        let target = action["target"].as_str().expect("target");
        let path = JsonPath::parse(target).unwrap_or_else(|e| panic!("{target}: {e}"));
        let places: Vec<String> = path
            .query_located(document)
            .locations()
            .map(ToString::to_string)
            .map(|normal| pointer(&normal))
            .collect();
        assert_eq!(places.len(), 1, "{target} selects {places:?}");
        if action["remove"] == true {
            remove(document, &places[0]);
        } else {
            let node = document.pointer_mut(&places[0]).expect("selected");
            match node {
                Value::Object(_) => merge(node, &action["update"]),
                Value::Array(items) => items.push(action["update"].clone()),
                other => panic!("{target}: 1.0.0 updates objects and arrays, not {other}"),
            }
        }
    }
}

/// A normalised path, `$['paths']['/x'][0]`, as a JSON pointer.
fn pointer(normal: &str) -> String {
    if normal == "$" {
        return String::new();
    }
    let tokens = normal.trim_start_matches('$').split("][").map(|token| {
        let token = token.trim_start_matches('[').trim_end_matches(']');
        let name = token.trim_matches('\'');
        let name = name.replace("\\'", "'").replace("\\\\", "\\");
        format!("/{}", name.replace('~', "~0").replace('/', "~1"))
    });
    tokens.collect()
}

fn proven(inputs: &pipeline::Inputs) -> usize {
    let Ok(corrected) = pipeline::correct(inputs) else {
        return 0;
    };
    let mut document = from_yaml(inputs.document.text());
    let overlay = from_yaml(&corrected.overlay);
    apply(&mut document, &overlay);
    assert_eq!(document, from_yaml(&corrected.document));
    overlay["actions"].as_array().map_or(0, Vec::len)
}

#[test]
fn of_the_real_inputs() {
    assert!(proven(&run::real_inputs()) > 100);
}

/// The overlay of a document in newer words begins with the way to those of 3.0.
#[test]
fn of_newer_documents() {
    let mut actions = 0;
    for folder in cases::folders("documents") {
        let inputs = cases::inputs(&folder);
        // The other reader does not know `<<`.
        if folder.ends_with("merge-keys") {
            continue;
        }
        if Document::read(&inputs.document).is_ok() {
            actions += proven(&inputs);
        }
    }
    assert!(actions > 100, "{actions}");
}

#[test]
fn of_every_case() {
    let actions: usize = cases::folders("rules")
        .iter()
        .map(|folder| proven(&cases::inputs(folder)))
        .sum();
    assert!(actions > 50);
}

//! Limits, defaults and examples.

use serde_json::Value;

use super::{Lowering, all_of::single_of_all, node::Node};
use crate::api::{Facts, Number};

impl<'d> Lowering<'d> {
    /// The limits of a schema, or of what its references lead to.
    pub(super) fn facts(&mut self, node: &Node<'d>) -> Facts {
        let Some(node) = self.follow(node) else {
            return Facts::default();
        };
        let node = single_of_all(&node)
            .and_then(|only| self.follow(&only))
            .unwrap_or(node);
        let size = |key: &str| node.value.get(key).and_then(Value::as_u64);
        let format = node.text("format").filter(|format| {
            node.text("type") == Some("string") && !matches!(*format, "date-time" | "date" | "uuid")
        });
        let values = if node.text("type") == Some("string") {
            Vec::new()
        } else {
            node.items("enum").iter().map(|v| json(v.value)).collect()
        };
        Facts {
            minimum: number(&node, "minimum"),
            maximum: number(&node, "maximum"),
            above_minimum: node.flag("exclusiveMinimum"),
            below_maximum: node.flag("exclusiveMaximum"),
            multiple_of: number(&node, "multipleOf"),
            min_length: size("minLength"),
            max_length: size("maxLength"),
            min_items: size("minItems"),
            max_items: size("maxItems"),
            pattern: node.text("pattern").map(str::to_owned),
            format: format.map(str::to_owned),
            default: node.child("default").map(|v| json(v.value)),
            example: node.child("example").map(|v| json(v.value)),
            values,
        }
    }
}

fn number(node: &Node<'_>, key: &str) -> Option<Number> {
    let value = node.value.get(key)?;
    match value.as_i64() {
        Some(whole) => Some(Number::Integer(whole)),
        None => value.as_f64().filter(|n| n.is_finite()).map(Number::Float),
    }
}

/// JSON in one line; texts without quotes.
fn json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}

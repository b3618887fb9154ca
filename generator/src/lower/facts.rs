//! Limits, defaults and examples.

use serde_json::Value;

use super::{
    Lowering, all_of::single_of_all, enumeration::enumeration, node::Node, scalar, schema,
};
use crate::api::{Facts, Number, Scalar, Type};

/// No chain of references and single members of `allOf` is followed further.
const LONGEST: usize = 32;

impl<'d> Lowering<'d> {
    /// The limits of a schema, and where it has none of its own, those of what it refers to.
    pub(super) fn facts(&mut self, node: &Node<'d>) -> Facts {
        let mut node = node.clone();
        let mut facts = own(&node);
        for _ in 0..LONGEST {
            let next = if node.text("$ref").is_some() {
                self.follow(&node)
            } else {
                single_of_all(&node)
            };
            let Some(next) = next else { break };
            facts = or(facts, own(&next));
            node = next;
        }
        facts
    }
}

/// What a schema says itself.
fn own(node: &Node<'_>) -> Facts {
    let number = |key: &str| node.value.get(key).and_then(scalar::number);
    let size = |key: &str| node.value.get(key).and_then(Value::as_u64);
    let values = if enumeration(node).is_some() {
        Vec::new()
    } else {
        node.items("enum").iter().map(|v| json(v.value)).collect()
    };
    // A tuple says itself how long it is.
    let count = |key: &str| size(key).filter(|_| !node.has("prefixItems"));
    let (least, most) = implied(node);
    Facts {
        minimum: number("minimum").or(least),
        maximum: number("maximum").or(most),
        above_minimum: node.flag("exclusiveMinimum"),
        below_maximum: node.flag("exclusiveMaximum"),
        multiple_of: number("multipleOf"),
        min_length: size("minLength"),
        max_length: size("maxLength"),
        min_items: count("minItems"),
        max_items: count("maxItems"),
        unique_items: node.flag("uniqueItems"),
        pattern: node.text("pattern").map(str::to_owned),
        format: format(node).map(str::to_owned),
        default: node.child("default").map(|v| json(v.value)),
        example: node.child("example").map(|v| json(v.value)),
        values,
    }
}

/// The limits of a format that is narrower than the type it becomes.
fn implied(node: &Node<'_>) -> (Option<Number>, Option<Number>) {
    let format = node.text("format").unwrap_or_default();
    let is_narrow = matches!(format, "int8" | "int16" | "uint8" | "uint16");
    let limits =
        scalar::limits(format).filter(|_| is_narrow && node.text("type") == Some("integer"));
    let limit = |n: i128| Some(Number::Integer(n));
    match limits {
        Some((0, most)) => (None, limit(most)),
        Some((least, most)) => (limit(least), limit(most)),
        None => (None, None),
    }
}

/// The format, where the type does not say it.
fn format<'d>(node: &Node<'d>) -> Option<&'d str> {
    let format = node.text("format")?;
    if !schema::is_scalar(node) {
        return None;
    }
    let says_it = match scalar::scalar(node) {
        Type::Scalar(Scalar::Text) => false,
        Type::Scalar(Scalar::Number) => matches!(format, "float" | "double"),
        Type::Scalar(
            Scalar::Integer32
            | Scalar::Integer64
            | Scalar::Unsigned32
            | Scalar::Unsigned64
            | Scalar::Integer,
        ) => scalar::limits(format).is_some(),
        Type::Scalar(
            Scalar::Boolean | Scalar::Bytes | Scalar::DateTime | Scalar::Date | Scalar::Uuid,
        )
        | Type::Any
        | Type::Upload
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Defined(_) => true,
    };
    (!says_it).then_some(format)
}

/// The facts of a schema, and where it says nothing, those of what it refers to.
fn or(own: Facts, other: Facts) -> Facts {
    let (below, above) = (own.minimum.is_none(), own.maximum.is_none());
    Facts {
        minimum: own.minimum.or(other.minimum),
        maximum: own.maximum.or(other.maximum),
        above_minimum: own.above_minimum || (below && other.above_minimum),
        below_maximum: own.below_maximum || (above && other.below_maximum),
        multiple_of: own.multiple_of.or(other.multiple_of),
        min_length: own.min_length.or(other.min_length),
        max_length: own.max_length.or(other.max_length),
        min_items: own.min_items.or(other.min_items),
        max_items: own.max_items.or(other.max_items),
        unique_items: own.unique_items || other.unique_items,
        pattern: own.pattern.or(other.pattern),
        format: own.format.or(other.format),
        default: own.default.or(other.default),
        example: own.example.or(other.example),
        values: if own.values.is_empty() {
            other.values
        } else {
            own.values
        },
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

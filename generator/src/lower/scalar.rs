//! Texts, numbers and booleans.

use super::node::Node;
use crate::api::{Scalar, Type};

/// The type of a schema that is a scalar.
pub(super) fn scalar(node: &Node<'_>) -> Type {
    let format = node.text("format");
    Type::Scalar(match node.text("type") {
        Some("boolean") => Scalar::Boolean,
        Some("number") => Scalar::Number,
        Some("integer") if format == Some("int32") && fits_32_bits(node) => Scalar::Integer32,
        Some("integer") => Scalar::Integer64,
        _ => match format {
            Some("date-time") => Scalar::DateTime,
            Some("date") => Scalar::Date,
            Some("uuid") => Scalar::Uuid,
            _ => Scalar::Text,
        },
    })
}

/// Whether the limits of an integer are within 32 bits.
fn fits_32_bits(node: &Node<'_>) -> bool {
    ["minimum", "maximum"].into_iter().all(|key| {
        node.value
            .get(key)
            .is_none_or(|limit| limit.as_i64().is_some_and(|n| i32::try_from(n).is_ok()))
    })
}

//! Alternatives of a union that do not have the member by which they are told apart: it is written
//! with them.

use serde::{Serialize, Serializer, ser::Error};
use serde_json::Value;

/// Writes `value` with its tag, which a member of this name holds, unless the value has that member.
///
/// # Errors
/// `value` cannot be written.
pub fn with_tag<T: Serialize, S: Serializer>(
    value: &T,
    member: &str,
    tag: impl Into<Value>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(S::Error::custom)?;
    if let Value::Object(members) = &mut value {
        members.entry(member).or_insert_with(|| tag.into());
    }
    value.serialize(serializer)
}

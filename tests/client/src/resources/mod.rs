//! What each operation does, a file for each kind of thing.
//!
//! The shapes of the answers are the pages', including where two operations show the same thing
//! with different fields. Optional and nullable fields are sometimes absent, null, or there.

pub(crate) mod activity;
pub(crate) mod collaborators;
pub(crate) mod deployments;
pub(crate) mod models;
pub(crate) mod projects;
pub(crate) mod secrets;
pub(crate) mod tags;

use crate::contract::Request;
use crate::refusal::Refusal;

/// A field of the body, which must have some text in it.
fn text<'a>(request: &'a Request, field: &'static str) -> Result<&'a str, Refusal> {
    let text = request.body[field].as_str();
    if text.is_empty() {
        return Err(Refusal::invalid(
            field,
            format!("`{field}` must not be empty."),
        ));
    }
    Ok(text)
}

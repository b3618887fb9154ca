//! The answers of the service that are errors: a status and the body `{code, message, details?}`.

use serde_json::{Value, json};

/// An error answer.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The HTTP status.
    pub(crate) status: u16,
    code: &'static str,
    message: String,
    details: Option<Value>,
    /// Whether the request broke the documented contract, rather than met a state it did not know.
    pub(crate) violation: bool,
}

impl Refusal {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            details: None,
            violation: false,
        }
    }

    /// The request is not what the pages document.
    pub(crate) fn violation(message: impl Into<String>) -> Self {
        Self {
            violation: true,
            ..Self::new(400, "contract_violation", message)
        }
    }

    /// No page documents an operation with this method and path.
    pub(crate) fn undocumented(message: impl Into<String>) -> Self {
        Self {
            violation: true,
            ..Self::new(501, "undocumented_operation", message)
        }
    }

    /// The bearer token is missing or wrong.
    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        Self {
            violation: true,
            ..Self::new(401, "unauthorized", message)
        }
    }

    /// The request is as documented, but one of its values cannot be used.
    pub(crate) fn invalid(field: &str, message: impl Into<String>) -> Self {
        let details = Some(json!({ "field": field }));
        Self {
            details,
            ..Self::new(400, "invalid", message)
        }
    }

    /// There is no such thing.
    pub(crate) fn not_found(what: &str, key: &str) -> Self {
        Self::new(404, "not_found", format!("There is no {what} `{key}`."))
    }

    /// There is such a thing already.
    pub(crate) fn conflict(what: &str, key: &str) -> Self {
        Self::new(
            409,
            "conflict",
            format!("There is a {what} `{key}` already."),
        )
    }

    /// What was wrong, for a person.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The body of the answer. `details` is left out where there are none.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "code": self.code, "message": self.message });
        if let Some(details) = &self.details {
            body["details"] = details.clone();
        }
        body
    }
}

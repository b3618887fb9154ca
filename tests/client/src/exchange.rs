//! What the server noted down about a request and its answer.

use serde_json::Value;

/// One request and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The HTTP method.
    pub method: String,
    /// Path and query as they came over the wire, below the base URL, still percent-encoded.
    pub target: String,
    /// The documented operation, if it is one.
    pub operation: Option<&'static str>,
    /// The body of the request, as text.
    pub body: String,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer.
    pub answer: Value,
    /// How the request broke the documented contract, if it did.
    pub violation: Option<String>,
}

//! Messages about the calls of a running service.

use serde::{Deserialize, Serialize};

/// What a run of `drift` called.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Called {
    /// How many requests were sent.
    pub(crate) requests: usize,
    /// How many operations gave an answer that was compared.
    pub(crate) compared: usize,
    pub(crate) left_out: Vec<NotCalled>,
    /// Operations whose answers say nothing about the document.
    pub(crate) not_compared: Vec<NotCalled>,
}

/// An operation, and why it says nothing.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct NotCalled {
    pub(crate) operation: String,
    pub(crate) because: String,
}

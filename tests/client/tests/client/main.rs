//! The generated client against a server that behaves as the reference pages say, and against one
//! that does everything wrong.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "in a test, a failure is what tells"
)]

mod alone;
mod answers;
mod blocking;
mod bodies;
mod concurrency;
mod document_only;
mod errors;
mod faults;
mod fetched_tokens;
mod gadgets;
mod limits;
mod mock;
mod names;
mod operations;
mod paging;
mod paths;
mod secured;
mod server;
mod servers;
mod styles;
mod support;
mod token;
mod unions;
mod values;
mod ways;

//! The generated client against a server that behaves as the reference pages say.

#![allow(clippy::unwrap_used, reason = "in a test, a failure is what tells")]

mod blocking;
mod document_only;
mod errors;
mod gadgets;
mod limits;
mod mock;
mod operations;
mod paging;
mod paths;
mod server;
mod support;
mod token;

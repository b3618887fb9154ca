//! A local service that behaves as the reference pages say, and is strict about what it receives.
//!
//! [`Server`] answers all operations of `spec/reference/projects.txt` from a [`Store`] in memory:
//! `200` with a body, lists in `{hasMore, items, nextPage}`, errors as `{code, message, details?}`.
//! Every request is held against [`operations::OPERATIONS`], a table copied from the pages by hand
//! and never from the generator. What the pages do not document (a query parameter, a body field, a
//! limit of 121, a missing content type) is a [violation](Exchange::violation): it is answered with
//! an error, and a server that is dropped with violations that nobody took fails the test.
//!
//! [`fault`] is its opposite: a server that does everything that no server should do.

pub mod fault;
pub mod operations;

mod contract;
mod exchange;
mod paging;
mod refusal;
mod resources;
mod server;
mod store;

pub use exchange::Exchange;
pub use server::{Server, TOKEN};
pub use store::{Deployed, Store};

//! The hand-written part that every generated client carries: one call to the service from its
//! parameters to its value, with the errors and the paging around it.
//!
//! A file has one concept:
//!
//! | file | its job |
//! |---|---|
//! | `transport` | what all calls of a client share, and the builder that checks it |
//! | `server` | which base URLs are accepted, and how a path is joined to one |
//! | `token` | the access token: never printed, taken out of every text of the service |
//! | `call` | one request being put together |
//! | `parameter`, `path`, `query` | values as texts, as segments of the path, as pairs of the query |
//! | `exchange` | a request sent and its answer read, over redirects and within the deadline |
//! | `redirect` | which redirects are followed, and what they may carry |
//! | `body` | reading a body up to a limit |
//! | `decode`, `response` | the typed value of an answer |
//! | `error`, `api_error`, `message` | the one error, the service's own part of it, its wording |
//! | `page`, `items` | streams of pages and of their items |
//!
//! The modules refer to each other only through `super`, because the code generator copies them
//! into the client as they are.

mod api_error;
mod body;
mod call;
mod decode;
mod error;
mod exchange;
mod items;
mod message;
mod page;
mod parameter;
mod path;
mod query;
mod redirect;
mod response;
mod server;
mod token;
mod transport;

pub use self::api_error::{ApiError, ErrorFields};
pub use self::call::Call;
pub use self::decode::{Decode, DecodeFailure, Empty};
pub use self::error::Error;
pub use self::items::Items;
pub use self::page::{Page, Pages};
pub use self::path::PathValue;
pub use self::response::Response;
pub use self::transport::{Api, Transport, TransportBuilder};
pub use reqwest::header::HeaderMap;
pub use reqwest::{Method, StatusCode};

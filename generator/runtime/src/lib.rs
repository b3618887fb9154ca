//! The hand-written part that every generated client carries: one call to the service from its
//! parameters to its value, with the errors and the paging around it.
//!
//! A file has one concept:
//!
//! | file | its job |
//! |---|---|
//! | `transport` | what all calls of a client share |
//! | `builder` | the settings that it is built from, and their checks |
//! | `server` | which base URLs are accepted, and how a path is joined to one |
//! | `token` | the access token: never printed, taken out of every text of the service |
//! | `call` | one request being put together |
//! | `refusals` | why it must not be sent as it is |
//! | `parameter` | the value of a parameter as texts |
//! | `path`, `query`, `header` | the places where the texts are sent, each with its encoding |
//! | `exchange` | a request sent and its answer read, over redirects and within the deadline |
//! | `redirect` | which redirects are followed, and what they may carry |
//! | `body` | reading a body up to a limit |
//! | `decode`, `response` | the typed value of an answer |
//! | `error`, `message` | the one error, and its wording |
//! | `answered`, `api_error` | what an error keeps of the answer, and what the service says in it |
//! | `page`, `items` | streams of pages and of their items |
//!
//! The modules refer to each other only through `super`, because the code generator copies them
//! into the client as they are.

mod answered;
mod api_error;
mod body;
mod builder;
mod call;
mod decode;
mod error;
mod exchange;
mod header;
mod items;
mod message;
mod page;
mod parameter;
mod path;
mod query;
mod redirect;
mod refusals;
mod response;
mod server;
mod token;
mod transport;

pub use self::api_error::{ApiError, ErrorFields};
pub use self::builder::TransportBuilder;
pub use self::call::Call;
pub use self::decode::{Decode, DecodeFailure, Empty};
pub use self::error::Error;
pub use self::items::Items;
pub use self::page::{Page, Pages};
pub use self::path::PathValue;
pub use self::response::Response;
pub use self::transport::{Api, Transport};
pub use reqwest::header::HeaderMap;
pub use reqwest::{Method, StatusCode};

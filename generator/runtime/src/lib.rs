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
//! | `place` | which server a user chose, and the URLs of servers with variables |
//! | `served` | calls of operations that are at a server of their own |
//! | `token` | the access token: never printed |
//! | `authorizer` | what has credentials of other kinds |
//! | `credentials`, `basic` | those that users give, and which of them a call takes |
//! | `client_credentials` | tokens that the client fetches itself |
//! | `redaction` | what is taken out of every text of the service before it is kept |
//! | `hidden` | what `Debug` shows of JSON that the document does not describe |
//! | `call`, `options` | one request being put together, and what is set for it alone |
//! | `refusals` | why it must not be sent as it is |
//! | `parameter` | the value of a parameter as texts |
//! | `path`, `query`, `header` | the places where the texts are sent, each with its encoding |
//! | `content` | bodies of other media types than JSON |
//! | `form` | bodies as HTML forms send them |
//! | `upload` | bytes, files and streams to send |
//! | `piece`, `streamed` | what a body is put together from, and read while it is sent |
//! | `multipart` | bodies of several parts, files among them |
//! | `style` | the ways of writing a value that are not the usual ones |
//! | `styled` | the parameters that are written in one of these |
//! | `cookie` | the parameters that are cookies |
//! | `additions` | what is added to a request that is put together |
//! | `outgoing` | a request that can be sent more than once |
//! | `exchange` | the attempts of a call, in its time, until one succeeds or none is left |
//! | `retry`, `retry_after`, `budget` | which attempts are repeated, when, and how many of all calls together |
//! | `conclusion` | the value or the error that a call ends with |
//! | `attempt`, `sender`, `fault` | one attempt: what it is sent with, and why it has no answer |
//! | `redirect` | which redirects are followed, and what they may carry |
//! | `body` | reading a body up to a limit |
//! | `hook`, `trace` | what users and `tracing` are told of the attempts |
//! | `clock`, `future` | time, and limits of it |
//! | `decode`, `response` | the typed value of an answer |
//! | `base64` | bytes in JSON |
//! | `within` | rules for the members of what is given as a whole |
//! | `times` | points in time, with an offset and without |
//! | `error`, `message` | the one error, and its wording |
//! | `answered`, `api_error` | what an error keeps of the answer, and what the service says in it |
//! | `text`, `maybe` | a text in place of JSON; JSON or nothing |
//! | `open` | an answer that is read as it comes in |
//! | `download` | bytes as they come in |
//! | `lines` | lines of what comes in |
//! | `events` | server-sent events as they come in |
//! | `values` | JSON values as they come in |
//! | `several` | one of several answers, by status and content type |
//! | `blocking_stream` | what comes in, without `async` (feature `blocking`) |
//! | `error_body` | the body of an error in the types of the service |
//! | `fitting` | which objects a value can be, of several that no tag tells apart |
//! | `tagged` | alternatives that are written with their tag |
//! | `page`, `items` | streams of pages and of their items |
//! | `ways` | other ways than a cursor to get to the next page, for services that have them |
//! | `blocking` | the same without `async` (feature `blocking`) |
//! | `mock`, `script`, `virtual_clock` | scripted answers for the tests of users (feature `mock`) |
//!
//! The modules refer to each other only through `super`, because the code generator copies them
//! into the client as they are.

mod additions;
mod answered;
mod api_error;
mod attempt;
mod authorizer;
mod base64;
mod basic;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking_stream;
mod body;
mod budget;
mod builder;
mod call;
mod client_credentials;
mod clock;
mod conclusion;
mod content;
mod cookie;
mod credentials;
mod decode;
mod download;
mod error;
mod error_body;
mod events;
mod exchange;
mod fault;
mod fitting;
mod form;
mod future;
mod header;
mod hidden;
mod hook;
mod items;
mod lines;
mod maybe;
mod message;
#[cfg(feature = "mock")]
mod mock;
mod multipart;
mod open;
mod options;
mod outgoing;
mod page;
mod parameter;
mod path;
mod piece;
mod place;
mod query;
mod redaction;
mod redirect;
mod refusals;
mod response;
mod retry;
mod retry_after;
#[cfg(feature = "mock")]
#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "an answer is told at once: what is given back is for the next one"
)]
mod script;
mod sender;
mod served;
mod server;
mod several;
#[cfg(not(target_arch = "wasm32"))]
mod streamed;
mod style;
mod styled;
mod tagged;
mod text;
mod times;
mod token;
mod trace;
mod transport;
mod upload;
mod values;
#[cfg(feature = "mock")]
mod virtual_clock;
mod ways;
mod within;

pub use self::api_error::{ApiError, ErrorFields};
pub use self::authorizer::Security;
pub use self::base64::Base64;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use self::blocking_stream::BlockingStream;
pub use self::builder::TransportBuilder;
pub use self::call::Call;
pub use self::clock::Clock;
pub use self::credentials::{Credentials, Scheme, SchemePlace};
pub use self::decode::{Decode, DecodeFailure, Empty};
pub use self::download::Download;
pub use self::error::Error;
pub use self::events::{Event, Events};
pub use self::fitting::{Is, Members, fitting};
pub use self::future::BoxFuture;
pub use self::hidden::Hidden;
pub use self::hook::{Attempt, BoxError, Hook, Outcome};
pub use self::items::Items;
pub use self::maybe::Maybe;
#[cfg(feature = "mock")]
pub use self::mock::{Mock, MockCall};
pub use self::multipart::Multipart;
pub use self::open::{Opened, Streamed};
pub use self::options::CallOptions;
pub use self::page::{Counts, Page, Pages, Way};
pub use self::path::PathValue;
pub use self::place::{Place, UrlPart, UrlPlace, server_url};
pub use self::response::Response;
pub use self::retry::RetryPolicy;
#[cfg(feature = "mock")]
pub use self::script::{MockPage, Script};
pub use self::several::{Case, Received, Several};
pub use self::style::Style;
pub use self::styled::StyledPath;
pub use self::tagged::with_tag;
pub use self::text::Text;
pub use self::times::{Times, present_times, times};
pub use self::transport::{Api, Transport};
pub use self::upload::Upload;
pub use self::values::Values;
#[cfg(feature = "mock")]
pub use self::virtual_clock::VirtualClock;
pub use self::ways::{ByAddress, ByNumber, ByOffset};
pub use bytes::Bytes;
pub use http;
pub use reqwest::header::HeaderMap;
pub use reqwest::{Method, StatusCode};

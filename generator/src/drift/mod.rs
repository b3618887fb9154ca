//! What a running service answers, held against the document: the third source of evidence.
//!
//! A call and its answer are an [`Exchange`]. What is kept of the exchanges of an operation is a
//! [`Recording`]: a text in which every value of a person stands for another one of its form
//! ([`redacted`]). Recordings, and nothing else, are compared ([`compare`]): so what a live run finds
//! is what its recordings give again, without the service.

mod checker;
mod compare;
mod deviation;
mod forms;
mod mask;
mod named;
mod object;
mod observed;
mod paging;
mod recording;
mod redact;
mod responses;
mod scalars;
mod stand_ins;
mod targets;
mod unions;
mod values;

pub use compare::compare;
pub use deviation::{Deviation, Fix, Kind};
pub(crate) use named::within_schema;
pub use paging::Paged;
pub use recording::{Body, Exchange, Recording};
pub use redact::{Heard, Redacted, redacted};
pub use responses::is_documented;
pub use targets::{Credential, Taken, Target, targets};
pub use values::{Known, Valued, filled};

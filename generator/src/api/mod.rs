//! The service as data: what it offers, independent of how a document writes it and of how Rust
//! will say it. No identifiers of Rust, no serde.

mod body;
mod documentation;
mod operation;
mod response;
mod server;
mod service;
mod types;

pub use body::{Body, Content, Form, Format};
pub use documentation::{Docs, Facts, Number};
pub use operation::{
    Encoding, Method, Operation, Pagination, PagingWay, Parameter, ParameterPlace, Style,
};
pub use response::{Failure, Header, Held, Response, Success};
pub use server::{Server, UrlPart, UrlPlace, Variable};
pub use service::{
    Api, Auth, ClientCredentials, ErrorFields, Event, Group, KeyPlace, Scheme, SchemeKind,
};
pub use types::{
    Access, Alternative, Definition, Enumeration, EnumerationKind, KnownValue, Literal, Object,
    Origin, OriginKind, Property, Scalar, Shape, Type, TypeId, Union,
};

//! The crate to write: nothing is left to decide after it.

use std::collections::BTreeSet;

use super::{
    call::Call, credentials::Credentials, item::Item, server::Servers, stand_in::Sampled,
    text::Block,
};

/// The crate to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Its manifest.
    pub package: Package,
    /// Its client.
    pub client: Client,
    /// Its operations, a module for each group.
    pub groups: Vec<Group>,
    /// Its types, a module for each type that others do not own.
    pub types: Vec<TypeModule>,
    /// The values for tests, of the types that an answer can hold.
    pub samples: Vec<Sampled>,
    /// What the service sends on its own account.
    pub events: Vec<Event>,
}

/// A request that the service sends on its own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name in the document.
    pub name: String,
    /// The method of the client that asks for it, where it is a callback.
    pub asked_for_by: Option<String>,
    /// The method of HTTP, in capitals.
    pub http: String,
    /// The vendor's words about it.
    pub about: Vec<Block>,
    /// The name of the type of its body, where it has one.
    pub payload: Option<String>,
}

/// What the manifest and the top of the documentation say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "what the client needs, one by one"
)]
pub struct Package {
    /// The name of the package.
    pub name: String,
    /// The name of the library in code.
    pub library: String,
    /// Its version.
    pub version: String,
    /// What it is, in one line.
    pub description: String,
    /// Its licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where its source is.
    pub repository: Option<String>,
    /// The workspace that it belongs to.
    pub workspace: Workspace,
    /// The name of the service.
    pub title: String,
    /// The vendor's version of the service.
    pub api_version: String,
    /// The vendor's words about the service.
    pub about: Vec<Block>,
    /// Whether a type needs chrono.
    pub chrono: bool,
    /// Whether a type needs uuid.
    pub uuid: bool,
    /// Whether a list is read page by page in another way than by cursors.
    pub ways: bool,
    /// Whether a type holds bytes as base64.
    pub base64: bool,
    /// Whether a member holds points in time that the service gives.
    pub gives_times: bool,
    /// Whether a call is given values whose members have limits.
    pub within: bool,
    /// Whether a member tells absent from null that is not a point in time.
    pub tri_state: bool,
    /// Whether a union has several objects that only their members tell apart.
    pub objects_by_members: bool,
    /// Whether a union writes the tag of an alternative that does not have it.
    pub tags_written: bool,
    /// Whether a parameter is written in a style of its own.
    pub styles: bool,
    /// Whether a parameter is a cookie.
    pub cookies: bool,
    /// Whether calls carry credentials other than one token for all.
    pub credentials: bool,
    /// Whether users choose a server, or complete a URL that the document has a part of.
    pub places: bool,
    /// Whether an operation is at a server of its own.
    pub served: bool,
    /// Whether a user name and a password are sent.
    pub basic: bool,
    /// Whether the client can fetch tokens.
    pub client_credentials: bool,
    /// How bodies are written.
    pub bodies: Bodies,
    /// What its answers need of the runtime.
    pub answers: BTreeSet<Answering>,
    /// The type of the errors of all operations, where the document describes one.
    pub failure: Option<String>,
}

/// What answers need of the runtime, besides JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answering {
    /// Texts.
    Text,
    /// JSON or nothing.
    Maybe,
    /// What is read as it comes in, or can be.
    Open,
    /// Bytes as they come in.
    Download,
    /// JSON values as they come in.
    Values,
    /// Server-sent events as they come in.
    Events,
    /// What comes in, without `async`.
    BlockingStream,
    /// One of several.
    Several,
    /// Errors whose bodies are described.
    ErrorBody,
}

/// How the bodies of a client are written, besides as plain JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "any of them can be there")]
pub struct Bodies {
    /// As JSON of another media type, or as texts.
    pub typed: bool,
    /// As HTML forms.
    pub forms: bool,
    /// As forms of several parts.
    pub multipart: bool,
    /// As they are.
    pub uploads: bool,
}

/// The workspace that a package belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workspace {
    /// One of its own, so that it builds in any folder.
    Own,
    /// That of a folder around it, if there is one.
    Outer,
}

/// The client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The URL of the service; `None` where a user must give one.
    pub base_url: Option<String>,
    /// What is added to the URL that a user gives.
    pub path: Option<String>,
    /// The servers, where users can choose one.
    pub servers: Option<Servers>,
    /// The token that calls carry.
    pub token: Option<Token>,
    /// What calls carry, where that is not one token for all.
    pub credentials: Option<Credentials>,
    /// Ways to authenticate that the client cannot speak, by their names.
    pub unsupported_auth: Vec<String>,
    /// The members of the body of an error: code, message, details.
    pub error_fields: [Option<String>; 3],
    /// The names on the wire of the members that hold secrets, in order, each once.
    pub sensitive: Vec<String>,
}

/// The token that calls carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The environment variable that holds it.
    pub variable: Option<String>,
    /// The vendor's words about it.
    pub about: Vec<Block>,
}

/// The operations of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The name of its module.
    pub module: String,
    /// Its name as the vendor writes it.
    pub title: String,
    /// The vendor's words about it.
    pub about: Vec<Block>,
    /// Its operations.
    pub calls: Vec<Call>,
    /// The operation that the README and the example program show, one that changes something where
    /// there is one: an index into `calls`.
    pub showcase: usize,
    /// The operation that the example program shows after that, one that reads where there is one: an
    /// index into `calls`.
    pub example: usize,
}

/// Types that stand in one file.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeModule {
    /// The name of the module.
    pub module: String,
    /// The type that the file is about, then those within it.
    pub items: Vec<Item>,
}

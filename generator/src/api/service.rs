//! The service as a whole.

use super::{Definition, Docs, Method, Operation, Server, TypeId};

/// A service: what it offers and the types that it speaks in.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// Its name.
    pub title: String,
    /// The vendor's version of it.
    pub version: String,
    /// The words about it.
    pub docs: Docs,
    /// The URL of its first server, without a slash at the end; `None` where the document gives none.
    pub base_url: Option<String>,
    /// What the document says of the URL where it gives none: a reference, such as `/api/v3`.
    pub path: Option<String>,
    /// The servers, where a user can choose one.
    pub servers: Vec<Server>,
    /// How calls say who they are from.
    pub auth: Auth,
    /// The groups of operations, in the order of the document.
    pub groups: Vec<Group>,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// What the service sends on its own account.
    pub events: Vec<Event>,
    /// The types that have a name or need one.
    pub definitions: Vec<Definition>,
    /// The members of the body of an error.
    pub error_fields: ErrorFields,
}

impl Api {
    /// A type by its id.
    ///
    /// Ids are made together with the definitions that they lead to, so one of this service leads
    /// somewhere; `None` means an id of another service.
    #[must_use]
    pub fn definition(&self, id: TypeId) -> Option<&Definition> {
        self.definitions.get(id.0)
    }
}

/// How calls say who they are from.
#[derive(Clone, Debug, PartialEq)]
pub enum Auth {
    /// They do not.
    None,
    /// `Authorization: Bearer` and a token.
    Bearer {
        /// The words about it.
        description: Option<String>,
    },
    /// By these schemes; each operation says which of them it takes.
    Schemes(Vec<Scheme>),
}

/// A way to say who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// The words about it.
    pub description: Option<String>,
}

/// What a scheme is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer` and a token.
    Bearer,
    /// `Authorization: Basic`, a user name and a password.
    Basic,
    /// `Authorization`, this word, and whatever it takes.
    Http(String),
    /// A key under this name.
    Key(KeyPlace, String),
    /// `Authorization: Bearer` and an access token of OAuth 2, which clients can fetch themselves
    /// where the scheme has what they need for that.
    OAuth2(Option<ClientCredentials>),
    /// `Authorization: Bearer` and a token of an `OpenID` provider.
    OpenId,
    /// Something outside of requests, such as the certificate of a client, or nothing that is known.
    Outside,
}

/// Where a key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// What a client needs to fetch access tokens by an id and a secret of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCredentials {
    /// Where it fetches them.
    pub token_url: String,
    /// What it can ask for, with the words about it.
    pub scopes: Vec<(String, String)>,
}

/// Operations that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The name.
    pub name: String,
    /// The words about it.
    pub docs: Docs,
    /// The group that it is a part of, by its name.
    pub parent: Option<String>,
}

/// A request that the service sends to a URL of its user.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name, unique in the service.
    pub name: String,
    /// The operation that asks for it, where it is a callback; `None` for a webhook.
    pub operation: Option<String>,
    /// The method of the request.
    pub method: Method,
    /// The words about it.
    pub docs: Docs,
    /// The type of its body; `None` where it has none that is described.
    pub payload: Option<TypeId>,
}

/// The members of the body of an error, by their names on the wire; those of an object within it by
/// their JSON pointers, such as `/error/message`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorFields {
    /// A short text for machines.
    pub code: Option<String>,
    /// A text for people.
    pub message: Option<String>,
    /// Anything else.
    pub details: Option<String>,
}

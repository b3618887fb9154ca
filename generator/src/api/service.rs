//! The service as a whole.

use super::{Definition, Docs, Method, Operation, TypeId};

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
    /// In a way that the client cannot speak yet.
    Unsupported {
        /// The schemes by their names in the document.
        schemes: Vec<String>,
    },
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

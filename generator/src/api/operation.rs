//! What a client can ask of the service.

use super::{Body, Docs, Facts, Response, Type};

/// A method of HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the RFCs")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// Any other one, as it is sent.
    Other(String),
}

impl Method {
    /// The method as it is sent.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its name, unique in a valid document.
    pub id: String,
    /// The method.
    pub method: Method,
    /// The path with its parameters in braces, such as `/projects/{id}`.
    pub path: String,
    /// The group that it belongs to: an index into the groups of the service.
    pub group: usize,
    /// The words about it.
    pub docs: Docs,
    /// Its parameters, those of the path in the order of the path.
    pub parameters: Vec<Parameter>,
    /// The credentials that it takes: alternatives, each of which is indexes into the schemes of the
    /// service. One that is empty means that it can go without; where there is none, it takes none.
    pub security: Vec<Vec<usize>>,
    /// The URL of the server that it is at, where that is not that of the service.
    pub server: Option<String>,
    /// What is sent.
    pub body: Option<Body>,
    /// What comes back.
    pub response: Response,
    /// How its answers are paged.
    pub pagination: Option<Pagination>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterPlace {
    /// A segment of the path, or a part of one.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How the value of a parameter is written where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As most are: a text as it is, a list in the path or a header with commas between its elements,
    /// one in the query as a pair for each. The type has no other values.
    Usual,
    /// In a style.
    Styled {
        /// The style.
        style: Style,
        /// Whether the characters stay as they are that have a meaning in URLs, but none in a query.
        reserved: bool,
    },
}

/// A style in which a value is written. `true`: exploded, so that each part of it stands for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// With commas between.
    Simple(bool),
    /// After a dot.
    Label(bool),
    /// After a semicolon and the name.
    Matrix(bool),
    /// As pairs.
    Form(bool),
    /// As pairs of a cookie in which nothing is encoded.
    Cookie(bool),
    /// With spaces between.
    Spaces,
    /// With `|` between.
    Pipes,
    /// With the names of members in brackets.
    Deep,
    /// As JSON.
    Json,
    /// As JSON without the name of the parameter.
    Bare,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it goes.
    pub place: ParameterPlace,
    /// Whether a request is wrong without it.
    pub required: bool,
    /// What it takes.
    pub value: Type,
    /// How that is written.
    pub encoding: Encoding,
    /// The words about it.
    pub docs: Docs,
    /// Its limits.
    pub facts: Facts,
}

/// How a list is read page by page. Members are named by their way from the answer, a name for each
/// object on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// What is sent to get to the next page.
    pub way: PagingWay,
    /// The member that holds the items; empty where the answer itself is the list.
    pub items: Vec<String>,
    /// The member that says whether there is a next page.
    pub has_more: Option<Vec<String>>,
    /// What the way was known by, in a few words; `None` where the document itself says it.
    pub known_by: Option<String>,
}

/// What is sent to get to the next page. Parameters are those of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagingWay {
    /// A cursor, which the page before holds.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The member of the next cursor.
        member: Vec<String>,
    },
    /// The id of the last item of the page before.
    LastItem {
        /// The parameter.
        parameter: String,
        /// The member of an item.
        member: String,
    },
    /// How many items come before the page.
    Offset {
        /// The parameter.
        parameter: String,
        /// The member that counts all items.
        total: Option<Vec<String>>,
    },
    /// The number of the page.
    Number {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
        /// The member of the number of the next page.
        next: Option<Vec<String>>,
        /// The member that counts the pages.
        pages: Option<Vec<String>>,
    },
    /// The query of an address, which the page before holds.
    Address {
        /// The parameters that it can have.
        parameters: Vec<String>,
        /// The member of the address; `None` where it is in the `Link` header.
        member: Option<Vec<String>>,
    },
}

impl Pagination {
    /// The one parameter that says which page is asked for, where there is one.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        match &self.way {
            PagingWay::Cursor { parameter, .. }
            | PagingWay::LastItem { parameter, .. }
            | PagingWay::Offset { parameter, .. }
            | PagingWay::Number { parameter, .. } => Some(parameter),
            PagingWay::Address { .. } => None,
        }
    }

    /// The member that holds a text which leads to the next page.
    #[must_use]
    pub fn cursor_member(&self) -> Option<&[String]> {
        match &self.way {
            PagingWay::Cursor { member, .. }
            | PagingWay::Address {
                member: Some(member),
                ..
            } => Some(member),
            PagingWay::LastItem { .. }
            | PagingWay::Offset { .. }
            | PagingWay::Number { .. }
            | PagingWay::Address { member: None, .. } => None,
        }
    }

    /// The members that count something: all items, the next page, the pages.
    #[must_use]
    pub fn counts(&self) -> Vec<&[String]> {
        let [total, next, pages] = self.counted();
        [total, next, pages].into_iter().flatten().collect()
    }

    /// The members that count all items, the next page, and the pages.
    #[must_use]
    pub fn counted(&self) -> [Option<&[String]>; 3] {
        match &self.way {
            PagingWay::Offset { total, .. } => [total.as_deref(), None, None],
            PagingWay::Number { next, pages, .. } => [None, next.as_deref(), pages.as_deref()],
            PagingWay::Cursor { .. } | PagingWay::LastItem { .. } | PagingWay::Address { .. } => {
                [None; 3]
            }
        }
    }
}

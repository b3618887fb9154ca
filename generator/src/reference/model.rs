//! What a reference page says, as it says it; every fact keeps its place.

use std::{collections::BTreeMap, sync::Arc};

use crate::diagnostic::{Location, Source};

/// A piece of a page's text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, trimmed; lines of one paragraph joined by a space, paragraphs by an empty line.
    pub text: String,
    /// Its first line.
    pub at: Location,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The text that it was read from.
    pub source: Arc<Source>,
    /// The first line: `Projects`.
    pub title: Text,
    /// `Base URL https://…`: the address without the words before it.
    pub base_url: Option<Text>,
    /// The operations, in the order of the page.
    pub operations: Vec<Operation>,
    /// How much was read.
    pub counts: Counts,
}

/// How much was read of a page; every line belongs to exactly one of the kinds of line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines of the page, all of them accounted for by the grammar.
    pub lines: usize,
    /// Operations.
    pub operations: usize,
    /// Path, query, header and cookie parameters.
    pub parameters: usize,
    /// Properties of request and response bodies, on every level.
    pub properties: usize,
    /// JSON examples of request and response bodies.
    pub examples: usize,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
}

impl Method {
    /// All methods, in the order of the OpenAPI specification.
    pub const ALL: [Self; 8] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::Trace,
    ];

    /// The name on the wire: `GET`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// One operation as a page describes it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `GET` of `GET List projects`.
    pub method: Method,
    /// `List projects` of `GET List projects`.
    pub title: Text,
    /// `/projects/{id}`.
    pub path: Text,
    /// `Authorizations: …` and what follows; empty where the page shows none.
    pub authorizations: Vec<Authorization>,
    /// The paragraphs between the authorizations and the first section.
    pub description: Option<Text>,
    /// The parameters of all sections, in the order of the page.
    pub parameters: Vec<Parameter>,
    /// `Request Body: application/json` and its table.
    pub request_body: Option<Body>,
    /// `Responses`: one for each status, in the order of the page.
    pub responses: Vec<Response>,
}

/// One accepted way to authenticate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorization {
    /// `BearerAuth` of `Authorizations: BearerAuth`.
    pub name: Text,
    /// `Bearer` of `Http: Bearer`: kind (`Http`) and scheme, as written.
    pub scheme: Option<(String, String)>,
    /// The paragraph after it.
    pub description: Option<Text>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterLocation {
    /// `Path Parameters`
    Path,
    /// `Query Parameters`
    Query,
    /// `Header Parameters`
    Header,
    /// `Cookie Parameters`
    Cookie,
}

/// One parameter; its line has the same grammar as a property's.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The section that it stands in.
    pub location: ParameterLocation,
    /// Its line.
    pub property: Property,
}

/// A request or response body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// `application/json`; for responses the media type of JSON where the page names none.
    pub media_type: Text,
    /// What is sent: usually [`Kind::Object`]; an array of objects where the example is one.
    pub ty: Type,
    /// The JSON example.
    pub example: Option<Example>,
}

/// One response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// `200`, `2XX` or `default`.
    pub status: Text,
    /// `Successful response`.
    pub description: Option<Text>,
    /// `None` where the page shows neither table nor example.
    pub body: Option<Body>,
}

/// One property line with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// `dtCreated`; its place is the property line.
    pub name: Text,
    /// `string (date-time)`, with what it contains.
    pub ty: Type,
    /// `required` or `optional`.
    pub required: bool,
    /// `Nullable`, or the type `null`.
    pub nullable: bool,
    /// `Deprecated`.
    pub deprecated: bool,
    /// The paragraphs below the line.
    pub description: Option<Text>,
    /// `Default: desc`: the text after the colon.
    pub default: Option<Text>,
    /// Why it is taken to live in its object.
    pub placement: Placement,
}

/// How certain it is that a property lives in the object that it was put into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Every nesting that the hard evidence allows puts it there.
    Certain,
    /// Hard evidence allows several; soft evidence chose this one.
    Inferred {
        /// What chose.
        by: SoftEvidence,
        /// The parents that hard evidence allows, as dotted paths from the root of the table
        /// (`items[].latestSpec`, the root itself is the empty text), the chosen one first.
        parents: Vec<String>,
    },
    /// Hard evidence allows several; a person chose this one.
    Decided {
        /// The possible parents as for [`Placement::Inferred`], the chosen one first.
        parents: Vec<String>,
    },
    /// No evidence chooses: the property stands in each of the possible parents, optional in each.
    Open {
        /// The possible parents, as for [`Placement::Inferred`], in the order of depth.
        parents: Vec<String>,
    },
}

/// Evidence that prefers one of several possible nestings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoftEvidence {
    /// The object then has a list of names and types that is known from elsewhere.
    Shape,
    /// An object describes all of its properties or none.
    Described,
}

/// The type of a property, parameter, array item or body.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// The word, and what it contains.
    pub kind: Kind,
    /// `date-time` of `string (date-time)`.
    pub format: Option<String>,
    /// `one of: asc, desc` or `(enum, 8 values)`.
    pub enumeration: Option<Enumeration>,
    /// Lower limit of `1 – 120`, as written.
    pub minimum: Option<serde_json::Number>,
    /// Upper limit of `1 – 120`, as written.
    pub maximum: Option<serde_json::Number>,
}

/// The type word.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `any`, or a type that the page does not say.
    Any,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `object`
    Object(Members),
    /// `array of …`
    Array(Box<Type>),
    /// `anyOf` and `oneOf`: some of the alternatives, those that the page shows. What is not
    /// shown is unknown.
    Union(Vec<Alternative>),
}

/// What is known of the content of an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Members {
    /// Nothing: `object` without a table. Free-form.
    Free,
    /// There is content, but the page's depth limit is reached. Must stay open.
    Elided,
    /// All of its properties, in the order of the page.
    Listed(Vec<Property>),
}

/// One shown alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// `Option 2`.
    pub label: Text,
    /// Its content.
    pub ty: Type,
}

/// The allowed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enumeration {
    /// `one of: asc, desc`: all of them.
    Listed(Vec<String>),
    /// `(enum, 8 values)`: how many there are, not which.
    Counted(usize),
}

/// A JSON example.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its value.
    pub value: serde_json::Value,
    /// Its first line.
    pub at: Location,
    /// The place of every value in it, by JSON pointer (`/items/0/id`).
    pub places: BTreeMap<String, Location>,
}

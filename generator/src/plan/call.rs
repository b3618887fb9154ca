//! A method of the client, and the call that it starts.

use super::{
    body::Format,
    credentials::Security,
    item::RustType,
    output::{Failures, Output},
    text::Block,
};
use crate::api::Style;

/// A method of the client, and the call that it starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The name of the method.
    pub method: String,
    /// The name of the method of the mock; that of the client unless the mock has another of this name.
    pub mock: String,
    /// The name of the type of the call.
    pub name: String,
    /// The operationId.
    pub operation: String,
    /// The method of HTTP, in capitals.
    pub http: String,
    /// The path with its parameters in braces.
    pub template: String,
    /// The documentation of the method, without its example.
    pub docs: Vec<Block>,
    /// Whether the vendor advises against its use.
    pub deprecated: bool,
    /// The credentials that it carries, where they are not those of most calls.
    pub security: Option<Security>,
    /// The URL of the server that it goes to, where that is not that of most calls.
    pub server: Option<String>,
    /// What the method takes.
    pub arguments: Vec<Argument>,
    /// What the call takes.
    pub setters: Vec<Setter>,
    /// What is sent.
    pub body: Option<Body>,
    /// What success gives.
    pub output: Output,
    /// What the service is asked for, as the value of the header; `None` where that is JSON.
    pub accept: Option<String>,
    /// The errors that the document describes, where they differ by status.
    pub failures: Option<Failures>,
    /// How its answers are paged.
    pub paging: Option<Paging>,
    /// Values for an example; `None` where there is no short one.
    pub samples: Option<Vec<Sample>>,
    /// A setter for an example, with its value.
    pub shown_setter: Option<(String, Sample)>,
}

impl Call {
    /// The names of the types that belong to it: its own, and those of enumerations of what it gives.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let successes = self.output.several().map(|all| all.name.as_str());
        let failures = self.failures.as_ref().map(|all| all.name.as_str());
        [Some(self.name.as_str()), successes, failures]
            .into_iter()
            .flatten()
    }
}

/// What the method takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub value: RustType,
    /// Where it goes.
    pub target: Target,
    /// What must hold, and how to say so.
    pub checks: Vec<Check>,
}

/// What the call takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// Its name.
    pub name: String,
    /// Its type; `None` for a setter of null.
    pub value: Option<RustType>,
    /// Where it goes.
    pub target: Target,
    /// What must hold, and how to say so.
    pub checks: Vec<Check>,
    /// Its documentation.
    pub docs: Vec<Block>,
}

/// Where a value goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The parameter of the path with this name.
    Path(String),
    /// The parameter of the query with this name.
    Query(String),
    /// The header with this name.
    Header(String),
    /// A parameter that is written in a style of its own, and every cookie.
    Styled(Styled),
    /// The field of the body with this name.
    Field {
        /// The name of the field.
        name: String,
        /// The name on the wire.
        wire: String,
        /// How many options it is inside of.
        depth: usize,
    },
    /// The body as a whole.
    Body,
}

/// A parameter that is not written as most are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Styled {
    /// The name on the wire.
    pub name: String,
    /// Where it goes.
    pub place: Place,
    /// How it is written.
    pub style: Style,
    /// Whether characters that have a meaning in URLs, but none in a query, stay as they are.
    pub reserved: bool,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// Into a cookie.
    Cookie,
}

impl Target {
    /// The name of the parameter of the path that this is, where it is one.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Path(name) => Some(name),
            Self::Styled(styled) => (styled.place == Place::Path).then_some(&*styled.name),
            Self::Query(_) | Self::Header(_) | Self::Field { .. } | Self::Body => None,
        }
    }
}

/// What must hold for a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What is measured.
    pub measure: Measure,
    /// The least that is allowed.
    pub minimum: Option<Bound>,
    /// The greatest that is allowed.
    pub maximum: Option<Bound>,
    /// The rule, as the end of the sentence "the parameter …".
    pub rule: String,
}

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The number itself.
    Value,
    /// What is left of a whole number when it is divided by this.
    Remainder(i128),
    /// What is broken in the members of a value of this type; other names for it are resolved.
    Within(RustType),
    /// The characters of a text.
    Length,
    /// The items of a list.
    Count,
}

/// A limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A whole number, which is allowed itself.
    Integer(i128),
    /// A number, and whether it is allowed itself.
    Float(f64, bool),
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Its type.
    pub value: RustType,
    /// How it is written.
    pub format: Format,
    /// Where it comes from.
    pub source: BodySource,
}

/// Where the body comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodySource {
    /// The arguments with these names, given to the constructor of its type.
    Built(Vec<String>),
    /// An argument.
    Argument,
    /// Setters; nothing is sent until one is used.
    Optional,
}

/// How answers are paged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// What is sent to get to the next page.
    pub way: Way,
    /// The setter of the cursor.
    pub cursor_setter: Option<String>,
}

/// What is sent to get to the next page: query parameters, by their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The cursor of the page.
    Cursor(String),
    /// How many items come before the page.
    Offset(String),
    /// The number of the page, and that of the first one.
    Number(String, u64),
    /// Those of these that the address of the page has.
    Address {
        /// The parameters.
        parameters: Vec<String>,
        /// Whether the address is in the `Link` header, and not in the page.
        in_header: bool,
    },
}

/// A value in an example.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i128),
    /// A whole number of any size.
    Number(i64),
    /// A number.
    Float(f64),
    /// A boolean.
    Bool(bool),
    /// A point in time.
    DateTime,
    /// A day.
    Date,
    /// A UUID.
    Uuid,
    /// Bytes.
    Base64,
    /// Any JSON.
    Json,
    /// An empty object of any JSON.
    JsonMap,
    /// An empty map.
    Map,
    /// Bytes to send.
    Upload,
    /// A list of one.
    List(Box<Sample>),
    /// A tuple.
    Tuple(Vec<Sample>),
    /// A variant of an enumeration.
    Variant(String, String),
    /// A value of a struct, by its constructor.
    Struct(String, Vec<Sample>),
    /// A variant of a union, and whether its value is behind a box.
    Union(String, String, bool, Box<Sample>),
}

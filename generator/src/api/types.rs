//! The types that a service speaks in.

use std::fmt;

use super::{Content, Docs, Facts, Form};

/// A type that has a name or needs one: an index into the definitions of its service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Any JSON.
    Any,
    /// A scalar.
    Scalar(Scalar),
    /// Bytes that are sent as they are.
    Upload,
    /// An array.
    List(Box<Type>),
    /// An array in which each place has a type of its own.
    Tuple(Vec<Type>),
    /// An object whose keys are data.
    Map(Box<Type>),
    /// The type, or null.
    Nullable(Box<Type>),
    /// A type with a definition.
    Defined(TypeId),
}

impl Type {
    /// The type with null added; once is enough.
    #[must_use]
    pub fn or_null(self) -> Self {
        match self {
            Self::Any | Self::Nullable(_) => self,
            Self::Scalar(_)
            | Self::Upload
            | Self::List(_)
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Defined(_) => Self::Nullable(Box::new(self)),
        }
    }

    /// The definition that it is.
    #[must_use]
    pub fn id(&self) -> Option<TypeId> {
        match self {
            Self::Defined(id) => Some(*id),
            Self::Any
            | Self::Scalar(_)
            | Self::Upload
            | Self::List(_)
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Nullable(_) => None,
        }
    }

    /// What it is a list of.
    #[must_use]
    pub fn item(&self) -> Option<&Self> {
        match self {
            Self::List(item) => Some(item),
            Self::Any
            | Self::Scalar(_)
            | Self::Upload
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Nullable(_)
            | Self::Defined(_) => None,
        }
    }

    /// The type without null, and whether null was taken away.
    #[must_use]
    pub fn split_null(self) -> (Self, bool) {
        match self {
            Self::Nullable(inner) => (*inner, true),
            Self::Any
            | Self::Scalar(_)
            | Self::Upload
            | Self::List(_)
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Defined(_) => (self, false),
        }
    }
}

/// A value without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// True or false.
    Boolean,
    /// A whole number of 32 bits.
    Integer32,
    /// A whole number of 64 bits.
    Integer64,
    /// A whole number of 32 bits that is not negative.
    Unsigned32,
    /// A whole number of 64 bits that is not negative.
    Unsigned64,
    /// A whole number of any size.
    Integer,
    /// A number.
    Number,
    /// A text.
    Text,
    /// Bytes, written as base64.
    Bytes,
    /// A point in time, RFC 3339.
    DateTime,
    /// A day, RFC 3339.
    Date,
    /// A UUID.
    Uuid,
}

/// A type that has a name or needs one.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Where it comes from; its name is made from that.
    pub origin: Origin,
    /// The title that the document gives to it.
    pub title: Option<String>,
    /// The words about it.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
}

/// Where a definition comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The thing that it was found in.
    pub kind: OriginKind,
    /// Whether it is an item of the list or map found there.
    pub item: bool,
}

/// The thing that a definition was found in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OriginKind {
    /// A schema with a name.
    Component(String),
    /// A property of another definition.
    Property(TypeId, String),
    /// The values of the properties that another definition does not list.
    Additional(TypeId),
    /// An alternative of a union.
    Alternative {
        /// The union.
        owner: TypeId,
        /// The title that the document gives to the alternative.
        title: Option<String>,
        /// Its place among the alternatives, counted from 1.
        position: usize,
    },
    /// A parameter.
    Parameter {
        /// The operation that has it first.
        operation: String,
        /// The name of the parameter.
        name: String,
    },
    /// The body of a request of this operation.
    Body(String),
    /// The answer to this operation.
    Response(String),
    /// A further answer to this operation, or an error of it.
    Status {
        /// The first operation that has it.
        operation: String,
        /// Its status as documented; `None` where it has several.
        status: Option<String>,
        /// Whether other operations have the same.
        shared: bool,
    },
    /// What a response with a name holds.
    NamedResponse(String),
    /// The body of this event.
    Event(String),
}

/// What a definition is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Named members.
    Object(Object),
    /// Known values; others can come.
    Enumeration(Enumeration),
    /// Several types; others can come.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
    /// The body of a request that can be written in several ways.
    Contents(Vec<Content>),
}

/// Named members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// The members, in the order of the document.
    pub properties: Vec<Property>,
    /// What further members hold, where the document says that there are some.
    pub additional: Option<Type>,
    /// Where it is the body of a form of several parts, what is known of these.
    pub form: Option<Form>,
}

/// A named member.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The name on the wire.
    pub name: String,
    /// What it holds, without null.
    pub value: Type,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it can be null.
    pub nullable: bool,
    /// Who sends it.
    pub access: Access,
    /// Whether its value must not be shown.
    pub sensitive: bool,
    /// The words about it.
    pub docs: Docs,
    /// Its limits.
    pub facts: Facts,
}

/// Who sends a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Both sides.
    Both,
    /// Only the service.
    ReadOnly,
    /// Only the client.
    WriteOnly,
}

/// Known values; others can come.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// What the others can be.
    pub kind: EnumerationKind,
    /// The known values, in the order of the document, each once.
    pub values: Vec<KnownValue>,
}

impl Enumeration {
    /// An enumeration of texts without words of their own.
    #[must_use]
    pub fn of_texts(texts: Vec<String>) -> Self {
        let values = texts.into_iter().map(|text| KnownValue {
            value: Literal::Text(text),
            name: None,
            description: None,
        });
        Self {
            kind: EnumerationKind::Texts,
            values: values.collect(),
        }
    }
}

/// What the values of an enumeration can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumerationKind {
    /// Texts.
    Texts,
    /// Whole numbers of 64 bits.
    Integers,
    /// Any JSON.
    Mixed,
}

/// A value that an enumeration lists.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownValue {
    /// The value on the wire.
    pub value: Literal,
    /// The name that the document gives to it.
    pub name: Option<String>,
    /// What the document says about it.
    pub description: Option<String>,
}

/// A value of JSON without parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i128),
    /// Any other number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

impl fmt::Display for Literal {
    /// The value as the document writes it; a text without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(n) => n.fmt(f),
            Self::Number(n) => n.fmt(f),
            Self::Boolean(truth) => truth.fmt(f),
        }
    }
}

/// Several types; others can come.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The member of an object that says which alternative it is.
    pub discriminator: Option<String>,
    /// Whether that member holds a number or a boolean: tags are its JSON.
    pub literal_tags: bool,
    /// The known alternatives, in the order of the document.
    pub alternatives: Vec<Alternative>,
}

/// A known alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The name that the document has for it.
    pub title: Option<String>,
    /// What it is.
    pub value: Type,
    /// The values of the discriminator that mean this alternative.
    pub tags: Vec<String>,
}

//! Rust types, and the definitions of those that are written.

use std::collections::HashMap;

use super::{body::Contents, call::Check, enum_item::Enum, text::Block, variant::Union};

/// A type of Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// A number of any size, as JSON has it.
    Number,
    /// `f64`
    F64,
    /// `String`
    String,
    /// Bytes, written as base64.
    Base64,
    /// A point in time.
    DateTime,
    /// A day.
    Date,
    /// A UUID.
    Uuid,
    /// Any JSON.
    Json,
    /// An object of any JSON.
    JsonMap,
    /// A list.
    Vec(Box<RustType>),
    /// A tuple.
    Tuple(Vec<RustType>),
    /// A map from texts.
    Map(Box<RustType>),
    /// An option.
    Option(Box<RustType>),
    /// Bytes that are sent as they are.
    Upload,
    /// A type behind a box.
    Boxed(Box<RustType>),
    /// A type of the crate's `types`.
    Named(String),
}

impl RustType {
    /// The name of the type of the crate that this is, where it is one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Bool
            | Self::I32
            | Self::I64
            | Self::U32
            | Self::U64
            | Self::Number
            | Self::F64
            | Self::String
            | Self::Base64
            | Self::DateTime
            | Self::Date
            | Self::Uuid
            | Self::Json
            | Self::JsonMap
            | Self::Upload
            | Self::Vec(_)
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Option(_)
            | Self::Boxed(_) => None,
        }
    }

    /// The type as an option.
    #[must_use]
    pub fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }
}

/// A type that is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A struct.
    Struct(Struct),
    /// An open enumeration.
    Enum(Enum),
    /// An open union.
    Union(Union),
    /// Another name for a type.
    Alias(Alias),
    /// The body of a request that can be written in several ways.
    Contents(Contents),
}

/// The types that are written, by their names.
pub(super) type Items<'i> = HashMap<&'i str, &'i Item>;

impl Item {
    /// The name of the type.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(item) => &item.name,
            Self::Enum(item) => &item.name,
            Self::Union(item) => &item.name,
            Self::Alias(item) => &item.name,
            Self::Contents(item) => &item.name,
        }
    }

    /// The union that it is, if it is one.
    #[must_use]
    pub fn as_union(&self) -> Option<&Union> {
        match self {
            Self::Union(item) => Some(item),
            Self::Struct(_) | Self::Enum(_) | Self::Alias(_) | Self::Contents(_) => None,
        }
    }

    /// Whether a member holds points in time that the service gives.
    #[must_use]
    pub fn gives_times(&self) -> bool {
        match self {
            Self::Struct(item) => item.fields.iter().any(|field| field.gives_times),
            Self::Enum(_) | Self::Union(_) | Self::Alias(_) | Self::Contents(_) => false,
        }
    }

    /// Whether reading it tells a member that is null from one that is not there, points in time
    /// aside: these are read in a way of their own.
    #[must_use]
    pub fn tells_null_from_absent(&self) -> bool {
        match self {
            // A form is not read.
            Self::Struct(item) if item.form.is_some() => false,
            Self::Struct(item) => item.fields.iter().any(|field| match field.presence {
                Presence::OptionalAny | Presence::TriState => !field.gives_times,
                Presence::Required | Presence::Nullable | Presence::Optional => false,
            }),
            Self::Enum(_) | Self::Union(_) | Self::Alias(_) | Self::Contents(_) => false,
        }
    }
}

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<Block>,
    /// Its fields, in the order of the document.
    pub fields: Vec<Field>,
    /// The field that takes members that are not listed.
    pub further: Option<Further>,
    /// Whether users make values of it: it gets a constructor and setters.
    pub made_by_users: bool,
    /// Whether it has a `Default`.
    pub default: bool,
    /// How it is a page of a list.
    pub page: Option<Box<Page>>,
    /// Whether it has a method that says which of its members is not as the service asks for.
    pub says_what_is_broken: bool,
    /// Where it is the body of a form of several parts, the media types of those that have one of
    /// their own, by their names on the wire.
    pub form: Option<Vec<(String, String)>>,
}

impl Struct {
    /// Whether `Debug` shows all of it.
    #[must_use]
    pub fn is_shown_whole(&self) -> bool {
        let further = self.further.iter().map(|further| further.shown);
        let mut parts = self.fields.iter().map(|field| field.shown).chain(further);
        parts.all(|shown| shown == Shown::Whole)
    }
}

/// What `Debug` shows of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// All but the values of members that are called as secrets of the client are: it can have
    /// members that the document does not list.
    ByName,
    /// Nothing but whether it is there; of members that are not listed, their names.
    Hidden,
}

/// The field that takes members that are not listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Further {
    /// Its name.
    pub name: String,
    /// What the members hold.
    pub value: RustType,
    /// What `Debug` shows of them.
    pub shown: Shown,
    /// The name of the setter; that of the field unless it is taken.
    pub setter: String,
}

impl Further {
    /// The type of the field.
    #[must_use]
    pub fn full_type(&self) -> RustType {
        match &self.value {
            RustType::Json => RustType::JsonMap,
            value => RustType::Map(Box::new(value.clone())),
        }
    }
}

/// Whether a member is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always, and never null.
    Required,
    /// Always, but maybe null; it is read as null where it is not there.
    Nullable,
    /// Maybe; null is read as absent.
    Optional,
    /// Maybe, and it can be any JSON, so null is one of its values and not the same as absent.
    OptionalAny,
    /// Maybe, and maybe null, and that is not the same.
    TriState,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its name on the wire.
    pub wire: String,
    /// What it holds, without the options of its presence.
    pub value: RustType,
    /// Whether it is there.
    pub presence: Presence,
    /// What `Debug` shows of it.
    pub shown: Shown,
    /// Its documentation.
    pub docs: Vec<Block>,
    /// The setter of null, where there is one.
    pub null_setter: Option<String>,
    /// The name of the setter; that of the field unless it is taken.
    pub setter: String,
    /// What must hold for the value when a call sends it, and how to say so.
    pub checks: Vec<Check>,
    /// Whether it holds points in time that the service gives.
    pub gives_times: bool,
}

impl Field {
    /// The type of the field with the options of its presence.
    #[must_use]
    pub fn full_type(&self) -> RustType {
        match self.presence {
            Presence::Required => self.value.clone(),
            Presence::Nullable | Presence::Optional | Presence::OptionalAny => {
                self.value.clone().optional()
            }
            Presence::TriState => self.value.clone().optional().optional(),
        }
    }

    /// Whether the constructor takes it.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        self.presence == Presence::Required
    }
}

/// How a struct is a page of a list. Values are named by the fields on the way to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The items.
    pub items: Vec<Step>,
    /// What an item is.
    pub item: RustType,
    /// The next cursor, or the address of the next page.
    pub cursor: Option<Vec<Step>>,
    /// The field of the last item that is the cursor.
    pub last: Option<Step>,
    /// Whether there is more.
    pub has_more: Option<Vec<Step>>,
    /// How many items the list has.
    pub total: Option<Vec<Step>>,
    /// The number of the next page.
    pub next: Option<Vec<Step>>,
    /// How many pages the list has.
    pub pages: Option<Vec<Step>>,
    /// A parameter of the address of the next page, where the cursor is one.
    pub address: Option<String>,
}

impl Page {
    /// The field of the items, that of the cursor, and that which says whether there is more, of a page
    /// that a mock can make of items: what leads to the next page is a text of its own.
    #[must_use]
    pub fn made_of_items(&self) -> Option<(&Step, &Step, Option<&Step>)> {
        let single = |steps: &'_ Vec<Step>| steps.len() == 1;
        let items = self.items.first().filter(|_| single(&self.items))?;
        let cursor = self
            .cursor
            .as_ref()
            .filter(|steps| single(steps))?
            .first()?;
        let has_more = match &self.has_more {
            Some(steps) => Some(steps.first().filter(|_| single(steps))?),
            None => None,
        };
        Some((items, cursor, has_more))
    }
}

/// A field on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub field: String,
    /// Whether it is an option.
    pub optional: bool,
}

/// Another name for a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<Block>,
    /// The type.
    pub value: RustType,
}

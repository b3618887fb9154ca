//! Values that stand, in the tests of users, for what the service would answer.

use super::item::Page;

/// A type that has a value for tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// The name of the type.
    pub name: String,
    /// Its value for tests.
    pub value: StandIn,
    /// How it is a page of a list.
    pub page: Option<Box<Page>>,
}

/// A value for tests.
#[derive(Clone, Debug, PartialEq)]
pub enum StandIn {
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
    /// The beginning of 1970.
    DateTime,
    /// The first day of 1970.
    Date,
    /// The UUID of zeros.
    Uuid,
    /// No bytes.
    Base64,
    /// Null, where any JSON can be.
    Null,
    /// An empty object of any JSON.
    JsonMap,
    /// An empty map.
    Map,
    /// An empty list.
    Empty,
    /// A list with this value, this many times.
    List(Box<StandIn>, u64),
    /// A tuple.
    Tuple(Vec<StandIn>),
    /// Nothing, where there can be nothing.
    Absent,
    /// A value, where there can be nothing.
    Present(Box<StandIn>),
    /// A value behind a box.
    Boxed(Box<StandIn>),
    /// The value for tests of the type with this name.
    Sample(String),
    /// A variant that holds nothing: type, variant.
    Variant(String, String),
    /// A variant that holds a value: type, variant, value.
    Holding(String, String, Box<StandIn>),
    /// A struct, field by field.
    Struct(Vec<(String, StandIn)>),
}

//! What is sent as the body of a request.

use super::{Docs, Style, Type};

/// What is sent as the body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether a request is wrong without it.
    pub required: bool,
    /// What it is.
    pub value: Type,
    /// How it is written.
    pub format: Format,
    /// The words about it.
    pub docs: Docs,
}

/// How a body is written. The texts are media types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// As JSON.
    Json(String),
    /// As an HTML form, with the members that have a style of their own.
    Form(Vec<(String, Style)>),
    /// As a form of several parts: the value is an object that is a [`Form`].
    Multipart,
    /// As it is: the value is a text.
    Text(String),
    /// As it is: the value is bytes. The first media type is the usual one.
    Bytes(Vec<String>),
    /// In one of several ways: the value has a shape that says which there are.
    Contents,
}

/// What an object is more where it is the body of a form of several parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The media types that the document names, by property.
    pub media: Vec<(String, String)>,
}

/// One of several ways to write a body, each with a type of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type.
    pub media: String,
    /// What is written.
    pub value: Type,
    /// How.
    pub format: Format,
}

//! How a body is written, and bodies that can be written in several ways.

use std::collections::BTreeSet;

use super::{
    distinct::{Wanted, distinct},
    identifier::pascal,
    item::{Item, RustType},
    model::{Bodies, Group, TypeModule},
    text::{self, Block},
    types::Types,
};
use crate::api::{self, Content, Shape, Style, Type};

/// How a body is written. The texts are media types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// As JSON.
    Json(String),
    /// As an HTML form, with the members that have a style of their own.
    Form(Vec<(String, Style)>),
    /// As a form of several parts.
    Multipart,
    /// As it is, a text.
    Text(String),
    /// As it is, bytes.
    Upload(String),
    /// As one of several contents.
    Contents,
}

impl Format {
    /// How a body of the service is written.
    pub(super) fn of(format: &api::Format) -> Self {
        match format {
            api::Format::Json(media) => Self::Json(media.clone()),
            api::Format::Form(styles) => Self::Form(styles.clone()),
            api::Format::Multipart => Self::Multipart,
            api::Format::Text(media) => Self::Text(media.clone()),
            api::Format::Bytes(media) => {
                Self::Upload(media.first().map_or("*/*", String::as_str).to_owned())
            }
            api::Format::Contents => Self::Contents,
        }
    }
}

/// The body of a request that can be written in several ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Contents {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<Block>,
    /// The ways.
    pub variants: Vec<ContentVariant>,
}

/// One of several ways to write a body.
#[derive(Clone, Debug, PartialEq)]
pub struct ContentVariant {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<Block>,
    /// What is written.
    pub value: RustType,
    /// How.
    pub format: Format,
    /// The media type.
    pub media: String,
    /// Whether no other way is for this type.
    pub only: bool,
}

impl Types<'_> {
    /// The item for a body that can be written in several ways.
    pub(super) fn contents(
        &self,
        name: String,
        docs: Vec<Block>,
        contents: &[Content],
    ) -> Contents {
        let wanted: Vec<Wanted> = contents
            .iter()
            .map(|content| {
                let own = own_name(&content.media);
                let plain = plain_name(content).map(str::to_owned);
                let mut candidates: Vec<String> = plain.into_iter().collect();
                candidates.extend([own, pascal(&content.media)]);
                Wanted {
                    candidates,
                    rank: usize::from(content.media == "application/json"),
                    key: content.media.clone(),
                }
            })
            .collect();
        let names = distinct(&wanted, &mut BTreeSet::new());
        let keys: Vec<Option<String>> = contents.iter().map(|c| self.key(&c.value)).collect();
        let variants = contents.iter().zip(names).enumerate();
        let variants = variants.map(|(at, (content, name))| {
            let key = keys.get(at).cloned().flatten();
            let same = keys.iter().filter(|other| **other == key).count();
            ContentVariant {
                name,
                docs: content_docs(content),
                value: self.rust(&content.value),
                format: Format::of(&content.format),
                media: content.media.clone(),
                only: key.is_some() && same == 1,
            }
        });
        Contents {
            name,
            docs,
            variants: variants.collect(),
        }
    }

    /// What tells a type from all others, where something does.
    fn key(&self, value: &Type) -> Option<String> {
        match value {
            Type::Upload | Type::Scalar(_) => Some(format!("{:?}", self.rust(value))),
            Type::Defined(id) => {
                let id = self.behind(*id);
                match &self.api.definition(id)?.shape {
                    Shape::Object(_) | Shape::Enumeration(_) | Shape::Union(_) => {
                        Some(format!("{id:?}"))
                    }
                    Shape::Alias(_) | Shape::Contents(_) => None,
                }
            }
            Type::Any | Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_) => None,
        }
    }
}

/// The name of a content by its kind, where that says enough.
fn plain_name(content: &Content) -> Option<&'static str> {
    match &content.format {
        api::Format::Json(media) if media == "application/json" => Some("Json"),
        api::Format::Text(media) if media == "text/plain" => Some("Text"),
        api::Format::Json(_) | api::Format::Text(_) | api::Format::Contents => None,
        api::Format::Form(_) => Some("Form"),
        api::Format::Multipart => Some("Multipart"),
        api::Format::Bytes(_) => Some("Bytes"),
    }
}

/// The name of a content by its media type: `MergePatch` of `application/merge-patch+json`.
fn own_name(media: &str) -> String {
    let (_, subtype) = media.split_once('/').unwrap_or_default();
    let subtype = subtype.split(';').next().unwrap_or_default();
    let (_, last) = subtype.rsplit_once('.').unwrap_or(("", subtype));
    let (name, _) = last.split_once('+').unwrap_or((last, ""));
    pascal(name.strip_prefix("x-").unwrap_or(name))
}

fn content_docs(content: &Content) -> Vec<Block> {
    let mut docs = vec![Block::Own(format!(
        "Sent as {}.",
        text::code(&content.media)
    ))];
    docs.extend(as_it_is(&content.format).into_iter().skip(1));
    docs
}

/// The words about a body, and what it is sent as where that is not to be expected.
pub(super) fn about_body(body: &api::Body, fallback: &str) -> Vec<Block> {
    let mut blocks = text::blocks(&body.docs, fallback);
    blocks.extend(as_it_is(&body.format));
    blocks
}

/// What a body is sent as that is not put together from its members.
fn as_it_is(format: &api::Format) -> Vec<Block> {
    let sent_as = |media: &str| Block::Own(format!("It is sent as {}.", text::code(media)));
    match format {
        api::Format::Text(media) => vec![sent_as(media)],
        api::Format::Bytes(media) => {
            let (first, others) = media.split_first().unzip();
            let first = first.map_or("*/*", String::as_str);
            let mut blocks = Vec::new();
            if first.contains('*') {
                blocks.push(Block::Own(format!(
                    "It can be anything of {}: [`Upload::content_type`](crate::Upload::content_type) says what \
                     it is.",
                    text::code(first)
                )));
            } else {
                blocks.push(sent_as(first));
            }
            let others: Vec<String> = others
                .unwrap_or_default()
                .iter()
                .map(|m| text::code(m))
                .collect();
            if !others.is_empty() {
                blocks.push(Block::Own(format!(
                    "It can be {} as well: [`Upload::content_type`](crate::Upload::content_type) says so.",
                    others.join(" or ")
                )));
            }
            blocks
        }
        api::Format::Json(_)
        | api::Format::Form(_)
        | api::Format::Multipart
        | api::Format::Contents => Vec::new(),
    }
}

/// How the bodies of a client are written.
pub(super) fn bodies(groups: &[Group], modules: &[TypeModule]) -> Bodies {
    let calls = groups.iter().flat_map(|group| &group.calls);
    let formats = calls.filter_map(|call| Some(&call.body.as_ref()?.format));
    let items = modules.iter().flat_map(|module| &module.items);
    let variants = items.flat_map(|item| match item {
        Item::Contents(item) => item.variants.as_slice(),
        Item::Struct(_) | Item::Enum(_) | Item::Union(_) | Item::Alias(_) => &[],
    });
    let mut bodies = Bodies::default();
    for format in formats.chain(variants.map(|variant| &variant.format)) {
        match format {
            Format::Json(media) => bodies.typed |= media != "application/json",
            Format::Text(_) => bodies.typed = true,
            Format::Form(_) => bodies.forms = true,
            Format::Multipart => bodies.multipart = true,
            Format::Upload(_) => bodies.uploads = true,
            Format::Contents => {}
        }
    }
    bodies
}

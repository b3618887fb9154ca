//! The section `[paging]` of `codegen.toml`: which lists are read page by page, and how.

use std::{fmt::Write as _, sync::Arc};

use serde::Deserialize;
use toml::Spanned;
use truespec::{
    api::{Pagination, PagingWay},
    diagnostic::{Diagnostic, Diagnostics, Location, Source},
    pipeline,
};

use crate::{config::location, degraded::cell, messages::Paged};

/// The section of the report that says what was taken for a list that is read page by page; empty where
/// the document itself says all of it.
pub(crate) fn section(paged: &[Paged]) -> String {
    if paged.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "\n## Lists that are read page by page\n\n\
         What is wrong here can be switched off, and what is missing can be said, in the section \
         `[paging]` of `codegen.toml`.\n\n\
         | operation | known by |\n|---|---|\n",
    );
    for Paged {
        operation,
        known_by,
    } in paged
    {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "| {} | {} |", cell(operation), cell(known_by));
    }
    text
}

/// Which lists are read page by page. Members of an answer are JSON pointers, `/meta/next`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Paging {
    /// Whether paging is recognised by the shape of parameters and answers; it is unless said otherwise.
    recognise: Option<bool>,
    /// Operations that are not read page by page, whatever they look like.
    #[serde(default)]
    off: Vec<Spanned<String>>,
    /// Operations that are read page by page in a way that is not recognised.
    #[serde(default)]
    operation: Vec<Spanned<Operation>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Operation {
    /// The operationId.
    id: String,
    /// The list; the answer itself if not given.
    #[serde(default)]
    items: String,
    /// What is sent to get to the next page.
    by: Way,
    /// The member that says whether there is a next page.
    has_more: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
enum Way {
    /// A cursor: the query parameter that takes it, the member that holds the next one.
    Cursor { parameter: String, member: String },
    /// The id of the last item: the query parameter, and the member of an item.
    LastItem { parameter: String, member: String },
    /// How many items come before the page.
    Offset {
        parameter: String,
        total: Option<String>,
    },
    /// The number of the page.
    Number {
        parameter: String,
        first: u64,
        next: Option<String>,
        pages: Option<String>,
    },
    /// An address: the parameters that are taken from it, and the member that holds it; without one,
    /// it is in the header `Link`.
    Address {
        parameters: Vec<String>,
        member: Option<String>,
    },
}

impl Paging {
    /// What is said, with the places where it is.
    pub(crate) fn read(&self, source: &Arc<Source>) -> Result<pipeline::Paging, Diagnostics> {
        let mut problems = Diagnostics::new();
        let mut operations = Vec::new();
        for entry in &self.operation {
            let at = Location::of_line(source, location(source, &entry.span()).line());
            match pagination(entry.get_ref()) {
                Ok(pagination) => operations.push(pipeline::PagedOperation {
                    operation: entry.get_ref().id.clone(),
                    pagination,
                    at,
                }),
                Err(text) => problems.push(
                    Diagnostic::error(
                        "pointer-syntax",
                        at,
                        format!("`{text}` does not name a member of the answer"),
                    )
                    .help("write a JSON pointer, such as `/items` or `/meta/next`"),
                ),
            }
        }
        problems.stop_on_error()?;
        let off = self.off.iter();
        Ok(pipeline::Paging {
            not_recognised: self.recognise == Some(false),
            off: off
                .map(|id| (id.get_ref().clone(), location(source, &id.span())))
                .collect(),
            operations,
        })
    }
}

/// The way of an operation; the error is a text that is no pointer.
fn pagination(operation: &Operation) -> Result<Pagination, &str> {
    let way = match &operation.by {
        Way::Cursor { parameter, member } => PagingWay::Cursor {
            parameter: parameter.clone(),
            member: path(member)?,
        },
        Way::LastItem { parameter, member } => PagingWay::LastItem {
            parameter: parameter.clone(),
            member: member.clone(),
        },
        Way::Offset { parameter, total } => PagingWay::Offset {
            parameter: parameter.clone(),
            total: optional(total.as_ref())?,
        },
        Way::Number {
            parameter,
            first,
            next,
            pages,
        } => PagingWay::Number {
            parameter: parameter.clone(),
            first: *first,
            next: optional(next.as_ref())?,
            pages: optional(pages.as_ref())?,
        },
        Way::Address { parameters, member } => PagingWay::Address {
            parameters: parameters.clone(),
            member: optional(member.as_ref())?,
        },
    };
    Ok(Pagination {
        items: if operation.items.is_empty() {
            Vec::new()
        } else {
            path(&operation.items)?
        },
        way,
        has_more: optional(operation.has_more.as_ref())?,
        known_by: Some("`codegen.toml`".to_owned()),
    })
}

fn optional(text: Option<&String>) -> Result<Option<Vec<String>>, &str> {
    text.map(|text| path(text)).transpose()
}

/// The names of a JSON pointer (RFC 6901).
fn path(text: &str) -> Result<Vec<String>, &str> {
    let names = text.strip_prefix('/').ok_or(text)?.split('/');
    Ok(names
        .map(|name| name.replace("~1", "/").replace("~0", "~"))
        .collect())
}

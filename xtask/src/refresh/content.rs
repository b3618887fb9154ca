//! From an answer to the text of an input: what it is by its type and by how it begins.

use truespec::{
    diagnostic::{Diagnostic, Diagnostics, Source},
    reference::html::{self, LeftOut},
};

use super::{
    addresses::{Address, Kind},
    charset,
    get::Answer,
};

/// The text of an input, and what of the answer is no part of it.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) left_out: LeftOut,
}

/// What an answer says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Html,
    /// Text that is taken as it is; also what says nothing of itself.
    Text,
    /// JSON or YAML.
    Data,
    Other,
}

fn type_of(answer: &Answer) -> Type {
    let media = answer.media.as_str();
    match media {
        "text/html" | "application/xhtml+xml" => Type::Html,
        "" | "text/plain" | "application/octet-stream" | "binary/octet-stream" => Type::Text,
        _ if ["json", "yaml"].iter().any(|kind| {
            let rest = media.strip_suffix(kind).unwrap_or_default();
            rest.ends_with(['/', '+', '-', '.'])
        }) =>
        {
            Type::Data
        }
        _ => Type::Other,
    }
}

/// The text of an input.
pub(super) fn read(answer: &Answer, address: &Address) -> Result<Content, Diagnostics> {
    let found = type_of(answer);
    let text = charset::decode(
        &answer.bytes,
        answer.charset.as_deref(),
        found == Type::Html,
    );
    let text = text.map_err(|encoding| {
        let what = format!("is not written in {encoding}, as it says or as is usual");
        problem(
            address,
            answer,
            &what,
            "look at the address in a browser; it may be no text at all",
        )
    })?;
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let start: String = start
        .chars()
        .take(15)
        .collect::<String>()
        .to_ascii_lowercase();
    let is_html = start.starts_with("<!doctype html") || start.starts_with("<html");
    let as_it_is = |text| Content {
        text,
        left_out: LeftOut::default(),
    };
    match (address.kind, found) {
        (Kind::Document, Type::Text | Type::Data) | (Kind::Page(_), Type::Text) if !is_html => {
            Ok(as_it_is(text))
        }
        (Kind::Document, Type::Html | Type::Text | Type::Data) => {
            let what = format!("is a page{}, and no OpenAPI document", title(&text));
            Err(problem(address, answer, &what, DOCUMENT).into())
        }
        (Kind::Page(_), Type::Html | Type::Text) => page(address, answer, text),
        (Kind::Page(_), Type::Data) => {
            let what = format!("is `{}`, and no page", answer.media);
            Err(problem(address, answer, &what, PAGE).into())
        }
        (_, Type::Other) => {
            let what = format!("is `{}`", answer.media);
            let help = match address.kind {
                Kind::Document => DOCUMENT,
                Kind::Page(_) => PAGE,
            };
            Err(problem(address, answer, &what, help).into())
        }
    }
}

const DOCUMENT: &str = "the address of the document must lead to the YAML or JSON itself, not to a page that shows it or asks to log in";
const PAGE: &str = "the address of a page must lead to its HTML, or to its text";

fn page(address: &Address, answer: &Answer, html: String) -> Result<Content, Diagnostics> {
    let source = Source::new(answer.from.as_str(), html);
    let page = html::text(&source).map_err(|inner| {
        let what = format!(
            "is a page{} whose text cannot be read",
            title(source.text())
        );
        let mut all = Diagnostics::from(problem(address, answer, &what, PAGE));
        all.push(inner);
        all
    })?;
    Ok(Content {
        text: page.text,
        left_out: page.left_out,
    })
}

fn problem(address: &Address, answer: &Answer, what: &str, help: &str) -> Diagnostic {
    let what = format!("what came from `{}` {what}", answer.from);
    Diagnostic::error("unexpected-content", address.at.clone(), what).help(help.to_owned())
}

/// ` called “Log in”`, from the title of a page.
pub(super) fn title(html: &str) -> String {
    const MOST: usize = 80;
    let lower = html.to_ascii_lowercase();
    let title = lower.find("<title").and_then(|start| {
        let start = start + lower.get(start..)?.find('>')? + 1;
        let end = start + lower.get(start..)?.find('<')?;
        html.get(start..end)
    });
    let title: String = title
        .unwrap_or_default()
        .trim()
        .chars()
        .take(MOST)
        .collect();
    if title.is_empty() {
        title
    } else {
        format!(" called “{title}”")
    }
}

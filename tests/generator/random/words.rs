//! The vendor's words in every place where a document can have some: whatever they are, the crate has
//! the same code, the same documentation tests, links and headings as with words that mean nothing.

use std::collections::BTreeSet;

use proptest::prelude::*;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};
use truespec::{emit::File, plan::is_inert};

use super::document::text_of;
use crate::{anything::each, generate::generate};

/// What means something to Markdown, rustdoc, Rust, TOML or a terminal.
const PIECES: &[&str] = &[
    "```",
    "```rust",
    "``` no_run",
    "````",
    "~~~",
    "~~~rust",
    "`",
    "``",
    "`x`",
    "    std::process::exit(1)",
    "\tcode()",
    "  - nested",
    "- item",
    "-     code",
    "* star",
    "+ plus",
    "1. one",
    "2) two",
    "1.     code",
    "> quote",
    ">     code",
    "> ```",
    "# Panics",
    "## Head",
    "#",
    "===",
    "---",
    "- - -",
    "***",
    "* * *",
    "___",
    "Title\n===",
    "Title\n---",
    "[x]: https://example.com",
    "[x]",
    "[x][y]",
    "[x]()",
    "[`Client`]",
    "[Client](crate::Client)",
    "![i](https://e.com/i.png)",
    "[t](https://example.com/a_(b))",
    "[t](javascript:alert(1))",
    "<https://example.com>",
    "https://example.com/a_b*c",
    "http://",
    "www.example.com",
    "<b>bold</b>",
    "<script>",
    "<!--",
    "-->",
    "<?php",
    "<![CDATA[",
    "<a href=\"x\">",
    "&lt;",
    "&#x202e;",
    "&amp;",
    "*/",
    "/*",
    "//!",
    "///",
    "#![no_std]",
    "#[doc]",
    "\"",
    "\"#",
    "'",
    "\\",
    "\\[",
    "{x}",
    "$x$",
    "$$",
    "|a|b|\n|-|-|\n|c|d|",
    "| a",
    "[^1]",
    "[^1]: note",
    "- [ ] task",
    "~~gone~~",
    "__init__",
    "a*b*c",
    "\r\n",
    "\r",
    "\n\n",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{feff}",
    "\u{ad}",
    "\u{e0041}",
    "word",
    "A sentence.",
    "é",
    "名前",
    ":",
    ": def",
    "=",
    "%",
    "@",
    "- ",
    "-",
    "*",
    "1.",
    "<",
    ">",
    "[",
    "]",
    "(",
    ")",
];

/// A text of pieces, one after the other or line by line.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    let mark = proptest::sample::select(&["", " ", "\n", "\n", "\n\n", "\n  ", "\n    "][..]);
    proptest::collection::vec((piece, mark), 0..9).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(piece, mark)| [piece, mark.to_owned()])
            .collect()
    })
}

/// A document that says something wherever it can.
fn document(say: &mut dyn FnMut() -> String) -> Value {
    let thing = json!({
        "type": "object", "title": say(), "description": say(), "externalDocs": { "url": say(), "description": say() },
        "required": ["id"],
        "properties": {
            "id": { "type": "string", "title": say(), "description": say(), "format": say(), "pattern": say() },
            "state": { "type": "string", "enum": ["a", "b"], "description": say() },
            "any": { "oneOf": [{ "type": "string", "description": say() }, { "type": "integer", "title": "Whole", "description": say() }] },
            "many": { "type": "array", "description": say(), "items": { "type": "object", "description": say(), "properties": { "x": { "type": "integer", "description": say(), "deprecated": true } } } },
        },
    });
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": say(), "version": say(), "description": say(), "termsOfService": say(),
            "license": { "name": say() }, "contact": { "name": say() },
        },
        "externalDocs": { "url": say(), "description": say() },
        "servers": [{ "url": "https://api.example.com", "description": say() }],
        "security": [{ "key": [] }],
        "tags": [{ "name": "things", "description": say(), "externalDocs": { "url": say() } }],
        "paths": { "/things/{id}": {
            "summary": say(), "description": say(),
            "get": {
                "operationId": "getThing", "tags": ["things"], "summary": say(), "description": say(), "externalDocs": { "url": say() },
                "parameters": [
                    { "in": "path", "name": "id", "required": true, "description": say(), "schema": { "type": "string" } },
                    { "in": "query", "name": "q", "description": say(), "schema": { "type": "string", "pattern": say() } },
                ],
                "responses": { "200": { "description": say(), "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } },
            },
            "put": {
                "operationId": "putThing", "tags": ["things"], "description": say(), "deprecated": true,
                "parameters": [{ "in": "path", "name": "id", "required": true, "schema": { "type": "string" } }],
                "requestBody": { "required": true, "description": say(), "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
                "responses": { "204": { "description": say() } },
            },
        } },
        "webhooks": { "sold": { "post": { "summary": say(), "description": say(), "requestBody": { "description": say(), "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } }, "responses": {} } } },
        "components": {
            "schemas": { "Thing": thing },
            "securitySchemes": { "key": { "type": "http", "scheme": "bearer", "description": say() } },
        },
    })
}

/// What a text of Markdown does besides showing words.
#[derive(Debug, Default, PartialEq, Eq)]
struct Deeds {
    /// Code blocks that are not text, by what they are.
    code: Vec<String>,
    /// Links within the crate.
    links: BTreeSet<String>,
    headings: Vec<String>,
    html: Vec<String>,
}

fn deeds(text: &str, deeds: &mut Deeds) -> Result<(), TestCaseError> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    // rustdoc takes a link that leads nowhere for one to an item.
    let mut broken = |link: BrokenLink<'_>| {
        let target = CowStr::from(link.reference.to_string());
        Some((target, CowStr::from("")))
    };
    let mut silent = 0;
    let mut in_heading = false;
    for event in Parser::new_with_broken_link_callback(text, options, Some(&mut broken)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                return Err(TestCaseError::fail(format!(
                    "code by indentation in {text}"
                )));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => {
                silent += 1;
                if &*kind != "text" {
                    deeds.code.push(kind.to_string());
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                silent += 1;
                if !dest_url.starts_with("https://") && !dest_url.starts_with("http://") {
                    deeds.links.insert(dest_url.to_string());
                }
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => silent -= 1,
            Event::Start(Tag::Heading { .. }) => {
                in_heading = true;
                deeds.headings.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Html(html) | Event::InlineHtml(html) => deeds.html.push(html.to_string()),
            Event::FootnoteReference(name) => {
                return Err(TestCaseError::fail(format!(
                    "the footnote {name} in {text}"
                )));
            }
            Event::Text(shown) => {
                let inert = shown.chars().all(|c| is_inert(c) || c == '\n');
                prop_assert!(inert, "{shown:?} is shown for {text}");
                let bare = silent == 0
                    && ["http://e", "https://e"]
                        .iter()
                        .any(|url| shown.contains(url));
                prop_assert!(!bare, "a bare URL in {text}");
                if let Some(heading) = deeds.headings.last_mut().filter(|_| in_heading) {
                    heading.push_str(&shown);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The documentation of a file of Rust, comment by comment, and the code without it.
fn parts(text: &str) -> (Vec<String>, String) {
    let (mut comments, mut code): (Vec<String>, String) = (Vec::new(), String::new());
    let mut open = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let mark = ["///", "//!"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark));
        if let Some(mark) = mark {
            let words = &trimmed[mark.len()..];
            let words = words.strip_prefix(' ').unwrap_or(words);
            match comments.last_mut().filter(|_| open == Some(mark)) {
                Some(comment) => *comment = format!("{comment}\n{words}"),
                None => comments.push(words.to_owned()),
            }
        } else {
            code.push_str(line);
            code.push('\n');
        }
        open = mark;
    }
    (comments, code)
}

fn files(say: &mut dyn FnMut() -> String) -> Vec<File> {
    let (_, _, mut files) = generate("openapi.yaml", text_of(&document(say)));
    files.retain(|file| !file.path.starts_with("src/runtime/"));
    files
}

/// Holds what is written for some words against what is written for none that mean anything.
fn compare(hostile: &[File], plain: &[File]) -> Result<(), TestCaseError> {
    let paths = |files: &[File]| {
        files
            .iter()
            .map(|file| file.path.clone())
            .collect::<Vec<_>>()
    };
    prop_assert_eq!(paths(hostile), paths(plain));
    for (hostile, plain) in hostile.iter().zip(plain) {
        let inert = hostile.text.chars().all(|c| is_inert(c) || c == '\n');
        prop_assert!(
            inert,
            "{} has characters that do more than show themselves",
            hostile.path
        );
        let (mut ours, mut theirs) = (Deeds::default(), Deeds::default());
        match hostile.path.rsplit('.').next() {
            Some("rs") => {
                let ((comments, code), (plain_comments, plain_code)) =
                    (parts(&hostile.text), parts(&plain.text));
                prop_assert_eq!(code, plain_code, "{}", hostile.path);
                prop_assert!(syn::parse_file(&hostile.text).is_ok(), "{}", hostile.path);
                for comment in comments {
                    deeds(&comment, &mut theirs)?;
                }
                for comment in plain_comments {
                    deeds(&comment, &mut ours)?;
                }
            }
            Some("md") => {
                deeds(&hostile.text, &mut theirs)?;
                deeds(&plain.text, &mut ours)?;
            }
            _ => {
                let table = |text: &str| -> toml::Table {
                    let mut table: toml::Table = text.parse().expect("TOML");
                    table["package"]
                        .as_table_mut()
                        .expect("a package")
                        .remove("description");
                    table
                };
                prop_assert_eq!(table(&hostile.text), table(&plain.text));
            }
        }
        prop_assert_eq!(theirs, ours, "{}", hostile.path);
    }
    Ok(())
}

#[test]
fn are_only_words() {
    let plain = files(&mut || "words".to_owned());
    each(24, &proptest::collection::vec(words(), 7), |said| {
        let mut next = said.iter().cycle().cloned();
        let hostile = files(&mut || next.next().expect("a cycle"));
        compare(&hostile, &plain)
    });
}

/// Each piece alone, and after a word, in all places at once.
#[test]
fn each_piece_is_only_words() {
    let plain = files(&mut || "words".to_owned());
    let mut wrong = Vec::new();
    for piece in PIECES {
        for text in [
            (*piece).to_owned(),
            format!("word\n{piece}\nword"),
            format!("- word\n{piece}"),
            format!("- {piece}\nword"),
            format!("1. > * {piece}"),
        ] {
            let hostile = files(&mut || text.clone());
            if let Err(error) = compare(&hostile, &plain) {
                wrong.push(format!("{text:?}: {error}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

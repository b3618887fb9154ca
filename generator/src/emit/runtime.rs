//! The runtime's files, as the client carries them.

use super::{File, parts, print::HEADER};
use crate::plan::Package;

/// The files of `generator/runtime/src`, by name.
macro_rules! runtime {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../runtime/src/", $name, ".rs")))),*]
    };
}

const FILES: &[(&str, &str)] = runtime![
    "additions",
    "answered",
    "api_error",
    "attempt",
    "authorizer",
    "base64",
    "basic",
    "blocking",
    "blocking_stream",
    "body",
    "budget",
    "builder",
    "call",
    "client_credentials",
    "clock",
    "conclusion",
    "content",
    "cookie",
    "credentials",
    "decode",
    "download",
    "error",
    "error_body",
    "events",
    "exchange",
    "fault",
    "fitting",
    "form",
    "future",
    "header",
    "hidden",
    "hook",
    "items",
    "lib",
    "lines",
    "maybe",
    "message",
    "mock",
    "open",
    "multipart",
    "options",
    "outgoing",
    "page",
    "parameter",
    "path",
    "piece",
    "place",
    "query",
    "redaction",
    "redirect",
    "refusals",
    "response",
    "retry",
    "retry_after",
    "script",
    "sender",
    "served",
    "server",
    "several",
    "text",
    "streamed",
    "style",
    "styled",
    "tagged",
    "times",
    "token",
    "trace",
    "transport",
    "values",
    "upload",
    "virtual_clock",
    "ways",
    "within",
];

/// The files of the runtime that a client carries, `lib.rs` as the module that holds the others.
pub(super) fn runtime(package: &Package) -> impl Iterator<Item = File> {
    let left_out = parts::left_out(package);
    let carried = FILES
        .iter()
        .filter(move |(name, _)| !left_out.contains(name));
    let left_out = parts::left_out(package);
    carried.map(move |(name, text)| {
        let (name, text) = if *name == "lib" {
            ("mod", parts::without(text, &left_out))
        } else {
            (*name, (*text).to_owned())
        };
        File {
            path: format!("src/runtime/{name}.rs"),
            text: format!("// {HEADER}\n\n{text}"),
        }
    })
}

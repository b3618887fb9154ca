//! The runtime's files, as the client carries them.

use super::{File, print::HEADER};

/// The files of `generator/runtime/src`, by name.
macro_rules! runtime {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../runtime/src/", $name, ".rs")))),*]
    };
}

const FILES: &[(&str, &str)] = runtime![
    "answered",
    "api_error",
    "attempt",
    "blocking",
    "body",
    "budget",
    "builder",
    "call",
    "clock",
    "conclusion",
    "decode",
    "error",
    "exchange",
    "fault",
    "future",
    "header",
    "hidden",
    "hook",
    "items",
    "lib",
    "message",
    "mock",
    "options",
    "outgoing",
    "page",
    "parameter",
    "path",
    "query",
    "redaction",
    "redirect",
    "refusals",
    "response",
    "retry",
    "retry_after",
    "script",
    "sender",
    "server",
    "token",
    "trace",
    "transport",
    "virtual_clock",
];

/// The files of the runtime, `lib.rs` as the module that holds the others.
pub(super) fn runtime() -> impl Iterator<Item = File> {
    FILES.iter().map(|(name, text)| {
        let name = if *name == "lib" { "mod" } else { name };
        File {
            path: format!("src/runtime/{name}.rs"),
            text: format!("// {HEADER}\n\n{text}"),
        }
    })
}

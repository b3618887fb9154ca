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
    "body",
    "builder",
    "call",
    "decode",
    "error",
    "exchange",
    "header",
    "items",
    "lib",
    "message",
    "page",
    "parameter",
    "path",
    "query",
    "redirect",
    "refusals",
    "response",
    "server",
    "token",
    "transport",
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

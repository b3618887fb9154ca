//! Any text as an OpenAPI document: it is read, or there is a diagnostic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use truespec::{diagnostic::Source, openapi::Document};

fuzz_target!(|text: &str| {
    if let Err(problems) = Document::read(&Source::new("document.yaml", text)) {
        assert!(problems.has_errors());
        // What a person reads of it must not fail either.
        let _ = problems.to_string();
    }
});

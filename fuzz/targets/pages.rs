//! Any text as a reference page: it is read, or there is a diagnostic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use truespec::{diagnostic::Source, reference};

fuzz_target!(|text: &str| {
    if let Err(problems) = reference::read(&[Source::new("page.txt", text)]) {
        assert!(problems.has_errors());
        let _ = problems.to_string();
    }
});

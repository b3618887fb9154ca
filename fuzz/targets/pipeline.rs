//! Any text through both halves: files of Rust, or a diagnostic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use truespec::{
    diagnostic::Source,
    pipeline::{self, Inputs, Settings},
};

fuzz_target!(|text: &str| {
    let document = Source::new("document.yaml", text);
    let inputs = Inputs {
        document: document.clone(),
        pages: Vec::new(),
        decisions: None,
        extends: "document.yaml".to_owned(),
        recordings: truespec::pipeline::Recordings::default(),
    };
    if let Err(problems) = pipeline::correct(&inputs) {
        assert!(problems.has_errors());
    }
    let settings = Settings {
        crate_name: "fuzzed".to_owned(),
        crate_version: "0.1.0".to_owned(),
        ..Settings::default()
    };
    match pipeline::generate(&document, &settings) {
        Ok(generated) => assert!(generated.operations_out <= generated.operations_in),
        Err(problems) => {
            assert!(problems.has_errors());
            assert!(problems.iter().all(|problem| problem.code != "not-rust"));
            let _ = problems.to_string();
        }
    }
});

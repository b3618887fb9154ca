//! The real inputs, as `spec/codegen.toml` names them.

use std::fs;

use truespec::{
    diagnostic::{Location, Source},
    pipeline::{self, Generated, Inputs, Member, Recordings, Settings},
};

use crate::cases::{here, top};

/// The inputs of the repository's own client.
pub(crate) fn real_inputs() -> Inputs {
    let source = |name: &str| {
        let text = fs::read_to_string(top().join(name)).expect("the input is in the repository");
        Source::new(name, text)
    };
    Inputs {
        document: source("spec/openapi.yaml"),
        pages: vec![
            source("spec/reference/projects.txt"),
            source("spec/reference/tags.txt"),
        ],
        decisions: Some(source("spec/decisions.toml")),
        extends: "../openapi.yaml".to_owned(),
        recordings: Recordings::default(),
    }
}

/// The client of the repository.
fn client() -> Generated {
    let corrected = pipeline::correct(&real_inputs()).expect("the real inputs are good");
    // As in `spec/codegen.toml`.
    let config = Source::new("codegen.toml", "");
    let sensitive = ["SecretCreate.value", "UpdateProjectSecretBody.value"]
        .map(|entry| Member::read(entry, Location::of_line(&config, 1)).expect("a member"));
    let settings = Settings {
        crate_name: "paperspace".to_owned(),
        crate_version: "0.1.0".to_owned(),
        token_variable: Some("PAPERSPACE_API_KEY".to_owned()),
        sensitive: sensitive.into(),
        ..Settings::default()
    };
    let document = Source::new("openapi.yaml", corrected.document);
    pipeline::generate(&document, &settings).expect("the corrected document is good")
}

/// Every method and type of the client: what its users see change.
#[test]
fn surface() {
    let client = client();
    assert_eq!(client.warnings.to_string(), "");
    crate::cases::expect(&here().join("snapshots"), "surface", &client.surface);
}

/// The report is what a reviewer reads of a change.
#[test]
fn report() {
    let corrected = pipeline::correct(&real_inputs()).expect("the real inputs are good");
    crate::cases::expect(&here().join("snapshots"), "report", &corrected.report);
}

/// One operation in, one operation out, and one in the mock.
#[test]
fn no_operation_is_lost() {
    let corrected = pipeline::correct(&real_inputs()).expect("the real inputs are good");
    let document: serde_json::Value =
        serde_yaml::from_str(&corrected.document).expect("what was written can be read");
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let paths = document["paths"].as_object().expect("paths");
    let mut written: Vec<String> = Vec::new();
    for item in paths.values() {
        for method in methods {
            if let Some(id) = item[method]["operationId"].as_str() {
                written.push(id.to_owned());
            }
        }
    }
    let mut known: Vec<_> = corrected
        .reconciled
        .operations
        .iter()
        .map(|o| o.id.clone())
        .collect();
    written.sort();
    known.sort();
    assert_eq!(written, known);
    assert_eq!(written.len(), 21);
    let files = client().files;
    for id in written {
        let name = format!("\"{id}\"");
        for folder in ["src/operations/", "src/mock/"] {
            let files = files.iter().filter(|f| f.path.starts_with(folder));
            let calls = files.map(|f| f.text.matches(&name).count());
            assert_eq!(calls.sum::<usize>(), 1, "{id} in {folder}");
        }
    }
}

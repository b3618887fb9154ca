//! `corpus`: what is found in a folder, what becomes of it, and how the run ends. Nothing is compiled.

use std::{
    fmt::Write as _,
    fs,
    process::{Command, Output},
};

use tempfile::TempDir;

const GOOD: &str = "openapi: 3.0.3
info: {title: Things, version: v1}
servers: [{url: 'https://api.example.com'}]
paths:
  /things:
    get:
      operationId: listThings
      responses: {'200': {description: The things.}}
";

struct Place(TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(TempDir::new().expect("a temporary folder"));
        for (name, text) in files {
            let path = place.0.path().join("documents").join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            fs::write(path, text).expect("writable");
        }
        place
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["corpus", "documents", "--out", "out", "--no-check"])
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .expect("the command starts")
    }

    fn report(&self) -> String {
        fs::read_to_string(self.0.path().join("out/report.md")).expect("a report")
    }
}

#[track_caller]
fn has(text: &str, expected: &str) {
    assert!(text.contains(expected), "no {expected:?} in {text}");
}

#[test]
fn every_file_is_accounted_for() {
    let document = GOOD.replace(
        "'200': {description: The things.}",
        "'200': {$ref: 'parts/ok.yaml'}",
    );
    let place = Place::new(&[
        ("a/good.yaml", GOOD),
        ("b/with-part.yaml", &document),
        ("b/parts/ok.yaml", "description: Fine.\n"),
        (
            "old.json",
            "{\"swagger\": \"2.0\", \"paths\": {\"/x\": {\"get\": {}}}}",
        ),
        ("broken.yaml", "openapi: 3.0.3\npaths:\n\t/x: {}\n"),
        ("package.json", "{\"name\": \"x\"}"),
        ("notes.txt", "nothing\n"),
    ]);
    let ended = place.run(&["--only", "good", "--only", "old", "--only", "broken"]);
    assert_eq!(ended.status.code(), Some(1));
    let report = place.report();
    has(&report, "| a/good.yaml | 3.0.3 | generated | 1 | 1 | 0 |");
    has(
        &report,
        "| old.json | 2.0 | refused: `unsupported-version` in line 1 | 1 |",
    );
    has(
        &report,
        "| broken.yaml | ? | refused: `yaml-syntax` in line 3 |",
    );
    has(&report, "- b/parts/ok.yaml");
    has(&report, "- package.json");
    assert!(!report.contains("notes.txt"), "{report}");
    let results = fs::read_to_string(place.0.path().join("out/results.json")).expect("results");
    let results: serde_json::Value = serde_json::from_str(&results).expect("JSON");
    assert_eq!(results.as_array().map(Vec::len), Some(3));
    assert_eq!(results[0]["summary"]["operations_out"], 1);
    let peak = results[0]["codegen"]["peak"].as_f64().expect("a figure");
    assert!((1.0..1024.0).contains(&peak), "{peak} MiB");

    let ended = place.run(&["--only", "good", "--only", "old", "--invalid", "old*"]);
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn limits_are_kept_and_told() {
    let mut long = format!("{GOOD}components:\n  schemas:\n");
    for number in 0..60_000 {
        let schema = "{type: object, properties: {a: {type: string}}}";
        writeln!(long, "    S{number}: {schema}").expect("a text");
    }
    let place = Place::new(&[("long.yaml", &long)]);
    let ended = place.run(&["--seconds", "1"]);
    assert_eq!(ended.status.code(), Some(1));
    has(&place.report(), "**out of time**");
    let ended = place.run(&["--memory", "48"]);
    assert_eq!(ended.status.code(), Some(1));
    has(&place.report(), "**out of memory**");
}

#[test]
fn a_folder_without_documents_is_an_error() {
    let place = Place::new(&[("package.json", "{}")]);
    let ended = place.run(&[]);
    assert_eq!(ended.status.code(), Some(2));
    has(&String::from_utf8_lossy(&ended.stderr), "holds no document");
}

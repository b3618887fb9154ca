//! `decide`: what it shows; what it writes and refuses stands in the files beside.

mod led;
mod refused;
mod written;

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use serde_json::Value;

use super::{Ended, Place};

pub(crate) const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Things of Ours, version: v1}
servers: [{url: 'https://api.example.com'}]
paths:
  /things/{id}:
    get:
      operationId: getThing
      summary: Get a thing
      description: Gets it.
      parameters:
      - {in: path, name: id, required: true, schema: {type: string}}
      responses:
        '200':
          description: The thing.
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties:
                  id: {type: string}
                  name: {type: string}
";

/// A page whose table shows these lines, with an example.
pub(crate) fn page(lines: &str, example: &str) -> String {
    format!(
        "Things\n\nBase URL https://api.example.com\n\nGET Get a thing\n\n/things/{{id}}\n\n\
         Gets a thing.\n\nPath Parameters\n\nid string required\n\ncurl -X GET \\\n  \
         \"https://api.example.com/things/{{id}}\"\n\nResponses\n\n200\n\nSuccessful response\n\n\
         {lines}\n{example}\n\nWe can't find any results for your search.\n\n\
         Try using different keywords or simplifying your search terms.\n"
    )
}

pub(crate) const EXAMPLE: &str = r#"{"id": "string", "name": "string"}"#;
pub(crate) const PROPERTIES: &str = "id string required\nname string required";

pub(crate) const CONFIG: &str = "\
openapi = \"api.yaml\"
reference = [\"page.txt\"]
decisions = \"decisions.toml\"
reconciled = \"reconciled\"

[client]
path = \"client\"
name = \"things\"
version = \"0.1.0\"
";

/// A folder with a configuration, of which the document and the page disagree on `name`.
fn place() -> Place {
    let place = Place::new();
    place.write("api.yaml", DOCUMENT);
    place.write("page.txt", &page(PROPERTIES, EXAMPLE));
    place.write("codegen.toml", CONFIG);
    place
}

/// One of which two pages disagree, so that nothing is settled.
fn open_place() -> Place {
    let place = place();
    place.write(
        "other.txt",
        &page(
            "id integer required\nname string required",
            r#"{"id": 0, "name": "string"}"#,
        ),
    );
    let config = CONFIG.replace("[\"page.txt\"]", "[\"page.txt\", \"other.txt\"]");
    place.write("codegen.toml", &config);
    place
}

fn decide(place: &Place, arguments: &[&str]) -> Ended {
    place.run(&[&["decide", "--config", "codegen.toml"], arguments].concat())
}

fn told(place: &Place, arguments: &[&str], input: &str) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["decide", "--config", "codegen.toml"])
        .args(arguments)
        .current_dir(place.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // What is not read, because the command ended, is not missed.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    Ended::of(child.wait_with_output().expect("the command ends"))
}

/// The subject of most tests, and a decision about it.
const NAME: &str = "required:getThing.200.name";
const TAKE: [&str; 5] = [NAME, "--take", "document", "--because", "it is not"];

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in:\n{text}");
    }
}

#[test]
fn what_is_open_stands_first_and_the_sides_beside_each_other() {
    let place = open_place();
    let wide = decide(&place, &["--width", "120"]).ends_with(0).out;
    insta::assert_snapshot!(wide);
    let open = decide(&place, &["--open"]).ends_with(0).out;
    insta::assert_snapshot!(open);
    let place = self::place();
    let ended = decide(&place, &["--open"]).ends_with(0);
    assert_eq!(ended.out, "Nothing is open.\n");
}

#[test]
fn a_filter_leaves_the_others_out() {
    let place = place();
    let all = decide(&place, &[]).ends_with(0).out;
    let one = decide(&place, &[NAME]).ends_with(0).out;
    has(&all, &[NAME, "documentation:", "Settled by rules (2)"]);
    has(&one, &[NAME, "Settled by rules (1)"]);
    assert_eq!(
        decide(&place, &["--rule", "required"]).ends_with(0).out,
        one
    );
    for operation in ["getThing", "GET /things/{id}"] {
        let of_operation = decide(&place, &["--operation", operation]).ends_with(0).out;
        has(&of_operation, &[NAME]);
    }
}

#[test]
fn every_finding_is_a_line_for_programs() {
    let place = open_place();
    place.write("decisions.toml", "");
    let out = decide(&place, &["--message-format", "json"])
        .ends_with(0)
        .out;
    let lines = out.lines().map(serde_json::from_str::<Value>);
    let lines: Result<Vec<_>, _> = lines.collect();
    let lines = lines.expect("JSON lines");
    let open = &lines[0];
    assert_eq!(open["id"], "pages-disagree:getThing");
    assert_eq!(open["settled_by"], "open");
    assert_eq!(open["operation"], "getThing");
    assert_eq!(open["sides"], serde_json::json!(["page.txt", "other.txt"]));
    assert_eq!(open["claims"][1]["places"][0]["file"], "other.txt");
    assert_eq!(
        open["claims"][1]["places"][0]["label"],
        "id integer required"
    );
    let settled = lines.iter().find(|l| l["id"] == NAME).expect("there");
    assert_eq!(settled["settled_by"], "rule");
    assert_eq!(settled["side"], "reference");
}

#[test]
fn a_decision_is_written_and_codegen_follows_it() {
    let place = place();
    let ended = decide(&place, &TAKE).ends_with(0);
    has(
        &ended.out,
        &[
            NAME,
            "document: it is not",
            "new",
            "decisions.toml",
            "Next: cargo xtask codegen --config codegen.toml",
        ],
    );
    insta::assert_snapshot!(place.read("decisions.toml"));
    place
        .run(&["codegen", "--config", "codegen.toml"])
        .ends_with(0);
    has(
        &place.read("reconciled/report.md"),
        &["**document**, by the decision in decisions.toml:6: it is not"],
    );
    let shown = decide(&place, &[NAME]).ends_with(0).out;
    has(
        &shown,
        &[
            "Decided by people (1)",
            "document, by the decision in decisions.toml:6: it is not",
        ],
    );
}

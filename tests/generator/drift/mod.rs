//! What a service answers, held against schemas of every kind; and what is kept of an answer.

mod kept;
mod rows;

use serde_json::{Value, json};
use truespec::{
    diagnostic::Source,
    drift::{Body, Exchange, Heard, redacted},
    openapi::Document,
    pipeline::{self, Inputs, Recordings},
};

use crate::cases;

/// A document with one operation that answers this schema, in YAML on one line.
fn document(schema: &str, components: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: v}}\npaths:\n  /a:\n    get:\n      operationId: get\n      responses:\n        '200':\n          description: d\n          content: {{application/json: {{schema: {schema}}}}}\ncomponents:\n  schemas: {components}\n"
    )
}

fn inputs(document: &str, recordings: Vec<String>) -> Inputs {
    let files = recordings.into_iter().enumerate();
    Inputs {
        document: Source::new("openapi.yaml", document),
        pages: Vec::new(),
        decisions: None,
        extends: String::new(),
        recordings: Recordings {
            files: files
                .map(|(n, text)| Source::new(format!("{n}.json"), text))
                .collect(),
            ..Recordings::default()
        },
    }
}

fn answer(value: Value) -> Exchange {
    Exchange {
        parameters: Vec::new(),
        page: None,
        status: 200,
        content_type: Some("application/json".to_owned()),
        body: Body::Json(value),
    }
}

/// The recording of answers to the first operation of a document.
fn recorded(document: &str, exchanges: Vec<Exchange>, credentials: &[&str]) -> String {
    let document = Document::read(&Source::new("openapi.yaml", document)).expect("a document");
    let operation = document.operations().remove(0);
    let heard = Heard {
        operation,
        exchanges,
    };
    let credentials: Vec<String> = credentials.iter().map(|&c| c.to_owned()).collect();
    redacted(&document, &heard, &credentials).text
}

/// A document whose only operation answers a schema, with a recording of a value.
pub(crate) fn answered(schema: &str, components: &str, value: Value) -> Inputs {
    let document = document(schema, components);
    let recording = recorded(&document, vec![answer(value)], &[]);
    inputs(&document, vec![recording])
}

/// What is found about a value that answers a schema, once it was redacted.
fn found(schema: &str, components: &str, value: Value) -> Vec<String> {
    told(&answered(schema, components, value))
}

/// What is found in a recording.
fn findings(document: &str, recording: String) -> Vec<String> {
    told(&inputs(document, vec![recording]))
}

fn told(inputs: &Inputs) -> Vec<String> {
    let corrected = pipeline::correct(inputs).expect("good inputs");
    let findings = corrected.reconciled.findings.iter();
    findings
        .map(|f| {
            let says: Vec<&str> = f.claims.iter().map(|c| c.says.as_str()).collect();
            format!("{}: {}", f.id(), says.join(" / "))
        })
        .collect()
}

/// Each row: the schema, what it refers to, a value, and all that is found.
#[test]
fn each_construct_finds_what_deviates_and_nothing_else() {
    for (schema, components, value, expected) in rows::ROWS {
        let answered = serde_json::from_str(value).expect("JSON");
        let found = found(schema, components, answered);
        assert_eq!(found, *expected, "{schema} {value}");
    }
}

/// The same deviation is one finding, however often it was seen; its evidence is in the recording.
#[test]
fn a_deviation_is_one_finding() {
    let document = document("{type: array, items: {enum: [a]}}", "{}");
    let values = json!(["b", "b", "c", "a"]);
    let recording = recorded(&document, vec![answer(values)], &[]);
    let corrected = pipeline::correct(&inputs(&document, vec![recording])).expect("good inputs");
    let [finding] = corrected.reconciled.findings.as_slice() else {
        panic!("{:?}", corrected.reconciled.findings);
    };
    assert_eq!(
        finding.to_string(),
        "drift-enum:get.200[]: document says one of `\"a\"` (openapi.yaml:10); \
         service says `\"b\"`, `\"c\"`, 3 times (0.json:9)"
    );
}

/// What is kept of an answer has its forms, and no word of it.
#[test]
fn a_recording_has_the_forms_of_an_answer_and_none_of_its_words() {
    let schema = "{type: object, properties: {id: {type: string, format: uuid}, state: {enum: [on, paused]}, name: {type: string}, mail: {type: string}, age: {type: integer, minimum: 0, maximum: 130}, apiKey: {enum: [one]}, notes: {type: object, additionalProperties: true}, made: {type: string, format: date-time}}}";
    let document = document(schema, "{}");
    let secret = "tok-SECRET-9f8e7d";
    let body = json!({
        "id": "9f1c1b0e-1b7e-4a43-9f4e-0a4a7c2f6d11",
        "state": "archived",
        "name": "Ada Lovelace",
        "mail": "ada@lovelace.example",
        "age": 36,
        "apiKey": "SECRET-by-name",
        "notes": { "Grace Hopper": "an old friend", "n": 1843 },
        "made": "1843-07-10T10:20:30Z",
        "further": { "echo": format!("Bearer {secret}"), "SECRET": ["Babbage"] },
    });
    let mut exchange = answer(body);
    exchange.parameters = vec![("name".to_owned(), json!("Ada Lovelace"))];
    let text = recorded(&document, vec![exchange.clone()], &[secret]);
    insta::assert_snapshot!(text, @r#"
    {
      "operation": "get",
      "request": "GET /a",
      "exchanges": [
        {
          "parameters": {
            "name": "Xxx Xxxxxxxx"
          },
          "status": 200,
          "content-type": "application/json",
          "body": {
            "id": "00000000-0000-4000-8000-000000000000",
            "state": "archived",
            "name": "Xxx Xxxxxxxx",
            "mail": "xxx@xxxxxxxx.xxxxxxx",
            "age": 10,
            "apiKey": "XXXXXX-xx-xxxx",
            "notes": {
              "~1": "xx xxx xxxxxx",
              "~2": 1000
            },
            "made": "2000-01-01T00:00:00Z",
            "further": {
              "~3": "Xxxxxx xxx-XXXXXX-0x0x0x",
              "~4": [
                "Xxxxxxx"
              ]
            }
          }
        }
      ]
    }
    "#);
    for word in [
        "Ada", "Lovelace", "lovelace", "36", "9f", "friend", "Hopper", "Babbage", "1843", "tok-",
    ] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert_eq!(text, recorded(&document, vec![exchange], &[secret]));
}

/// A recording that is none is told by its file, not found by chance.
#[test]
fn a_recording_must_have_its_form() {
    let document = document("{}", "{}");
    for (text, code) in [
        ("{", "yaml-syntax"),
        ("[]", "recording-form"),
        ("{\"request\": \"GET /a\"}", "recording-form"),
        (
            "{\"request\": \"GET /a\", \"exchanges\": [{\"status\": 9}]}",
            "recording-form",
        ),
        (
            "{\"request\": \"GET /a\", \"exchanges\": [{\"status\": 200, \"b\": 1}]}",
            "recording-form",
        ),
    ] {
        let problems = pipeline::correct(&inputs(&document, vec![text.to_owned()]));
        let Err(problems) = problems else {
            panic!("{text} is taken as good");
        };
        let told: Vec<_> = problems.iter().map(|d| d.code).collect();
        assert!(told.contains(&code), "{text}: {problems}");
    }
    let of_another = "{\"request\": \"GET /gone\", \"exchanges\": []}".to_owned();
    let corrected = pipeline::correct(&inputs(&document, vec![of_another])).expect("good inputs");
    let warnings = corrected.warnings.to_string();
    assert!(warnings.contains("recording-of-no-operation"), "{warnings}");
}

/// Reading is a function of the texts.
#[test]
fn every_case_of_the_rules_is_read_again() {
    let inputs = cases::inputs(&cases::here().join("cases/rules/drift"));
    let first = pipeline::correct(&inputs).expect("good inputs");
    let again = pipeline::correct(&inputs).expect("good inputs");
    assert_eq!(first.report, again.report);
    assert!(first.report.contains("service: null"), "{}", first.report);
}

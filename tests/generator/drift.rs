//! What a service answers, held against schemas of every kind; and what is kept of an answer.

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

/// What is found about a value that answers a schema, once it was redacted.
fn found(schema: &str, components: &str, value: Value) -> Vec<String> {
    let document = document(schema, components);
    let recording = recorded(&document, vec![answer(value)], &[]);
    let corrected = pipeline::correct(&inputs(&document, vec![recording])).expect("good inputs");
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
    const PETS: &str = "{Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}, Cat: {type: object, required: [lives], properties: {kind: {type: string}, lives: {type: integer}}}, Dog: {type: object, required: [name], properties: {kind: {type: string}, name: {type: string}}}}";
    const BASE: &str = "{Base: {type: object, required: [id], properties: {id: {type: string}}}, Heir: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {extra: {type: integer, minimum: 3}}}]}}";
    let cases: Vec<(&str, &str, Value, &[&str])> = vec![
        ("{}", "{}", json!({"a": [1, null]}), &[]),
        ("{type: string}", "{}", json!("a"), &[]),
        (
            "{type: string}",
            "{}",
            json!(3),
            &["drift-type:get.200: a text / a whole number"],
        ),
        (
            "{type: integer}",
            "{}",
            json!(2.5),
            &["drift-type:get.200: a whole number / a number with a fraction"],
        ),
        ("{type: integer}", "{}", json!(2.0), &[]),
        (
            "{type: string}",
            "{}",
            json!(null),
            &["drift-nullable:get.200: not nullable / null"],
        ),
        ("{type: string, nullable: true}", "{}", json!(null), &[]),
        ("{enum: [a, null]}", "{}", json!(null), &[]),
        (
            "{nullable: true, allOf: [{type: string}]}",
            "{}",
            json!(null),
            &[],
        ),
        ("{anyOf: [{type: string}, {}]}", "{}", json!(null), &[]),
        (
            "{type: string, format: uuid}",
            "{}",
            json!("nope"),
            &["drift-format:get.200: `uuid` / `xxxx`"],
        ),
        (
            "{type: string, format: uuid}",
            "{}",
            json!("9f1c1b0e-1b7e-4a43-9f4e-0a4a7c2f6d11"),
            &[],
        ),
        (
            "{type: string, format: date-time}",
            "{}",
            json!("2024-02-29T10:00:00.5+02:00"),
            &[],
        ),
        (
            "{type: string, format: date-time}",
            "{}",
            json!("2024-02-30T10:00:00Z"),
            &["drift-format:get.200: `date-time` / `0000-00-00X00:00:00X`"],
        ),
        (
            "{type: string, format: date-time}",
            "{}",
            json!("2024-02-29T10:00:00"),
            &["drift-format:get.200: `date-time` / `2000-01-01T10:00:00`"],
        ),
        (
            "{type: string, format: date}",
            "{}",
            json!("2024-02-29"),
            &[],
        ),
        (
            "{type: string, format: email}",
            "{}",
            json!("ada@example.com"),
            &[],
        ),
        (
            "{type: string, format: email}",
            "{}",
            json!("ada"),
            &["drift-format:get.200: `email` / `xxx`"],
        ),
        (
            "{type: string, format: uri}",
            "{}",
            json!("https://a.example/x"),
            &[],
        ),
        (
            "{type: string, format: ipv4}",
            "{}",
            json!("10.0.0.300"),
            &["drift-format:get.200: `ipv4` / `00.0.0.000`"],
        ),
        ("{type: string, format: byte}", "{}", json!("aGk="), &[]),
        ("{type: string, format: of-theirs}", "{}", json!("x"), &[]),
        (
            "{type: integer, format: int32}",
            "{}",
            json!(3_000_000_000_u64),
            &["drift-format:get.200: `int32` / 3000000000"],
        ),
        (
            "{type: integer, format: int64}",
            "{}",
            json!(u64::MAX),
            &["drift-format:get.200: `int64` / 18446744073709551615"],
        ),
        (
            "{type: string, minLength: 2, maxLength: 3}",
            "{}",
            json!("ü"),
            &["drift-limits:get.200.minLength: minLength 2 / 1 characters"],
        ),
        (
            "{type: string, minLength: 2, maxLength: 3}",
            "{}",
            json!("abc"),
            &[],
        ),
        (
            "{type: integer, minimum: 1, maximum: 9}",
            "{}",
            json!(40),
            &["drift-limits:get.200.maximum: maximum 9 / 40"],
        ),
        (
            "{type: integer, minimum: 100, maximum: 900}",
            "{}",
            json!(450),
            &[],
        ),
        (
            "{type: integer, minimum: 4, exclusiveMinimum: true}",
            "{}",
            json!(4),
            &["drift-limits:get.200.minimum: minimum 4 / 4"],
        ),
        (
            "{type: array, items: {type: string}, maxItems: 1}",
            "{}",
            json!(["a", 1]),
            &[
                "drift-type:get.200[]: a text / a whole number",
                "drift-limits:get.200.maxItems: maxItems 1 / 2 items",
            ],
        ),
        (
            "{type: array, uniqueItems: true, items: {type: string}}",
            "{}",
            json!(["a", "b", "a"]),
            &["drift-limits:get.200: unique items / an item twice"],
        ),
        (
            "{type: array, uniqueItems: true, items: {type: string}}",
            "{}",
            json!(["a", "b", "c"]),
            &[],
        ),
        (
            "{type: array, prefixItems: [{type: string}, {type: integer}], items: {}}",
            "{}",
            json!(["a", "b", null]),
            &["drift-type:get.200[1]: a whole number / a text"],
        ),
        (
            "{enum: [a, b]}",
            "{}",
            json!("c"),
            &["drift-enum:get.200: one of `\"a\"`, `\"b\"` / `\"c\"`"],
        ),
        (
            "{type: integer, enum: [1, 2]}",
            "{}",
            json!(7),
            &["drift-enum:get.200: one of `1`, `2` / `7`"],
        ),
        ("{type: object}", "{}", json!({"any": 1}), &[]),
        (
            "{type: object, properties: {a: {type: string}}}",
            "{}",
            json!({"a": "x", "b": 1}),
            &["drift-member:get.200.b: no such member / a whole number"],
        ),
        (
            "{type: object, additionalProperties: true, properties: {a: {type: string}}}",
            "{}",
            json!({"a": "x", "b": 1}),
            &[],
        ),
        (
            "{type: object, additionalProperties: false}",
            "{}",
            json!({"b": 1}),
            &["drift-member:get.200.b: no such member / a whole number"],
        ),
        (
            "{type: object, additionalProperties: {type: integer}}",
            "{}",
            json!({"k": 1, "l": "x"}),
            &["drift-type:get.200{}: a whole number / a text"],
        ),
        (
            "{type: object, required: [a], properties: {a: {type: string}, b: {type: string}}}",
            "{}",
            json!({"b": "x"}),
            &["drift-required:get.200.a: required / missing"],
        ),
        (
            "{type: object, required: [a], properties: {a: {type: string, writeOnly: true}}}",
            "{}",
            json!({}),
            &[],
        ),
        (
            "{$ref: '#/components/schemas/Heir'}",
            BASE,
            json!({"id": "a", "extra": 4}),
            &[],
        ),
        (
            "{$ref: '#/components/schemas/Heir'}",
            BASE,
            json!({"extra": 1, "b": null}),
            &[
                "drift-required:Base.id: required / missing",
                "drift-member:Heir.b: no such member / null",
                "drift-limits:Heir.extra.minimum: minimum 3 / 1",
            ],
        ),
        (
            "{$ref: '#/components/schemas/Pet'}",
            PETS,
            json!({"kind": "cat", "lives": 9}),
            &[],
        ),
        (
            "{$ref: '#/components/schemas/Pet'}",
            PETS,
            json!({"kind": "cat", "lives": "9"}),
            &["drift-type:Cat.lives: a whole number / a text"],
        ),
        (
            "{$ref: '#/components/schemas/Pet'}",
            PETS,
            json!({"kind": "dog"}),
            &["drift-required:Dog.name: required / missing"],
        ),
        (
            "{$ref: '#/components/schemas/Pet'}",
            PETS,
            json!({"kind": "cow"}),
            &["drift-union:Pet: one of `cat`, `dog` / the tag `cow`"],
        ),
        (
            "{anyOf: [{type: string}, {type: integer}]}",
            "{}",
            json!(1),
            &[],
        ),
        (
            "{anyOf: [{type: string}, {type: integer}]}",
            "{}",
            json!(true),
            &["drift-type:get.200: a text or a whole number / a boolean"],
        ),
        (
            "{oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, required: [b, c], properties: {b: {type: string}, c: {type: integer}}}]}",
            "{}",
            json!({"b": "x", "c": "y"}),
            &["drift-type:get.200(2).c: a whole number / a text"],
        ),
        (
            "{oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {}]}",
            "{}",
            json!({"b": "x"}),
            &[],
        ),
    ];
    for (schema, components, value, expected) in cases {
        let found = found(schema, components, value.clone());
        assert_eq!(found, expected, "{schema} {value}");
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
              "Xxxxx Xxxxxx": "xx xxx xxxxxx",
              "x": 1000
            },
            "made": "2000-01-01T10:20:30Z",
            "further": {
              "echo": "Xxxxxx xxx-XXXXXX-0x0x0x",
              "SECRET": [
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

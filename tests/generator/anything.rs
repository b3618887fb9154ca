//! Whatever the document is, the generator ends with files or with a diagnostic, and what it wrote
//! is Rust.
//!
//! The same documents are tried at each run. `TRUESPEC_CASES=5000 cargo test -p generator-tests
//! anything` tries so many, other ones each time.

use std::{fs, path::Path};

use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    sample::Index,
    test_runner::{RngAlgorithm, TestCaseResult, TestRng, TestRunner},
};
use serde_json::{Value, json};
use truespec::{
    diagnostic::{Diagnostics, Severity, Source},
    openapi::Document,
    pipeline::{self, Inputs, Settings},
};

use crate::cases;

/// Runs a check on values of a strategy: always the same ones, or as many others as are asked for.
pub(crate) fn each<S: Strategy>(
    cases: u32,
    strategy: &S,
    check: impl Fn(S::Value) -> TestCaseResult,
) {
    let wanted = std::env::var("TRUESPEC_CASES").ok();
    let wanted = wanted.and_then(|cases| cases.parse().ok());
    let config = ProptestConfig {
        cases: wanted.unwrap_or(cases),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    };
    let mut runner = if wanted.is_some() {
        TestRunner::new(config)
    } else {
        let same = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        TestRunner::new_with_rng(config, same)
    };
    if let Err(failure) = runner.run(strategy, check) {
        panic!("{failure}");
    }
}

/// Both halves, as `codegen` runs them.
fn generates_or_says_why(text: String) -> TestCaseResult {
    let source = Source::new("openapi.yaml", text);
    let settings = Settings {
        crate_name: "anything".to_owned(),
        crate_version: "0.1.0".to_owned(),
        ..Settings::default()
    };
    let inputs = Inputs {
        document: source.clone(),
        pages: Vec::new(),
        decisions: None,
        extends: "openapi.yaml".to_owned(),
        recordings: pipeline::Recordings::default(),
    };
    if let Err(problems) = pipeline::correct(&inputs) {
        reasonable(&problems)?;
    }
    match pipeline::generate(&source, &settings) {
        Err(problems) => reasonable(&problems),
        Ok(generated) => {
            reasonable_warnings(&generated.warnings)?;
            let (read, written) = (generated.operations_in, generated.operations_out);
            prop_assert!(written <= read, "{written} of {read}: {}", source.text());
            for file in generated.files.iter().filter(|f| {
                Path::new(&f.path)
                    .extension()
                    .is_some_and(|end| end == "rs")
            }) {
                let parsed = syn::parse_file(&file.text);
                prop_assert!(parsed.is_ok(), "{}: {:?}", file.path, parsed.err());
            }
            Ok(())
        }
    }
}

/// There is a reason, and none of the reasons is a mistake of the generator.
fn reasonable(problems: &Diagnostics) -> TestCaseResult {
    prop_assert!(problems.has_errors());
    for problem in problems.iter() {
        prop_assert_ne!(problem.code, "not-rust", "{}", problem.message);
        prop_assert_ne!(problem.code, "yaml-output", "{}", problem.message);
    }
    Ok(())
}

/// Each has a place, and says what to do where something is to be done.
fn reasonable_warnings(warnings: &Diagnostics) -> TestCaseResult {
    for warning in warnings.iter() {
        prop_assert!(warning.location.is_some(), "{warning:?}");
        let is_note = warning.severity == Severity::Note;
        prop_assert!(is_note || warning.help.is_some(), "{warning:?}");
    }
    Ok(())
}

/// One change to a document.
#[derive(Clone, Debug)]
enum Change {
    Delete(Index),
    /// Puts a copy of a value in the place of another.
    Copy(Index, Index),
    /// Puts a value beside another, under a new key.
    Beside(Index, Index, String),
    Replace(Index, Value),
    Rename(Index, String),
}

fn odd_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!(-1)),
        Just(json!(1e300)),
        Just(json!(u64::MAX)),
        Just(json!("")),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[], {}, null, "a", "a"])),
        Just(json!({"type": "object"})),
        Just(json!({"$ref": "#"})),
        Just(json!({"$ref": "#/components/schemas/Thing"})),
        Just(json!({"$ref": "#/paths"})),
        Just(json!({"$ref": "other.yaml#/x"})),
        odd_text().prop_map(Value::String),
    ]
}

fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(
            &[
                "string",
                "object",
                "array",
                "integer",
                "null",
                "2XX",
                "default",
                "200",
                "get",
                "self",
                "Self",
                "crate",
                "_",
                "/",
                "/{a}/{a}",
                "{",
                "}{",
                "~1",
                "allOf",
                "oneOf",
                "properties",
                "items",
                "$ref",
                "nullable",
                "enum",
                "*/*",
                "date-time",
                "\u{202e}x",
                "*/ #[x] \"#",
                "r#type",
                "Ωmega",
                "1",
                "-",
                "../../x",
                "a\nb",
                "```",
                "{@",
            ][..]
        )
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        index().prop_map(Change::Delete),
        (index(), index()).prop_map(|(from, to)| Change::Copy(from, to)),
        (index(), index(), odd_text()).prop_map(|(from, to, key)| Change::Beside(from, to, key)),
        (index(), odd_value()).prop_map(|(at, value)| Change::Replace(at, value)),
        (index(), odd_text()).prop_map(|(at, key)| Change::Rename(at, key)),
    ]
}

/// The places of all values but the root.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    let mut child = |key: &str, value: &Value| {
        let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        all.push(at.clone());
        places(value, &at, all);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| child(key, value)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, value)| child(&index.to_string(), value));
        }
        _ => {}
    }
}

fn apply(document: &mut Value, change: &Change) {
    let mut all = Vec::new();
    places(document, "", &mut all);
    if all.is_empty() {
        return;
    }
    let place = |index: &Index| all[index.index(all.len())].clone();
    match change {
        Change::Delete(at) => {
            take(document, &place(at));
        }
        Change::Copy(from, to) => {
            let copy = document.pointer(&place(from)).cloned().unwrap_or_default();
            replace(document, &place(to), copy);
        }
        Change::Beside(from, to, key) => {
            let copy = document.pointer(&place(from)).cloned().unwrap_or_default();
            match document.pointer_mut(&place(to)) {
                Some(Value::Object(map)) => {
                    map.insert(key.clone(), copy);
                }
                Some(Value::Array(items)) => items.push(copy),
                _ => {}
            }
        }
        Change::Replace(at, value) => replace(document, &place(at), value.clone()),
        Change::Rename(at, key) => {
            let at = place(at);
            let value = take(document, &at);
            let parent = at.rsplit_once('/').map_or("", |(parent, _)| parent);
            if let Some(Value::Object(map)) = document.pointer_mut(parent) {
                map.insert(key.clone(), value);
            }
        }
    }
}

fn replace(document: &mut Value, at: &str, value: Value) {
    if let Some(slot) = document.pointer_mut(at) {
        *slot = value;
    }
}

fn take(document: &mut Value, at: &str) -> Value {
    let (parent, key) = at.rsplit_once('/').expect("not the root");
    let key = key.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent) {
        Some(Value::Object(map)) => map.shift_remove(&key).unwrap_or_default(),
        Some(Value::Array(items)) => items.remove(key.parse().expect("an index")),
        _ => Value::Null,
    }
}

/// The documents of the cases, as values.
fn documents() -> Vec<Value> {
    let read = |folder: std::path::PathBuf| {
        let text = fs::read_to_string(folder.join("openapi.yaml")).expect("a case");
        serde_yaml::from_str(&text).ok()
    };
    let folders = cases::folders("generate").into_iter();
    let documents: Vec<Value> = folders.filter_map(read).collect();
    assert!(documents.len() > 10);
    documents
}

#[test]
fn cases_with_changes() {
    let documents = documents();
    let strategy = (any::<Index>(), vec(change(), 1..6));
    each(300, &strategy, |(index, changes)| {
        let mut document = documents[index.index(documents.len())].clone();
        for change in &changes {
            apply(&mut document, change);
        }
        generates_or_says_why(document.to_string())
    });
}

/// A schema of any keywords, among them references to each other and to themselves.
fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        prop::sample::select(
            &[
                "string", "integer", "number", "boolean", "object", "array", "null",
            ][..]
        )
        .prop_map(|word| json!({ "type": word })),
        prop::sample::select(&["A", "B", "C", "D", "A/properties/a", "B/items"][..])
            .prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}")})),
        vec(odd_value(), 0..4).prop_map(|values| json!({ "enum": values })),
        Just(json!({})),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let one = inner.clone();
        let list = vec(inner.clone(), 1..4).prop_map(Value::Array);
        let members = btree_map("[a-c]|\\PC{0,3}", inner, 0..4).prop_map(|m| json!(m));
        let names = vec("[a-c]", 0..3).prop_map(|names| json!(names));
        let keyword = prop_oneof![
            ("items|not|additionalProperties", one).prop_map(|(key, value)| (key, value)),
            ("allOf|oneOf|anyOf|prefixItems", list),
            ("properties|patternProperties", members),
            ("required", names),
            (
                "type|format|title|description|pattern",
                odd_text().prop_map(Value::String)
            ),
            (
                "nullable|readOnly|writeOnly|deprecated|additionalProperties|uniqueItems",
                any::<bool>().prop_map(Value::Bool)
            ),
            (
                "default|example|enum|minimum|maxLength|multipleOf|discriminator|const|examples",
                odd_value()
            ),
            (
                "discriminator",
                "[a-c]".prop_map(|name| json!({ "propertyName": name }))
            ),
        ];
        vec(keyword, 1..5).prop_map(|keywords| Value::Object(keywords.into_iter().collect()))
    })
}

#[test]
fn any_schemas() {
    let strategy = (
        prop::sample::select(&["3.0.3", "3.1.0", "3.2.0"][..]),
        btree_map("[A-D]", schema(), 1..4),
        schema(),
        schema(),
        schema(),
    );
    each(250, &strategy, |(version, schemas, query, sent, got)| {
        let json = |schema: Value| json!({"application/json": {"schema": schema}});
        let document = json!({
            "openapi": version,
            "info": {"title": "Any", "version": "1"},
            "paths": {"/any/{b}": {
                "parameters": [{"name": "b", "in": "path", "required": true, "schema": schemas.values().next()}],
                "post": {
                    "parameters": [{"name": "a", "in": "query", "schema": query}],
                    "requestBody": {"content": json(sent)},
                    "responses": {
                        "200": {"description": "", "content": json(got)},
                        "400": {"description": "", "content": json(json!({"$ref": "#/components/schemas/A"}))},
                    },
                },
            }},
            "components": {"schemas": schemas},
        });
        generates_or_says_why(document.to_string())
    });
}

/// Texts that are nearly documents: the reader says what is wrong.
#[test]
fn any_text() {
    let paths: Vec<_> = cases::folders("generate");
    let texts: Vec<String> = paths
        .iter()
        .map(|folder| fs::read_to_string(folder.join("openapi.yaml")).expect("a case"))
        .collect();
    let piece = prop_oneof![
        prop::sample::select(
            &[
                "&a",
                "*a",
                "!!str",
                "? ",
                ": ",
                "- ",
                "{",
                "}",
                "[",
                "]",
                "|",
                ">-",
                "\t",
                "\r",
                "---\n",
                "...\n",
                "%YAML 1.2\n",
                "\"",
                "'",
                "<<: *a",
                "#",
                "\u{0}",
                "\u{feff}",
                "\\ud83d",
                "0x",
                "1e999",
                "~",
                "\n\n",
            ][..]
        )
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ];
    let edits = vec((any::<Index>(), 0..40_usize, piece), 1..4);
    each(300, &(any::<Index>(), edits), |(index, edits)| {
        let mut text = texts[index.index(texts.len())].clone();
        for (at, removed, piece) in edits {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let first = at.index(starts.len());
            let from = starts[first];
            let to = starts.get(first + removed).copied().unwrap_or(text.len());
            text.replace_range(from..to, &piece);
            text.push('\n');
        }
        if let Err(problems) = Document::read(&Source::new("openapi.yaml", text)) {
            reasonable(&problems)?;
        }
        Ok(())
    });
}

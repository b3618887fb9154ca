//! Reading documents: the values, and where they stand.

use serde_json::json;
use truespec::{
    diagnostic::Source,
    openapi::{Document, Pointer},
};

fn read(text: &str) -> Document {
    Document::read(&Source::new("api", text)).expect("a document")
}

#[test]
fn scalars_are_those_of_yaml_1_2() {
    let document = read(
        "openapi: 3.0.3\nx: {a: no, b: 012, c: 0x1f, d: 1e3, e: ~, f: '1', g: 2001-01-01, h: 18446744073709551615, 200: .5, i: -3}\n",
    );
    assert_eq!(
        document.root()["x"],
        json!({
            "a": "no", "b": 12, "c": 31, "d": 1000.0, "e": null, "f": "1", "g": "2001-01-01",
            "h": u64::MAX, "200": 0.5, "i": -3
        })
    );
}

#[test]
fn json_escapes_are_those_of_json() {
    let text = r#"{"openapi": "3.0.3", "x": ["\ud83d\ude00", "a\\ud83d", "\ud83d!", "\ude00", "\u00e9\/"]}"#;
    let read = read(text);
    let expected: serde_json::Value = json!(["😀", "a\\ud83d", "\u{fffd}!", "\u{fffd}", "é/"]);
    assert_eq!(read.root()["x"], expected);
}

#[test]
fn every_value_has_a_place() {
    let document = read("openapi: 3.0.3\npaths:\n  /a b/{c}:\n    get:\n      tags: [é, x]\n");
    let place = |pointer: &Pointer| {
        let at = document.locate(pointer);
        (at.line(), at.column())
    };
    let get = Pointer::of(["paths", "/a b/{c}", "get"]);
    assert_eq!(place(&get), (4, 5));
    assert_eq!(place(&get.join(["tags", "1"])), (5, 17));
    // What is not there is shown where it would be.
    assert_eq!(place(&get.child("summary")), (4, 5));
}

#[test]
fn anchors_and_references() {
    let document = read(
        "openapi: 3.0.3\na: &a {b: [1]}\nc: *a\nd: {$ref: '#/e~1f'}\ne/f: {$ref: '#/c/b'}\ng: {$ref: '#/h'}\nh: {$ref: '#/g'}\n",
    );
    assert_eq!(document.root()["c"], json!({"b": [1]}));
    let resolve = |key: &str| document.resolve(&Pointer::of([key]));
    assert_eq!(resolve("d"), Ok(Pointer::of(["c", "b"])));
    assert_eq!(resolve("g").map_err(|e| e.code), Err("circular-reference"));
    assert_eq!(document.broken_references().iter().count(), 0);
    let broken = read(
        "openapi: 3.0.3\ncomponents: {schemas: {a: {items: {$ref: '#/b'}, example: {$ref: '#/c'}}}}\n",
    );
    let warnings = broken.broken_references();
    let codes: Vec<_> = warnings
        .iter()
        .map(|w| (w.code, w.location.clone()))
        .collect();
    let at = broken.locate(&Pointer::of([
        "components",
        "schemas",
        "a",
        "items",
        "$ref",
    ]));
    assert_eq!(codes, [("dangling-reference", Some(at))]);
}

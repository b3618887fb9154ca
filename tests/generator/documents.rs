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

#[test]
fn references_lead_to_content_after_some_hops() {
    // `s1` is behind a hundred references, `s0` behind one more.
    let chain = |end: &str| {
        let hops = (0..=100).map(|n| format!("s{n}: {{$ref: '#/components/schemas/s{}'}}", n + 1));
        let hops: Vec<String> = hops.collect();
        read(&format!(
            "openapi: 3.0.3\ncomponents: {{schemas: {{{}, s101: {end}, t: {{$ref: '#/components/schemas/s1'}}}}}}\n",
            hops.join(", ")
        ))
    };
    let at = |name: &str| Pointer::of(["components", "schemas", name]);
    let document = chain("{type: string}");
    let broken: Vec<_> = document.broken_references().iter().collect();
    let codes: Vec<_> = broken
        .iter()
        .map(|d| (d.code, d.location.clone()))
        .collect();
    let place = |name: &str| Some(document.locate(&at(name).child("$ref")));
    assert_eq!(codes, [("too-deep", place("s0")), ("too-deep", place("t"))]);
    assert_eq!(document.resolve(&at("s1")), Ok(at("s101")));
    assert_eq!(
        document.resolve(&at("s0")).map_err(|e| e.code),
        Err("too-deep")
    );
    // A circle is told as one, however many references lead to it.
    let document = chain("{$ref: '#/components/schemas/s101'}");
    let codes: Vec<_> = document
        .broken_references()
        .iter()
        .map(|d| d.code)
        .collect();
    assert_eq!(codes.first(), Some(&"circular-reference"));
}

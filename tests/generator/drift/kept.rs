//! What is kept of an answer deviates as the answer does, and no more; and it tells nothing.

use std::collections::BTreeSet;

use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::{Value, json};
use truespec::{diagnostic::Source, pipeline};

use super::{answer, document, findings, recorded};

/// Kinds and places of what deviates.
fn ids(document: &str, recording: String) -> BTreeSet<String> {
    let id = |found: &String| found.split(": ").next().unwrap_or_default().to_owned();
    findings(document, recording).iter().map(id).collect()
}

/// An answer as it was, which is never written.
fn raw(value: &Value) -> String {
    json!({
        "request": "GET /a",
        "exchanges": [{ "status": 200, "content-type": "application/json", "body": value }],
    })
    .to_string()
}

/// Each keeps its schema, and so does what is kept of it.
#[test]
fn what_keeps_the_document_gives_no_finding() {
    let object = |name: &str, schema: Value| json!({ "type": "object", "required": [name], "properties": { name: schema } });
    let unique = |items: Value| json!({ "type": "array", "uniqueItems": true, "items": items });
    let text = || json!({ "type": "string" });
    let times: Vec<String> = (0..100)
        .map(|n| format!("10:{:02}:{:02}+02:00", n / 60, n % 60))
        .collect();
    let letters: Vec<String> = ('a'..='z')
        .map(String::from)
        .chain(["1", "é", "ß"].map(str::to_owned))
        .collect();
    let map: serde_json::Map<_, _> = (0..30_u32)
        .filter_map(|n| Some((char::from_u32(0x4e00 + n)?.to_string(), Value::from(n))))
        .collect();
    let rows = [
        (
            object("t", json!({ "type": "string", "format": "time" })),
            json!({ "t": "10:20:30Z" }),
        ),
        (
            json!({ "type": "array", "items": { "type": "string", "format": "time" } }),
            json!(times),
        ),
        (
            object("p", json!({ "type": "string", "enum": ["50%", "$5/mo"] })),
            json!({ "p": "50%" }),
        ),
        (
            object("p", json!({ "type": "string", "enum": ["grün"] })),
            json!({ "p": "grün" }),
        ),
        (
            object("p", json!({ "enum": ["C++ (gcc)"] })),
            json!({ "p": "C++ (gcc)" }),
        ),
        (
            object("p", json!({ "enum": ["long ".repeat(20)] })),
            json!({ "p": "long ".repeat(20) }),
        ),
        (
            object(
                "secret",
                json!({ "type": "string", "enum": ["none", "set"] }),
            ),
            json!({ "secret": "none" }),
        ),
        (
            object("pincode", json!({ "type": "integer", "minimum": 5000 })),
            json!({ "pincode": 7000 }),
        ),
        (
            object("24h", json!({ "type": "number" })),
            json!({ "24h": 1.25 }),
        ),
        (object("first name", text()), json!({ "first name": "Ada" })),
        (object("größe", text()), json!({ "größe": "x" })),
        (object("a/b", text()), json!({ "a/b": "x" })),
        (
            object("the-token-of-it", text()),
            json!({ "the-token-of-it": "x" }),
        ),
        (
            object("p", json!({ "enum": ["token"] })),
            json!({ "p": "token" }),
        ),
        (unique(json!({ "type": "integer" })), json!([3, 1])),
        (
            unique(json!({ "type": "string", "format": "date" })),
            json!(["2024-01-01", "2024-01-02"]),
        ),
        (unique(text()), json!(letters)),
        (
            object("v", json!({ "type": "string", "maxLength": 8 })),
            json!({ "v": "1.2.3.4" }),
        ),
        (
            object("v", json!({ "type": "string", "maxLength": 5 })),
            json!({ "v": "::1" }),
        ),
        (
            json!({ "type": "object", "additionalProperties": { "type": "integer" }, "minProperties": 30 }),
            Value::Object(map),
        ),
        (
            json!({ "anyOf": [object("a", text()), object("b", text())] }),
            json!({ "a": "x", "b": "y" }),
        ),
        (
            json!({ "oneOf": [object("kind", json!({ "enum": ["a"] })), object("kind", json!({ "enum": ["b"] }))], "discriminator": { "propertyName": "kind" } }),
            json!({ "kind": "a" }),
        ),
    ];
    for (schema, value) in rows {
        let document = document(&schema.to_string(), "{}");
        let recording = recorded(&document, vec![answer(value.clone())], &["token"]);
        assert_eq!(findings(&document, recording), [""; 0], "{schema} {value}");
    }
}

/// What people write stands nowhere: behind dates, in keys of what nothing describes.
#[test]
fn nothing_of_a_person_is_kept() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" }, "of": { "type": "object", "additionalProperties": true } } });
    let document = document(&schema.to_string(), "{}");
    let below = json!({ "sk_live_51Habc": { "Jane.Doe": { "deeper_name": 1 } } });
    let value = json!({ "a": "2024-03-04 5555-4444-3333-1111", "of": below, "sessions": below, "b": "2024-03-04T05:06:07.891234+01:30", "c": "PT5551234S" });
    let recording = recorded(&document, vec![answer(value)], &[]);
    for word in [
        "5555", "sk_live", "Jane", "deeper", "05:06", "8912", "01:30", "5551234",
    ] {
        assert!(!recording.contains(word), "{word} in {recording}");
    }
    assert_eq!(
        ids(&document, recording),
        ["b", "c", "sessions"]
            .map(|name| format!("drift-member:get.200.{name}"))
            .into()
    );
}

/// A name that is no name of a programmer is told, and nothing that stands for it gets into the
/// document.
#[test]
fn what_stands_for_a_name_is_no_name() {
    let schema = "{type: object, properties: {a: {type: string}}}";
    let document = document(schema, "{}");
    let recording = recorded(&document, vec![answer(json!({ "Ada Lovelace": 1 }))], &[]);
    let told = "drift-member:get.200.~1: no such member / a whole number";
    assert_eq!(findings(&document, recording.clone()), [told]);
    let decisions =
        "[[decision]]\nrule = \"drift-member\"\ntake = \"service\"\nbecause = \"It is.\"\n";
    let mut inputs = super::inputs(&document, vec![recording]);
    inputs.decisions = Some(Source::new("decisions.toml", decisions));
    let corrected = pipeline::correct(&inputs).expect("good inputs");
    assert!(!corrected.document.contains('~'), "{}", corrected.document);
}

/// What is seen of one value in two ways is mended in both, so that nothing is found again.
#[test]
fn two_kinds_at_one_place_are_both_allowed() {
    let schema = "{type: object, properties: {v: {type: integer, format: int64}}}";
    let document = document(schema, "{}");
    for values in [
        vec![json!("s"), json!(1.5)],
        vec![json!(1.5), json!("s"), json!(true)],
        vec![json!(1.5)],
    ] {
        let answers = values.iter().map(|value| answer(json!({ "v": value })));
        let recording = recorded(&document, answers.collect(), &[]);
        let mut inputs = super::inputs(&document, vec![recording.clone()]);
        let decisions =
            "[[decision]]\nrule = \"drift-type\"\ntake = \"service\"\nbecause = \"It is.\"\n";
        inputs.decisions = Some(Source::new("decisions.toml", decisions));
        let corrected = pipeline::correct(&inputs).expect("good inputs").document;
        assert!(!corrected.contains("int64"), "{corrected}");
        assert_eq!(
            findings(&corrected, recording),
            [""; 0],
            "{values:?} {corrected}"
        );
    }
}

/// Names of members, some of which no programmer would give.
const NAMES: &[&str] = &["a", "24h", "first name", "größe", "a/b", "secret"];

/// A schema and a value that often is one of it.
fn pairs() -> impl Strategy<Value = (Value, Value)> {
    let texts = prop_oneof![
        "[a-zé]{0,3}",
        "[0-9]{1,2}:[0-9]{2}:[0-9]{2}(Z|\\+0[0-9]:00)?",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9](T1[0-9]:[0-7]0:00(Z|))?",
        "[12]?[0-9]{1,2}\\.[0-9]\\.[0-9]{1,3}\\.[0-9]",
        "[0-9a-g]{0,3}::[0-9a-g]{0,2}",
        "[aé]:[b ]",
        "[aé1]@[b\t]c",
        "[aé/]{2,4}=?",
        Just("9f1c1b0e-1b7e-4a43-9f4e-0a4a7c2f6d11".to_owned()),
    ];
    let formats = [
        "date-time",
        "date",
        "time",
        "uuid",
        "email",
        "uri",
        "ipv4",
        "ipv6",
        "byte",
        "other",
    ];
    let text = (texts, prop::sample::select(formats.to_vec()), 0..6_u32).prop_map(
        |(value, format, length)| {
            (
                json!({ "type": "string", "format": format, "maxLength": length * 8 }),
                json!(value),
            )
        },
    );
    let listed = ["grün", "50%", "a", "b"];
    let listed = prop::sample::select(listed.to_vec())
        .prop_map(|value| (json!({ "enum": ["grün", "50%", "a"] }), json!(value)));
    let number =
        (-2000..2000_i64, -1000..1000_i64, 0..1500_i64).prop_map(|(value, least, more)| {
            (
                json!({ "type": "integer", "minimum": least, "maximum": least + more }),
                json!(value),
            )
        });
    let plain = prop_oneof![
        Just(json!(null)),
        Just(json!(1.5)),
        Just(json!("x")),
        Just(json!([true]))
    ]
    .prop_map(|value| (json!({ "type": "number" }), value));
    let leaf = prop_oneof![text, listed, number, plain].boxed();
    let unique = prop_oneof![
        prop::collection::vec(0..40_i64, 0..9).prop_map(|list| ("integer", json!(list))),
        prop::collection::vec("[a-cé]", 0..9).prop_map(|list| ("string", json!(list))),
    ];
    let unique = unique.prop_map(|(kind, list)| {
        (
            json!({ "type": "array", "uniqueItems": true, "items": { "type": kind } }),
            list,
        )
    });
    prop_oneof![4 => leaf, 1 => unique].prop_recursive(3, 12, 4, |inner| {
        let members = prop::collection::btree_map(prop::sample::select(NAMES), inner, 0..4);
        (
            members,
            prop::option::of(0..6_usize),
            any::<bool>(),
            any::<bool>(),
        )
            .prop_map(move |(members, missing, further, is_map)| {
                let first = members.values().next().cloned();
                if let (true, Some((schema, value))) = (is_map, first) {
                    let map = json!({ "Ada": value, "24h": value, "a/b": value });
                    return (
                        json!({ "type": "object", "additionalProperties": schema }),
                        map,
                    );
                }
                let mut properties = serde_json::Map::new();
                let mut values = serde_json::Map::new();
                for (name, (schema, value)) in members {
                    properties.insert(name.to_owned(), schema);
                    values.insert(name.to_owned(), value);
                }
                if let Some(missing) = missing {
                    values.remove(NAMES[missing]);
                }
                if further {
                    values.insert("further".to_owned(), json!({ "x": 1 }));
                }
                let required: Vec<&String> = properties.keys().collect();
                (
                    json!({ "type": "object", "required": required, "properties": properties }),
                    Value::Object(values),
                )
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    /// What deviates in an answer deviates in what is kept of it, and nothing else does.
    #[test]
    fn what_is_kept_deviates_as_the_answer_did((schema, value) in pairs()) {
        let document = document(&schema.to_string(), "{}");
        let recording = recorded(&document, vec![answer(value.clone())], &[]);
        let (kept, was) = (ids(&document, recording.clone()), ids(&document, raw(&value)));
        prop_assert_eq!(kept, was, "{} {} {}", schema, value, recording);
    }
}

//! Which of several objects a value is taken for, and tags that are written.

use serde::Serialize;
use serde_json::{Value, json};
use truespec_runtime::{Is, Members, fitting, with_tag};

const BRIEF: Members = Members {
    required: &[("id", Is::Text)],
    optional: &[("name", Is::Text)],
    further: None,
};
const LONG: Members = Members {
    required: &[("id", Is::Text), ("text", Is::OrNull(&Is::Text))],
    optional: &[("name", Is::Text), ("size", Is::Integer)],
    further: None,
};
const COUNTED: Members = Members {
    required: &[],
    optional: &[("id", Is::Number), ("unit", Is::Texts(&["g", "kg"]))],
    further: None,
};
const CAT: Members = Members {
    required: &[("kind", Is::Texts(&["cat"]))],
    optional: &[],
    further: None,
};
const MAP: Members = Members {
    required: &[],
    optional: &[],
    further: Some(Is::Integer),
};

fn order(value: &Value) -> Vec<usize> {
    fitting(value, &[BRIEF, LONG, COUNTED, CAT, MAP])
}

#[test]
fn the_object_that_knows_most_members_comes_first() {
    let cases: [(Value, &[usize]); 12] = [
        (json!({"id": "a"}), &[0]),
        (json!({"id": "a", "name": "b", "more": 1}), &[0]),
        (json!({"name": "b", "text": null, "id": "a"}), &[1, 0]),
        (json!({"id": "a", "text": "b", "size": 1}), &[1, 0]),
        // What does not fit is not tried, however many members are known.
        (json!({"id": "a", "text": "b", "size": 1.5}), &[0]),
        (json!({"id": 1}), &[2, 4]),
        (json!({"id": 1, "unit": "g"}), &[2]),
        // A text that is not known can come; where only one can, it says what this is.
        (json!({"unit": "lb"}), &[2]),
        (json!({"kind": "cat"}), &[3, 2]),
        (json!({"kind": "dog"}), &[2]),
        // A map takes what no object knows.
        (json!({"a": 1, "b": 2}), &[4, 2]),
        (json!([]), &[]),
    ];
    for (value, expected) in cases {
        assert_eq!(order(&value), expected, "{value}");
    }
}

#[test]
fn equal_ones_keep_their_order() {
    let value = json!({"id": "a"});
    assert_eq!(fitting(&value, &[BRIEF, BRIEF]), [0, 1]);
    assert_eq!(fitting(&json!({}), &[COUNTED, COUNTED]), [0, 1]);
}

#[test]
fn null_is_read_where_a_member_can_be_absent() {
    assert_eq!(fitting(&json!({"id": null}), &[COUNTED, BRIEF]), [0]);
}

#[derive(Serialize)]
struct Circle {
    radius: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
}

#[test]
fn a_tag_is_written_where_there_is_none() {
    let circle = |kind| Circle { radius: 1.5, kind };
    let written = |circle: &Circle| {
        with_tag(circle, "kind", "circle", serde_json::value::Serializer).expect("JSON")
    };
    assert_eq!(
        written(&circle(None)),
        json!({"kind": "circle", "radius": 1.5})
    );
    assert_eq!(
        written(&circle(Some("disc"))),
        json!({"kind": "disc", "radius": 1.5})
    );
    let number = with_tag(&circle(None), "version", 2, serde_json::value::Serializer);
    assert_eq!(number.expect("JSON"), json!({"version": 2, "radius": 1.5}));
    // What is no object has no place for a tag.
    let text = with_tag(&"a", "kind", "b", serde_json::value::Serializer);
    assert_eq!(text.expect("JSON"), json!("a"));
}

//! Names that are as bad as they can be, in Rust and on the wire.

use serde_json::{Value, json};
use test_clients::names::{
    Client,
    types::{Kinds, MatchBody, Super},
};

fn client() -> Client {
    Client::new().unwrap()
}

/// A member that has another name in Rust keeps its own on the wire, and what comes back is read.
#[test]
fn members_keep_their_names_on_the_wire() {
    let members = [
        ("self", json!("a")),
        ("types", json!("b")),
        ("call", json!("c")),
        ("gen", json!(true)),
        ("", json!("d")),
        ("-", json!("e")),
        ("_", json!("f")),
        ("1", json!("g")),
        ("1st", json!("h")),
        ("$ref", Value::Null),
        ("@id", json!("i")),
        ("caf\u{e9}", json!("j")),
        ("cafe\u{301}", json!("k")),
        ("Name", json!("l")),
        ("name", json!("m")),
        ("NAME", json!("n")),
        ("na-me", json!("o")),
        ("na_me", json!("p")),
        ("further", json!("q")),
        ("a\"b\\c", json!("r")),
        ("line\nfeed", json!("s")),
        ("\u{202e}bidi", json!("t")),
        ("not listed", json!("u")),
    ];
    let sent: Value = members
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect();
    let body: MatchBody = serde_json::from_value(sent.clone()).unwrap();
    assert_eq!(body.self_, "a");
    assert_eq!(body.ref_, Some(None));
    assert_eq!(
        (body.cafe.as_deref(), body.cafe_u301.as_deref()),
        (Some("j"), Some("k"))
    );
    assert_eq!(body.capital_name.as_deref(), Some("l"));
    assert_eq!(body.further_members["not listed"], "u");
    let call = client()
        .match_("x", "y", 1, body)
        .date("on")
        .date_less("before")
        .date_greater("after");
    let request = call.super_(Super::from("Self")).into_request().unwrap();
    assert_eq!(request.uri().path(), "/keywords/x/y/1");
    let query = request.uri().query().unwrap_or_default();
    assert_eq!(query, "date=on&date%3C=before&date%3E=after&super=Self");
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(body, sent);
}

/// Each value of an enumeration has a variant of its own, however alike they are.
#[test]
fn values_that_are_alike_stay_apart() {
    let values = [
        "self", "Self", "", " ", "1", "-1", "+1", "1.0", "10", "a", "A", "\u{e1}", "a-b", "a_b",
        "a b", "Other",
    ];
    for value in values {
        let known = Super::from(value);
        assert!(!matches!(known, Super::Unrecognized(_)), "{value:?}");
        assert_eq!(known.as_str(), value);
    }
    assert_eq!(Super::from("b"), Super::Unrecognized("b".to_owned()));
}

/// Methods of HTTP that have no name in the library are sent as they are.
#[test]
fn methods_that_are_not_of_every_version() {
    let request = client().search().into_request().unwrap();
    assert_eq!(request.method(), "M-SEARCH");
    assert_eq!(client().find().into_request().unwrap().method(), "QUERY");
}

/// Alternatives that have no name are called after the value that tells them apart.
#[test]
fn alternatives_are_called_after_their_values() {
    let read = |value: Value| serde_json::from_value::<Kinds>(value).unwrap();
    assert!(matches!(
        read(json!({ "mode": "password", "value": "x" })),
        Kinds::Password(_)
    ));
    assert!(matches!(read(json!(["x"])), Kinds::ArrayOfString(_)));
}

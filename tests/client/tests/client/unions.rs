//! Values that are one of several things: each comes back as what it is, with all that it has.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use test_clients::unions::types::{
    Beside, Circle, Device, Drawn, Expression, Lists, Menu, Numbered, One, Pet, PetBase, Scalar,
    Several, Shape, Switched, Text, Tree, Two, Within,
};

/// The name of the variant that a value is read as. It is written as it was read.
fn variant<T: Debug + Serialize + DeserializeOwned + PartialEq>(value: &Value) -> String {
    let read: T = serde_json::from_value(value.clone()).expect("a value");
    let written = serde_json::to_value(&read).expect("JSON");
    assert_eq!(by_value(&written), by_value(value));
    // The order of members says nothing.
    let turned: T = serde_json::from_str(&turned(value)).expect("a value");
    assert_eq!(read, turned);
    let shown = format!("{read:?}");
    shown.split('(').next().unwrap_or_default().to_owned()
}

/// The value with all numbers as floats: a whole number that is read as a number is written as one.
fn by_value(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.iter().map(by_value).collect(),
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(name, v)| (name.clone(), by_value(v)))
                .collect()
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

/// The text of a value with its members the other way round.
fn turned(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().rev();
            let members = members.map(|(name, value)| format!("{}:{}", json!(name), turned(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            let items = items.iter().map(turned).collect::<Vec<_>>();
            format!("[{}]", items.join(","))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

fn each<T: Debug + Serialize + DeserializeOwned + PartialEq>(cases: &[(Value, &str)]) {
    for (value, expected) in cases {
        assert_eq!(variant::<T>(value), *expected, "{value}");
    }
}

#[test]
fn tags_decide() {
    each::<Shape>(&[
        (json!({"kind": "circle", "radius": 1.5}), "Circle"),
        (json!({"kind": "disc", "radius": 1.5}), "Circle"),
        (json!({"kind": "square", "side": 2.5}), "Square"),
        (json!({"kind": "line", "length": 2.5}), "Line"),
        (json!({"kind": "ray"}), "Line"),
        // Unknown, missing, and known with a body that does not fit: all is kept.
        (json!({"kind": "cube", "edges": [1, 2]}), "Other"),
        (json!({"radius": 1.5}), "Other"),
        (json!({"kind": "circle", "radius": "wide"}), "Other"),
        (json!({"kind": 1}), "Other"),
        (json!("circle"), "Other"),
        (json!(null), "Other"),
    ]);
    each::<Drawn>(&[
        (json!({"kind": "note", "text": "a"}), "Note"),
        (json!({"kind": "disc", "radius": 1.5}), "Shape"),
        (json!({"kind": "ray"}), "Shape"),
        (json!({"kind": "cube"}), "Other"),
    ]);
    each::<Switched>(&[
        (json!({"ok": true, "value": "a"}), "Success"),
        (json!({"ok": false, "reason": "b"}), "Failure"),
        (json!({"ok": "true"}), "Other"),
    ]);
    each::<Numbered>(&[
        (json!({"version": 1, "old": "a"}), "One"),
        (json!({"version": 2, "fresh": "b"}), "Two"),
        (json!({"version": 3}), "Other"),
        (json!({"version": "1"}), "Other"),
    ]);
}

/// An alternative that does not have the tag, or need not have it, is written with it.
#[test]
fn tags_are_written() {
    let written = |shape: &Shape| serde_json::to_value(shape).expect("JSON");
    let circle = Shape::Circle(Box::new(Circle::new(1.5)));
    assert_eq!(written(&circle), json!({"kind": "circle", "radius": 1.5}));
    let numbers = [
        Numbered::One(Box::new(One::new().old("a"))),
        Numbered::Two(Box::new(Two::new())),
    ];
    let numbers = serde_json::to_value(numbers).expect("JSON");
    assert_eq!(numbers, json!([{"version": 1, "old": "a"}, {"version": 2}]));
    // Within another union too.
    let drawn = serde_json::to_value(Drawn::Shape(Box::new(circle))).expect("JSON");
    assert_eq!(drawn, json!({"kind": "circle", "radius": 1.5}));
}

#[test]
fn members_decide_where_there_is_no_tag() {
    each::<Several>(&[
        (json!({"id": "a"}), "Brief"),
        (json!({"id": "a", "name": "b"}), "Brief"),
        (json!({"id": "a", "name": "b", "text": "c"}), "Long"),
        (json!({"id": "a", "size": 1}), "Long"),
        (json!({"id": "a", "size": 1.5}), "Brief"),
        (json!({"count": 1}), "Counted"),
        (json!({"count": 1, "unit": "kg"}), "Counted"),
        (json!({"count": 1, "unit": "h"}), "Timed"),
        (json!({"count": 1, "unit": "lb"}), "Counted"),
        // Several at once: nothing is lost.
        (
            json!({"id": "a", "size": 2, "count": 1, "unit": "h", "what": [1]}),
            "Timed",
        ),
        (json!({"red": 1, "blue": 2}), "Scores"),
        (json!(true), "Boolean"),
        (json!({"id": 1, "what": "else"}), "Counted"),
        (json!(["id"]), "Other"),
        (json!(1), "Other"),
    ]);
    each::<Within>(&[
        (json!({"count": 1}), "Inner"),
        (json!("a"), "Inner"),
        (json!({"id": "a", "count": 1}), "Long"),
        (json!({"id": "a", "name": "n", "count": 1}), "Long"),
        (json!(7), "Integer"),
        (json!(7.5), "Other"),
        (json!([]), "Other"),
    ]);
    each::<Beside>(&[
        (json!({"id": "a", "address": "b"}), "Mail"),
        (json!({"id": "a", "number": "1"}), "Call"),
        (json!({"id": "a", "number": "1", "address": "b"}), "Mail"),
        (json!({"id": "a"}), "Other"),
    ]);
}

#[test]
fn texts_and_numbers_are_what_is_narrowest() {
    each::<Text>(&[
        (json!("on"), "State"),
        (json!("light"), "Mode"),
        (json!("67e55044-10b1-426f-9247-bb680e5fe0c8"), "Uuid"),
        (json!("67e5504410b1426f9247bb680e5fe0c8"), "String"),
        (json!("else"), "String"),
        (json!(1), "Other"),
    ]);
    each::<Scalar>(&[
        (json!(3), "Integer"),
        (json!(-3), "Integer"),
        (json!(3.5), "Number"),
        (json!(1e300), "Number"),
        (json!(false), "Boolean"),
        (json!([1, 2]), "Array"),
        (json!([1.5]), "Other"),
        (json!("3"), "Other"),
    ]);
    each::<Lists>(&[
        (json!([{"id": "a", "more": 1}]), "ArrayOfBrief"),
        (json!([1]), "ArrayOfInteger"),
        (json!(["a"]), "Other"),
    ]);
}

#[test]
fn heirs_are_told_by_their_tags() {
    each::<Pet>(&[
        (json!({"petType": "Cat", "name": "a", "meows": true}), "Cat"),
        (
            json!({"petType": "Dog", "name": "a", "friends": [{"petType": "Cat", "name": "b"}]}),
            "Dog",
        ),
        (
            json!({"petType": "Cow", "name": "a", "milk": {"litres": 2}}),
            "Base",
        ),
        (json!({"petType": "Cat", "meows": true}), "Other"),
    ]);
    let cow = json!({"petType": "Cow", "name": "Berta", "milk": 1});
    let Pet::Base(cow) = serde_json::from_value(cow).expect("a pet") else {
        panic!("what all pets have in common");
    };
    assert_eq!(cow.name, "Berta");
    let pet = Pet::Base(Box::new(PetBase::new("Hen", "Erna")));
    let pet = serde_json::to_value(pet).expect("JSON");
    assert_eq!(pet, json!({"petType": "Hen", "name": "Erna"}));
    each::<Device>(&[
        (json!({"id": "a", "type": "phone", "number": "1"}), "Phone"),
        (json!({"id": "a", "type": "laptop", "keys": 1}), "Laptop"),
        (json!({"id": "a", "type": "watch"}), "Other"),
    ]);
}

#[test]
fn types_that_hold_themselves() {
    each::<Expression>(&[
        (json!(1), "Number"),
        (json!([1, [2, {"not": 3}]]), "Array"),
        (json!({"not": {"left": 1, "right": [2]}}), "WithNot"),
        (
            json!({"left": {"not": 1}, "right": {"left": 1, "right": 2}}),
            "WithLeft",
        ),
        (json!({"left": 1}), "Other"),
    ]);
    each::<Tree>(&[
        (json!([[], [[]]]), "Array"),
        (json!([1]), "Array"),
        (json!(1), "Other"),
    ]);
    let menu = json!({"file": {"open": {}, "save": {"as": {}}}, "edit": {}});
    let read: Menu = serde_json::from_value(menu.clone()).expect("a menu");
    assert_eq!(read.further.keys().collect::<Vec<_>>(), ["edit", "file"]);
    assert_eq!(serde_json::to_value(&read).expect("JSON"), menu);
}

/// What is nested too deep is an error, or kept as it is; nothing overflows.
#[test]
fn deep_values_are_an_error() {
    for depth in [100, 10_000] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        let read = serde_json::from_str::<Tree>(&text);
        assert_eq!(read.is_ok(), depth == 100, "{depth}");
        let text = "{\"not\":".repeat(depth) + "1" + &"}".repeat(depth);
        let read = serde_json::from_str::<Expression>(&text);
        assert_eq!(read.is_ok(), depth == 100, "{depth}");
    }
}

/// A value is not changed by being read and written, whatever it is.
#[test]
fn nothing_is_lost() {
    let parts = [
        json!(null),
        json!(true),
        json!(1),
        json!(1.5),
        json!("circle"),
        json!([]),
        json!({}),
        json!({"id": "a"}),
    ];
    let names = ["kind", "id", "name", "count", "unit", "left"];
    let mut values: Vec<Value> = parts.to_vec();
    for (at, one) in names.iter().enumerate() {
        for (step, other) in names.iter().enumerate() {
            for (first, part) in parts.iter().enumerate() {
                let second = &parts[(first + at + step) % parts.len()];
                let mut members = Map::new();
                members.insert((*one).to_owned(), part.clone());
                members.insert((*other).to_owned(), second.clone());
                values.push(Value::Object(members));
            }
        }
    }
    for value in values {
        kept::<Shape>(&value);
        kept::<Drawn>(&value);
        kept::<Several>(&value);
        kept::<Within>(&value);
        kept::<Scalar>(&value);
        kept::<Text>(&value);
        kept::<Expression>(&value);
    }
}

/// Null in an optional member is read as absent; nothing else changes.
fn kept<T: Debug + Serialize + DeserializeOwned>(value: &Value) {
    let read: T = serde_json::from_value(value.clone()).expect("a value");
    let written = serde_json::to_value(&read).expect("JSON");
    let mut expected = value.clone();
    if let (Value::Object(expected), Value::Object(written)) = (&mut expected, &written) {
        expected.retain(|name, value| !value.is_null() || written.contains_key(name));
    }
    assert_eq!(by_value(&written), by_value(&expected), "{read:?}");
}

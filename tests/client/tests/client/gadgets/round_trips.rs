//! What is read can be written as it was: values, members and alternatives that this version of
//! the client does not know survive wherever the document leaves a place open.

use serde_json::{Value, json};
use test_clients::gadgets::types;

use super::document::schemas;
use super::recorder::Recorder;
use super::samples::Samples;

/// A type of the client.
struct Type {
    name: &'static str,
    /// Whether calls are sent with it.
    sent: bool,
    /// Reads the text of a value, and writes it.
    again: fn(&str) -> serde_json::Result<String>,
}

macro_rules! types {
    ($($side:ident: $($name:ident)*;)*) => {
        vec![$($(Type {
            name: stringify!($name),
            sent: stringify!($side) == "sent",
            again: |text| serde_json::to_string(&serde_json::from_str::<types::$name>(text)?),
        }),*),*]
    };
}

fn types() -> Vec<Type> {
    types! {
        sent: NewGadget GadgetPatch SchedulePatch Size State Energy Battery Mains;
        got: Gadget GadgetPage Remark Readings Modes Command Part PartPage Problem;
    }
}

/// Enough for everything that is chosen in a sample to meet everything else.
const TURNS: usize = 120;

#[test]
fn every_type_keeps_what_it_does_not_know() {
    let schemas = schemas();
    let mut names: Vec<_> = types().iter().map(|kind| kind.name).collect();
    let mut expected: Vec<_> = schemas.keys().map(String::as_str).collect();
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);

    for Type { name, sent, again } in types() {
        for turn in 0..TURNS {
            let value = Samples::new(&schemas, sent, turn).named(name);
            let kept = again(&value.to_string());
            let kept = kept.unwrap_or_else(|error| panic!("{name}: {error}\n{value:#}"));
            let kept: Value = serde_json::from_str(&kept).unwrap();
            assert_eq!(kept, value, "{name}");
        }
    }
}

/// A number is kept to its last digit: the nearest one that there is, written as short as it can be.
#[test]
fn numbers_keep_their_digits() {
    for digits in [
        "18446744073709551615",
        "-9223372036854775808",
        "31.245270191439438",
        "5e-324",
        "1.7976931348623157e+308",
        "0.30000000000000004",
    ] {
        for text in [
            format!(r#"{{"id":"g","state":"idle","owner":null,"anything":{digits}}}"#),
            format!(r#"{{"id":"g","state":"idle","owner":null,"metadata":{{"n":[{digits}]}}}}"#),
            format!(r#"{{"id":"g","state":"idle","owner":null,"further":{digits}}}"#),
        ] {
            let gadget: types::Gadget = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_string(&gadget).unwrap(), text);
        }
    }
    for digits in ["31.245270191439438", "5e-324"] {
        let text = format!(r#"{{"unit":"V","mean":{digits}}}"#);
        let readings: types::Readings = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&readings).unwrap(), text);
    }
}

/// Where the document lists members and does not say that there are more, more are no error. They
/// are not kept: what is read is what is documented.
#[test]
fn a_type_that_is_not_open_reads_what_it_knows() {
    let part = json!({ "number": 1, "finish": "satin", "colour": { "hue": 3 } });
    let part: types::Part = serde_json::from_value(part).unwrap();
    let kept = serde_json::to_value(&part).unwrap();
    assert_eq!(kept, json!({ "number": 1, "finish": "satin" }));
}

/// In an answer, null is how a service says that an optional member is not there; a member that
/// can be anything can be null.
#[test]
fn null_in_an_answer() {
    let gadget = json!({
        "id": "g", "state": "idle", "owner": null,
        "nickname": null, "energy": null, "anything": null, "remark": null,
    });
    let gadget: types::Gadget = serde_json::from_value(gadget).unwrap();
    assert_eq!(
        (gadget.owner.as_deref(), gadget.nickname.as_deref()),
        (None, None)
    );
    assert_eq!(
        (&gadget.energy, &gadget.anything),
        (&None, &Some(Value::Null))
    );
    let kept = serde_json::to_value(&gadget).unwrap();
    assert_eq!(
        kept,
        json!({ "id": "g", "state": "idle", "owner": null, "anything": null, "remark": null })
    );
}

/// What an answer holds and this client does not know can be sent back, whole.
#[tokio::test]
async fn what_is_not_known_can_be_sent_back() {
    let energy = json!({ "kind": "sun", "peak": { "at": null, "watts": u64::MAX } });
    let answer = json!({
        "id": "g", "state": "melting", "owner": "ada", "energy": energy,
        "colour": { "hue": null }, "nested": { "x": [1], "inner": { "y": null } },
    });
    let recorder = Recorder::answering([answer.clone()]).await;
    let client = recorder.client();
    let got = client.get_gadget("g").send().await.unwrap();
    assert_eq!(serde_json::to_value(&got).unwrap(), answer);
    assert_eq!(got.state.as_str(), "melting");
    recorder.take();

    let call = client
        .create_gadget("once", "drill")
        .state(got.state)
        .energy(got.energy.unwrap());
    call.further(got.further).send().await.unwrap();
    let sent = json!({
        "name": "drill", "owner": null, "state": "melting", "energy": energy,
        "colour": { "hue": null },
    });
    assert_eq!(recorder.sent(), Some(sent));

    let further = serde_json::Map::from_iter([("colour".to_owned(), Value::Null)]);
    let body = types::NewGadget::new("drill").further(further);
    let sent = json!({ "name": "drill", "owner": null, "colour": null });
    assert_eq!(serde_json::to_value(body).unwrap(), sent);
}

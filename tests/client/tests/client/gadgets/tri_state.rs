//! A member that can be left out and can be null: absent, null and a value are three things, in a
//! call, in the type of its body, and read back.

use serde_json::{Value, json};
use test_clients::gadgets::operations::UpdateGadget;
use test_clients::gadgets::types::{Energy, GadgetPatch, GadgetPatchState, Size};

use super::document::schemas;
use super::recorder::Recorder;

/// A member of `GadgetPatch`, with what sets it.
struct Member {
    wire: &'static str,
    value: Value,
    in_call: Setters<UpdateGadget>,
    in_body: Setters<GadgetPatch>,
}

/// How to give a member a value and null.
struct Setters<T> {
    value: fn(T) -> T,
    null: fn(T) -> T,
}

macro_rules! members {
    ($($setter:ident, $null:ident: $value:expr => $json:expr;)*) => {
        vec![$(Member {
            wire: stringify!($setter),
            value: $json,
            in_call: Setters { value: |call| call.$setter($value), null: |call| call.$null() },
            in_body: Setters { value: |body| body.$setter($value), null: |body| body.$null() },
        }),*]
    };
}

fn members() -> Vec<Member> {
    members! {
        text, text_null: "" => json!("");
        count, count_null: 0 => json!(0);
        ratio, ratio_null: 0.5 => json!(0.5);
        enabled, enabled_null: false => json!(false);
        key, key_null: uuid::Uuid::nil() => json!("00000000-0000-0000-0000-000000000000");
        starts, starts_null: "2024-02-29T12:30:00Z".parse().unwrap() => json!("2024-02-29T12:30:00Z");
        day, day_null: "2024-02-29".parse().unwrap() => json!("2024-02-29");
        state, state_null: GadgetPatchState::from("asleep") => json!("asleep");
        size, size_null: Size::new(2).depth_null() => json!({ "width": 2, "depth": null });
        energy, energy_null: Energy::Other(json!({ "kind": "sun" })) => json!({ "kind": "sun" });
        tags, tags_null: vec![None, Some("a".to_owned())] => json!([null, "a"]);
        labels, labels_null: [("a".to_owned(), None)].into() => json!({ "a": null });
        settings, settings_null: serde_json::Map::new() => json!({});
        pin, pin_null: "0000" => json!("0000");
    }
}

/// No kind of member is forgotten here.
#[test]
fn the_members_are_those_of_the_document() {
    let schemas = schemas();
    let properties = schemas["GadgetPatch"]["properties"].as_object().unwrap();
    let nullable = properties
        .iter()
        .filter(|(_, schema)| schema.get("nullable") == Some(&json!(true)));
    assert!(
        nullable
            .map(|(name, _)| name)
            .eq(members().iter().map(|m| m.wire))
    );
}

#[tokio::test]
async fn a_call_sends_what_was_set_last() {
    let recorder =
        Recorder::answering([json!({ "id": "g", "state": "idle", "owner": null })]).await;
    let client = recorder.client();
    let send = async |call: UpdateGadget| {
        call.send().await.unwrap();
        recorder.sent()
    };
    let call = || client.update_gadget("g");
    // The document says that there is a body. It is the object without any members.
    assert_eq!(send(call()).await, Some(json!({})));
    for Member {
        wire,
        value,
        in_call: set,
        ..
    } in members()
    {
        let null = Some(json!({ wire: null }));
        let value = Some(json!({ wire: value }));
        assert_eq!(send((set.null)(call())).await, null, "{wire}");
        assert_eq!(send((set.value)(call())).await, value, "{wire}");
        assert_eq!(send((set.value)((set.null)(call()))).await, value, "{wire}");
        assert_eq!(send((set.null)((set.value)(call()))).await, null, "{wire}");
    }
    // A limit is about values: null takes back one that broke it.
    let null = Some(json!({ "count": null }));
    assert_eq!(send(call().count(-1).count_null()).await, null);
}

#[test]
fn a_body_is_written_and_read_back_as_it_was_made() {
    let check = |body: GadgetPatch, written: Value| {
        assert_eq!(serde_json::to_value(&body).unwrap(), written);
        assert_eq!(
            serde_json::from_value::<GadgetPatch>(written).unwrap(),
            body
        );
    };
    check(GadgetPatch::new(), json!({}));
    for Member {
        wire,
        value,
        in_body: set,
        ..
    } in members()
    {
        let null = (set.null)(GadgetPatch::new());
        check(null.clone(), json!({ wire: null }));
        check((set.value)(GadgetPatch::new()), json!({ wire: value }));
        check((set.value)(null.clone()), json!({ wire: value }));
        check((set.null)((set.value)(null)), json!({ wire: null }));
    }
    let all = members().iter().fold(GadgetPatch::new(), |body, member| {
        (member.in_body.null)(body)
    });
    let nulls: serde_json::Map<_, _> = members()
        .iter()
        .map(|member| (member.wire.to_owned(), Value::Null))
        .collect();
    check(all, nulls.into());

    // Any JSON: null is one of its values.
    check(
        GadgetPatch::new().anything(Value::Null),
        json!({ "anything": null }),
    );
    check(
        GadgetPatch::new().anything(json!(1)),
        json!({ "anything": 1 }),
    );
    check(GadgetPatch::new().name("a"), json!({ "name": "a" }));
}

/// What a type has no method for.
#[derive(Debug, PartialEq)]
struct NoSuchMethod;

/// A method of the type's own would be preferred, and the compiler would refuse the test.
trait Absent {
    fn name_null(&self) -> NoSuchMethod {
        NoSuchMethod
    }
}

impl Absent for GadgetPatch {}
impl Absent for UpdateGadget {}

/// `name` may be left out, and is never null.
#[tokio::test]
async fn what_cannot_be_null_has_no_setter_of_it() {
    let recorder = Recorder::answering([]).await;
    assert_eq!(GadgetPatch::new().name_null(), NoSuchMethod);
    assert_eq!(
        recorder.client().update_gadget("g").name_null(),
        NoSuchMethod
    );
}

/// `owner` is always there, and may be null.
#[tokio::test]
async fn what_is_required_and_unset_is_null() {
    let recorder =
        Recorder::answering([json!({ "id": "g", "state": "idle", "owner": null })]).await;
    let call = recorder.client().create_gadget("once", "drill");
    call.clone().send().await.unwrap();
    assert_eq!(
        recorder.sent(),
        Some(json!({ "name": "drill", "owner": null }))
    );
    call.owner("ada").send().await.unwrap();
    assert_eq!(
        recorder.sent(),
        Some(json!({ "name": "drill", "owner": "ada" }))
    );
}

/// Where the document says that the body may be left out, a call that sets nothing sends none.
#[tokio::test]
async fn a_body_that_may_be_left_out() {
    let recorder = Recorder::answering([Value::Null]).await;
    let call = recorder.client().reschedule("g");
    call.clone().send().await.unwrap();
    let seen = recorder.take();
    assert_eq!(seen[0].body, None);
    assert!(!seen[0].headers.contains_key("content-type"));

    call.clone().at_null().send().await.unwrap();
    assert_eq!(recorder.sent(), Some(json!({ "at": null })));
    call.at("2024-02-29T12:30:00Z".parse().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(
        recorder.sent(),
        Some(json!({ "at": "2024-02-29T12:30:00Z" }))
    );
}

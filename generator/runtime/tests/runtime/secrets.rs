//! Errors show no secret: neither that of a member whose values are secrets, nor one that was sent and
//! that the service repeats.

use serde_json::{Value, json};
use truespec_runtime::{Method, Mock};

use crate::{call, mocked, script};

/// What an error about this answer to a call with this body says and gives away.
async fn shown(sent: &Value, status: u16, answer: &str) -> String {
    let mock = Mock::new();
    let transport = mocked(&mock).build().unwrap();
    script(&mock).answers(status, answer.to_owned());
    let mut call = call(&transport, Method::POST);
    call.json(sent);
    let error = call.send::<Vec<Vec<i64>>>().await.unwrap_err();
    crate::redaction::printed(&error)
}

#[tokio::test]
async fn values_of_secret_members_are_not_shown() {
    let answers = [
        r#"{"message": "no", "details": {"value": "hunter2", "list": [{"passphrase": "hunter2"}]}}"#,
        r#"{"details": {"value": ["hunter2", {"a": "hunter2"}], "passphrase": {"b": "hunter2]"}}}"#,
        // In pieces, and by other spellings of the name.
        r#"{"v\u0061lue" : "a \" hunter2"#,
        r#"[{"value":"hunter2"},{"value":"hunter2"#,
        r#"{"passphrase": [["hunter2"#,
        r#"text before {"value": "hunter2"} and after"#,
        r#"{"details": {"value": 66000111}, "passphrase": -66000111.5"#,
    ];
    for answer in answers {
        for status in [200, 400] {
            let text = shown(&json!({}), status, answer).await;
            for secret in ["hunter2", "66000111"] {
                assert!(!text.contains(secret), "{answer}: {text}");
            }
            assert!(text.contains("[redacted]"), "{answer}: {text}");
        }
    }
}

#[tokio::test]
async fn what_is_no_secret_is_shown() {
    let answer = r#"{"message": "it has no \"value\": look", "details": {"values": "shown", "value": null}}"#;
    let text = shown(&json!({}), 400, answer).await;
    for kept in ["it has no \"value\": look", "shown", "null"] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    assert!(!text.contains("[redacted]"), "{text}");
}

#[tokio::test]
async fn secrets_that_were_sent_are_not_shown_wherever_they_come_back() {
    let sent =
        json!({"name": "visible", "value": "hun\"ter/2", "deep": [{"passphrase": ["s3cret!"]}]});
    let answers = [
        r#"{"message": "`hun\"ter/2` is too short, and so is s3cret!", "code": "hun\"ter\/2"}"#,
        "hun\"ter/2 and s3cret! are too short, visible",
        r#"["hun\"ter/2", "s3cret!"]"#,
    ];
    for answer in answers {
        for status in [200, 400] {
            let text = shown(&sent, status, answer).await;
            for secret in ["ter/2", "ter\\/2", "s3cret"] {
                assert!(!text.contains(secret), "{status} {answer}: {text}");
            }
        }
    }
    let text = shown(&sent, 400, "visible").await;
    assert!(text.contains("visible"), "{text}");
}

#[tokio::test]
async fn a_secret_of_another_type_is_not_shown_by_what_was_found() {
    #[derive(serde::Deserialize, Debug)]
    struct Secret {
        #[allow(dead_code)]
        value: i64,
    }
    let mock = Mock::new();
    let transport = mocked(&mock).build().unwrap();
    script(&mock).answers(200, r#"[{"value": "hunter2"}]"#);
    let error = call(&transport, Method::GET)
        .send::<Vec<Secret>>()
        .await
        .unwrap_err();
    assert_eq!(error.decode_path(), Some("[0].value"));
    let text = crate::redaction::printed(&error);
    assert!(!text.contains("hunter2"), "{text}");
}

//! Errors show no secret: neither that of a member whose values are secrets, nor one that was sent and
//! that the service repeats.

use std::fmt::Write as _;

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

#[tokio::test]
async fn secrets_that_come_back_in_any_spelling_of_json_are_not_shown() {
    let secret = "-----BEGIN\nab<c>&\u{e4}\u{1f600}+/end";
    let sent = json!({"value": secret});
    let mut escaped = String::new();
    for unit in secret.encode_utf16() {
        write!(escaped, "\\u{unit:04x}").unwrap();
    }
    for answer in [
        json!({"message": format!("bad: {secret}!")}).to_string(),
        format!(r#"{{"message": "bad: {escaped}!"}}"#),
        format!(r#"{{"details": [{{"a": "{escaped}"}}]"#),
        format!("<b>{secret}</b>"),
    ] {
        for status in [200, 400] {
            let text = shown(&sent, status, &answer).await;
            for part in ["BEGIN", "ab<c", "+/end", "0042\\u0045", "\\\\u0042"] {
                assert!(!text.contains(part), "{part} of {answer}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn headers_that_a_caller_sets_are_not_shown_where_they_come_back() {
    let mock = Mock::new();
    let transport = mocked(&mock).build().unwrap();
    script(&mock).answers(
        400,
        r#"{"message": "the key key-0123-secret is not valid"}"#,
    );
    let mut call = call(&transport, Method::GET);
    call.options(truespec_runtime::CallOptions::new().header("x-key", "key-0123-secret"));
    let error = call.send::<i64>().await.unwrap_err();
    let text = crate::redaction::printed(&error);
    assert!(!text.contains("key-0123"), "{text}");
}

#[tokio::test]
async fn parameters_that_are_called_as_secrets_are_not_shown_where_they_come_back() {
    let mock = Mock::new();
    let transport = mocked(&mock).build().unwrap();
    script(&mock).answers(
        400,
        r#"{"message": "hunter 2+ is no sort order, nor is visible"}"#,
    );
    let mut call = call(&transport, Method::GET);
    call.query("passphrase", "hunter 2+");
    call.query("order", "visible");
    let error = call.send::<i64>().await.unwrap_err();
    let text = crate::redaction::printed(&error);
    assert!(!text.contains("hunter"), "{text}");
    assert!(text.contains("visible"), "{text}");
}

#[tokio::test]
async fn a_secret_that_the_answer_breaks_off_in_is_not_shown_in_part() {
    let half = &crate::TOKEN[..crate::TOKEN.len() - 1];
    for (length, status) in [(500, "200 OK"), (500, "500 x")] {
        let reply = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\nkey {half}");
        let server = crate::server::Server::start(move |_| crate::server::Reply::raw(&reply)).await;
        let error = crate::get(&server).send::<i64>().await.unwrap_err();
        let text = crate::redaction::printed(&error);
        assert!(text.contains("key [redacted]"), "{text}");
        assert!(!text.contains("012345"), "{text}");
    }
    let server =
        crate::server::Server::start(|_| crate::server::Reply::new("200 OK", "", crate::TOKEN))
            .await;
    let transport = crate::client(&server).max_body(12).build().unwrap();
    let error = call(&transport, Method::GET)
        .send::<i64>()
        .await
        .unwrap_err();
    assert!(error.is_body_too_large());
    assert_eq!(error.body(), Some("[redacted]"));
}

#[tokio::test]
async fn what_stands_below_a_secret_member_is_not_shown_by_what_was_found() {
    type Value = std::collections::HashMap<String, std::collections::HashMap<String, i64>>;
    let mock = Mock::new();
    let transport = mocked(&mock).build().unwrap();
    script(&mock).answers(200, r#"{"value": {"key": "hunter2"}}"#);
    let error = call(&transport, Method::GET)
        .send::<Value>()
        .await
        .unwrap_err();
    assert_eq!(error.decode_path(), Some("value.key"));
    let text = crate::redaction::printed(&error);
    assert!(!text.contains("hunter2"), "{text}");
}

#[tokio::test]
async fn an_error_about_a_long_value_is_short() {
    let mock = Mock::new();
    let transport = mocked(&mock).build().unwrap();
    script(&mock).answers(200, format!(r#"["{}"]"#, "x".repeat(3_000_000)));
    let error = call(&transport, Method::GET)
        .send::<Vec<i64>>()
        .await
        .unwrap_err();
    assert!(error.to_string().len() < 1_000);
    assert!(
        format!("{error:?}").len() < 3_000,
        "{}",
        format!("{error:?}").len()
    );
    assert!(std::error::Error::source(&error).is_none());
}

//! Bodies as HTML forms send them.

use test_clients::bodies::types::LogInBodyDevice;

use super::recorder::{Answer, Recorder};

/// The pairs of a form as they were sent, in an order of their own: that of the members is not told.
fn pairs(text: &str) -> Vec<&str> {
    let mut pairs: Vec<&str> = text.split('&').collect();
    pairs.sort_unstable();
    pairs
}

#[tokio::test]
async fn texts_are_escaped_as_browsers_do() {
    let server = Recorder::start().await;
    let call = server.client().log_in("a b+c&d=e*~ü\n", "");
    call.send().await.unwrap();
    let seen = server.one();
    assert_eq!(
        seen.header("content-type"),
        "application/x-www-form-urlencoded"
    );
    let sent = pairs(seen.text());
    assert_eq!(
        sent,
        ["password=", "user=a+b%2Bc%26d%3De*%7E%C3%BC%0A"],
        "what is left out is not sent"
    );
    let back: Vec<(String, String)> = form_urlencoded::parse(&seen.body).into_owned().collect();
    assert!(back.contains(&("user".to_owned(), "a b+c&d=e*~ü\n".to_owned())));
}

#[tokio::test]
async fn members_are_written_in_their_styles() {
    let server = Recorder::start().await;
    let call = server
        .client()
        .log_in("u", "p")
        .scopes(vec!["read".to_owned(), "wr&te".to_owned()])
        .device(LogInBodyDevice::new().name("my phone"));
    call.send().await.unwrap();
    let seen = server.one();
    assert_eq!(
        pairs(seen.text()),
        [
            "device%5Bname%5D=my+phone",
            "password=p",
            "scopes=read%20wr%26te",
            "user=u",
        ]
    );
}

#[tokio::test]
async fn what_a_style_cannot_say_is_refused() {
    let server = Recorder::start().await;
    let call = server.client().log_in("u", "p");
    let call = call.scopes(vec!["read all".to_owned()]);
    let error = call.send().await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(error.to_string().contains("space"), "{error}");
    assert!(server.all().is_empty());
}

#[tokio::test]
async fn secrets_of_a_form_are_not_repeated() {
    let body = r#"{"message": "password hunter2hunter2 is too simple"}"#;
    let server = Recorder::answering([Answer::Status(400, body.to_owned())]).await;
    let call = server.client().log_in("user", "hunter2hunter2");
    assert!(!format!("{call:?}").contains("hunter2"), "{call:?}");
    let error = call.send().await.unwrap_err();
    let shown = format!("{error} {error:?} {:?}", error.body());
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("is too simple"), "{shown}");
}

//! What is sent, and what is refused before it is sent.

use axum::Router;
use axum::http::Uri;
use axum::routing::any;
use serde_json::json;
use test_clients::types::{Base64, Client, types};

use crate::gadgets::recorder::serve;

/// A client of a service that answers with what it was asked for.
async fn client() -> Client {
    let echo = any(async |uri: Uri| axum::Json(json!({ "short": uri.to_string() })));
    let (url, _) = serve(Router::new().fallback(echo)).await;
    Client::builder().base_url(url).build().unwrap()
}

#[tokio::test]
async fn values_in_path_and_query() {
    let call = client()
        .await
        .find_values(types::Level::Down, Base64::from(&[0xfb, 0xff][..]))
        .step(15)
        .mixed(types::Mixed::Value15)
        .point((1.5, -2.0))
        .short("abc".to_owned());
    assert_eq!(
        call.send().await.unwrap().short.unwrap(),
        "/values/-1/%2B%2F8%3D?step=15&mixed=1.5&point=1.5&point=-2.0&short=abc"
    );
}

#[tokio::test]
async fn values_that_the_document_does_not_allow() {
    let client = client().await;
    let call = || client.find_values(types::Level::Up, Base64::from(b"x".to_vec()));
    for (call, rule) in [
        (call().step(7), "must be a multiple of 5"),
        (call().step(105), "must be at most 100"),
        (
            call().short("a".to_owned()),
            "must have between 2 and 3 characters",
        ),
        (
            call().short("abcd".to_owned()),
            "must have between 2 and 3 characters",
        ),
        (
            client.find_values(types::Level::Up, Base64::default()),
            "must not be empty",
        ),
    ] {
        let error = call.send().await.unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        assert!(error.to_string().contains(rule), "{error}");
    }
    // A value that is allowed takes the refusal back.
    call().step(7).step(10).send().await.unwrap();
}

/// Members of what is given as a whole have limits too, at any depth.
#[tokio::test]
async fn members_that_the_document_does_not_allow() {
    let good = || types::Limited::new(1).step(5).ratio(0.5).label("abc");
    let cases = [
        (
            types::Limited::new(0),
            "`count` that must be between 1 and 10",
        ),
        (good().step(6), "`step` that must be a multiple of 5"),
        (good().ratio(0.0), "`ratio` that must be above 0"),
        (
            good().label("abcd"),
            "`label` that must have at most 3 characters",
        ),
        (
            good().tags(Vec::new()),
            "`tags` that must have at least 1 items",
        ),
        (good().within(types::Limited::new(11)), "`count` that"),
        (
            good().list(vec![good(), types::Limited::new(11)]),
            "`count` that",
        ),
        (
            good().list(vec![good(), good(), good()]),
            "`list` that must have at most 2 items",
        ),
        (
            good().by_key(
                [
                    ("a".to_owned(), None),
                    ("b".to_owned(), Some(good().step(1))),
                ]
                .into(),
            ),
            "`step` that",
        ),
    ];
    let client = client().await;
    for (limited, rule) in cases {
        let refused = client.put_values().limited(limited.clone()).send().await;
        let error = refused.unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        let expected = format!("`limited` has a {rule}");
        assert!(error.to_string().contains(&expected), "{error}: {expected}");
        // What is set again takes the place of what was refused.
        let call = client.put_values().limited(limited.clone()).limited(good());
        assert!(call.into_request().is_ok());
        let refused = client.send_limited(vec![good(), limited]).into_request();
        assert!(refused.unwrap_err().to_string().contains("`body` has a "));
    }
    let nothing = good().label_null().ratio_null().by_key_null();
    assert!(client.send_limited(vec![nothing]).into_request().is_ok());
}

/// A value that cannot be read names its place in the answer.
#[tokio::test]
async fn a_value_of_another_form_names_its_place() {
    let answer = any(async || axum::Json(json!({ "times": [null, "soon"] })));
    let (url, _) = serve(Router::new().fallback(answer)).await;
    let client = Client::builder().base_url(url).build().unwrap();
    let error = client.get_values().send().await.unwrap_err();
    let text = format!("{error:#}: {:?}", std::error::Error::source(&error));
    assert!(text.contains("times[1]"), "{text}");
}

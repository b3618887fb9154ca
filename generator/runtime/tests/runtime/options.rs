//! What is set for one call alone.

use std::time::Duration;

use truespec_runtime::{CallOptions, Empty, Method, Mock, Response};

use crate::server::{Reply, Server};
use crate::{call, client, mocked, script};

#[tokio::test]
async fn headers_and_query_are_added_and_what_is_set_twice_is_replaced() {
    let server = Server::start(|_| Reply::json("200 OK", "1")).await;
    let transport = client(&server).build().unwrap();
    let mut call = call(&transport, Method::POST);
    call.query("limit", &5);
    call.json(&1);
    call.options(
        CallOptions::new()
            .query("debug", "a b&c")
            .query("debug", "2")
            .header("x-trace", "first")
            .header("content-type", "application/merge-patch+json"),
    );
    call.options(CallOptions::new().header("x-trace", "second"));
    call.send::<i64>().await.unwrap();
    let received = server.received().remove(0);
    assert!(
        received
            .target
            .ends_with("/thing?limit=5&debug=a%20b%26c&debug=2"),
        "{}",
        received.target
    );
    assert_eq!(received.header("x-trace"), Some("second"));
    assert_eq!(
        received.header("content-type"),
        Some("application/merge-patch+json")
    );
}

#[tokio::test]
async fn what_cannot_be_a_header_is_refused_before_anything_is_sent() {
    for (name, value) in [
        ("authorization", "Bearer mine"),
        ("Host", "elsewhere"),
        ("content-length", "1"),
        ("Connection", "keep-alive, authorization"),
        ("upgrade", "h2c"),
        ("accept-encoding", "gzip"),
        ("proxy-authorization", "Basic x"),
        ("x-a\r\nx-b", "1"),
        ("x-a", "1\r\nx-b: 2"),
        ("x-a", "\u{e9}"),
        ("", "1"),
    ] {
        let mock = Mock::new();
        let transport = mocked(&mock).build().unwrap();
        let mut call = call(&transport, Method::GET);
        call.options(CallOptions::new().header(name, value));
        let error = call.send::<Empty>().await.unwrap_err();
        assert!(error.is_invalid_request(), "{name}: {error}");
        assert!(!error.to_string().contains('\n'), "{error}");
        assert_eq!(error.attempts(), 0);
        assert!(mock.calls().is_empty());
    }
}

#[tokio::test]
async fn times_and_limits_of_a_call_take_the_place_of_those_of_the_client() {
    let mock = Mock::new();
    let transport = mocked(&mock).max_body(3).build().unwrap();
    script(&mock).answers(200, "[1, 2, 3]").repeated();
    let small = call(&transport, Method::GET).send::<Vec<i64>>().await;
    assert!(small.unwrap_err().is_body_too_large());

    let server = Server::start(|_| Reply::json("200 OK", "[1, 2, 3]")).await;
    let transport = client(&server).max_body(3).build().unwrap();
    let small = call(&transport, Method::GET).send::<Vec<i64>>().await;
    assert!(small.unwrap_err().is_body_too_large());
    let mut larger = call(&transport, Method::GET);
    larger.options(CallOptions::new().max_body(9));
    let answer: Response<Vec<i64>> = larger.send_with_response().await.unwrap();
    assert_eq!(answer.body(), "[1, 2, 3]");

    let silent = Server::start(|_| Reply::hang("HTTP/1.1 200 OK\r\n")).await;
    let transport = client(&silent).build().unwrap();
    for options in [
        CallOptions::new().timeout(Duration::from_millis(30)),
        CallOptions::new().attempt_timeout(Duration::from_millis(30)),
    ] {
        let mut call = call(&transport, Method::GET);
        call.options(options);
        let error = call.send::<Empty>().await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert!(error.to_string().contains("30ms"), "{error}");
    }
}

//! Whole answers with another status or another body than the pages say.

use client_tests::fault::{Reply, Then};

use super::{Fault, PROJECT, settings, told};

#[tokio::test]
async fn successes_of_another_kind() {
    let faults = [
        Fault::new("201", [1, 1, 1], |_| Reply::json("201 Created", PROJECT)),
        Fault::new("200 without a content type", [1, 1, 1], |_| {
            Reply::new("200 OK", PROJECT)
        }),
        Fault::new("200 with nothing", [1, 1, 1], |_| Reply::new("200 OK", "")),
        Fault::new("200 with spaces", [1, 1, 1], |_| {
            Reply::new("200 OK", " \r\n")
        }),
        Fault::new("204 where a body is documented", [1, 1, 1], |_| {
            Reply::new("204 No Content", "")
        }),
        Fault::new("200 with a page for people", [1, 1, 1], |_| {
            Reply::new("200 OK", "<!doctype html><title>Sign in</title>")
                .header("content-type", "text/html")
        }),
        Fault::new("304, which nobody asked for", [1, 1, 1], |_| {
            Reply::new("304 Not Modified", "")
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

#[tokio::test]
async fn errors_of_another_kind() {
    let faults = [
        Fault::new("502 with a page for people", [3, 1, 3], |_| {
            let page = "<html>\n<h1>502 Bad Gateway</h1>\n<hr>nginx</html>";
            Reply::new("502 Bad Gateway", page).header("content-type", "text/html")
        }),
        Fault::new("502 once", [2, 1, 2], |request| match request.number {
            1 => Reply::new("502 Bad Gateway", ""),
            _ => Reply::json("200 OK", PROJECT),
        }),
        Fault::new("500 with nothing", [3, 1, 3], |_| {
            Reply::new("500 Internal Server Error", "")
        }),
        Fault::new("501, which another time would not help", [1, 1, 1], |_| {
            Reply::new("501 Not Implemented", "")
        }),
        Fault::new("an error that repeats the token", [1, 1, 1], |request| {
            let authorization = request.header("authorization").unwrap_or_default();
            let message = format!(r#"{{"code":"{authorization}","message":"{authorization}?"}}"#);
            Reply::json("400 Bad Request", message).header("x-request-id", authorization)
        }),
        Fault::new("an error cut off in its JSON", [1, 1, 1], |_| {
            Reply::json("409 Conflict", r#"{"code": "conflict", "mess"#)
        }),
        Fault::new("an error in bytes that are no text", [1, 1, 1], |_| {
            Reply::new(
                "400 Bad Request",
                vec![0xff, 0xfe, 0x00, 0x1b, b'[', b'2', b'J'],
            )
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

#[tokio::test]
async fn bodies_without_an_end() {
    let faults = [
        Fault::new("a success", [1, 1, 1], |_| {
            let start = Reply::new("200 OK", r#"{"id": ""#).without_length();
            start.then(Then::Repeat(vec![b'x'; 64 * 1024]))
        }),
        Fault::new("a success in chunks", [1, 1, 1], |_| {
            let start = Reply::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            start.then(Then::Repeat(
                [b"40\r\n", &[b' '; 64][..], b"\r\n"].concat().repeat(256),
            ))
        }),
        Fault::new("an error", [3, 1, 3], |_| {
            let start = Reply::new("503 Service Unavailable", "busy").without_length();
            start.then(Then::Repeat(vec![b'!'; 64 * 1024]))
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

/// The service goes on to send; the client does not go on to read, and its next call gets a
/// connection of its own.
#[tokio::test]
async fn a_connection_with_more_than_the_limit_is_not_used_again() {
    let server = client_tests::fault::FaultServer::start(|request| match request.number {
        1 => Reply::json("200 OK", vec![b' '; 100_000]),
        _ => Reply::json("200 OK", PROJECT),
    })
    .await
    .unwrap();
    let client = settings(&server).max_body(50_000).build().unwrap();
    let error = client.get_project("p1").send().await.unwrap_err();
    assert!(error.is_body_too_large(), "{error:?}");
    client.get_project("p1").send().await.unwrap();
    assert_eq!(server.connections(), 2);
}

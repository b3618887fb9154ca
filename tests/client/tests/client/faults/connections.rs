//! Connections that are refused, closed, reset, or left without a word.

use std::time::Duration;

use client_tests::fault::{FaultServer, Greeting, Reply, Then};

use super::{Fault, PROJECT, SHORT, settings, told};

fn project() -> Reply {
    Reply::json("200 OK", PROJECT)
}

#[tokio::test]
async fn connections_that_end_before_the_answer() {
    let faults = [
        Fault::new("closed before the answer", [3, 1, 3], |_| {
            Reply::raw("").then(Then::Close)
        }),
        Fault::new("reset before the answer", [3, 1, 3], |_| {
            Reply::raw("").then(Then::Reset)
        }),
        Fault::new("closed in the status line", [3, 1, 3], |_| {
            project().cut(7).then(Then::Close)
        }),
        Fault::new("closed in the headers", [3, 1, 3], |_| {
            project().cut(30).then(Then::Close)
        }),
        Fault::new(
            "closed once, then answered",
            [2, 1, 2],
            |request| match request.number {
                1 => Reply::raw("").then(Then::Close),
                _ => project(),
            },
        ),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

#[tokio::test]
async fn connections_that_end_in_the_answer() {
    let faults = [
        Fault::new("closed in the body", [3, 1, 3], |_| {
            project().cut_body(20).then(Then::Close)
        }),
        Fault::new("closed between chunks", [3, 1, 3], |_| {
            project().chunked(10).cut_body(15).then(Then::Close)
        }),
        Fault::new("closed after all chunks but the last", [3, 1, 3], |_| {
            let chunked = project().chunked(PROJECT.len());
            chunked.cut_body(4 + PROJECT.len() + 2).then(Then::Close)
        }),
        Fault::new("an error that is closed in the body", [3, 1, 3], |_| {
            let busy = Reply::new("502 Bad Gateway", "<html>busy</html>");
            busy.cut_body(10).then(Then::Close)
        }),
        Fault::new("a refusal that is closed in the body", [1, 1, 1], |_| {
            let refusal = Reply::json("400 Bad Request", r#"{"code":"bad","message":"no"}"#);
            refusal.cut_body(13).then(Then::Close)
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

#[tokio::test]
async fn services_that_do_not_go_on() {
    let faults = [
        Fault::new("accepted, and nothing more", [0, 0, 0], |_| project())
            .greeting(|_| Greeting::Hang)
            .hangs(),
        Fault::new("no answer", [3, 1, 3], |_| Reply::raw("").then(Then::Hang)).hangs(),
        Fault::new("no end of the headers", [3, 1, 3], |_| {
            project().cut(40).then(Then::Hang)
        })
        .hangs(),
        Fault::new("no end of the body", [3, 1, 3], |_| {
            project().cut_body(20).then(Then::Hang)
        })
        .hangs(),
        Fault::new("a byte now and then", [3, 1, 3], |_| {
            project().dripped(1, SHORT / 10)
        })
        .hangs(),
        Fault::new("an error without the end of its body", [3, 1, 3], |_| {
            let busy = Reply::new("502 Bad Gateway", "<html>busy</html>");
            busy.cut_body(10).then(Then::Hang)
        })
        .hangs(),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

#[tokio::test]
async fn slow_is_not_wrong() {
    let faults = [
        Fault::new("dripped, byte by byte", [1, 1, 1], |_| {
            project().dripped(1, Duration::from_micros(100))
        }),
        Fault::new("dripped in chunks of a byte", [1, 1, 1], |_| {
            project().chunked(1).dripped(3, Duration::from_micros(100))
        }),
        Fault::new("ends with the connection", [1, 1, 1], |_| {
            project().without_length().then(Then::Close)
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

/// What a client sees of these depends on how far it was: it is asserted in words that hold always.
#[tokio::test]
async fn connections_that_end_before_the_request_was_read() {
    for greeting in [Greeting::Close, Greeting::Reset, Greeting::ResetAfter(10)] {
        let server = FaultServer::scripted(move |_| greeting, |_| project())
            .await
            .unwrap();
        let client = settings(&server).build().unwrap();
        for (method, attempts) in [("GET", 3), ("POST", 1), ("DELETE", 3)] {
            let before = server.connections();
            let outcome = match method {
                "GET" => client.get_project("p1").send().await,
                "POST" => client.create_project("diffusion").send().await,
                _ => client.delete_project("p1").send().await,
            };
            let error = outcome.unwrap_err();
            super::assert_no_token(&error);
            assert!(!error.is_timeout() && error.status().is_none(), "{error:?}");
            assert_eq!(error.is_retryable(), attempts == 3, "{error:?}");
            assert!(
                error.to_string().contains("may have been carried out"),
                "{error}"
            );
            assert_eq!(
                error.attempts(),
                attempts,
                "{greeting:?}, {method}: {error}"
            );
            assert_eq!(
                server.connections() - before,
                attempts as usize,
                "{greeting:?}, {method}: {error}"
            );
        }
        assert!(server.requests().is_empty());
    }
}

/// A connection that the service has closed while it was not used says nothing about a request.
#[tokio::test]
async fn a_kept_connection_that_has_ended_is_no_failure() {
    let server = FaultServer::start(|request| match request.number {
        1 => project().then(Then::Close),
        _ => project(),
    })
    .await
    .unwrap();
    let client = settings(&server).build().unwrap();
    client.create_project("diffusion").send().await.unwrap();
    // The end of the connection is there before it is used again.
    tokio::time::sleep(Duration::from_millis(20)).await;
    client.create_project("diffusion").send().await.unwrap();
    assert_eq!((server.requests().len(), server.connections()), (2, 2));
}

/// A `POST` that was sent over a kept connection, which ends without an answer, is not sent again: not
/// by the client, and not by the HTTP library below it.
#[tokio::test]
async fn a_kept_connection_that_ends_in_a_post() {
    let server = FaultServer::start(|request| match request.number {
        1 => project(),
        _ => Reply::raw("").then(Then::Close),
    })
    .await
    .unwrap();
    let client = settings(&server).build().unwrap();
    client.create_project("one").send().await.unwrap();
    let error = client.create_project("two").send().await.unwrap_err();
    assert!(!error.is_connect() && !error.is_retryable(), "{error:?}");
    assert_eq!(error.attempts(), 1);
    let bodies: Vec<String> = server.requests().iter().map(super::Request::text).collect();
    assert_eq!(bodies, [r#"{"name":"one"}"#, r#"{"name":"two"}"#]);
    assert_eq!(server.connections(), 1);
}

/// Nobody listens at first: the service cannot have seen the request, so that even a `POST` is sent
/// again.
#[tokio::test]
async fn a_post_without_a_connection_is_sent_again() {
    let server = FaultServer::start(|_| project()).await.unwrap();
    let (settings, url) = (settings(&server), server.url());
    drop(server);
    let client = settings.build().unwrap();
    let error = client.create_project("diffusion").send().await.unwrap_err();
    super::assert_no_token(&error);
    assert_eq!(super::kinds(&error), "connect and retryable");
    assert_eq!(error.attempts(), 3);
    assert_eq!(
        super::without_number(&error.to_string()),
        format!(
            "createProject: no connection to {url}: Connection refused; \
             check the network and the base URL (tried 3 times)"
        )
    );
}

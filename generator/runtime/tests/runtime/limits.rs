//! Nothing is read without bound and nothing waits for ever.

use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use truespec_runtime::{Call, Empty, Method, RetryPolicy, Transport};

use crate::server::{Reply, Server};
use crate::{API, client, get};

const SHORT: Duration = Duration::from_millis(200);

#[tokio::test]
async fn a_body_is_read_up_to_the_limit() {
    let body = format!("\"{}\"", "x".repeat(98));
    let answer = body.clone();
    let server = Server::start(move |_| Reply::json("200 OK", &answer)).await;
    let call = |max| {
        Call::new(
            &client(&server).max_body(max).build().unwrap(),
            "op",
            Method::GET,
            "/",
            &[],
        )
    };
    assert_eq!(call(100).send::<String>().await.unwrap().len(), 98);
    let error = call(99).send::<String>().await.unwrap_err();
    assert!(
        error.is_body_too_large() && error.to_string().contains("99 bytes"),
        "{error}"
    );
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body(), Some(&body[..99]));
}

#[tokio::test]
async fn an_endless_body_ends_at_the_limit() {
    for (status, success) in [("200 OK", true), ("500 Internal Server Error", false)] {
        let server = Server::start(move |_| Reply::endless(status)).await;
        let transport = client(&server).max_body(3_000_000).build().unwrap();
        let error = Call::new(&transport, "op", Method::GET, "/", &[])
            .send::<Empty>()
            .await
            .unwrap_err();
        assert_eq!(
            (error.is_body_too_large(), error.is_api()),
            (success, !success),
            "{error}"
        );
        assert_eq!(error.body().unwrap().len(), 64 * 1024);
    }
}

#[tokio::test]
async fn a_silent_service_times_out() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n\"abc";
    for (bytes, status) in [("", None), (head, Some(200))] {
        let server = Server::start(move |_| Reply::hang(bytes)).await;
        let start = Instant::now();
        let transport = client(&server).timeout(SHORT).build().unwrap();
        let client_wide = Call::new(&transport, "op", Method::GET, "/", &[])
            .send::<String>()
            .await
            .unwrap_err();
        let mut call = get(&server);
        call.timeout(SHORT);
        let per_call = call.send::<String>().await.unwrap_err();
        assert!(start.elapsed() < 10 * SHORT, "{:?}", start.elapsed());
        for error in [client_wide, per_call] {
            assert!(
                error.is_timeout() && !error.is_connect() && !error.is_api(),
                "{error:?}"
            );
            assert_eq!(error.status().map(|status| status.as_u16()), status);
            assert!(error.to_string().contains("within 200ms"), "{error}");
        }
    }
}

#[tokio::test]
async fn redirects_share_one_deadline() {
    let server = Server::start(|_| {
        std::thread::sleep(SHORT / 4);
        Reply::redirect("302 Found", "/thing")
    })
    .await;
    let mut call = get(&server);
    call.timeout(SHORT);
    assert!(call.send::<Empty>().await.unwrap_err().is_timeout());
    assert!(server.received().len() < 6, "{:?}", server.targets());
}

#[tokio::test]
async fn a_timeout_beyond_the_end_of_time_is_none() {
    let server = Server::null().await;
    let mut call = get(&server);
    call.timeout(Duration::MAX);
    call.send::<Empty>().await.unwrap();
}

#[tokio::test]
async fn no_connection_is_an_error_of_its_own() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let transport = Transport::builder(API)
        .base_url(&url)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = Call::new(&transport, "op", Method::GET, "/", &[])
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(
        error.is_connect() && !error.is_timeout() && error.status().is_none(),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .starts_with(&format!("op: no connection to {url}: Connection refused")),
        "{error}"
    );
}

/// Only where a full queue of connections makes the next one wait.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn connecting_has_a_timeout_of_its_own() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(connection) =
        tokio::time::timeout(SHORT, tokio::net::TcpStream::connect(address)).await
    {
        waiting.push(connection.unwrap());
        assert!(waiting.len() < 100, "the queue never fills");
    }
    let transport = Transport::builder(API)
        .base_url(format!("http://{address}"))
        .connect_timeout(SHORT)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let start = Instant::now();
    let error = Call::new(&transport, "op", Method::GET, "/", &[])
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(start.elapsed() < 10 * SHORT, "{:?}", start.elapsed());
    assert!(error.is_timeout() && error.is_connect(), "{error:?}");
    assert!(
        error
            .to_string()
            .contains("no connection to http://127.0.0.1")
            && error.to_string().contains("in time"),
        "{error}"
    );
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_an_error() {
    for (bytes, status, body) in [
        ("", None, None),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{}",
            Some(200),
            Some("{}"),
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
            Some(200),
            Some("{}"),
        ),
    ] {
        let server = Server::start(move |_| Reply::raw(bytes)).await;
        let error = get(&server).send::<serde_json::Value>().await.unwrap_err();
        assert!(
            !error.is_connect() && !error.is_timeout() && !error.is_api() && !error.is_decode(),
            "{error:?}"
        );
        assert_eq!(
            (error.status().map(|status| status.as_u16()), error.body()),
            (status, body)
        );
        assert!(std::error::Error::source(&error).is_some());
    }
}

//! Answers that are read as they come in: bytes and lines.

use std::io::Read;
use std::time::Duration;

use client_tests::fault::{FaultServer, Reply, Then};
use futures_util::{StreamExt, TryStreamExt};
use test_clients::answers::{CallOptions, Error, blocking};

use super::{answered, client, typed};

#[tokio::test]
async fn a_download() {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let reply = Reply::new("200 OK", bytes.clone())
        .header("content-type", "application/zip")
        .header(
            "content-disposition",
            "attachment; filename=\"../../etc/a \\\"b\\\".zip\"",
        );
    let (server, client) = answered(reply.clone()).await;
    let mut download = client.get_file().send().await.unwrap();
    assert_eq!(
        server.requests()[0].header("accept"),
        Some("application/octet-stream")
    );
    assert_eq!(download.content_type(), Some("application/zip"));
    assert_eq!(download.content_length(), Some(100_000));
    assert_eq!(download.file_name().as_deref(), Some("a \"b\".zip"));
    let mut read = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        read.extend_from_slice(&chunk);
    }
    assert!(read == bytes);
    assert!(
        download.chunk().await.unwrap().is_none(),
        "the end stays the end"
    );

    let response = client.get_file().send_with_response().await.unwrap();
    assert_eq!(response.status(), 200);
    let stream: Vec<_> = response.into_value().try_collect().await.unwrap();
    assert!(stream.concat() == bytes);
    assert!(
        client
            .get_file()
            .send()
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            == bytes
    );
}

#[tokio::test]
async fn file_names() {
    for (header, expected) in [
        ("attachment", None),
        ("attachment; filename=a.txt", Some("a.txt")),
        (
            "attachment; filename=\"a.txt\"; filename*=UTF-8''%e2%82%ac%20b.txt",
            Some("€ b.txt"),
        ),
        (
            "attachment; filename*=utf-8'en'c.txt;filename=a.txt",
            Some("c.txt"),
        ),
        ("attachment; FileName = \"a;b=c\" ; x=y", Some("a;b=c")),
        ("inline; filename=\"C:\\\\dir\\\\x.exe\"", Some("x.exe")),
        ("attachment; filename=\"..\"", None),
        ("attachment; filename=\"", None),
        ("attachment; filename=", None),
    ] {
        let reply = Reply::new("200 OK", "").header("content-disposition", header);
        let (_server, client) = answered(reply).await;
        let download = client.get_file().send().await.unwrap();
        assert_eq!(download.file_name().as_deref(), expected, "{header}");
    }
}

#[tokio::test]
async fn a_download_may_be_larger_than_what_is_kept_in_memory() {
    let (server, _) = answered(Reply::new("200 OK", vec![0; 300_000])).await;
    let builder = test_clients::answers::Client::builder().base_url(server.url());
    let client = builder.max_body(1_000).build().unwrap();
    let mut length = 0;
    let mut download = client.get_file().send().await.unwrap();
    while let Some(chunk) = download.next().await {
        length += chunk.unwrap().len();
    }
    assert_eq!(length, 300_000);
    let download = client.get_file().send().await.unwrap();
    let error = download.bytes().await.unwrap_err();
    assert!(error.is_body_too_large(), "{error}");
}

#[tokio::test]
async fn a_download_that_breaks_off_says_so() {
    let reply = Reply::new("200 OK", vec![7; 1_000])
        .cut_body(400)
        .then(Then::Close);
    let (_server, client) = answered(reply).await;
    let mut download = client.get_file().send().await.unwrap();
    let (mut length, mut error) = (0, None);
    while let Some(chunk) = download.next().await {
        match chunk {
            Ok(chunk) => length += chunk.len(),
            Err(other) => error = Some(other),
        }
    }
    assert_eq!(length, 400);
    let error: Error = error.expect("an error");
    assert_eq!(error.status().unwrap(), 200);
    assert!(
        error.to_string().contains("getFile: the answer 200 OK of"),
        "{error}"
    );
}

#[tokio::test]
async fn times_of_a_stream() {
    let slow = |wait| {
        Reply::new("200 OK", "abcd")
            .chunked(1)
            .dripped(70, Duration::from_millis(wait))
    };
    // Each wait is short enough; all of them together are not.
    let (_server, client) = answered(slow(50)).await;
    let options = CallOptions::new().attempt_timeout(Duration::from_secs(5));
    let call = client.get_file().options(options.clone());
    assert_eq!(
        &call.send().await.unwrap().bytes().await.unwrap()[..],
        b"abcd"
    );
    let call = client.get_file().timeout(Duration::from_millis(20));
    let error = match call.send().await {
        Ok(download) => download.bytes().await.unwrap_err(),
        Err(error) => error,
    };
    assert!(error.is_timeout(), "{error}");
    // One wait is too long.
    let hanging = Reply::new("200 OK", "abcd").cut_body(2).then(Then::Hang);
    let (_server, client) = answered(hanging).await;
    let options = CallOptions::new().attempt_timeout(Duration::from_millis(100));
    let download = client.get_file().options(options).send().await.unwrap();
    let error = download.bytes().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn errors_come_before_a_stream_and_are_tried_again() {
    let replies = [
        Reply::new("503 Service Unavailable", "busy").header("retry-after", "0"),
        Reply::new("200 OK", "bytes"),
    ];
    let server = FaultServer::in_turn(replies).await.unwrap();
    let download = client(&server).get_file().send().await.unwrap();
    assert_eq!(&download.bytes().await.unwrap()[..], b"bytes");
    assert_eq!(server.requests().len(), 2);
    let (_server, client) = answered(Reply::json("404 Not Found", r#"{"message": "none"}"#)).await;
    let error = client.get_file().send().await.unwrap_err();
    assert!(
        error.is_not_found() && error.body() == Some(r#"{"message": "none"}"#),
        "{error}"
    );
}

#[tokio::test]
async fn what_a_redirect_leads_to() {
    let server = FaultServer::start(|request| match request.target.as_str() {
        "/archive" => Reply::new("302 Found", "").header("location", "/there"),
        _ => Reply::new("200 OK", "archive"),
    })
    .await
    .unwrap();
    let download = client(&server).get_archive().send().await.unwrap();
    assert_eq!(&download.bytes().await.unwrap()[..], b"archive");
}

/// The identifiers of the things that are read, with `!` for each error.
async fn lines(reply: Reply) -> String {
    let (_server, client) = answered(reply).await;
    let mut values = client.get_lines().send().await.unwrap();
    let mut told = String::new();
    while let Some(value) = values.next().await {
        told += &value.map_or_else(|_| "!".to_owned(), |thing| thing.id);
    }
    told
}

#[tokio::test]
async fn lines_of_json() {
    for (body, expected) in [
        ("", ""),
        ("{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "ab"),
        ("{\"id\":\"a\"}\r\n\r\n\n{\"id\":\"b\"}", "ab"),
        // One that is not as described does not end them; one that is cut off is an error.
        ("{\"id\":1}\n{\"id\":\"b\"}\n{\"id\":\"c", "!b!"),
        // RFC 7464, with values over several lines.
        ("\u{1e}{\"id\":\n\"a\"}\n\u{1e}{\"id\":\"b\"}\n", "ab"),
        ("\u{1e}\u{1e}{\"id\":\"a\"}\n", "a"),
    ] {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\nconnection: close\r\n\r\n";
        for pieces in [1, 3, 1_000] {
            let raw = Reply::raw(format!("{head}{body}")).then(Then::Close);
            let reply = raw.dripped(head.len() + pieces, Duration::from_millis(1));
            assert_eq!(
                lines(reply).await,
                expected,
                "{body:?} in pieces of {pieces}"
            );
        }
    }
}

/// A record is given when it is complete, and not when the next one begins.
#[tokio::test]
async fn a_record_is_not_waited_for() {
    let reply = Reply::new("200 OK", "\u{1e}{\"id\":\"a\"}\n")
        .says_length(100)
        .then(Then::Hang);
    let (_server, client) = answered(reply).await;
    let mut values = client.get_lines().send().await.unwrap();
    assert_eq!(values.next().await.unwrap().unwrap().id, "a");
}

#[test]
fn without_async() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (server, _) = runtime.block_on(answered(typed("200 OK", "image/png", "0123456789")));
    let client = test_clients::answers::Client::builder().base_url(server.url());
    let client = client.build_blocking().unwrap();
    let mut download = client.get_file().send().unwrap();
    assert_eq!(download.stream().content_length(), Some(10));
    let mut buffer = [0; 4];
    download.read_exact(&mut buffer).unwrap();
    let mut rest = String::new();
    download.read_to_string(&mut rest).unwrap();
    assert_eq!((&buffer, rest.as_str()), (b"0123", "456789"));
    let response = client.get_file().send_with_response().unwrap();
    assert_eq!(response.status(), 200);
    let chunks: Vec<_> = response.into_value().map(Result::unwrap).collect();
    assert_eq!(chunks.concat(), b"0123456789");
    let answer = client.chat().send().unwrap();
    let blocking::ChatSuccess::OkBytes(mut bytes) = answer else {
        panic!("{answer:?}");
    };
    assert_eq!(bytes.read_to_string(&mut rest).unwrap(), 10);
}

//! Server-sent events, whatever pieces they come in.

use std::time::Duration;

use client_tests::fault::{Reply, Then};
use test_clients::answers::CallOptions;

use super::{answered, typed};

const HEAD: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

/// The events that are read, each as name, identifier, time and data; `!` for each error.
async fn read(reply: Reply) -> Vec<String> {
    let (_server, client) = answered(reply).await;
    let mut events = client.watch_notes().send().await.unwrap();
    let mut told = Vec::new();
    while let Some(event) = events.next().await {
        let Ok(event) = event else {
            told.push("!".to_owned());
            continue;
        };
        told.push(format!(
            "{}|{}|{}|{}",
            event.event.as_deref().unwrap_or("-"),
            event.id.as_deref().unwrap_or("-"),
            event.retry.map_or(0, |retry| retry.as_millis()),
            event.data
        ));
    }
    told
}

#[tokio::test]
async fn an_answer_that_is_no_stream_of_events_is_an_error() {
    for (head, expected) in [
        ("content-type: application/json\r\n", &["!"][..]),
        ("content-type: Text/Event-Stream; charset=utf-8\r\n", &[]),
        ("", &[]),
    ] {
        let text = format!("HTTP/1.1 200 OK\r\n{head}connection: close\r\n\r\n{{\"error\": 1}}");
        let reply = Reply::raw(text).then(Then::Close);
        assert_eq!(read(reply).await, expected, "{head}");
    }
}

#[tokio::test]
async fn by_the_standard() {
    for (text, expected) in [
        ("", &[][..]),
        ("data: a\n\ndata: b\n\n", &["-|-|0|a", "-|-|0|b"]),
        ("data:a\r\rdata:b\r\r", &["-|-|0|a", "-|-|0|b"]),
        ("data: a\r\n\r\ndata: b\r\n\r\n", &["-|-|0|a", "-|-|0|b"]),
        // Several lines, spaces, colons.
        ("data: a\ndata:  b:c\ndata\n\n", &["-|-|0|a\n b:c\n"]),
        // The mark of the byte order, comments, unknown members.
        ("\u{feff}: hello\ndata: a\nother: x\n:\n\n", &["-|-|0|a"]),
        // Without data there is no event, and what it was called is forgotten.
        ("event: x\n\ndata: a\n\n", &["-|-|0|a"]),
        // An identifier holds for those after it; a time does not.
        (
            "event: x\nid: 1\nretry: 20\ndata: a\n\ndata: b\nretry: 2s\n\nid\ndata: c\n\n",
            &["x|1|20|a", "-|1|0|b", "-|-|0|c"],
        ),
        // The end may lack the empty line.
        ("data: a\n\ndata: b\n", &["-|-|0|a", "-|-|0|b"]),
        ("data: ü\n\ndata: [DONE]\n\n", &["-|-|0|ü", "-|-|0|[DONE]"]),
    ] {
        // Cut in two at every byte.
        for at in 1..=text.len().max(1) {
            let raw = Reply::raw(format!("{HEAD}{text}")).then(Then::Close);
            let reply = raw.dripped(HEAD.len() + at, Duration::from_millis(2));
            assert_eq!(read(reply).await, expected, "{text:?} cut at {at}");
        }
        let chunks = typed("200 OK", "text/event-stream", text).chunked(1);
        assert_eq!(read(chunks).await, expected, "{text:?} in chunks of one");
    }
}

/// The identifiers of the things that are watched, with `!` for each error.
async fn watch(reply: Reply) -> String {
    let (_server, client) = answered(reply).await;
    let mut events = client.watch_things().send().await.unwrap();
    let mut told = String::new();
    while let Some(event) = events.next().await {
        told += &event.map_or_else(|error| error_of(&error), |event| event.data.id);
    }
    told
}

fn error_of(error: &test_clients::answers::Error) -> String {
    match error.body() {
        Some(body) if error.is_decode() => format!("({body})"),
        _ => format!("[{}]", error.kind()),
    }
}

#[tokio::test]
async fn data_in_a_type() {
    let whole = "data: {\"id\": \"a\"}\n\ndata: {\"id\":\ndata: \"b\"}\n\n";
    for (text, expected) in [
        (whole.to_owned(), "ab"),
        // What is not as described does not end them.
        (format!("data: ping\n\n{whole}"), "(ping)ab"),
        // The usual end of those who have one.
        (
            format!("{whole}data: [DONE]\n\ndata: {{\"id\": \"c\"}}\n\n"),
            "ab",
        ),
    ] {
        let told = watch(typed("200 OK", "text/event-stream", &text)).await;
        assert_eq!(told, expected, "{text}");
    }
}

#[tokio::test]
async fn a_stream_that_breaks_off() {
    let text = "data: {\"id\": \"a\"}\n\ndata: {\"id\": \"b\"}\n";
    let reply = typed("200 OK", "text/event-stream", text)
        .says_length(500)
        .then(Then::Close);
    assert_eq!(watch(reply).await, "a[io]");
}

#[tokio::test]
async fn an_event_without_an_end() {
    let start = typed("200 OK", "text/event-stream", "data: {\"id\": \"a\"}\n\n").without_length();
    for more in ["x".repeat(64), "data: x\n".repeat(8)] {
        let reply = start.clone().then(Then::Repeat(more.into_bytes()));
        let (_server, client) = answered(reply).await;
        let options = CallOptions::new().max_body(10_000);
        let mut events = client.watch_things().options(options).send().await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data.id, "a");
        let error = events.next().await.unwrap().unwrap_err();
        assert!(error.is_body_too_large(), "{error}");
        assert!(events.next().await.is_none());
    }
}

/// An event is given as soon as it is complete; the service may be silent after it, but for a limit of
/// the call.
#[tokio::test]
async fn events_come_when_they_are_there() {
    let text = "data: {\"id\": \"a\"}\r\n\r\n";
    let reply = typed("200 OK", "text/event-stream", text)
        .says_length(500)
        .then(Then::Hang);
    let (_server, client) = answered(reply).await;
    let options = CallOptions::new().attempt_timeout(Duration::from_millis(300));
    let mut events = client.watch_things().options(options).send().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.id, "a");
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(events.next().await.is_none());
}

//! Answers whose length is not what they say, or that are no HTTP at all.

use client_tests::fault::{Reply, Then};

use super::{Fault, PROJECT, told};

fn project() -> Reply {
    Reply::json("200 OK", PROJECT)
}

#[tokio::test]
async fn lies_about_the_length() {
    let faults = [
        Fault::new("longer than it is, then closed", [3, 1, 3], |_| {
            project().says_length(PROJECT.len() + 1).then(Then::Close)
        }),
        Fault::new("longer than it is, then silent", [3, 1, 3], |_| {
            project().says_length(PROJECT.len() + 1).then(Then::Hang)
        })
        .hangs(),
        Fault::new("shorter than it is", [1, 1, 1], |_| {
            project().says_length(PROJECT.len() - 1).then(Then::Close)
        }),
        Fault::new("none, of a body", [1, 1, 1], |_| {
            project().says_length(0).then(Then::Close)
        }),
        Fault::new("more than memory", [3, 1, 3], |_| {
            project().says_length(u64::MAX - 1).then(Then::Close)
        }),
        Fault::new("more than any number", [3, 1, 3], |_| {
            project()
                .says_length("99999999999999999999999")
                .then(Then::Close)
        }),
        Fault::new("negative", [3, 1, 3], |_| {
            project().says_length(-1).then(Then::Close)
        }),
        Fault::new("two of them", [3, 1, 3], |_| {
            project().header("content-length", "10").then(Then::Close)
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

#[tokio::test]
async fn bytes_that_are_no_http() {
    let faults = [
        Fault::new("another protocol", [3, 1, 3], |_| {
            Reply::raw("SSH-2.0-OpenSSH_9.6\r\n").then(Then::Close)
        }),
        Fault::new("TLS", [3, 1, 3], |_| {
            Reply::raw(b"\x15\x03\x03\x00\x02\x02\x28").then(Then::Close)
        }),
        Fault::new("a chunk without a size", [3, 1, 3], |_| {
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
            Reply::raw(format!("{head}no size\r\n{PROJECT}")).then(Then::Close)
        }),
        Fault::new("a chunk larger than any number", [3, 1, 3], |_| {
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
            Reply::raw(format!("{head}fffffffffffffffff\r\n{PROJECT}")).then(Then::Close)
        }),
        Fault::new("headers without an end", [3, 1, 3], |_| {
            Reply::raw("HTTP/1.1 200 OK\r\n")
                .then(Then::Repeat(b"x-more: and more\r\n".repeat(1000)))
        }),
        Fault::new("a header line without an end", [3, 1, 3], |_| {
            Reply::raw("HTTP/1.1 200 OK\r\nx-more: ").then(Then::Repeat(vec![b'x'; 16 * 1024]))
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

#[tokio::test]
async fn an_answer_that_was_not_asked_for() {
    let faults = [
        Fault::new("information before the answer", [1, 1, 1], |_| {
            let answer = format!(
                "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n\
                 HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{PROJECT}",
                PROJECT.len()
            );
            Reply::raw(answer)
        }),
        Fault::new("two answers", [1, 1, 1], |_| {
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{PROJECT}",
                PROJECT.len()
            );
            Reply::raw(answer.repeat(2))
        }),
        Fault::new("another protocol from here on", [1, 1, 1], |_| {
            Reply::new("101 Switching Protocols", "").header("upgrade", "websocket")
        })
        .hangs(),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

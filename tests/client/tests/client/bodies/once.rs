//! What can be sent again is; a stream is sent once.

use std::net::TcpListener;

use futures_util::stream;
use test_clients::bodies::Upload;

use super::recorder::{Answer, Recorder, client};

fn streamed(text: &'static str) -> Upload {
    Upload::from_stream(stream::iter([Ok::<_, std::io::Error>(text)]))
}

#[tokio::test]
async fn bytes_and_files_are_sent_again() {
    let path = std::env::temp_dir().join(format!("again-{}.bin", std::process::id()));
    std::fs::write(&path, "content").unwrap();
    for body in [Upload::from("content"), Upload::from_file(&path).unwrap()] {
        let server = Recorder::answering([503, 500].map(Answer::status)).await;
        server.client().put_photo(body).send().await.unwrap();
        let texts: Vec<String> = server.all().iter().map(|s| s.text().to_owned()).collect();
        assert_eq!(texts, ["content"; 3]);
    }
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn a_form_is_sent_again_with_its_boundary() {
    let retried = Answer::status(429);
    let server = Recorder::answering([retried]).await;
    server.client().add_photo("x", "b").send().await.unwrap();
    let seen = server.all();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].body, seen[1].body);
    assert_eq!(
        seen[0].header("content-type"),
        seen[1].header("content-type")
    );
}

#[tokio::test]
async fn a_stream_is_not_sent_again() {
    let server = Recorder::answering([Answer::status(503)]).await;
    let call = server.client().put_photo(streamed("content"));
    let again = call.clone();
    let error = call.send().await.unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    assert!(error.to_string().contains("is sent once"), "{error}");
    assert_eq!(server.one().text(), "content");
    let error = again.send().await.unwrap_err();
    assert!(error.to_string().contains("was read before"), "{error}");
    assert_eq!((error.attempts(), error.is_retryable()), (0, false));
    assert!(server.all().is_empty());
}

#[tokio::test]
async fn an_error_that_is_final_says_nothing_of_streams() {
    let server = Recorder::answering([Answer::status(404)]).await;
    let call = server.client().put_photo(streamed("content"));
    let error = call.send().await.unwrap_err();
    assert!(!error.to_string().contains("once"), "{error}");
}

#[tokio::test]
async fn a_stream_that_nobody_read_is_sent_again() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let call = client(address).put_photo(streamed("content"));
    let error = call.clone().send().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!((error.attempts(), error.is_retryable()), (3, true));
    let server = Recorder::at(address, []).await;
    call.send().await.unwrap();
    assert_eq!(server.one().text(), "content");
}

#[tokio::test]
async fn redirects_take_bytes_along_and_no_stream() {
    for status in [307, 308] {
        let redirect = Answer::Redirect(status, "/elsewhere");
        let server = Recorder::answering([redirect.clone()]).await;
        let call = server.client().put_photo("content");
        call.send().await.unwrap();
        let seen = server.all();
        let places: Vec<(&str, &str)> = seen.iter().map(|s| (&*s.path, s.text())).collect();
        assert_eq!(
            places,
            [("/photos/raw", "content"), ("/elsewhere", "content")]
        );
        let server = Recorder::answering([redirect]).await;
        let call = server.client().put_photo(streamed("content"));
        let error = call.send().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert!(error.to_string().contains("is sent once"), "{error}");
        assert_eq!(server.one().path, "/photos/raw");
    }
}

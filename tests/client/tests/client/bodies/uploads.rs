//! Bodies that are sent as they are: bytes, files and streams.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use futures_util::{StreamExt as _, stream};
use test_clients::bodies::Upload;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::recorder::{Recorder, client};

#[tokio::test]
async fn bytes_are_sent_as_what_they_are() {
    let server = Recorder::start().await;
    let client = server.client();
    let bytes: &[u8] = &[0, 159, 146, 150];
    let cases = [
        (Upload::from(bytes.to_vec()), "image/png"),
        (
            Upload::from(bytes.to_vec()).content_type("image/jpeg"),
            "image/jpeg",
        ),
    ];
    for (body, media) in cases {
        client.put_photo(body).send().await.unwrap();
        let seen = server.one();
        assert_eq!((seen.header("content-type"), &*seen.body), (media, bytes));
        assert_eq!(seen.header("content-length"), "4");
    }
    client.put_anything().body("text").send().await.unwrap();
    let seen = server.one();
    assert_eq!(
        (seen.header("content-type"), seen.text()),
        ("application/octet-stream", "text")
    );
    client.put_anything().send().await.unwrap();
    let seen = server.one();
    assert_eq!((seen.header("content-type"), seen.text()), ("", ""));
}

#[tokio::test]
async fn what_is_no_media_type_is_refused() {
    let server = Recorder::start().await;
    let body = Upload::from("x").content_type("image/png\r\n");
    let error = server.client().put_photo(body).send().await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(server.all().is_empty());
}

#[tokio::test]
async fn a_file_is_read_while_it_is_sent() {
    let server = Recorder::start().await;
    let path = std::env::temp_dir().join(format!("upload-{}.bin", std::process::id()));
    let content: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    std::fs::File::create(&path)
        .unwrap()
        .write_all(&content)
        .unwrap();
    let body = Upload::from_file(&path).unwrap();
    assert!(format!("{body:?}").contains("Some(800000)"), "{body:?}");
    server
        .client()
        .put_photo(body.clone())
        .send()
        .await
        .unwrap();
    let seen = server.one();
    assert!(*seen.body == *content);
    assert_eq!(seen.header("content-length"), "800000");
    std::fs::remove_file(&path).unwrap();
    let error = server.client().put_photo(body).send().await.unwrap_err();
    assert!(error.to_string().contains("No such file"), "{error}");
    assert!(Upload::from_file(&path).is_err());
}

#[tokio::test]
async fn a_reader_is_read_on_a_thread_of_its_own() {
    let server = Recorder::start().await;
    let body = Upload::from_reader(std::io::Cursor::new(vec![7; 150_000]));
    server.client().put_photo(body).send().await.unwrap();
    let seen = server.one();
    assert_eq!(*seen.body, vec![7; 150_000]);
    assert_eq!(seen.header("transfer-encoding"), "chunked");
}

/// A server that says of each chunk that it came in, and the number of chunks that were made of a
/// stream that waits for that: no chunk is made before the one before it has arrived.
#[tokio::test]
async fn a_stream_is_sent_as_it_is_made() {
    const CHUNKS: usize = 64;
    const CHUNK: usize = 32 * 1024;
    let (arrived, arrivals) = mpsc::unbounded_channel();
    let router = Router::new().fallback(async move |body: Body| {
        let (mut chunks, mut bytes, mut told) = (body.into_data_stream(), 0, 0);
        while let Some(chunk) = chunks.next().await {
            bytes += chunk.unwrap().len();
            while told < bytes / CHUNK {
                told += 1;
                arrived.send(()).unwrap();
            }
        }
        assert_eq!(bytes, CHUNKS * CHUNK);
        StatusCode::NO_CONTENT
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let made = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&made);
    let chunks = stream::unfold((0, arrivals), move |(number, mut arrivals)| {
        let count = Arc::clone(&count);
        async move {
            if number > 0 {
                arrivals.recv().await.unwrap();
            }
            if number == CHUNKS {
                return None;
            }
            count.fetch_add(1, Ordering::Relaxed);
            let chunk = Ok::<_, std::io::Error>(vec![0; CHUNK]);
            Some((chunk, (number + 1, arrivals)))
        }
    });
    let body = Upload::from_stream(chunks);
    client(address).put_photo(body).send().await.unwrap();
    assert_eq!(made.load(Ordering::Relaxed), CHUNKS);
    server.abort();
}

#[tokio::test]
async fn a_length_that_is_wrong_is_an_error() {
    let server = Recorder::start().await;
    for (length, reason) in [(2, "more bytes than its length"), (9, "3 bytes before")] {
        let chunks = ["abc", "def"].map(Ok::<_, std::io::Error>);
        let body = Upload::from_stream(stream::iter(chunks)).length(length);
        let error = server.client().put_photo(body).send().await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!(error.attempts(), 1);
    }
    assert!(server.all().is_empty());
}

#[tokio::test]
async fn a_stream_that_fails_says_why() {
    let server = Recorder::start().await;
    let chunks = [Ok("abc"), Err("the disk is on fire")];
    let body = Upload::from_stream(stream::iter(chunks));
    let error = server.client().put_photo(body).send().await.unwrap_err();
    assert!(error.to_string().contains("the disk is on fire"), "{error}");
    assert!(error.to_string().contains("sent once"), "{error}");
    assert!(server.all().is_empty());
}

//! The other ways to send a body: without `async`, to a mock, as a request for something else.

use futures_util::stream;
use test_clients::bodies::mock::Mock;
use test_clients::bodies::{Upload, blocking};

use super::recorder::Recorder;

#[test]
fn without_async_a_reader_is_sent() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Recorder::start());
    let builder = blocking::Client::builder().base_url(server.url());
    let client = builder.build_blocking().unwrap();
    let body = Upload::from_reader(&b"content"[..]).length(7);
    client.put_photo(body).send().unwrap();
    let seen = server.one();
    assert_eq!(
        (seen.header("content-length"), seen.text()),
        ("7", "content")
    );
    let photo = Upload::from_reader(&b"content"[..]);
    client.add_photo(photo, "album").send().unwrap();
    assert!(server.one().text().contains("\r\n\r\ncontent\r\n--"));
    client.log_in("user", "secret").send().unwrap();
    assert!(server.one().text().contains("user=user"));
}

#[tokio::test]
async fn a_mock_gets_what_a_service_would() {
    let mock = Mock::new();
    mock.put_photo().succeeds().repeated();
    mock.add_photo().succeeds();
    let client = mock.client().unwrap();
    client.put_photo("content").send().await.unwrap();
    let chunks = ["con", "tent"].map(Ok::<_, std::io::Error>);
    let call = client.put_photo(Upload::from_stream(stream::iter(chunks)));
    call.send().await.unwrap();
    client.add_photo("photo", "album").send().await.unwrap();
    let calls = mock.calls();
    assert_eq!(calls.len(), 3);
    assert_eq!(
        (&*calls[0].content, &*calls[1].content),
        (&b"content"[..], &b"content"[..])
    );
    assert_eq!(calls[0].headers["content-type"], "image/png");
    assert!(calls[2].content.windows(5).any(|part| part == b"album"));
    let broken = stream::iter([Err::<&str, _>("no more")]);
    let call = client.put_photo(Upload::from_stream(broken));
    let error = call.send().await.unwrap_err();
    assert!(error.to_string().contains("no more"), "{error}");
}

#[test]
fn a_request_holds_what_is_in_memory() {
    let client = Mock::new().client().unwrap();
    let request = client.add_photo("photo", "album").into_request().unwrap();
    let media = request.headers()["content-type"].to_str().unwrap();
    let boundary = media.rsplit('=').next().unwrap();
    let body = std::str::from_utf8(request.body()).unwrap();
    assert!(body.starts_with(&format!("--{boundary}\r\n")), "{body}");
    assert!(body.ends_with(&format!("--{boundary}--\r\n")), "{body}");
    let endless = stream::repeat(Ok::<_, std::convert::Infallible>("x"));
    let call = client.put_photo(Upload::from_stream(endless));
    let error = call.into_request().unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(error.to_string().contains("is a stream"), "{error}");
}

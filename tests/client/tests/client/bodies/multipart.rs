//! Forms of several parts, to the letter.

use std::collections::BTreeMap;

use futures_util::stream;
use test_clients::bodies::Upload;
use test_clients::bodies::types::Place;

use super::recorder::{Recorder, Seen};

/// The boundary that a request names.
fn boundary(seen: &Seen) -> String {
    let media = seen.header("content-type");
    let boundary = media.strip_prefix("multipart/form-data; boundary=");
    let boundary = boundary.unwrap_or_else(|| panic!("{media:?} has no boundary"));
    // RFC 2046: at most 70 characters, and these need no quotes.
    assert!((16..=70).contains(&boundary.len()), "{boundary}");
    assert!(boundary.chars().all(|c| c.is_ascii_alphanumeric()));
    boundary.to_owned()
}

/// The body with `B` for its boundary and without the carriage returns of its lines.
fn layout(seen: &Seen) -> String {
    let text = seen.text().replace(&boundary(seen), "B");
    assert_eq!(
        text.matches('\n').count(),
        text.matches("\r\n").count(),
        "{text:?}"
    );
    text.replace("\r\n", "\n")
}

#[tokio::test]
async fn parts_are_laid_out_as_the_rfc_says() {
    let server = Recorder::start().await;
    let call = server
        .client()
        .add_photo(
            Upload::from("PNG").file_name("me \"at\" sea.png"),
            "Urlaub ü",
        )
        .thumbnails(vec![
            Upload::from("one").content_type("image/webp"),
            Upload::from(b"two".to_vec()).header("x-size", "64"),
        ])
        .caption("at \"sea\"")
        .place(Place::new(1.5))
        .tags(vec!["a".to_owned(), "b".to_owned()]);
    call.send().await.unwrap();
    let seen = server.one();
    let expected = "\
--B
Content-Disposition: form-data; name=\"photo\"; filename=\"me %22at%22 sea.png\"
Content-Type: image/png

PNG
--B
Content-Disposition: form-data; name=\"thumbnails\"; filename=\"thumbnails\"
Content-Type: image/webp

one
--B
Content-Disposition: form-data; name=\"thumbnails\"; filename=\"thumbnails\"
Content-Type: application/octet-stream
x-size: 64

two
--B
Content-Disposition: form-data; name=\"album\"

Urlaub ü
--B
Content-Disposition: form-data; name=\"caption\"
Content-Type: application/json

\"at \\\"sea\\\"\"
--B
Content-Disposition: form-data; name=\"place\"
Content-Type: application/json

{\"latitude\":1.5}
--B
Content-Disposition: form-data; name=\"tags\"

a
--B
Content-Disposition: form-data; name=\"tags\"

b
--B--
";
    assert_eq!(layout(&seen), expected);
    assert_eq!(seen.header("content-length"), seen.body.len().to_string());
}

#[tokio::test]
async fn nothing_of_a_caller_breaks_out_of_a_part() {
    let server = Recorder::start().await;
    let call = server
        .client()
        .add_photo(Upload::from("x").file_name("a\"\r\nX-Evil: 1\r\n\r\n"), "b");
    call.send().await.unwrap();
    let seen = server.one();
    assert!(
        seen.text()
            .contains("filename=\"a%22%0D%0AX-Evil: 1%0D%0A%0D%0A\"\r\n"),
        "{seen:?}"
    );
    let evil = [
        Upload::from("x").content_type("image/png\r\nX-Evil: 1"),
        Upload::from("x").header("x-a", "b\r\nX-Evil: 1"),
        Upload::from("x").header("x a", "b"),
    ];
    for photo in evil {
        let call = server.client().add_photo(photo, "b");
        let error = call.send().await.unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        assert!(error.to_string().contains("\"photo\""), "{error}");
    }
    assert!(server.all().is_empty());
}

#[tokio::test]
async fn boundaries_differ() {
    let server = Recorder::start().await;
    let mut seen = Vec::new();
    for _ in 0..2 {
        server.client().add_photo("x", "b").send().await.unwrap();
        seen.push(boundary(&server.one()));
    }
    assert_ne!(seen[0], seen[1]);
}

#[tokio::test]
async fn a_form_without_a_description_takes_any_parts() {
    let server = Recorder::start().await;
    let client = server.client();
    client.add_parts().send().await.unwrap();
    assert_eq!(server.one().header("content-type"), "");
    let parts = BTreeMap::from([
        ("file".to_owned(), Upload::from("F").file_name("f.txt")),
        ("text".to_owned(), Upload::from("T")),
    ]);
    client.add_parts().further(parts).send().await.unwrap();
    let expected = "\
--B
Content-Disposition: form-data; name=\"file\"; filename=\"f.txt\"

F
--B
Content-Disposition: form-data; name=\"text\"

T
--B--
";
    assert_eq!(layout(&server.one()), expected);
    client
        .add_parts()
        .further(BTreeMap::new())
        .send()
        .await
        .unwrap();
    assert_eq!(layout(&server.one()), "--B--\n");
}

#[tokio::test]
async fn a_stream_can_be_a_part() {
    let server = Recorder::start().await;
    for length in [None, Some(6)] {
        let chunks = ["abc", "def"].map(Ok::<_, std::io::Error>);
        let photo = Upload::from_stream(stream::iter(chunks));
        let photo = match length {
            Some(length) => photo.length(length),
            None => photo,
        };
        server.client().add_photo(photo, "b").send().await.unwrap();
        let seen = server.one();
        let expected = "\
--B
Content-Disposition: form-data; name=\"photo\"; filename=\"photo\"
Content-Type: image/png

abcdef
--B
Content-Disposition: form-data; name=\"album\"

b
--B--
";
        assert_eq!(layout(&seen), expected);
        let told = match length {
            Some(_) => seen.body.len().to_string(),
            None => String::new(),
        };
        assert_eq!(seen.header("content-length"), told);
    }
}

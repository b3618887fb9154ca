//! Streams of pages and items: they end by the rules of the envelope, resume, and never go round.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::TryStreamExt;
use serde::Deserialize;
use truespec_runtime::{Error, Mock, Page, Pages, Script};

use crate::server::{Reply, Server};
use crate::{get, mocked};

/// An envelope that says whether there is more.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Flagged {
    has_more: bool,
    items: Vec<i64>,
    next_page: Option<String>,
}

impl Page for Flagged {
    type Item = i64;
    fn into_items(self) -> Vec<i64> {
        self.items
    }
    fn item_count(&self) -> usize {
        self.items.len()
    }
    fn next_cursor(&self) -> Option<&str> {
        self.next_page.as_deref()
    }
    fn has_more(&self) -> Option<bool> {
        Some(self.has_more)
    }
}

/// An envelope that has a cursor only.
#[derive(Debug, Deserialize)]
pub(crate) struct Plain {
    items: Vec<i64>,
    next: Option<String>,
}

impl Page for Plain {
    type Item = i64;
    fn into_items(self) -> Vec<i64> {
        self.items
    }
    fn item_count(&self) -> usize {
        self.items.len()
    }
    fn next_cursor(&self) -> Option<&str> {
        self.next.as_deref()
    }
    fn has_more(&self) -> Option<bool> {
        None
    }
}

/// A server that answers with these bodies, by the cursor in the query: `""` for the first page.
async fn layout(pages: &'static [(&'static str, &'static str)]) -> Server {
    Server::start(move |request| {
        let cursor = request
            .target
            .split(['?', '&'])
            .find_map(|pair| pair.strip_prefix("after="))
            .unwrap_or_default();
        match pages.iter().find(|(known, _)| *known == cursor) {
            Some((_, body)) => Reply::json("200 OK", body),
            None => Reply::json("404 Not Found", "{}"),
        }
    })
    .await
}

fn pages<P: Page>(server: &Server) -> Pages<P> {
    get(server).pages("after")
}

/// The items up to the first error, the error, and whether the stream has ended after it.
async fn drain(server: &Server) -> (Vec<i64>, Option<Error>, bool) {
    let mut items = pages::<Flagged>(server).items();
    let mut taken = Vec::new();
    loop {
        match items.next().await {
            Some(Ok(item)) => taken.push(item),
            Some(Err(error)) => return (taken, Some(error), items.next().await.is_none()),
            None => return (taken, None, items.next().await.is_none()),
        }
    }
}

const FIVE: &[(&str, &str)] = &[
    (
        "",
        r#"{"hasMore": true, "items": [1, 2], "nextPage": "b c"}"#,
    ),
    (
        "b%20c",
        r#"{"hasMore": true, "items": [3], "nextPage": "c"}"#,
    ),
    ("c", r#"{"hasMore": true, "items": [], "nextPage": "d"}"#),
    (
        "d",
        r#"{"hasMore": true, "items": [4, 5], "nextPage": "e"}"#,
    ),
    ("e", r#"{"hasMore": false, "items": [6], "nextPage": null}"#),
];

#[tokio::test]
async fn items_run_across_pages_and_repeat_the_callers_parameters() {
    let server = layout(FIVE).await;
    let mut call = get(&server);
    call.query("limit", &2);
    call.header("x-a", "b");
    let items: Vec<i64> = call
        .pages::<Flagged>("after")
        .items()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(items, [1, 2, 3, 4, 5, 6]);
    assert_eq!(
        server.targets(),
        [
            "/thing?limit=2",
            "/thing?limit=2&after=b%20c",
            "/thing?limit=2&after=c",
            "/thing?limit=2&after=d",
            "/thing?limit=2&after=e"
        ]
    );
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.header("x-a") == Some("b"))
    );
}

#[tokio::test]
async fn pages_come_one_by_one_and_say_where_to_resume() {
    let server = layout(FIVE).await;
    let mut stream = pages::<Flagged>(&server);
    assert_eq!((stream.cursor(), server.received().len()), (None, 0));
    let mut seen = Vec::new();
    while let Some(page) = stream.try_next().await.unwrap() {
        seen.push((page.items, stream.cursor().map(str::to_owned)));
        assert_eq!(server.received().len(), seen.len());
    }
    let expected: [(&[i64], Option<&str>); 5] = [
        (&[1, 2], Some("b c")),
        (&[3], Some("c")),
        (&[], Some("d")),
        (&[4, 5], Some("e")),
        (&[6], None),
    ];
    assert!(
        seen.iter()
            .map(|(items, cursor)| (items.as_slice(), cursor.as_deref()))
            .eq(expected),
        "{seen:?}"
    );
    assert!(stream.next().await.is_none());
    assert_eq!(server.received().len(), 5);
}

#[tokio::test]
async fn a_saved_cursor_goes_on_where_it_stopped() {
    let server = layout(FIVE).await;
    let mut items = pages::<Flagged>(&server).items();
    for (expected, buffered) in [(1, 1), (2, 0), (3, 0)] {
        assert_eq!(
            (items.next().await.unwrap().unwrap(), items.buffered()),
            (expected, buffered)
        );
    }
    let mut call = get(&server);
    call.query("after", items.cursor().unwrap());
    let resumed = call.pages::<Flagged>("after");
    assert_eq!(resumed.cursor(), Some("c"));
    assert_eq!(
        resumed.items().try_collect::<Vec<_>>().await.unwrap(),
        [4, 5, 6]
    );
}

#[tokio::test]
async fn without_a_flag_the_list_ends_where_the_cursor_does() {
    let pages_of = [
        layout(&[
            ("", r#"{"items": [1], "next": "b"}"#),
            ("b", r#"{"items": [2], "next": null}"#),
        ])
        .await,
        layout(&[
            ("", r#"{"items": [1], "next": "b"}"#),
            ("b", r#"{"items": [2], "next": ""}"#),
        ])
        .await,
        layout(&[
            ("", r#"{"items": [1], "next": "b"}"#),
            ("b", r#"{"items": [2]}"#),
        ])
        .await,
    ];
    for server in pages_of {
        let items: Vec<i64> = pages::<Plain>(&server).items().try_collect().await.unwrap();
        assert_eq!((items, server.received().len()), (vec![1, 2], 2));
    }
}

#[tokio::test]
async fn a_flag_that_says_no_ends_the_list_although_there_is_a_cursor() {
    let server = layout(&[("", r#"{"hasMore": false, "items": [1], "nextPage": "b"}"#)]).await;
    assert!(matches!(drain(&server).await, (items, None, true) if items == [1]));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn more_without_a_cursor_is_an_error_after_the_items() {
    for body in [
        r#"{"hasMore": true, "items": [1]}"#,
        r#"{"hasMore": true, "items": [1], "nextPage": ""}"#,
    ] {
        let server = Server::start(move |_| Reply::json("200 OK", body)).await;
        let (items, error, ended) = drain(&server).await;
        let error = error.unwrap();
        assert!(
            items == [1] && error.is_paging() && ended,
            "{items:?} {error:?}"
        );
        assert!(
            error
                .to_string()
                .starts_with("getThing: the service says that there are more pages"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_cursor_that_repeats_is_an_error_after_the_items() {
    // To itself, to the one before, and back to the one that the caller began with.
    let itself = layout(&[
        ("", r#"{"hasMore": true, "items": [1], "nextPage": "a"}"#),
        ("a", r#"{"hasMore": true, "items": [2], "nextPage": "a"}"#),
    ])
    .await;
    let earlier = layout(&[
        ("", r#"{"hasMore": true, "items": [1], "nextPage": "a"}"#),
        ("a", r#"{"hasMore": true, "items": [2], "nextPage": "b"}"#),
        ("b", r#"{"hasMore": true, "items": [3], "nextPage": "a"}"#),
    ])
    .await;
    for (server, expected) in [(itself, vec![1, 2]), (earlier, vec![1, 2, 3])] {
        let (items, error, ended) = drain(&server).await;
        let error = error.unwrap();
        assert!(
            items == expected && error.is_paging() && ended,
            "{items:?} {error:?}"
        );
        assert!(error.to_string().contains("leads back"), "{error}");
        assert_eq!(server.received().len(), expected.len());
    }
    let start = layout(&[("a", r#"{"items": [1], "next": "a"}"#)]).await;
    let mut call = get(&start);
    call.query("after", "a");
    let mut stream = call.pages::<Plain>("after");
    assert_eq!(stream.next().await.unwrap().unwrap().items, [1]);
    assert!(stream.next().await.unwrap().unwrap_err().is_paging());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_error_ends_the_stream_and_the_cursor_says_where_to_go_on() {
    let requests = AtomicUsize::new(0);
    let server = Server::start(move |_| match requests.fetch_add(1, Ordering::Relaxed) {
        0 => Reply::json("200 OK", r#"{"items": [1], "next": "b"}"#),
        1 => Reply::json("503 Busy", "{}"),
        2 => Reply::json("200 OK", r#"{"items": "wrong"}"#),
        _ => Reply::json("200 OK", r#"{"items": [2]}"#),
    })
    .await;
    let from = |cursor: &str| {
        let mut call = get(&server);
        call.query("after", cursor);
        call.pages::<Plain>("after").items()
    };
    let mut items = pages::<Plain>(&server).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    let busy = items.next().await.unwrap().unwrap_err();
    assert_eq!(busy.status().unwrap(), 503);
    for _ in 0..2 {
        assert!(items.next().await.is_none());
        assert_eq!(items.cursor(), Some("b"));
    }

    let mut items = from(items.cursor().unwrap());
    assert!(items.next().await.unwrap().unwrap_err().is_decode());
    assert!(items.next().await.is_none());
    let items: Result<Vec<i64>, _> = from(items.cursor().unwrap()).try_collect().await;
    assert_eq!(items.unwrap(), [2]);
    assert_eq!(
        server.targets(),
        [
            "/thing",
            "/thing?after=b",
            "/thing?after=b",
            "/thing?after=b"
        ]
    );
}

#[tokio::test]
async fn a_list_of_nothing_but_empty_pages_ends() {
    let requests = AtomicUsize::new(0);
    let server = Server::start(move |_| {
        let next = requests.fetch_add(1, Ordering::Relaxed) + 1;
        // The one item makes the count begin anew.
        let items = if next == 5 { "[1]" } else { "[]" };
        let body = format!(r#"{{"items": {items}, "next": "{next}"}}"#);
        Reply::json("200 OK", &body)
    })
    .await;
    let mut items = pages::<Plain>(&server).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.is_paging(), "{error}");
    assert!(error.to_string().contains("1000 empty pages"), "{error}");
    assert_eq!(items.cursor(), Some("1006"));
    assert!(items.next().await.is_none());
    assert_eq!(server.received().len(), 1006);
}

#[tokio::test]
async fn a_refused_call_is_one_error_and_the_end() {
    let server = Server::null().await;
    let mut call = get(&server);
    call.require(false, "limit", "must be positive");
    let mut stream = call.pages::<Plain>("after");
    assert!(
        stream
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .is_invalid_request()
    );
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_dropped_wait_loses_no_page() {
    let first = Mutex::new(true);
    let server = Server::start(move |_| {
        if std::mem::take(&mut *first.lock().unwrap()) {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        Reply::json("200 OK", r#"{"items": [1]}"#)
    })
    .await;
    let mut items = pages::<Plain>(&server).items();
    let wait = std::time::Duration::from_millis(5);
    assert!(tokio::time::timeout(wait, items.next()).await.is_err());
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(server.received().len(), 1);
}

fn movable<T: Send + Unpin + 'static>() {}

fn sendable<T: Send>(_: impl FnOnce(truespec_runtime::Call) -> T) {}

#[test]
fn streams_and_calls_can_move_between_threads() {
    movable::<Pages<Plain>>();
    movable::<truespec_runtime::Items<Plain>>();
    sendable(truespec_runtime::Call::send::<i64>);
}

#[tokio::test]
async fn items_that_are_taken_in_vain_stay() {
    let mock = Mock::new();
    Script::<()>::new(&mock, "getThing")
        .returns_json(&serde_json::json!({"items": [1, 2], "next": "b"}))
        .hangs();
    let transport = mocked(&mock)
        .clock(crate::retries::Stopped)
        .build()
        .unwrap();
    let call = crate::call(&transport, truespec_runtime::Method::GET);
    let mut items = call.pages::<Plain>("after").items();
    {
        let taking = std::pin::pin!(items.take_up_to(9));
        assert!(crate::waits(taking).await);
    }
    assert_eq!(items.buffered(), 2);
    assert_eq!(items.take_up_to(1).await.unwrap(), [1]);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
}

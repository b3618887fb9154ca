//! Lists whose pages do not lead on, or fail on the way.

use std::fmt::Write as _;

use client_tests::fault::{FaultServer, Reply, Request, Then};
use paperspace::Error;

use super::{assert_no_token, error_text, settings};

/// A page of one project, with what the envelope says about the next one.
fn page(id: usize, has_more: bool, next: &str) -> Reply {
    let body = format!(
        r#"{{"items":[{{"id":"p{id}","name":"n","dtCreated":"2024-05-01T10:00:00Z"}}],"hasMore":{has_more},"nextPage":{next}}}"#
    );
    Reply::json("200 OK", body)
}

/// Reads a list to its end: the ids, the error if there is one, and the requests.
async fn read(
    answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    prefetch: bool,
) -> (Vec<String>, Option<Error>, FaultServer) {
    let server = FaultServer::start(answer).await.unwrap();
    let client = settings(&server).build().unwrap();
    let items = client.list_projects().limit(1).items();
    let mut items = if prefetch { items.prefetch() } else { items };
    let mut ids = Vec::new();
    let error = loop {
        match items.next().await {
            Some(Ok(item)) => ids.push(item.id),
            Some(Err(error)) => break Some(error),
            None => break None,
        }
    };
    assert!(items.next().await.is_none(), "the stream has ended");
    (ids, error, server)
}

#[tokio::test]
async fn lists_that_do_not_lead_on() {
    type Answer = fn(&Request) -> Reply;
    let lists: [(&str, Answer, usize); 6] = [
        ("the same cursor for ever", |_| page(1, true, r#""a""#), 2),
        (
            "two cursors in turn",
            |request| page(request.number, true, ["\"a\"", "\"b\""][request.number % 2]),
            3,
        ),
        ("more pages and no cursor", |_| page(1, true, "null"), 1),
        (
            "more pages and an empty cursor",
            |_| page(1, true, "\"\""),
            1,
        ),
        ("no more pages and a cursor", |_| page(1, false, "\"a\""), 1),
        ("a cursor that is no text", |_| page(1, true, "7"), 1),
    ];
    let mut told = String::new();
    for (name, answer, requests) in lists {
        for prefetch in [false, true] {
            let (ids, error, server) = read(answer, prefetch).await;
            assert_eq!(server.requests().len(), requests, "{name}: {error:?}");
            if !prefetch {
                let error = error.map_or("  no error\n".to_owned(), |error| {
                    assert_no_token(&error);
                    error_text(&error, &server)
                });
                writeln!(
                    told,
                    "== {name}\n{requests} requests, items {ids:?}\n{error}"
                )
                .unwrap();
            }
        }
    }
    insta::assert_snapshot!(told);
}

/// A page that fails now and then is asked for again, and again with all that the caller set; nothing
/// is read twice and nothing is left out.
#[tokio::test]
async fn pages_that_fail_on_the_way() {
    let answer = |request: &Request| {
        if request.number % 2 == 1 {
            return match request.number % 4 {
                1 => Reply::raw("").then(Then::Close),
                _ => Reply::new("503 Service Unavailable", ""),
            };
        }
        let id = request.number / 2;
        page(id, id < 5, &format!("\"c{id}\""))
    };
    for prefetch in [false, true] {
        let (ids, error, server) = read(answer, prefetch).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(ids, ["p1", "p2", "p3", "p4", "p5"]);
        let targets: Vec<String> = server.requests().into_iter().map(|r| r.target).collect();
        let expected: Vec<String> = ["", "&after=c1", "&after=c2", "&after=c3", "&after=c4"]
            .iter()
            .flat_map(|after| [(); 2].map(|()| format!("/projects?limit=1{after}")))
            .collect();
        assert_eq!(targets, expected);
    }
}

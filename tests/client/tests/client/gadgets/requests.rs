//! Headers, queries that are repeated on each page, and errors.

use futures_util::TryStreamExt;
use serde_json::{Value, json};
use test_clients::gadgets::types::State;

use super::recorder::Recorder;

fn gadget(id: &str) -> Value {
    json!({ "id": id, "state": "idle", "owner": null })
}

#[tokio::test]
async fn every_page_is_asked_for_with_all_parameters() {
    let recorder = Recorder::answering([
        json!({ "items": [gadget("1")], "more": true, "next": "a&b" }),
        json!({ "items": [gadget("2")], "more": false, "next": "c" }),
    ])
    .await;
    let labels = vec!["x,y".to_owned(), "z".to_owned()];
    let call = recorder
        .client()
        .list_gadgets()
        .labels(labels)
        .state(State::from("new"));
    let items: Vec<_> = call
        .limit(1)
        .x_tenant("acme")
        .items()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(items.len(), 2);
    let seen = recorder.take();
    let (first, second) = (&seen[0].target, &seen[1].target);
    assert_eq!(first, "/gadgets?labels=x%2Cy&labels=z&state=new&limit=1");
    assert_eq!(*second, format!("{first}&after=a%26b"));
    assert!(
        seen.iter()
            .all(|request| request.headers["x-tenant"] == "acme"),
        "{seen:#?}"
    );
}

/// Without a member that says whether there is more, the list ends with the page that has no cursor.
#[tokio::test]
async fn a_list_that_ends_without_a_cursor() {
    let recorder = Recorder::answering([
        json!({ "parts": [{ "number": 1 }], "cursor": "2" }),
        json!({ "parts": [], "cursor": "3" }),
        json!({ "parts": [{ "number": 3 }] }),
    ])
    .await;
    let parts: Vec<_> = recorder
        .client()
        .list_parts("g")
        .items()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(
        parts.iter().map(|part| part.number).collect::<Vec<_>>(),
        [1, 3]
    );
    let targets: Vec<_> = recorder
        .take()
        .into_iter()
        .map(|request| request.target)
        .collect();
    assert_eq!(
        targets,
        [
            "/gadgets/g/parts",
            "/gadgets/g/parts?cursor=2",
            "/gadgets/g/parts?cursor=3"
        ]
    );
}

#[tokio::test]
async fn a_header_is_sent_as_it_is_or_not_at_all() {
    let recorder = Recorder::answering([gadget("g")]).await;
    let client = recorder.client();
    client
        .create_gadget("key 1; a=\"b\"", "drill")
        .send()
        .await
        .unwrap();
    assert_eq!(
        recorder.take()[0].headers["idempotency-key"],
        "key 1; a=\"b\""
    );
    for value in ["a\r\nx-injected: 1", "a\nb", "a\0", "größe"] {
        let error = client
            .create_gadget(value, "drill")
            .send()
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{value:?}: {error}");
        let error = client
            .list_gadgets()
            .x_tenant(value)
            .send()
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{value:?}: {error}");
    }
    assert!(recorder.take().is_empty());
}

#[tokio::test]
async fn an_operation_without_a_result() {
    let recorder = Recorder::answering([Value::Null]).await;
    recorder.client().delete_gadget("g").send().await.unwrap();
    assert_eq!(recorder.sent(), None);
}

#[test]
fn a_password_is_not_shown() {
    use test_clients::gadgets::types::{GadgetPatch, NewGadget};

    let bodies = (
        NewGadget::new("drill").pin("s3cret"),
        GadgetPatch::new().pin("s3cret"),
    );
    let shown = format!("{bodies:?} {bodies:#?}");
    assert!(
        shown.contains("drill") && !shown.contains("s3cret"),
        "{shown}"
    );
}

//! Lists that are read page by page in other ways than by a cursor beside them, against a service that
//! has lists of every length.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use test_clients::paging_shapes::{Client, Error, types::Thing};
use tokio::task::JoinHandle;

use crate::gadgets::recorder::serve;

/// How many items the service puts on a page.
const SIZE: usize = 2;

/// A service with one list, which every path gives in its own way.
struct Service {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

#[derive(Clone)]
struct Lists {
    length: usize,
    /// Whether it gives the first page whatever it is asked for.
    stuck: bool,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Service {
    async fn start(length: usize, stuck: bool) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let lists = Lists {
            length,
            stuck,
            asked: Arc::clone(&asked),
        };
        let router = Router::new().route("/{list}", get(list)).with_state(lists);
        let (url, task) = serve(router).await;
        Self { url, asked, task }
    }

    fn client(&self) -> Client {
        Client::builder().base_url(&self.url).build().unwrap()
    }

    /// How many pages were asked for since the last call.
    fn pages(&self) -> usize {
        std::mem::take(&mut *self.asked.lock().unwrap()).len()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn list(
    State(lists): State<Lists>,
    Path(name): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    lists.asked.lock().unwrap().push(name.clone());
    let said = |key: &str| query.get(key).map(String::as_str);
    let number = |key: &str| said(key).map(|text| text.parse::<usize>().unwrap());
    let start = match name.as_str() {
        _ if lists.stuck => 0,
        "by-cursor" => {
            said("cursor").map_or(0, |text| text.strip_prefix('c').unwrap().parse().unwrap())
        }
        "by-last-item" => said("starting_after").map_or(0, |id| id.parse::<usize>().unwrap() + 1),
        "by-offset" | "by-address" => number("offset").unwrap_or(0),
        _ => (number("page").unwrap_or(1) - 1) * SIZE,
    };
    let end = (start + SIZE).min(lists.length);
    let things: Vec<Value> = (start.min(end)..end)
        .map(|n| json!({"id": n.to_string()}))
        .collect();
    let more = end < lists.length;
    let page = end / SIZE + 1;
    match name.as_str() {
        "by-cursor" => {
            let next = more.then(|| format!("c{end}"));
            Json(json!({"data": things, "meta": {"next_cursor": next}})).into_response()
        }
        "by-address" => {
            // The address is on another host, and has a parameter that nobody knows.
            let next = more.then(|| format!("https://elsewhere.invalid/x?token=1&offset={end}"));
            Json(json!({"results": things, "next": next})).into_response()
        }
        "by-link" => {
            let mut headers = HeaderMap::new();
            if more {
                let first = "</by-link?page=1>; rel=\"first\"; title=\"a, b\"";
                let next = format!("{first}, </by-link?page={page}>; rel=\"next last\"");
                headers.insert("link", next.parse().unwrap());
            }
            (headers, Json(things)).into_response()
        }
        "by-last-item" => Json(json!({"data": things, "has_more": more})).into_response(),
        "by-offset" => Json(json!({"things": things, "total": lists.length})).into_response(),
        "by-number" => Json(things).into_response(),
        "by-next-number" => {
            let next = more.then_some(page);
            Json(json!({"things": things, "meta": {"pagination": {"next_page": next}}}))
                .into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The items of a call, and the error that it ends with.
macro_rules! all {
    ($call:expr) => {{
        let mut items = $call.items();
        let (mut found, mut error) = (Vec::new(), None);
        while let Some(item) = items.next().await {
            match item {
                Ok(Thing { id, .. }) => found.push(id),
                Err(failure) => error = Some(failure),
            }
        }
        (found, error)
    }};
}

/// What a way gives: its name, the items, the error.
type Given = (&'static str, (Vec<String>, Option<Error>));

async fn every_way(client: &Client) -> [Given; 7] {
    [
        ("cursor", all!(client.by_cursor())),
        ("address", all!(client.by_address())),
        ("link", all!(client.by_link())),
        ("last item", all!(client.by_last_item())),
        ("offset", all!(client.by_offset())),
        ("number", all!(client.by_number())),
        ("next number", all!(client.by_next_number())),
    ]
}

#[tokio::test]
async fn every_item_is_read_once_and_in_order() {
    for length in [0, 1, 2, 3, 4, 7] {
        let service = Service::start(length, false).await;
        let expected: Vec<String> = (0..length).map(|n| n.to_string()).collect();
        for (way, (found, error)) in every_way(&service.client()).await {
            assert!(error.is_none(), "{way} of {length}: {error:?}");
            assert_eq!(found, expected, "{way} of {length}");
        }
    }
}

#[tokio::test]
async fn a_total_saves_the_page_after_the_last() {
    let service = Service::start(4, false).await;
    let _ = all!(service.client().by_offset());
    assert_eq!(service.pages(), 2);
    // Without one, only an empty page is the end.
    let _ = all!(service.client().by_number());
    assert_eq!(service.pages(), 3);
}

#[tokio::test]
async fn a_call_starts_where_it_is_told_to() {
    let service = Service::start(7, false).await;
    let client = service.client();
    assert_eq!(all!(client.by_offset().offset(3)).0, ["3", "4", "5", "6"]);
    assert_eq!(all!(client.by_number().page(3)).0, ["4", "5", "6"]);
    assert_eq!(
        all!(client.by_last_item().starting_after("4")).0,
        ["5", "6"]
    );
}

#[tokio::test]
async fn a_service_that_gives_the_same_page_again_is_an_error() {
    let service = Service::start(5, true).await;
    for (way, (found, error)) in every_way(&service.client()).await {
        let error = error.unwrap_or_else(|| panic!("{way} ended"));
        assert!(error.is_paging(), "{way}: {error}");
        assert!(found.len() <= 2 * SIZE, "{way}: {found:?}");
    }
}

#[tokio::test]
async fn an_address_without_a_known_parameter_is_an_error() {
    let answer = json!({"results": [{"id": "1"}], "next": "https://elsewhere.invalid/?token=2"});
    let router = Router::new().fallback(async move || Json(answer.clone()));
    let (url, task) = serve(router).await;
    let client = Client::builder().base_url(&url).build().unwrap();
    let (found, error) = all!(client.by_address());
    assert_eq!(found, ["1"]);
    assert!(error.unwrap().is_paging());
    task.abort();
}

#[tokio::test]
async fn the_mock_makes_pages_of_items_where_a_text_leads_on() {
    use test_clients::paging_shapes::mock::Mock;
    let mock = Mock::new();
    mock.by_address()
        .returns_pages([vec![Thing::sample()], vec![Thing::sample()]]);
    let client = mock.client().unwrap();
    assert_eq!(all!(client.by_address()).0.len(), 2);
}

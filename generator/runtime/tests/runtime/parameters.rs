//! What a call sends: query, headers, body; and what it refuses to send.

use serde::{Serialize, Serializer};
use truespec_runtime::{Call, Empty, Method};

use crate::server::{Reply, Server};
use crate::{TOKEN, client, get};

#[tokio::test]
async fn the_query_has_pairs_for_scalars_and_lists() {
    let server = Server::null().await;
    let mut call = get(&server);
    call.query("limit", &5_i64);
    call.query("after", "a&b=c d+é");
    call.query("filter[x]", &["1", "2"]);
    call.query("none", &None::<String>);
    call.query("empty", &[""; 0]);
    call.query("limit", &50_i64);
    call.query("all", &true);
    call.send::<Empty>().await.unwrap();
    assert_eq!(
        server.targets(),
        ["/thing?limit=50&after=a%26b%3Dc%20d%2B%C3%A9&filter%5Bx%5D=1&filter%5Bx%5D=2&all=true"]
    );
}

#[tokio::test]
async fn headers_and_body_arrive() {
    let server = Server::null().await;
    let transport = client(&server).build().unwrap();
    let mut call = Call::new(&transport, "create", Method::POST, "/things", &[]);
    call.header("x-tags", &["a", "b"]);
    call.header("x-gone", "here");
    call.header("x-gone", &None::<i64>);
    call.json(&serde_json::json!({"name": "é", "gone": null}));
    call.send::<Empty>().await.unwrap();
    let request = server.received().remove(0);
    assert_eq!(request.method, "POST");
    assert_eq!(
        request.header("authorization").unwrap(),
        format!("Bearer {TOKEN}")
    );
    assert_eq!(request.header("user-agent"), Some("example/0.1.0"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("x-tags"), Some("a,b"));
    assert_eq!(request.header("x-gone"), None);
    assert_eq!(request.body, r#"{"name":"é","gone":null}"#);
}

#[tokio::test]
async fn without_a_token_there_is_no_authorization() {
    let server = Server::null().await;
    let transport = truespec_runtime::Transport::builder(crate::API)
        .base_url(server.url())
        .build()
        .unwrap();
    Call::new(&transport, "op", Method::GET, "/", &[])
        .send::<Empty>()
        .await
        .unwrap();
    assert_eq!(server.received()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_given_http_client_sends_the_requests() {
    let server = Server::null().await;
    let headers = [("x-from".parse().unwrap(), "given".parse().unwrap())]
        .into_iter()
        .collect();
    let http = reqwest::Client::builder()
        .default_headers(headers)
        .build()
        .unwrap();
    let transport = client(&server)
        .http_client(http)
        .user_agent("mine/1")
        .build()
        .unwrap();
    Call::new(&transport, "op", Method::GET, "/", &[])
        .send::<Empty>()
        .await
        .unwrap();
    let request = server.received().remove(0);
    assert_eq!(request.header("x-from"), Some("given"));
    assert_eq!(request.header("user-agent"), Some("mine/1"));
}

/// A value that cannot be written.
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("out of range"))
    }
}

type Mistake = fn(&mut Call);

#[tokio::test]
async fn mistakes_are_returned_by_send_and_nothing_is_sent() {
    let server = Server::null().await;
    let mistakes: [(Mistake, &str); 9] = [
        (
            |call| call.require(false, "limit", "must be between 1 and 120"),
            "`limit` must be between 1 and 120",
        ),
        (
            |call| call.header("x-name", "a\r\nauthorization: b"),
            "`x-name` must be of visible ASCII",
        ),
        (
            |call| call.header("x-name", "é"),
            "`x-name` must be of visible ASCII",
        ),
        (
            |call| call.header("x name", "a"),
            "`x name` is not the name of a header",
        ),
        (
            |call| call.header("Authorization", "a"),
            "`Authorization` is a header that the client sets",
        ),
        (
            |call| call.header("x-tags", &["a,b"]),
            "`x-tags` must not have a comma",
        ),
        (
            |call| call.query("q", &serde_json::json!({"a": 1})),
            "`q` must be a text, a number",
        ),
        (
            |call| call.query("q", &[[1]]),
            "`q` must be a text, a number",
        ),
        (
            |call| call.json(&Unwritable),
            "`body` cannot be written as JSON: out of range",
        ),
    ];
    for (mistake, message) in mistakes {
        let mut call = get(&server);
        mistake(&mut call);
        call.require(false, "later", "is not the first mistake");
        let error = call.send::<Empty>().await.unwrap_err();
        assert!(
            error.is_invalid_request() && error.status().is_none(),
            "{error:?}"
        );
        assert_eq!(error.operation(), Some("getThing"));
        assert!(
            error
                .to_string()
                .starts_with(&format!("getThing: the call was not sent: {message}")),
            "{error}"
        );
    }
    assert_eq!(server.received().len(), 0);
}

#[tokio::test]
async fn a_good_value_takes_a_refusal_back() {
    let server = Server::null().await;
    let limit = |call: &mut Call, limit: i64| {
        call.require(
            (1..=120).contains(&limit),
            "limit",
            "must be between 1 and 120",
        );
        call.query("limit", &limit);
    };
    let mut call = get(&server);
    limit(&mut call, 500);
    call.header("x-name", "é");
    call.json(&Unwritable);
    limit(&mut call, 50);
    call.json(&1);
    let error = call.clone().send::<Empty>().await.unwrap_err();
    assert!(error.to_string().contains("`x-name`"), "{error}");
    call.header("x-name", "e");
    call.send::<Empty>().await.unwrap();
    assert_eq!(server.targets(), ["/thing?limit=50"]);
}

#[tokio::test]
async fn a_call_can_be_cloned_and_sent_again() {
    let server =
        Server::start(|request| Reply::json("200 OK", &format!("{:?}", request.target))).await;
    let mut call = get(&server);
    call.query("a", &1);
    let mut other = call.clone();
    other.query("a", &2);
    assert_eq!(call.send::<String>().await.unwrap(), "/thing?a=1");
    assert_eq!(other.send::<String>().await.unwrap(), "/thing?a=2");
}

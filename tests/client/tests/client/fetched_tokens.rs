//! Access tokens that a client fetches itself: when, how often, and what is told where there is none.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use client_tests::fault::{FaultServer, Reply, Request};
use futures_util::future::join_all;
use test_clients::secured::{BoxFuture, ClientBuilder, Clock};

use crate::secured::{SECRET, builder, done};

/// A server for tokens and calls: tokens are `token-1` and so on, and last so long; it answers calls
/// with what `answer` says of their number.
async fn issuer(lasts: &'static str, answer: fn(usize) -> Reply) -> FaultServer {
    let (issued, calls) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let server = FaultServer::start(move |request| {
        if request.target != "/token" {
            return answer(calls.fetch_add(1, Ordering::Relaxed));
        }
        let number = issued.fetch_add(1, Ordering::Relaxed) + 1;
        let token = format!(
            r#"{{"access_token":"token-{number}","token_type":"bearer","expires_in":{lasts}}}"#
        );
        Reply::json("200 OK", token)
    });
    server.await.unwrap()
}

fn fetching(server: &FaultServer) -> ClientBuilder {
    let url = format!("{}/token", server.url());
    builder(server).oauth_client_credentials_at(url, "id:1", SECRET, &["read", "write"])
}

/// The tokens that calls carried, and how many were fetched.
fn carried(server: &FaultServer) -> (Vec<String>, usize) {
    let requests = server.take_requests().into_iter();
    let (fetched, calls): (Vec<_>, Vec<_>) = requests.partition(|r| r.target == "/token");
    let token = |call: &Request| call.header("authorization").unwrap().to_owned();
    (calls.iter().map(token).collect(), fetched.len())
}

#[tokio::test]
async fn a_token_is_fetched_once_for_all_calls() {
    let server = issuer("3600", |_| done()).await;
    let client = fetching(&server).build().unwrap();
    let error = client.fetched().into_request().unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the first call that is sent fetches it"),
        "{error}"
    );
    for call in join_all((0..8).map(|_| client.fetched().send())).await {
        call.unwrap();
    }
    client.both().send().await.unwrap();
    let asked = server
        .requests()
        .into_iter()
        .find(|request| request.target == "/token");
    let asked = asked.unwrap();
    assert_eq!(asked.method, "POST");
    assert_eq!(
        asked.text(),
        "grant_type=client_credentials&scope=read%20write"
    );
    assert_eq!(
        asked.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    // `id%3A1:the-secret-of-all`: RFC 6749 has the two encoded before they are joined.
    let expected = "Basic aWQlM0ExOnRoZS1zZWNyZXQtb2YtYWxs";
    assert_eq!(asked.header("authorization"), Some(expected));
    assert_eq!(carried(&server), (vec!["Bearer token-1".to_owned(); 9], 1));
    let request = client.fetched().into_request().unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer token-1");
}

/// A clock that shows what it is told.
#[derive(Clone, Default)]
struct Told(Arc<AtomicU64>);

impl Clock for Told {
    fn now(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::Relaxed))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn unix_time(&self) -> Duration {
        self.now()
    }
}

#[tokio::test]
async fn a_token_is_fetched_anew_shortly_before_it_ends() {
    let server = issuer("\"100\"", |_| done()).await;
    let clock = Told::default();
    let client = fetching(&server).clock(clock.clone()).build().unwrap();
    for time in [0, 89, 90, 179, 180] {
        clock.0.store(time, Ordering::Relaxed);
        client.fetched().send().await.unwrap();
    }
    let tokens = [1, 1, 2, 2, 3].map(|number| format!("Bearer token-{number}"));
    assert_eq!(carried(&server), (tokens.into(), 3));
}

#[tokio::test]
async fn a_token_that_is_refused_is_replaced_once() {
    let server = issuer("3600", |number| match number {
        0 => Reply::new("401 Unauthorized", ""),
        _ => done(),
    });
    let server = server.await;
    let client = fetching(&server).build().unwrap();
    client.fetched_post().send().await.unwrap();
    let tokens = [1, 2].map(|number| format!("Bearer token-{number}"));
    assert_eq!(carried(&server), (tokens.into(), 2));

    let server = issuer("3600", |_| {
        Reply::new("401 Unauthorized", "token-1 token-2")
    })
    .await;
    let client = fetching(&server).build().unwrap();
    let error = client.fetched().send().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(error.attempts(), 2);
    let said = error.to_string();
    assert!(
        said.contains("check the credentials that the client was given"),
        "{said}"
    );
    assert!(
        !format!("{error} {error:?}").contains("token-"),
        "{error:?}"
    );
    assert_eq!(carried(&server).1, 2);
}

#[tokio::test]
async fn what_the_server_for_tokens_says_is_told_without_the_secret() {
    let server = FaultServer::start(|_| {
        let said = format!(r#"{{"error":"invalid_scope","error_description":"not {SECRET}"}}"#);
        Reply::json("400 Bad Request", said)
    });
    let server = server.await.unwrap();
    let client = fetching(&server).build().unwrap();
    let error = client.fetched().send().await.unwrap_err();
    let url = server.url();
    let expected = format!(
        "fetched: the call was not sent: no access token from {url}: it answered 400 Bad Request \
         invalid_scope: not [redacted]"
    );
    assert_eq!(error.to_string(), expected);
    assert!(!format!("{error:?}").contains(SECRET), "{error:?}");
    assert_eq!(server.take_requests().len(), 1);
}

#[tokio::test]
async fn a_server_for_tokens_that_is_busy_is_asked_again_whatever_the_call_does() {
    let server = FaultServer::in_turn([
        Reply::new("503 Service Unavailable", ""),
        Reply::json("200 OK", r#"{"access_token":"t"}"#),
        done(),
    ]);
    let server = server.await.unwrap();
    let client = fetching(&server).build().unwrap();
    client.fetched_post().send().await.unwrap();
    assert_eq!(carried(&server), (vec!["Bearer t".to_owned()], 2));
}

#[tokio::test]
async fn a_server_for_tokens_can_want_the_secret_in_the_body() {
    let server = FaultServer::in_turn([
        Reply::json("401 Unauthorized", r#"{"error":"invalid_client"}"#),
        Reply::json("200 OK", r#"{"access_token":"t"}"#),
        done(),
    ]);
    let server = server.await.unwrap();
    let client = fetching(&server).build().unwrap();
    client.fetched().send().await.unwrap();
    let requests = server.take_requests();
    assert_eq!(requests[1].header("authorization"), None);
    let expected = format!("scope=read%20write&client_id=id%3A1&client_secret={SECRET}");
    assert_eq!(
        requests[1].text(),
        format!("grant_type=client_credentials&{expected}")
    );
}

#[tokio::test]
async fn the_form_in_which_the_secret_was_sent_is_not_told_either() {
    let server = FaultServer::start(|request| {
        let sent = request.header("authorization").unwrap_or_default();
        let said = format!(r#"{{"error":"invalid_scope","error_description":"not {sent}"}}"#);
        Reply::json("400 Bad Request", said)
    });
    let server = server.await.unwrap();
    let client = fetching(&server).build().unwrap();
    let error = client.fetched().send().await.unwrap_err().to_string();
    assert!(
        error.ends_with("invalid_scope: not Basic [redacted]"),
        "{error}"
    );
}

/// An HTTP client of the user that follows redirects by itself takes nothing to another server.
#[tokio::test]
async fn the_secret_goes_to_the_server_for_tokens_alone() {
    let other =
        FaultServer::start(|_| Reply::json("401 Unauthorized", r#"{"error":"invalid_client"}"#));
    let other = other.await.unwrap();
    let to = other.url();
    let server = FaultServer::start(move |_| {
        let head = format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {to}/token\r\n");
        Reply::raw(format!("{head}content-length: 0\r\n\r\n"))
    });
    let server = server.await.unwrap();
    let builder = fetching(&server).http_client(reqwest::Client::new());
    let error = builder.build().unwrap().fetched().send().await.unwrap_err();
    assert!(error.to_string().contains("redirect"), "{error}");
    for request in other.take_requests() {
        assert!(request.header("authorization").is_none(), "{request:?}");
        assert!(!format!("{request:?}").contains(SECRET), "{request:?}");
    }
    assert!(server.take_requests().len() <= 1);
}

#[tokio::test]
async fn an_empty_secret_is_refused() {
    let server = issuer("3600", |_| done()).await;
    let url = format!("{}/token", server.url());
    let builder = builder(&server).oauth_client_credentials_at(url, "id", "", &[]);
    let error = builder.build().unwrap_err();
    assert!(error.to_string().contains("must not be empty"), "{error}");
}

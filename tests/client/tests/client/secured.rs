//! Credentials of every kind, as a server sees them, and what is never seen of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use client_tests::fault::{FaultServer, Reply, Request};
use futures_util::future::join_all;
use test_clients::secured::mock::Mock;
use test_clients::secured::{BoxFuture, CallOptions, Client, ClientBuilder, Clock};

const SECRET: &str = "the-secret-of-all";

fn done() -> Reply {
    Reply::new("204 No Content", "")
}

async fn recorder() -> FaultServer {
    FaultServer::start(|_| done()).await.unwrap()
}

fn builder(server: &FaultServer) -> ClientBuilder {
    Client::builder().base_url(server.url())
}

/// The only request that came in since the last look.
#[track_caller]
fn seen(server: &FaultServer) -> Request {
    let mut requests = server.take_requests();
    assert_eq!(requests.len(), 1, "{requests:#?}");
    requests.remove(0)
}

#[tokio::test]
async fn each_kind_goes_to_its_place() {
    let server = recorder().await;
    let builder = builder(&server).key("k 1").query_key("a&b").session("s==");
    let builder = builder.basic("Aladdin", "open sesame");
    let client = builder.digest(r#"username="x", uri="/""#).build().unwrap();
    client.header().send().await.unwrap();
    let request = seen(&server);
    assert_eq!(request.target, "/header");
    assert_eq!(request.header("x-api-key"), Some("k 1"));
    assert_eq!(request.header("authorization"), None);
    assert_eq!(request.header("cookie"), None);
    client.query().q("x").send().await.unwrap();
    let request = seen(&server);
    assert_eq!(request.target, "/query?q=x&api%20key=a%26b");
    assert_eq!(request.header("x-api-key"), None);
    client.cookie().theme("dark").send().await.unwrap();
    assert_eq!(seen(&server).header("cookie"), Some("theme=dark; sid=s=="));
    client.basic_only().send().await.unwrap();
    // The example of RFC 7617.
    let expected = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
    assert_eq!(seen(&server).header("authorization"), Some(expected));
    client.digest_only().send().await.unwrap();
    let expected = r#"Digest username="x", uri="/""#;
    assert_eq!(seen(&server).header("authorization"), Some(expected));
    let request = client.cookie().into_request().unwrap();
    assert_eq!(request.headers()["cookie"], "sid=s==");
}

#[tokio::test]
async fn of_several_ways_the_first_is_taken_that_is_there() {
    let server = recorder().await;
    let all = builder(&server).key("k").basic("u", "p").oauth("t");
    all.build().unwrap().both().send().await.unwrap();
    let request = seen(&server);
    assert_eq!(request.header("x-api-key"), Some("k"));
    assert_eq!(request.header("authorization"), Some("Basic dTpw"));
    let some = builder(&server).key("k").oauth("t").build().unwrap();
    some.both().send().await.unwrap();
    let request = seen(&server);
    assert_eq!(request.header("x-api-key"), None);
    assert_eq!(request.header("authorization"), Some("Bearer t"));
    let none = builder(&server).basic("u", "p").build().unwrap();
    let error = none.both().send().await.unwrap_err();
    assert!(error.is_invalid_request());
    assert_eq!(
        error.to_string(),
        "both: the call was not sent: `credentials` are missing: give the builder of the client \
         `key` and `basic`, or `oauth`"
    );
    assert!(server.take_requests().is_empty());
}

#[tokio::test]
async fn an_operation_that_takes_none_gets_none_and_one_that_can_do_without_does() {
    let server = recorder().await;
    let with = builder(&server).key("k").build().unwrap();
    with.open().send().await.unwrap();
    assert_eq!(seen(&server).header("x-api-key"), None);
    with.optional().send().await.unwrap();
    assert_eq!(seen(&server).header("x-api-key"), Some("k"));
    let without = builder(&server).build().unwrap();
    without.optional().send().await.unwrap();
    assert_eq!(seen(&server).header("x-api-key"), None);
    without.header().send().await.unwrap_err();
    let own = CallOptions::new().header("X-Api-Key", "of the call");
    without.header().options(own).send().await.unwrap();
    assert_eq!(seen(&server).header("x-api-key"), Some("of the call"));
}

#[tokio::test]
async fn what_cannot_be_sent_is_named_and_not_repeated() {
    let server = recorder().await;
    let new = || builder(&server);
    for (builder, told) in [
        (
            new().key(format!("{SECRET}\n")),
            "`key`: the value has spaces or line ends around it",
        ),
        (new().key(""), "`key`: the value is empty"),
        (
            new().key(format!("{SECRET}é")),
            "`key`: character 18 of the value is not a visible",
        ),
        (
            new().session("a;b"),
            "`session`: character 2 of the value is none that a cookie can have",
        ),
        (
            new().oauth("a b"),
            "`oauth`: character 2 of the value is not a visible ASCII character",
        ),
        (
            new().basic("a:b", SECRET),
            "`basic`: the user name has a colon in it",
        ),
    ] {
        assert!(!format!("{builder:?}").contains("secret-of"), "{builder:?}");
        let error = builder.build().unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
        assert!(
            !format!("{error:?} {error}").contains("secret-of"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn no_error_shows_what_a_service_repeats() {
    let server = FaultServer::start(|request| {
        let all = format!("{} {:?}", request.target, request.headers);
        Reply::new("403 Forbidden", all)
    });
    let server = server.await.unwrap();
    let builder = builder(&server)
        .key(SECRET)
        .query_key(SECRET)
        .session(SECRET);
    let client = builder.basic("user", SECRET).oauth(SECRET).build().unwrap();
    let calls = [
        client.header().send().await,
        client.query().send().await,
        client.cookie().send().await,
        client.basic_only().send().await,
        client.fetched().send().await,
    ];
    for error in calls.map(Result::unwrap_err) {
        let shown = format!("{error} {error:?} {:?}", error.body());
        assert!(
            !shown.contains(SECRET) && !shown.contains("dXNlcjp"),
            "{shown}"
        );
        assert!(shown.contains("[redacted]"), "{shown}");
    }
    assert!(!format!("{client:?}").contains(SECRET));
}

#[tokio::test]
async fn another_server_gets_none_of_it() {
    let other = recorder().await;
    let to = other.url();
    let server = FaultServer::start(move |request| {
        let path = request.target.split('?').next().unwrap();
        Reply::new("307 Temporary Redirect", "").header("location", format!("{to}{path}"))
    });
    let server = server.await.unwrap();
    let builder = builder(&server)
        .key(SECRET)
        .query_key(SECRET)
        .session(SECRET);
    let client = builder.basic("user", SECRET).build().unwrap();
    client.header().send().await.unwrap();
    client.query().send().await.unwrap();
    client.cookie().send().await.unwrap();
    client.basic_only().send().await.unwrap();
    let requests = other.take_requests();
    assert_eq!(requests.len(), 4);
    assert!(!format!("{requests:?}").contains(SECRET), "{requests:?}");
    assert!(
        requests
            .iter()
            .all(|request| request.header("authorization").is_none())
    );
}

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
async fn the_mock_asks_nobody() {
    let mock = Mock::new();
    let _ = mock.fetched().succeeds().repeated();
    let _ = mock.both().succeeds();
    mock.client().unwrap().fetched().send().await.unwrap();
    mock.client().unwrap().both().send().await.unwrap();
    let builder = mock
        .client_builder()
        .oauth_client_credentials("id", "secret", &[]);
    builder.build().unwrap().fetched().send().await.unwrap();
    let sent = mock.calls();
    let token = |at: usize| {
        sent[at].headers["authorization"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(token(0), "Bearer mock-token");
    assert_eq!(token(1), "Basic bW9jay11c2VyOm1vY2stcGFzc3dvcmQ=");
    assert_eq!(token(2), "Bearer mock-token");
}

//! Credentials of every kind, as a server sees them, and what is never seen of them.

use client_tests::fault::{FaultServer, Reply, Request};
use test_clients::secured::mock::Mock;
use test_clients::secured::{CallOptions, Client, ClientBuilder};

pub(crate) const SECRET: &str = "the-secret-of-all";

pub(crate) fn done() -> Reply {
    Reply::new("204 No Content", "")
}

async fn recorder() -> FaultServer {
    FaultServer::start(|_| done()).await.unwrap()
}

pub(crate) fn builder(server: &FaultServer) -> ClientBuilder {
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

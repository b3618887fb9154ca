//! Where calls go: the server of the document, one that was chosen, one that was given, and that of
//! an operation.

use client_tests::fault::{FaultServer, Reply};
use test_clients::servers::mock::Mock;
use test_clients::servers::servers::{Local, Mode, Other, Scheme, Tenant};
use test_clients::servers::{Client, ClientBuilder, Server, blocking};
use test_clients::servers_relative;

async fn recorder() -> FaultServer {
    FaultServer::start(|_| Reply::new("204 No Content", ""))
        .await
        .unwrap()
}

fn builder() -> ClientBuilder {
    Client::builder().token("t")
}

/// Where a client sends a call, and one of an operation that is at another server.
fn goes_to(builder: ClientBuilder) -> (String, String) {
    let client = builder.build().unwrap();
    let usual = client.get_thing("1").q("a b").into_request().unwrap();
    let own = client.put_thing("1").q("a b").into_request().unwrap();
    assert!(usual.headers().contains_key("authorization"));
    assert!(own.headers().contains_key("authorization"));
    (usual.uri().to_string(), own.uri().to_string())
}

#[test]
fn calls_go_to_the_first_server_or_that_of_their_operation() {
    let (usual, own) = goes_to(builder());
    assert_eq!(usual, "https://api.servers.test/v1/things/1?q=a%20b");
    assert_eq!(own, "https://uploads.servers.test/v9/things/1?q=a%20b");
}

#[test]
fn a_server_that_is_chosen_is_that_of_all_calls() {
    let (usual, own) = goes_to(builder().server(Server::Sandbox));
    assert_eq!(usual, "http://127.0.0.1:9/sandbox/things/1?q=a%20b");
    assert_eq!(own, usual);
    let (usual, own) = goes_to(builder().server(Tenant::new("acme-1")));
    assert_eq!(usual, "https://acme-1.servers.test/things/1?q=a%20b");
    assert_eq!(own, usual);
}

#[test]
fn variables_have_the_values_of_the_document_and_of_the_user() {
    let (usual, _) = goes_to(builder().server(Local::new()));
    assert_eq!(usual, "https://localhost/fast/v1/things/1?q=a%20b");
    let local = Local::new()
        .scheme(Scheme::Http)
        .port("8080")
        .mode(Mode::Slow)
        .path("a b/c?d#e%2F@");
    assert_eq!(
        Server::from(local.clone()).url().unwrap(),
        "http://localhost:8080/slow/a%20b/c%3Fd%23e%252F@"
    );
    let (usual, _) = goes_to(builder().server(local));
    assert_eq!(
        usual,
        "http://localhost:8080/slow/a%20b/c%3Fd%23e%252F@/things/1?q=a%20b"
    );
    assert_eq!(Mode::Slow.as_str(), "slow");
    let based = |base: &str| Server::from(Other::new().base(base)).url();
    assert_eq!(based("/v2").unwrap(), "https://api.servers.test/v2");
    assert_eq!(based("").unwrap(), "https://api.servers.test");
    for hostile in [".evil.test", ":1", "@evil.test", "v2", "/..", "\\x"] {
        assert!(based(hostile).is_err(), "{hostile}");
    }
}

#[test]
fn a_value_cannot_lead_elsewhere() {
    let hostile = [
        "",
        "a.b",
        "evil.test/",
        "evil.test#",
        "evil.test?",
        "u@evil.test",
        "evil:1",
        "a\\b",
        "a b",
        "a%2f",
        "é",
        "a\n",
        "[::1]",
    ];
    for value in hostile {
        let error = builder().server(Tenant::new(value)).build().unwrap_err();
        assert!(error.is_configuration(), "{error}");
        let text = error.to_string();
        assert!(
            text.contains("the variable \"tenant\" of its server must be letters"),
            "{text}"
        );
    }
    for (server, name) in [
        (Local::new().host("evil.test/x"), "host"),
        (Local::new().host("u:p@evil.test"), "host"),
        (Local::new().host("localhost:1"), "host"),
        (Local::new().port("+1"), "port"),
        (Local::new().port("99999"), "port"),
        (Local::new().port("1/x"), "port"),
        (Local::new().path("../admin"), "path"),
        (Local::new().path("a/./b"), "path"),
    ] {
        let error = builder().server(server).build().unwrap_err().to_string();
        assert!(
            error.contains(&format!("the variable {name:?} of its server must")),
            "{error}"
        );
    }
    let plain = Local::new().scheme(Scheme::Http).host("far.test");
    let error = builder().server(plain).build().unwrap_err().to_string();
    assert!(error.contains("is not https"), "{error}");
}

#[tokio::test]
async fn what_a_user_gives_is_for_all_calls() {
    let server = recorder().await;
    let client = builder().server(Server::Sandbox).base_url(server.url());
    let client = client.build().unwrap();
    client.get_thing("a/b").send().await.unwrap();
    client.put_thing("1").q("x").send().await.unwrap();
    client.post_thing("1").send().await.unwrap();
    let seen = server.take_requests();
    let targets: Vec<&str> = seen.iter().map(|r| r.target.as_str()).collect();
    assert_eq!(targets, ["/things/a%2Fb", "/things/1?q=x", "/things/1"]);
    assert_eq!(seen[1].header("authorization"), Some("Bearer t"));
    assert_eq!(seen[2].header("authorization"), None);
    // Of several, the last holds.
    let builder = builder().base_url("https://u:secret@x.test");
    assert!(!format!("{builder:?}").contains("secret"));
    let (usual, _) = goes_to(builder.server(Server::Production));
    assert!(usual.starts_with("https://api.servers.test/"), "{usual}");
}

#[test]
fn a_server_of_an_operation_is_held_to_the_same_rules() {
    let client = builder().build().unwrap();
    let error = client.post_thing("1").into_request().unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(error.to_string().contains("is not https"), "{error}");
    let client = builder().allow_http(true).build().unwrap();
    let request = client.post_thing("1").into_request().unwrap();
    assert_eq!(request.uri(), "http://plain.servers.test/things/1");
}

#[tokio::test]
async fn the_mock_and_the_blocking_client_go_there_too() {
    let mock = Mock::new();
    mock.put_thing().succeeds().repeated();
    let builder = mock.client_builder().server(Tenant::new("acme"));
    builder
        .build()
        .unwrap()
        .put_thing("1")
        .send()
        .await
        .unwrap();
    mock.client().unwrap().put_thing("1").send().await.unwrap();
    let calls = mock.calls();
    let paths: Vec<&str> = calls.iter().map(|call| call.path.as_str()).collect();
    assert_eq!(paths, ["/things/1", "/v9/things/1"]);
    let server = recorder().await;
    let url = server.url().clone();
    tokio::task::spawn_blocking(move || {
        let client = blocking::Client::builder().token("t").base_url(url);
        client
            .build_blocking()
            .unwrap()
            .put_thing("1")
            .send()
            .unwrap();
    })
    .await
    .unwrap();
    assert_eq!(server.take_requests()[0].target, "/things/1");
}

#[tokio::test]
async fn the_path_of_the_document_is_added_to_a_server() {
    let error = servers_relative::Client::builder().build().unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("`/api/v3`") && text.contains("`base_url`"),
        "{text}"
    );
    let server = recorder().await;
    for (path, expected) in [
        ("", ["/api/v3/things", "/api/v4/things"]),
        ("/", ["/api/v3/things", "/api/v4/things"]),
        ("/api/v3", ["/api/v3/things", "/api/v4/things"]),
        ("/gateway/", ["/gateway/things", "/api/v4/things"]),
    ] {
        let builder = servers_relative::Client::builder();
        let builder = builder.base_url(format!("{}{path}", server.url()));
        let client = builder.build().unwrap();
        client.list_things().send().await.unwrap();
        client.put_things().send().await.unwrap();
        let seen = server.take_requests();
        let targets: Vec<&str> = seen.iter().map(|r| r.target.as_str()).collect();
        assert_eq!(targets, expected, "{path:?}");
    }
}

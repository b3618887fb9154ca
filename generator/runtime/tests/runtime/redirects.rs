//! Redirects are followed where that is safe, and the token stays with its server.

use truespec_runtime::{Call, Empty, Method};

use crate::server::{Reply, Server};
use crate::{client, get};

/// A server that redirects `/thing` to `location`, and answers all else with its target.
async fn redirecting(status: &'static str, location: String) -> Server {
    Server::start(move |request| match request.target.as_str() {
        "/thing" => Reply::redirect(status, &location),
        target => Reply::json("200 OK", &format!("{target:?}")),
    })
    .await
}

#[tokio::test]
async fn another_origin_gets_neither_the_token_nor_the_parameters() {
    let other = Server::start(|_| Reply::json("200 OK", "7")).await;
    // The same machine, and another port: another origin.
    let server = redirecting("302 Found", other.url() + "/there").await;
    let mut call = get(&server);
    call.header("x-secret", "s");
    assert_eq!(call.send::<i64>().await.unwrap(), 7);
    assert!(server.received()[0].header("authorization").is_some());
    let request = other.received().remove(0);
    assert_eq!(request.target, "/there");
    assert_eq!(
        (request.header("authorization"), request.header("x-secret")),
        (None, None)
    );
    assert_eq!(request.header("accept"), Some("application/json"));
}

#[tokio::test]
async fn the_own_server_gets_the_token_again() {
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let server = redirecting(status, "there?a=b".to_owned()).await;
        assert_eq!(get(&server).send::<String>().await.unwrap(), "/there?a=b");
        assert!(server.received()[1].header("authorization").is_some());
    }
}

#[tokio::test]
async fn a_change_is_repeated_only_where_the_own_server_asks_for_it() {
    let other = Server::null().await;
    for (status, location, followed) in [
        ("302 Found", "/there".to_owned(), false),
        ("303 See Other", "/there".to_owned(), false),
        ("307 Temporary", "/there".to_owned(), true),
        ("308 Permanent", "/there".to_owned(), true),
        ("307 Temporary", other.url(), false),
    ] {
        let server = redirecting(status, location).await;
        let mut call = Call::new(
            &client(&server).build().unwrap(),
            "create",
            Method::POST,
            "/thing",
            &[],
        );
        call.json(&"secret");
        let result = call.send::<Empty>().await;
        assert_eq!(result.is_ok(), followed, "{status}: {result:?}");
        if followed {
            let again = server.received().remove(1);
            assert_eq!(
                (again.method.as_str(), again.body.as_str()),
                ("POST", "\"secret\"")
            );
        } else {
            let error = result.unwrap_err();
            assert!(
                error.is_api() && error.status().unwrap().is_redirection(),
                "{error:?}"
            );
            assert!(error.to_string().contains("not followed"), "{error}");
            assert_eq!(server.received().len(), 1);
        }
    }
    assert_eq!(other.received().len(), 0);
}

#[tokio::test]
async fn a_redirect_that_must_not_be_followed_is_an_error() {
    for location in [
        "http://api.example.com/",
        "ftp://127.0.0.1/",
        "http://user:pass@127.0.0.1/",
        "http://[",
        "/thing",
    ] {
        // The last one leads back to itself.
        let server = redirecting("302 Found", location.to_owned()).await;
        let error = get(&server).send::<Empty>().await.unwrap_err();
        assert_eq!(error.status().unwrap(), 302, "{location}: {error}");
        assert_eq!(
            server.received().len(),
            if location == "/thing" { 11 } else { 1 }
        );
    }
}

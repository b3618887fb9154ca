//! Answers that send the client elsewhere.

use client_tests::TOKEN;
use client_tests::fault::{FaultServer, Reply, Request};
use paperspace::Client;

use super::{Fault, Outcome, PROJECT, assert_no_token, error_text, settings, told};

fn redirect(status: &str, location: impl Into<String>) -> Reply {
    Reply::new(status, "").header("location", location)
}

/// A server that answers everything, and one that redirects everything to it.
async fn elsewhere(status: &'static str) -> (FaultServer, FaultServer, Client) {
    let other = FaultServer::start(|_| Reply::json("200 OK", PROJECT))
        .await
        .unwrap();
    let location = format!("{}/other", other.url());
    let server = FaultServer::start(move |_| redirect(status, location.as_str()))
        .await
        .unwrap();
    let client = settings(&server).build().unwrap();
    (other, server, client)
}

/// Everything that a request carries, as a text.
fn carried(request: &Request) -> String {
    format!("{:?} {}", request.headers, request.text())
}

#[tokio::test]
async fn another_origin_gets_no_token_and_no_body() {
    for status in ["301 x", "302 x", "303 x", "307 x", "308 x"] {
        let (other, server, client) = elsewhere(status).await;
        client.get_project("p1").send().await.unwrap();
        let sent = server.requests();
        assert!(
            carried(&sent[0]).contains(TOKEN),
            "the service itself gets it"
        );
        let received = other.requests();
        assert_eq!((received.len(), received[0].target.as_str()), (1, "/other"));
        assert!(!carried(&received[0]).contains(TOKEN), "{:?}", received[0]);
        assert_eq!(received[0].header("authorization"), None);

        let outcomes: [Outcome; 2] = [
            client.create_project("a secret name").send().await,
            client.delete_project("p1").send().await,
        ];
        for outcome in outcomes {
            let error = outcome.unwrap_err();
            assert_no_token(&error);
            assert_eq!(error.status().unwrap().as_str(), &status[..3]);
            assert_eq!((error.attempts(), error.is_retryable()), (1, false));
            let advice = "the redirect was not followed: check the base URL";
            assert!(error.to_string().ends_with(advice), "{error}");
        }
        assert_eq!(other.requests().len(), 1, "neither was sent there");
        assert_eq!(server.requests().len(), 3);
    }
}

/// What changes something is repeated only where the service asks for exactly that.
#[tokio::test]
async fn redirects_on_the_same_server() {
    for (status, followed) in [
        ("302 Found", false),
        ("303 See Other", false),
        ("307 x", true),
        ("308 x", true),
    ] {
        let server = FaultServer::start(move |request| match request.target.as_str() {
            "/moved" => Reply::json("200 OK", PROJECT),
            _ => redirect(status, "/moved"),
        })
        .await
        .unwrap();
        let client = settings(&server).build().unwrap();
        client.get_project("p1").send().await.unwrap();
        let post = client.create_project("diffusion").send().await;
        let delete = client.delete_project("p1").send().await;
        assert_eq!(
            (post.is_ok(), delete.is_ok()),
            (followed, followed),
            "{status}"
        );
        let moved: Vec<(String, String)> = server
            .requests()
            .iter()
            .filter(|request| request.target == "/moved")
            .map(|request| (request.method.clone(), request.text()))
            .collect();
        let get = ("GET".to_owned(), String::new());
        let post = ("POST".to_owned(), r#"{"name":"diffusion"}"#.to_owned());
        let delete = ("DELETE".to_owned(), String::new());
        assert_eq!(
            moved,
            if followed {
                vec![get, post, delete]
            } else {
                vec![get]
            }
        );
    }
}

#[tokio::test]
async fn redirects_that_lead_nowhere() {
    let faults = [
        Fault::new("a loop", [11, 11, 11], |_| {
            redirect("307 Temporary Redirect", "/projects")
        }),
        Fault::new("without a location", [1, 1, 1], |_| {
            Reply::new("302 Found", "")
        }),
        Fault::new("to a location that is none", [1, 1, 1], |_| {
            redirect("302 Found", "http://[")
        }),
        Fault::new("to a file", [1, 1, 1], |_| {
            redirect("302 Found", "file:///etc/passwd")
        }),
        Fault::new("to another machine without TLS", [1, 1, 1], |_| {
            redirect("307 Temporary Redirect", "http://192.0.2.1/projects")
        }),
        Fault::new("with a password in it", [1, 1, 1], |request| {
            let host = request.header("host").unwrap_or_default();
            redirect(
                "307 Temporary Redirect",
                format!("http://user:pass@{host}/projects"),
            )
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

/// The other server fails: the call is tried again from its beginning, and says where it was sent.
#[tokio::test]
async fn a_redirect_to_a_server_that_fails() {
    let other = FaultServer::start(|_| Reply::new("502 Bad Gateway", ""))
        .await
        .unwrap();
    let location = other.url();
    let server = FaultServer::start(move |_| redirect("302 Found", location.as_str()))
        .await
        .unwrap();
    let client = settings(&server).build().unwrap();
    let error = client.get_project("p1").send().await.unwrap_err();
    assert_eq!((server.requests().len(), other.requests().len()), (3, 3));
    assert!(
        error_text(&error, &server).contains("tried 3 times"),
        "{error}"
    );
}

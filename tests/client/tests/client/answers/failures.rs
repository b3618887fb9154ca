//! Errors in the types of the service.

use client_tests::fault::Reply;
use test_clients::answers::{operations::GetThingError, types};

use super::{answered, typed};

async fn failed(reply: Reply) -> String {
    let (_server, client) = answered(reply).await;
    let error = client.get_thing("a").send().await.unwrap_err();
    match GetThingError::of(&error) {
        Some(GetThingError::NotFound(body)) => format!("not found: {}", body.looked),
        Some(GetThingError::ClientError(problem)) => format!("client: {}", problem.title),
        Some(GetThingError::Default(failure)) => format!("other: {}", failure.message),
        Some(other) => format!("{other:?}"),
        None => "unknown".to_owned(),
    }
}

#[tokio::test]
async fn by_status() {
    const LOOKED: &str = r#"{"looked": "there"}"#;
    const PROBLEM: &str = r#"{"title": "wrong"}"#;
    const FAILURE: &str = r#"{"message": "broken"}"#;
    for (status, content_type, body, expected) in [
        (
            "404 Not Found",
            "application/json",
            LOOKED,
            "not found: there",
        ),
        ("404 Not Found", "application/json", PROBLEM, "unknown"),
        ("404 Not Found", "text/html", "<h1>404</h1>", "unknown"),
        ("404 Not Found", "", "", "unknown"),
        (
            "409 Conflict",
            "application/problem+json",
            PROBLEM,
            "client: wrong",
        ),
        (
            "501 Not Implemented",
            "application/json",
            FAILURE,
            "other: broken",
        ),
        ("302 Found", "application/json", FAILURE, "other: broken"),
        // Of a success that is not as described, the service says nothing.
        ("200 OK", "application/json", FAILURE, "unknown"),
    ] {
        let told = failed(typed(status, content_type, body)).await;
        assert_eq!(told, expected, "{status} {body}");
    }
}

#[tokio::test]
async fn in_a_type() {
    let body = r#"{"title": "wrong", "token": "hunter22"}"#;
    let (_server, client) = answered(Reply::json("400 Bad Request", body)).await;
    let error = client.delete_thing("a").send().await.unwrap_err();
    let problem: types::Problem = error.body_as().unwrap();
    assert_eq!(problem.title, "wrong");
    // Secrets are taken out before an error keeps anything.
    assert_ne!(problem.token.as_deref(), Some("hunter22"));
    assert!(error.body_as::<types::Job>().is_none());
}

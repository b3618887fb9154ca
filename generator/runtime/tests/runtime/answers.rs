//! What an answer becomes: a value, or an error that says what it was.

use serde::Deserialize;
use serde_json::json;
use truespec_runtime::{Call, Empty, Error, Method, Response, Transport};

use crate::server::{Reply, Server};
use crate::{API, get};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct List {
    items: Vec<Item>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Item {
    dt_created: String,
}

async fn error(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Error {
    let server = Server::start(move |_| reply()).await;
    get(&server).send::<List>().await.unwrap_err()
}

#[tokio::test]
async fn any_2xx_is_a_success() {
    for status in [
        "200 OK",
        "201 Created",
        "202 Accepted",
        "203 x",
        "206 x",
        "226 x",
        "299 x",
    ] {
        let server =
            Server::start(move |_| Reply::json(status, r#"{"items": [], "unknown": 1}"#)).await;
        assert_eq!(
            get(&server).send::<List>().await.unwrap(),
            List { items: vec![] }
        );
    }
}

#[tokio::test]
async fn an_operation_without_a_value_takes_any_body() {
    for (status, body) in [
        ("204 No Content", ""),
        ("200 OK", ""),
        ("200 OK", "{}"),
        ("201 Created", "<html>"),
    ] {
        let reply = move || {
            if status.starts_with("204") {
                Reply::raw("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
            } else {
                Reply::json(status, body)
            }
        };
        let server = Server::start(move |_| reply()).await;
        assert_eq!(get(&server).send::<Empty>().await.unwrap(), Empty);
    }
}

#[tokio::test]
async fn a_response_has_status_and_headers() {
    let server =
        Server::start(|_| Reply::new("201 Created", "x-request-id: r1\r\nx-a: b\r\n", "[1]")).await;
    let response: Response<Vec<i64>> = get(&server).send_with_response().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.request_id()),
        (201, Some("r1"))
    );
    assert_eq!(response.headers()["x-a"], "b");
    assert_eq!(response.value(), &[1]);
    assert_eq!(response.into_value(), [1]);
}

#[tokio::test]
async fn a_body_that_is_not_as_described_says_where_and_what() {
    let body = r#"{"items": [{"dtCreated": "a"}, {"dtCreated": 7}]}"#;
    let error = error(|| Reply::json("200 OK", body)).await;
    assert!(error.is_decode() && !error.is_api(), "{error:?}");
    assert_eq!(error.decode_path(), Some("items[1].dtCreated"));
    assert_eq!(
        (error.status().unwrap().as_u16(), error.body()),
        (200, Some(body))
    );
    assert_eq!(
        error.to_string(),
        "getThing: the service answered 200 OK, but its body is not as described, at `items[1].dtCreated`: \
         invalid type: integer `7`, expected a string at line 1 column 46 (content type application/json); \
         `body()` of the error has what was sent, and the request has been carried out"
    );
}

#[tokio::test]
async fn bodies_that_are_no_such_value() {
    for (body, path, found) in [
        ("{}", ".", "missing field `items`"),
        ("<html>busy</html>", ".", "expected value"),
        (r#"{"items": []} x"#, ".", "trailing characters"),
        (
            r#"{"items": [{"dtCreated": "a"#,
            "items[0].dtCreated",
            "EOF while parsing",
        ),
    ] {
        let error = error(move || Reply::new("200 OK", "", body)).await;
        assert!(
            error.is_decode() && error.decode_path() == Some(path),
            "{error:?}"
        );
        assert!(error.to_string().contains(found), "{error}");
    }
    let deep = error(|| Reply::new("200 OK", "", &"[".repeat(100_000))).await;
    assert!(deep.is_decode() && deep.to_string().len() < 1000, "{deep}");
}

#[tokio::test]
async fn an_empty_body_where_a_value_was_expected_says_so() {
    for bytes in [
        "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
    ] {
        let error = error(move || Reply::raw(bytes)).await;
        assert!(
            error.is_decode()
                && error
                    .to_string()
                    .contains("its body is empty where a value was expected"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn the_service_describes_its_error() {
    let body = r#"{"code": "not_found", "message": "No\nsuch project", "details": {"id": [1]}}"#;
    let error =
        error(|| Reply::new("404 Not Found", "cf-ray: ray1\r\nrequest-id: r2\r\n", body)).await;
    let api = error.api_error().unwrap();
    assert_eq!(
        (api.code.as_deref(), api.message.as_deref()),
        (Some("not_found"), Some("No\nsuch project"))
    );
    assert_eq!(api.details, Some(json!({"id": [1]})));
    assert_eq!(
        (error.operation(), error.request_id(), error.body()),
        (Some("getThing"), Some("r2"), Some(body))
    );
    assert!(
        error.is_api() && error.is_not_found() && !error.is_decode(),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "getThing: the service answered 404 Not Found (request r2): No such project (code not_found); \
         check the identifiers in the call, and the base URL"
    );
}

#[tokio::test]
async fn each_status_has_its_predicate_and_advice() {
    type Predicate = fn(&Error) -> bool;
    let predicates: [(u16, Predicate, &str); 5] = [
        (
            401,
            Error::is_unauthorized,
            "check the token (the environment variable EXAMPLE_API_KEY",
        ),
        (403, Error::is_forbidden, "the token does not allow this"),
        (404, Error::is_not_found, "check the identifiers"),
        (409, Error::is_conflict, "look at the present state"),
        (429, Error::is_rate_limited, "wait, then try again"),
    ];
    for (status, _, advice) in predicates {
        let error = error(move || Reply::json(&format!("{status} x"), "{}")).await;
        assert!(error.to_string().contains(advice), "{error}");
        let answers: Vec<u16> = predicates
            .iter()
            .filter(|(_, holds, _)| holds(&error))
            .map(|(status, ..)| *status)
            .collect();
        assert_eq!(answers, [status]);
    }
    let unknown = error(|| Reply::json("418 x", "{}")).await;
    assert!(
        unknown.is_api() && unknown.to_string().contains("check the arguments"),
        "{unknown}"
    );
}

#[tokio::test]
async fn a_401_without_a_token_asks_for_one() {
    let server = Server::start(|_| Reply::json("401 Unauthorized", "{}")).await;
    let transport = Transport::builder(API)
        .base_url(server.url())
        .build()
        .unwrap();
    let error = Call::new(&transport, "op", Method::GET, "/", &[])
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("the client has no token"),
        "{error}"
    );
}

#[tokio::test]
async fn errors_in_other_words_are_still_errors_of_the_service() {
    for (body, shown) in [
        (
            "<html>\n <b>Bad   Gateway</b>",
            ": <html> <b>Bad Gateway</b>; the service failed",
        ),
        ("", "502 Bad Gateway; the service failed"),
        (r#"{"other": 1}"#, r#": {"other": 1};"#),
        (r#"{"code": 17, "message": null}"#, " (code 17);"),
        (r#"{"message": ["a"]}"#, r#": ["a"];"#),
    ] {
        let error = error(move || Reply::new("502 Bad Gateway", "", body)).await;
        assert!(error.is_api() && error.body() == Some(body), "{error:?}");
        assert!(error.to_string().contains(shown), "{error}");
        assert_eq!(
            error.api_error().is_some(),
            body.contains("code") || body.contains("message")
        );
    }
    let broken = error(|| Reply::raw("HTTP/1.1 503 x\r\ncontent-length: 99\r\n\r\nbusy")).await;
    assert!(
        broken.is_api() && broken.body() == Some("busy"),
        "{broken:?}"
    );
}

#[tokio::test]
async fn error_members_can_be_nested() {
    let server =
        Server::start(|_| Reply::json("400 Bad Request", r#"{"error": {"message": "no"}}"#)).await;
    let mut api = API;
    api.error_fields.message = Some("/error/message");
    let transport = Transport::builder(api)
        .base_url(server.url())
        .build()
        .unwrap();
    let error = Call::new(&transport, "op", Method::GET, "/", &[])
        .send::<Empty>()
        .await
        .unwrap_err();
    assert_eq!(error.api_error().unwrap().message.as_deref(), Some("no"));
}

#[test]
fn an_error_is_small_and_can_go_anywhere() {
    fn everywhere<T: std::error::Error + Send + Sync + 'static>() {}
    everywhere::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}

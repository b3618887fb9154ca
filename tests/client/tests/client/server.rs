//! The server itself: that it knows every operation of the pages, and that it is strict. Without
//! this, the tests of the client would prove nothing. Spoken to by plain HTTP.

use client_tests::operations::OPERATIONS;
use client_tests::{Server, TOKEN};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

const JSON: (&str, &str) = ("content-type", "application/json");

fn request(server: &Server, method: Method, target: &str) -> RequestBuilder {
    let url = format!("{}{target}", server.url());
    reqwest::Client::new()
        .request(method, url)
        .bearer_auth(TOKEN)
}

async fn answer(request: RequestBuilder) -> (StatusCode, Value) {
    let response = request.send().await.unwrap();
    let status = response.status();
    (
        status,
        serde_json::from_str(&response.text().await.unwrap()).unwrap(),
    )
}

/// The table was copied by hand; the page's headings say whether anything was forgotten.
#[test]
fn the_table_has_every_operation_of_the_pages() {
    for (page, all) in [("projects", true), ("tags", false)] {
        let path = format!(
            "{}/../../spec/reference/{page}.txt",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(path).unwrap();
        let lines: Vec<_> = text.lines().collect();
        let headings: Vec<_> = (0..lines.len())
            .filter_map(|index| {
                let (method, _) = lines[index].split_once(' ')?;
                ["GET", "POST", "PUT", "PATCH", "DELETE"]
                    .contains(&method)
                    .then_some(())?;
                Some((index + 1, method, lines[index + 2]))
            })
            .collect();
        if all {
            let table: Vec<_> = OPERATIONS
                .iter()
                .map(|row| (row.line, row.method, row.path))
                .collect();
            assert_eq!(table, headings);
        } else {
            assert_eq!(headings.len(), 3);
            assert!(headings.iter().all(|(_, method, path)| {
                OPERATIONS
                    .iter()
                    .any(|row| row.method == *method && row.path == *path)
            }));
        }
    }
}

#[tokio::test]
async fn a_documented_request_is_answered_as_documented() {
    let server = Server::start().await.unwrap();
    let create = request(&server, Method::POST, "/projects");
    let create = create
        .header(JSON.0, JSON.1)
        .body(r#"{"name": "diffusion"}"#);
    let (status, project) = answer(create).await;
    assert_eq!(status, 200);
    assert_eq!(project["name"], "diffusion");

    let list = request(
        &server,
        Method::GET,
        "/projects?limit=120&order=asc&orderBy=dtCreated",
    );
    let (status, list) = answer(list).await;
    assert_eq!(status, 200);
    assert_eq!(
        list,
        serde_json::json!({ "hasMore": false, "items": [project], "nextPage": null })
    );
}

#[tokio::test]
async fn whatever_is_undocumented_is_a_violation() {
    let server = Server::start().await.unwrap();
    let id = server.store(|store| store.seed_connected_project("strict", "octo/strict"));
    let cases = [
        ("GET", "/projects?type=x", "", 400, "`type` is undocumented"),
        ("GET", "/projects?limit=121", "", 400, "from 1 to 120"),
        ("GET", "/projects?limit=0", "", 400, "from 1 to 120"),
        (
            "GET",
            "/projects?limit=5&limit=5",
            "",
            400,
            "more than once",
        ),
        ("GET", "/projects?order=up", "", 400, "one of asc, desc"),
        ("GET", "/projects?orderBy=name", "", 400, "one of dtCreated"),
        ("GET", "/projects", "{}", 400, "no request body"),
        ("POST", "/projects", "", 400, "not a JSON object"),
        ("POST", "/projects", "{}", 400, "`name` is missing"),
        (
            "POST",
            "/projects",
            r#"{"name": 1}"#,
            400,
            "`name` is no string",
        ),
        (
            "POST",
            "/projects",
            r#"{"name": "a", "description": "b"}"#,
            400,
            "`description` is",
        ),
        (
            "GET",
            "/projects/{id}/activity?deploymentId=1",
            "",
            400,
            "must be a UUID",
        ),
        (
            "DELETE",
            "/projects/{id}/tags",
            "",
            400,
            "`name` is missing",
        ),
        (
            "PATCH",
            "/projects/{id}",
            r#"{"name": "a"}"#,
            501,
            "No page documents",
        ),
        ("GET", "/projects/", "", 501, "No page documents"),
        (
            "GET",
            "/projects/{id}/secrets/a/b",
            "",
            501,
            "No page documents",
        ),
    ];
    for (method, target, body, expected, reason) in cases {
        let target = target.replace("{id}", &id);
        let request = request(&server, method.parse().unwrap(), &target);
        let request = request.header(JSON.0, JSON.1).body(body);
        let (status, answer) = answer(request).await;
        let violations = server.take_violations();
        assert_eq!(status, expected, "{method} {target}: {answer}");
        assert_eq!(violations.len(), 1, "{method} {target}");
        assert!(violations[0].contains(reason), "{reason}: {violations:?}");
    }
}

#[tokio::test]
async fn headers_are_checked() {
    let server = Server::start().await.unwrap();
    let untyped = request(&server, Method::POST, "/projects").body(r#"{"name": "a"}"#);
    assert_eq!(answer(untyped).await.0, 400);

    let url = format!("{}/projects", server.url());
    for wrong in [None, Some("Bearer another"), Some(TOKEN)] {
        let request = reqwest::Client::new().get(&url);
        let request = match wrong {
            Some(wrong) => request.header("authorization", wrong),
            None => request,
        };
        assert_eq!(answer(request).await.0, 401, "{wrong:?}");
    }
    assert_eq!(server.take_violations().len(), 4);
}

#[tokio::test]
async fn a_wrong_value_is_refused_and_no_violation() {
    let server = Server::start().await.unwrap();
    let id = server.store(|store| store.seed_connected_project("strict", "octo/strict"));
    for (target, expected) in [
        ("/projects/unknown", 404),
        ("/projects?after=unknown", 400),
        (&format!("/projects/{id}/activity?after=not-a-uuid"), 400),
    ] {
        let (status, answer) = answer(request(&server, Method::GET, target)).await;
        assert_eq!(status, expected, "{target}");
        assert!(answer["code"].is_string() && answer["message"].is_string());
        assert_eq!(answer.get("details").is_some(), expected == 400);
    }
    assert_eq!(server.take_violations(), Vec::<String>::new());
}

#[tokio::test]
#[should_panic(expected = "requests that the pages do not document")]
async fn a_violation_that_nobody_took_fails_the_test() {
    let server = Server::start().await.unwrap();
    let _ = answer(request(&server, Method::GET, "/undocumented")).await;
}

//! JSON that is not quite what the pages say.

use client_tests::fault::{FaultServer, Reply};
use paperspace::types::DeploymentLatestSpecData;

use super::{Fault, PROJECT, settings, told};

#[tokio::test]
async fn members_of_another_kind() {
    let faults = [
        Fault::new("truncated", [1, 1, 1], |_| {
            Reply::json("200 OK", &PROJECT[..30])
        }),
        Fault::new("further members", [1, 1, 1], |_| {
            Reply::json(
                "200 OK",
                PROJECT.replace('}', r#","new":{"a":[1]},"id2":null}"#),
            )
        }),
        Fault::new("null in an optional member", [1, 1, 1], |_| {
            Reply::json(
                "200 OK",
                PROJECT.replace('}', r#","dtDeleted":null,"repoUrl":null}"#),
            )
        }),
        Fault::new("null in a required member", [1, 1, 1], |_| {
            Reply::json("200 OK", PROJECT.replace(r#""diffusion""#, "null"))
        }),
        Fault::new("a required member is missing", [1, 1, 1], |_| {
            Reply::json("200 OK", PROJECT.replace(r#""id":"p1","#, ""))
        }),
        Fault::new("a member twice", [1, 1, 1], |_| {
            Reply::json("200 OK", PROJECT.replace('}', r#","id":"p2"}"#))
        }),
        Fault::new("another type", [1, 1, 1], |_| {
            Reply::json("200 OK", PROJECT.replace(r#""p1""#, "17"))
        }),
        Fault::new("a date that is none", [1, 1, 1], |_| {
            Reply::json(
                "200 OK",
                PROJECT.replace("2024-05-01T10:00:00Z", "yesterday"),
            )
        }),
        Fault::new("null", [1, 1, 1], |_| Reply::json("200 OK", "null")),
        Fault::new("a list", [1, 1, 1], |_| {
            Reply::json("200 OK", format!("[{PROJECT}]"))
        }),
        Fault::new("a second value behind the first", [1, 1, 1], |_| {
            Reply::json("200 OK", PROJECT.repeat(2))
        }),
        Fault::new("a byte order mark", [1, 1, 1], |_| {
            Reply::json("200 OK", format!("\u{feff}{PROJECT}"))
        }),
        Fault::new("text that is no UTF-8", [1, 1, 1], |_| {
            let mut body = PROJECT.as_bytes().to_vec();
            body[8] = 0xff;
            Reply::json("200 OK", body)
        }),
        Fault::new("a value that repeats the token", [1, 1, 1], |request| {
            let token = request.header("authorization").unwrap_or_default();
            let body = PROJECT.replace("2024-05-01T10:00:00Z", token);
            Reply::json("200 OK", body).header("content-type", token)
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

/// Values of an enumeration that nobody knew are kept, and sent back as they came.
#[tokio::test]
async fn unknown_values_of_enumerations() {
    let list = r#"{"hasMore":false,"items":[{"id":"d","name":"n","endpoint":"e","projectId":"p",
        "teamId":"t","dtCreated":"2024-05-01T10:00:00Z","latestSpec":{"id":"s","deploymentId":"d",
        "userId":"u","data":{"apiVersion":"v9","image":"i","name":"n","region":"mars1",
        "resources":{},"brandNew":[1]}}}]}"#;
    let server = FaultServer::in_turn([Reply::json("200 OK", list)])
        .await
        .unwrap();
    let client = settings(&server).build().unwrap();
    let page = client.list_project_deployments("p").send().await.unwrap();
    let spec = page.items[0].latest_spec.as_ref().unwrap();
    let Some(DeploymentLatestSpecData::Object(data)) = &spec.data else {
        panic!("{spec:?}");
    };
    assert_eq!(data.api_version.as_str(), "v9");
    assert_eq!(data.region.as_ref().unwrap().as_str(), "mars1");
    let back = serde_json::to_value(&page).unwrap();
    assert_eq!(
        back,
        serde_json::from_str::<serde_json::Value>(list).unwrap()
    );
}

/// Wherever a page ends too early, the path is that of what was begun.
#[tokio::test]
async fn a_page_that_ends_too_early() {
    for (list, path) in [
        ("{", "."),
        (r#"{"items":[{"id":"p1","#, "items[0]"),
        (r#"{"items":[{"id":"p1""#, "items[0]"),
        (r#"{"items":[{"id":"p"#, "items[0].id"),
        (r#"{"items":["#, "items"),
    ] {
        let server = FaultServer::in_turn([Reply::json("200 OK", list)])
            .await
            .unwrap();
        let client = settings(&server).build().unwrap();
        let error = client.list_projects().send().await.unwrap_err();
        assert_eq!(error.decode_path(), Some(path), "{list}: {error}");
    }
}

/// The path names the item of the page.
#[tokio::test]
async fn a_bad_item_of_a_page() {
    let good = PROJECT;
    let bad = PROJECT.replace("2024-05-01T10:00:00Z", "2024-13-01T10:00:00Z");
    let list = format!(r#"{{"hasMore":false,"items":[{good},{good},{bad}],"nextPage":null}}"#);
    let server = FaultServer::in_turn([Reply::json("200 OK", list)])
        .await
        .unwrap();
    let client = settings(&server).build().unwrap();
    let error = client.list_projects().send().await.unwrap_err();
    assert_eq!(error.decode_path(), Some("items[2].dtCreated"));
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
}

//! Errors of the service: typed, and enough to act upon.

use paperspace::Client;

use crate::support::project;

#[tokio::test]
async fn not_found_and_conflict() {
    let (_server, client, id) = project().await;
    let error = client.get_project("unknown").send().await.unwrap_err();
    assert!(error.is_not_found() && error.is_api());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    let api = error.api_error().unwrap();
    assert_eq!(api.code.as_deref(), Some("not_found"));
    assert_eq!(
        api.message.as_deref(),
        Some("There is no project `unknown`.")
    );
    assert!(api.details.is_none());
    assert_eq!(error.request_id(), Some("request-1"));
    assert!(error.to_string().contains("getProject"), "{error}");

    client.add_project_tag(&id, "gpu").send().await.unwrap();
    let error = client.add_project_tag(&id, "gpu").send().await.unwrap_err();
    assert!(error.is_conflict() && !error.is_not_found());
}

#[tokio::test]
async fn a_value_that_the_service_refuses() {
    let (_server, client, id) = project().await;
    let error = client.create_project("").send().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    let api = error.api_error().unwrap();
    assert_eq!(api.code.as_deref(), Some("invalid"));
    let details = api.details.as_ref().unwrap();
    assert_eq!(
        serde_json::to_value(details).unwrap(),
        serde_json::json!({ "field": "name" })
    );

    let error = client
        .list_project_activity(&id)
        .after("no-uuid")
        .send()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("must be a UUID"), "{error}");
}

#[tokio::test]
async fn a_wrong_token() {
    let (server, _, id) = project().await;
    let builder = Client::builder().token("wrong").base_url(server.url());
    let error = builder
        .build()
        .unwrap()
        .get_project(&id)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(
        error.api_error().unwrap().code.as_deref(),
        Some("unauthorized")
    );
    assert!(error.to_string().contains("PAPERSPACE_API_KEY"), "{error}");
    assert_eq!(server.take_violations().len(), 1);
}

#[tokio::test]
async fn nobody_listens() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().token("t").base_url(url).build().unwrap();
    let error = client.list_projects().send().await.unwrap_err();
    assert!(error.is_connect() && !error.is_api());
    assert_eq!(error.status(), None);
}

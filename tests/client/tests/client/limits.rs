//! Documented limits are checked before anything is sent.

use crate::support::project;

#[tokio::test]
async fn a_limit_out_of_range_never_reaches_the_server() {
    let (server, client, id) = project().await;
    for limit in [i64::MIN, -1, 0, 121, i64::MAX] {
        for error in [
            client
                .list_projects()
                .limit(limit)
                .send()
                .await
                .unwrap_err(),
            client
                .list_project_activity(&id)
                .limit(limit)
                .send()
                .await
                .unwrap_err(),
            client
                .list_project_secrets(&id)
                .limit(limit)
                .send()
                .await
                .unwrap_err(),
        ] {
            assert!(error.is_invalid_request(), "{limit}: {error}");
            let text = error.to_string();
            assert!(text.contains("limit") && text.contains("120"), "{text}");
        }
    }
    assert!(server.exchanges().is_empty());

    for limit in [1, 120] {
        client.list_projects().limit(limit).send().await.unwrap();
    }
}

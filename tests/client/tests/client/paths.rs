//! A name in a path addresses the thing of that name, whatever it is made of, and nothing else.

use crate::support::project;

#[tokio::test]
async fn odd_names() {
    let (server, client, id) = project().await;
    for name in [
        "a/b",
        "with space",
        "größe/ключ",
        "a?b#c",
        "100%",
        "%2e%2e",
        "...",
        "+",
        "a;b=c",
    ] {
        client
            .create_project_secret(&id, name, "v")
            .send()
            .await
            .unwrap();
        let got = client.get_project_secret(&id, name).send().await.unwrap();
        assert_eq!(got.name, name);
        let deleted = client
            .delete_project_secret(&id, name)
            .send()
            .await
            .unwrap();
        assert_eq!(deleted.name, name);
    }
    let targets = server.exchanges();
    assert_eq!(targets[1].target, format!("/projects/{id}/secrets/a%2Fb"));
}

/// `DELETE …/secrets/..` is `DELETE /projects/{id}/` to whoever resolves the dots.
#[tokio::test]
async fn dots_and_nothing_never_reach_the_server() {
    let (server, client, id) = project().await;
    for name in ["..", ".", ""] {
        let error = client
            .delete_project_secret(&id, name)
            .send()
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{name:?}: {error}");
        let error = client.delete_project(name).send().await.unwrap_err();
        assert!(error.is_invalid_request(), "{name:?}: {error}");
    }
    assert!(server.exchanges().is_empty());
    client.get_project(&id).send().await.unwrap();
}

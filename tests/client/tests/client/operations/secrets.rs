//! Secrets of a project.

use paperspace::{
    Error,
    types::{Deployment, DeploymentLatestSpecData, SecretCreate, UpdateProjectSecretBody},
};
use serde_json::json;

use crate::support::{assert_complete, project};

#[tokio::test]
async fn create_get_update_delete() -> Result<(), Error> {
    let (server, client, id) = project().await;

    let created = client
        .create_project_secret(&id, "DB_PASSWORD", "hunter2")
        .send()
        .await?;
    assert_complete(&server, &created);
    assert_eq!(created.name, "DB_PASSWORD");
    assert_eq!(created.has_deployment_attached, None);
    let value = |name: &str| server.store(|s| s.secret_value(&id, name).map(str::to_owned));
    assert_eq!(value("DB_PASSWORD").as_deref(), Some("hunter2"));

    let got = client.get_project_secret(&id, "DB_PASSWORD").send().await?;
    assert_complete(&server, &got);
    assert_eq!(got.has_deployment_attached, Some(false));

    let updated = client
        .update_project_secret(&id, "DB_PASSWORD", "hunter3")
        .send()
        .await?;
    assert_eq!(updated.dt_created, created.dt_created);
    assert!(updated.dt_modified > created.dt_modified);
    assert_eq!(value("DB_PASSWORD").as_deref(), Some("hunter3"));

    let list = client.list_project_secrets(&id).send().await?;
    assert_complete(&server, &list);
    assert_eq!(list.items.len(), 1);
    assert_eq!(list.items[0].dt_modified, updated.dt_modified);

    let deleted = client
        .delete_project_secret(&id, "DB_PASSWORD")
        .send()
        .await?;
    assert_eq!(deleted.name, "DB_PASSWORD");
    assert_eq!(value("DB_PASSWORD"), None);
    Ok(())
}

/// The values are named in `spec/codegen.toml`: neither the document nor their names tell.
#[test]
fn values_are_not_shown() {
    let created = SecretCreate::new("DB_PASSWORD", "hunter2");
    assert_eq!(
        format!("{created:?}"),
        r#"SecretCreate { name: "DB_PASSWORD", value: "[redacted]" }"#
    );
    let updated = UpdateProjectSecretBody::new("hunter3");
    assert!(!format!("{updated:#?}").contains("hunter3"));
}

/// A member of another type makes an object one that the document does not list; what is secret in it
/// stays so, and so do the members of objects without a type.
#[test]
fn values_are_not_shown_where_the_type_is_not_known() {
    let of = |name: serde_json::Value| -> Deployment {
        serde_json::from_value(json!({
            "id": "d", "name": "n", "endpoint": "e", "projectId": "p", "teamId": "t",
            "dtCreated": "2024-05-01T10:00:00Z",
            "latestSpec": {
                "id": "s", "deploymentId": "d", "userId": "u",
                "data": {
                    "apiVersion": "v1", "image": "i", "name": name, "basicAuthKey": "hunter2",
                    "env": [{"name": "DB_PASSWORD", "value": "hunter3"}],
                    "resources": {"replicas": 1, "registry": {"basicAuthKey": "hunter4"}},
                },
                "metadata": {"gitHeaders": {"value": ["hunter5"]}},
            },
        }))
        .unwrap()
    };
    let (known, other) = (of(json!("n")), of(json!(17)));
    let data = |deployment: &Deployment| deployment.latest_spec.clone().unwrap().data.unwrap();
    assert!(matches!(data(&known), DeploymentLatestSpecData::Object(_)));
    assert!(matches!(data(&other), DeploymentLatestSpecData::Other(_)));
    for deployment in [known, other] {
        let shown = format!("{deployment:?} {deployment:#?}");
        assert!(!shown.contains("hunter"), "{shown}");
        assert!(
            shown.contains("DB_PASSWORD") && shown.contains("replicas"),
            "{shown}"
        );
    }
}

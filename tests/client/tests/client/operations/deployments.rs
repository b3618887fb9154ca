//! Deployments of a project, which the document does not have at all.

use client_tests::Deployed;
use paperspace::Error;
use paperspace::types::DeploymentLatestSpecData;
use serde_json::json;

use crate::support::{assert_complete, last_answer, project};

#[tokio::test]
async fn in_every_state() -> Result<(), Error> {
    let (server, client, id) = project().await;
    server.store(|store| {
        store.seed_deployment(&id, "fully", Deployed::Fully);
        store.seed_deployment(&id, "otherwise", Deployed::Otherwise);
        store.seed_deployment(&id, "failed", Deployed::Failed);
        store.seed_deployment(&id, "invalid", Deployed::Invalid);
        store.seed_deployment(&id, "barely", Deployed::Barely);
    });

    let list = client.list_project_deployments(&id).send().await?;
    assert_complete(&server, &list);
    let [barely, invalid, failed, otherwise, fully] =
        <&[_; 5]>::try_from(list.items.as_slice()).unwrap();
    for deployment in [barely, invalid] {
        assert!(deployment.latest_spec.is_none() && deployment.latest_spec_hash.is_none());
        assert_eq!(
            (deployment.project_id.as_str(), deployment.team_id.as_str()),
            (&*id, "team")
        );
    }

    let spec = failed.latest_spec.as_ref().unwrap();
    assert!(spec.data.is_none() && spec.metadata.is_none() && spec.dt_healthy.is_none());
    assert_eq!(spec.error.as_deref(), Some("The image cannot be pulled."));
    assert_eq!(
        (spec.deployment_id.as_str(), spec.user_id.as_str()),
        (&*failed.id, "u1")
    );

    // An alternative that the page does not show is kept as it came.
    let spec = otherwise.latest_spec.as_ref().unwrap();
    let data = serde_json::to_value(spec.data.as_ref().unwrap()).unwrap();
    assert_eq!(data, last_answer(&server)["items"][3]["latestSpec"]["data"]);

    let spec = fully.latest_spec.as_ref().unwrap();
    assert_eq!(spec.dt_healthy, Some(fully.dt_created));
    let data = serde_json::to_value(spec.data.as_ref().unwrap()).unwrap();
    assert_eq!(data, last_answer(&server)["items"][4]["latestSpec"]["data"]);
    Ok(())
}

#[tokio::test]
async fn by_name() -> Result<(), Error> {
    let (server, client, id) = project().await;
    server.store(|store| {
        store.seed_deployment(&id, "chat", Deployed::Barely);
        store.seed_deployment(&id, "image", Deployed::Barely);
    });
    let list = client
        .list_project_deployments(&id)
        .name("chat")
        .send()
        .await?;
    let names: Vec<_> = list
        .items
        .iter()
        .map(|deployment| deployment.name.as_str())
        .collect();
    assert_eq!(names, ["chat"]);
    Ok(())
}

/// The page shows one alternative of several: what else an object has that fits it is kept.
#[test]
fn members_that_the_page_does_not_show_are_kept() {
    let sent = json!({
        "apiVersion": "v1", "image": "i", "name": "n", "resources": {"replicas": 1},
        "port": 80, "models": [{"id": "m"}],
    });
    let data: DeploymentLatestSpecData = serde_json::from_value(sent.clone()).unwrap();
    let DeploymentLatestSpecData::Object(object) = &data else {
        panic!("{data:?}");
    };
    assert_eq!((object.image.as_str(), object.further.len()), ("i", 2));
    assert_eq!(serde_json::to_value(&data).unwrap(), sent);
}

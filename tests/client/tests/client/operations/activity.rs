//! What happened in a project.

use futures_util::TryStreamExt;
use paperspace::Error;
use serde_json::json;
use uuid::Uuid;

use crate::support::{assert_complete, project};

#[tokio::test]
async fn absent_null_and_present() -> Result<(), Error> {
    let (server, client, id) = project().await;
    server.store(|store| {
        let nothing = json!({ "action": "project.created" });
        let nulls =
            json!({ "action": "secret.created", "actor": null, "data": null, "deployment": null });
        let all = json!({
            "action": "deployment.scaled",
            "actor": { "avatarUrl": null, "email": "ada@example.com", "fullName": "Ada Lovelace" },
            "data": { "from": 1, "to": 2.5 },
            "deployment": { "dtDeleted": null, "id": "d1", "name": "serve" },
        });
        for fields in [nothing, nulls, all] {
            store.seed_activity(&id, None, &fields);
        }
    });

    let list = client.list_project_activity(&id).send().await?;
    assert_complete(&server, &list);
    let [all, nulls, nothing] = <&[_; 3]>::try_from(list.items.as_slice()).unwrap();
    for item in [nulls, nothing] {
        assert!(item.actor.is_none() && item.data.is_none() && item.deployment.is_none());
    }
    let _: Uuid = all.id;
    assert_eq!(all.action.as_str(), "deployment.scaled");
    let actor = all.actor.as_ref().unwrap();
    assert_eq!(
        (&actor.avatar_url, actor.full_name.as_deref()),
        (&None, Some("Ada Lovelace"))
    );
    let data = all.data.as_ref().unwrap();
    assert_eq!(
        serde_json::to_value(data).unwrap(),
        json!({ "from": 1.0, "to": 2.5 })
    );
    let deployment = all.deployment.as_ref().unwrap();
    assert_eq!(
        (deployment.dt_deleted, deployment.name.as_str()),
        (None, "serve")
    );
    Ok(())
}

/// The cursor of this operation is a UUID on the wire, and a filter must go with every page.
#[tokio::test]
async fn of_one_deployment_across_pages() -> Result<(), Error> {
    let (server, client, id) = project().await;
    let deployment = Uuid::from_u128(7);
    server.store(|store| {
        for number in 0..12 {
            let deployment = (number % 2 == 0).then_some(deployment);
            let action = json!({ "action": format!("action.{number}") });
            store.seed_activity(&id, deployment, &action);
        }
    });
    let items = client
        .list_project_activity(&id)
        .deployment_id(deployment)
        .limit(1)
        .items();
    let items: Vec<_> = items.try_collect().await?;
    let actions: Vec<_> = items.iter().map(|item| item.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "action.10",
            "action.8",
            "action.6",
            "action.4",
            "action.2",
            "action.0"
        ]
    );
    assert_eq!(server.exchanges().len(), 6);
    Ok(())
}

//! Every operation of the pages, called by the generated client, a file for each kind of thing.

mod activity;
mod collaborators;
mod deployments;
mod models;
mod projects;
mod secrets;
mod tags;

use client_tests::operations::OPERATIONS;
use paperspace::Error;

use crate::support;

/// All operations in one go, each answered with 200: none is forgotten, and the server's table
/// has none that the client lacks.
#[tokio::test]
async fn all_operations_can_be_called() -> Result<(), Error> {
    let (server, client, id) = support::project().await;
    let user = server.store(|store| store.seed_user("ada@example.com", None));
    let model = server.store(|store| store.seed_model("llama"));

    client.create_project("second").send().await?;
    client.list_projects().send().await?;
    client.get_project(&id).send().await?;
    client.update_project(&id, "renamed").send().await?;
    client.list_project_activity(&id).send().await?;
    client.add_project_collaborator(&id, &user).send().await?;
    client.list_project_collaborators(&id).send().await?;
    client
        .remove_project_collaborator(&id, &user)
        .send()
        .await?;
    client.list_project_deployments(&id).send().await?;
    client.add_project_model(&id, &model).send().await?;
    client.list_project_models(&id).send().await?;
    client.remove_project_model(&id, &model).send().await?;
    client
        .create_project_secret(&id, "DB_PASSWORD", "hunter2")
        .send()
        .await?;
    client.list_project_secrets(&id).send().await?;
    client.get_project_secret(&id, "DB_PASSWORD").send().await?;
    client
        .update_project_secret(&id, "DB_PASSWORD", "hunter3")
        .send()
        .await?;
    client
        .delete_project_secret(&id, "DB_PASSWORD")
        .send()
        .await?;
    client.add_project_tag(&id, "gpu").send().await?;
    client.list_project_tags(&id).send().await?;
    client.remove_project_tag(&id, "gpu").send().await?;
    client.delete_project(&id).send().await?;

    let exchanges = server.exchanges();
    assert!(exchanges.iter().all(|exchange| exchange.status == 200));
    let mut called: Vec<_> = exchanges
        .iter()
        .filter_map(|exchange| exchange.operation)
        .collect();
    called.sort_unstable();
    let mut documented: Vec<_> = OPERATIONS.iter().map(|operation| operation.id).collect();
    documented.sort_unstable();
    assert_eq!(called, documented);
    Ok(())
}

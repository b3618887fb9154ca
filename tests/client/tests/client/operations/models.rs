//! Models of a project.

use paperspace::Error;

use crate::support::{assert_complete, project};

#[tokio::test]
async fn add_list_remove() -> Result<(), Error> {
    let (server, client, id) = project().await;
    let (llama, whisper) =
        server.store(|store| (store.seed_model("llama"), store.seed_model("whisper")));

    let added = client.add_project_model(&id, &llama).send().await?;
    assert_complete(&server, &added);
    assert_eq!(
        (added.id.as_str(), added.name.as_str()),
        (llama.as_str(), "llama")
    );
    assert_eq!(added.project_id.as_deref(), Some(id.as_str()));
    assert_eq!((&added.description, added.is_public), (&None, false));
    client.add_project_model(&id, &whisper).send().await?;

    let list = client.list_project_models(&id).send().await?;
    assert_complete(&server, &list);
    assert_eq!(list.items.len(), 2);
    let filtered = client
        .list_project_models(&id)
        .name("whisper")
        .send()
        .await?;
    let names: Vec<_> = filtered
        .items
        .iter()
        .map(|model| model.name.as_str())
        .collect();
    assert_eq!(names, ["whisper"]);

    let removed = client.remove_project_model(&id, &llama).send().await?;
    assert_complete(&server, &removed);
    assert_eq!((removed.id, removed.project_id), (llama, None));
    Ok(())
}

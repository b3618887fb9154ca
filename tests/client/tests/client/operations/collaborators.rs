//! Collaborators of a project.

use paperspace::Error;

use crate::support::{assert_complete, project};

#[tokio::test]
async fn add_list_remove() -> Result<(), Error> {
    let (server, client, id) = project().await;
    let (ada, bob) = server.store(|store| {
        let ada = store.seed_user("ada@example.com", Some(("Ada", "Lovelace")));
        (ada, store.seed_user("bob@example.com", None))
    });

    let added = client.add_project_collaborator(&id, &ada).send().await?;
    assert_complete(&server, &added);
    assert_eq!(added.user.email, "ada@example.com");
    assert_eq!(added.user.first_name.as_deref(), Some("Ada"));
    assert_eq!(added.user.public_profile_image_url, None);
    client.add_project_collaborator(&id, &bob).send().await?;

    let list = client.list_project_collaborators(&id).send().await?;
    assert_complete(&server, &list);
    let ids: Vec<_> = list
        .items
        .iter()
        .map(|item| item.user.id.as_str())
        .collect();
    assert_eq!(ids, [bob.as_str(), ada.as_str()]);
    assert_eq!(list.items[0].user.last_name, None);

    let removed = client.remove_project_collaborator(&id, &ada).send().await?;
    assert_eq!(removed.user_id, ada);
    assert_eq!(
        client
            .list_project_collaborators(&id)
            .send()
            .await?
            .items
            .len(),
        1
    );
    Ok(())
}

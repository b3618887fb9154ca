//! Tags of a project.

use paperspace::Error;

use crate::support::{assert_complete, project};

#[tokio::test]
async fn add_list_remove() -> Result<(), Error> {
    let (server, client, id) = project().await;
    let empty = client.list_project_tags(&id).send().await?;
    assert!(empty.items.is_empty() && !empty.has_more && empty.next_page.is_none());

    let gpu = client.add_project_tag(&id, "gpu").send().await?;
    assert_complete(&server, &gpu);
    let number: i64 = gpu.id;
    assert_eq!((number, gpu.name.as_str()), (1, "gpu"));
    let odd = client.add_project_tag(&id, "a&b=c #ü").send().await?;

    let list = client.list_project_tags(&id).send().await?;
    assert_complete(&server, &list);
    assert_eq!(list.items, [odd.clone(), gpu.clone()]);

    let removed = client.remove_project_tag(&id, "a&b=c #ü").send().await?;
    assert_eq!(removed, odd);
    assert_eq!(client.list_project_tags(&id).send().await?.items, [gpu]);
    Ok(())
}

//! Projects.

use chrono::{DateTime, Utc};
use client_tests::Server;
use paperspace::Error;
use paperspace::types::{Order, OrderBy};

use crate::support::{assert_complete, client, project};

fn date(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[tokio::test]
async fn create_get_update_delete() -> Result<(), Error> {
    let server = Server::start().await.unwrap();
    let client = client(&server);

    let created = client.create_project("diffusion").send().await?;
    assert_complete(&server, &created);
    assert_eq!(created.name, "diffusion");
    assert_eq!(created.dt_created, date("2026-02-16T00:01:00Z"));
    assert_eq!((created.dt_deleted, &created.repo_url), (None, &None));

    let got = client.get_project(&created.id).send().await?;
    assert_eq!(got, created);

    let updated = client.update_project(&created.id, "stable").send().await?;
    assert_eq!(
        (updated.id.as_str(), updated.name.as_str()),
        (created.id.as_str(), "stable")
    );

    let deleted = client.delete_project(&created.id).send().await?;
    assert_complete(&server, &deleted);
    assert_eq!(deleted.dt_deleted, Some(date("2026-02-16T00:02:00Z")));
    assert!(
        client
            .get_project(&created.id)
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
    Ok(())
}

#[tokio::test]
async fn list_in_the_order_asked_for() -> Result<(), Error> {
    let (server, client, first) = project().await;
    let second = client.create_project("second").send().await?;

    let newest_first = client.list_projects().send().await?;
    assert_complete(&server, &newest_first);
    assert!(!newest_first.has_more);
    assert_eq!(newest_first.next_page, None);
    assert_eq!(newest_first.items[0], second);
    assert_eq!(newest_first.items[1].id, first);
    assert_eq!(
        newest_first.items[1].repo_name.as_deref(),
        Some("octo/diffusion")
    );
    assert_eq!(newest_first.items[1].repo_node_id, None);

    let list = client
        .list_projects()
        .order(Order::Asc)
        .order_by(OrderBy::DtCreated)
        .limit(1);
    let oldest = list.send().await?;
    assert_eq!(oldest.items[0].id, first);
    assert!(oldest.has_more && oldest.next_page.is_some());
    assert_eq!(
        server.exchanges().last().unwrap().target,
        "/projects?order=asc&orderBy=dtCreated&limit=1"
    );
    Ok(())
}

#[tokio::test]
async fn the_answer_beside_its_value() -> Result<(), Error> {
    let (server, client, id) = project().await;
    let response = client.get_project(&id).send_with_response().await?;
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_complete(&server, &response.into_value());
    Ok(())
}

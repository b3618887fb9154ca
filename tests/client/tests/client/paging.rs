//! Lists over at least five pages, as pages and as items, from the start and from a cursor.

use futures_util::TryStreamExt;
use paperspace::Error;
use paperspace::types::Order;

use crate::support::project;

fn names(range: std::ops::RangeInclusive<usize>) -> Vec<String> {
    range.map(|number| format!("SECRET_{number:03}")).collect()
}

#[tokio::test]
async fn items_across_six_pages() -> Result<(), Error> {
    let (server, client, id) = project().await;
    server.store(|store| store.seed_secrets(&id, 110));

    let items = client.list_project_secrets(&id).order(Order::Asc).items();
    let secrets: Vec<_> = items.try_collect().await?;
    let got: Vec<_> = secrets.into_iter().map(|secret| secret.name).collect();
    assert_eq!(got, names(1..=110));

    let exchanges = server.exchanges();
    assert_eq!(exchanges.len(), 6);
    assert!(
        exchanges
            .iter()
            .all(|exchange| exchange.target.contains("order=asc"))
    );
    Ok(())
}

#[tokio::test]
async fn pages_end_where_there_are_no_more() -> Result<(), Error> {
    let (server, client, id) = project().await;
    server.store(|store| store.seed_secrets(&id, 10));

    let pages = client.list_project_secrets(&id).limit(2).pages();
    let pages: Vec<_> = pages.try_collect().await?;
    assert_eq!(
        pages
            .iter()
            .map(|page| page.items.len())
            .collect::<Vec<_>>(),
        [2; 5]
    );
    assert_eq!(
        pages
            .iter()
            .map(|page| page.has_more)
            .filter(|more| *more)
            .count(),
        4
    );
    assert_eq!(server.exchanges().len(), 5);

    // A list without anything in it is one page.
    let mut tags = client.list_project_tags(&id).items();
    assert_eq!(tags.try_next().await?, None);
    Ok(())
}

#[tokio::test]
async fn a_list_resumes_from_a_saved_cursor() -> Result<(), Error> {
    let (server, client, id) = project().await;
    server.store(|store| store.seed_secrets(&id, 12));
    let list = || client.list_project_secrets(&id).order(Order::Asc).limit(4);

    let mut pages = list().pages();
    let first = pages.try_next().await?.unwrap();
    let cursor = pages.cursor().unwrap().to_owned();
    assert_eq!(Some(&cursor), first.next_page.as_ref());

    // What is deleted in the meantime, even the item that the cursor names, skips nothing.
    client
        .delete_project_secret(&id, "SECRET_004")
        .send()
        .await?;
    let rest: Vec<_> = list().after(cursor).items().try_collect().await?;
    let rest: Vec<_> = rest.into_iter().map(|secret| secret.name).collect();
    assert_eq!(rest, names(5..=12));
    Ok(())
}

#[tokio::test]
async fn an_error_ends_the_stream_at_the_cursor_of_the_failed_page() -> Result<(), Error> {
    let (server, client, id) = project().await;
    let mut items = client.list_project_secrets(&id).after("unknown").items();
    let error = items.try_next().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    for _ in 0..2 {
        assert_eq!(items.try_next().await?, None);
        assert_eq!(items.cursor(), Some("unknown"));
    }
    assert_eq!(server.exchanges().len(), 1);
    Ok(())
}

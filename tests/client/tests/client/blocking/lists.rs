//! Lists as iterators: over pages, from a cursor, and on after an error.

use paperspace::Error;
use paperspace::types::Order;

use super::{Stop, project};

fn names(range: std::ops::RangeInclusive<usize>) -> Vec<String> {
    range.map(|number| format!("SECRET_{number:03}")).collect()
}

#[test]
fn items_and_pages_across_six_pages() -> Result<(), Error> {
    let (server, client, id) = project(110);
    let list = || client.list_project_secrets(&id).order(Order::Asc);
    let mut got = Vec::new();
    for secret in list().items() {
        got.push(secret?.name);
    }
    assert_eq!(got, names(1..=110));
    assert_eq!(server.exchanges().len(), 6);

    let mut sizes = Vec::new();
    for page in list().pages().prefetch() {
        sizes.push(page?.items.len());
    }
    assert_eq!(sizes, [20, 20, 20, 20, 20, 10]);
    assert_eq!(server.exchanges().len(), 12);
    Ok(())
}

#[test]
fn a_list_resumes_from_a_saved_cursor() -> Result<(), Error> {
    let (_server, client, id) = project(12);
    let list = || client.list_project_secrets(&id).order(Order::Asc).limit(4);
    let mut items = list().items();
    let first: Vec<_> = items.by_ref().take(3).collect::<Result<_, _>>()?;
    assert_eq!((first.len(), items.buffered()), (3, 1));
    assert_eq!(items.take_up_to(1)?.len(), 1);
    assert_eq!(items.buffered(), 0);

    let cursor = items.cursor().unwrap();
    let rest: Vec<_> = list().after(cursor).items().collect::<Result<_, _>>()?;
    let rest: Vec<_> = rest.into_iter().map(|secret| secret.name).collect();
    assert_eq!(rest, names(5..=12));
    Ok(())
}

/// Wherever and however a page fails, and whoever asks for it: nothing is lost and nothing is twice.
#[test]
fn a_list_goes_on_after_an_error() {
    let (server, _, id) = project(12);
    for panics in [false, true] {
        for prefetch in [false, true] {
            let builder = server.builder().hook(Stop::at(2, panics));
            let client = builder.build_blocking().unwrap();
            let list = client.list_project_secrets(&id).order(Order::Asc).limit(4);
            let mut items = list.items();
            if prefetch {
                items = items.prefetch();
            }
            let mut got = Vec::new();
            let mut error = None;
            for item in &mut items {
                match item {
                    Ok(item) => got.push(item.name),
                    Err(other) => error = Some(other),
                }
            }
            assert_eq!(got, names(1..=4));
            assert!(error.is_some() && items.next().is_none());
            assert!(items.cursor().is_some());
            items.resume();
            got.extend(items.map(|item| item.unwrap().name));
            assert_eq!(got, names(1..=12));
        }
    }
}

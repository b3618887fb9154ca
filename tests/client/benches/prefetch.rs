//! What asking for the next page early gains: a list of a slow service, read by somebody who needs as
//! long for a page as the service does.
//!
//! `cargo bench -p client-tests --bench prefetch`
#![allow(clippy::unwrap_used, reason = "a benchmark that fails is to stop")]

use std::time::{Duration, Instant};

use client_tests::TOKEN;
use client_tests::fault::{FaultServer, Reply, Request};
use paperspace::Client;
use tokio::time::sleep;

const PAGES: usize = 20;

/// What the service needs for a page, and its reader.
const EACH: Duration = Duration::from_millis(20);

const TIMES: usize = 7;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let server = FaultServer::start(page).await.unwrap();
        let client = Client::builder()
            .token(TOKEN)
            .base_url(server.url())
            .build()
            .unwrap();
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for _ in 0..TIMES {
            without.push(read(&client, false).await);
            with.push(read(&client, true).await);
        }
        without.sort();
        with.sort();
        let (without, with) = (without[TIMES / 2], with[TIMES / 2]);
        println!("{PAGES} pages, {EACH:?} for each at the service and {EACH:?} at the reader");
        println!("without prefetch  {without:>9.1?}");
        println!("with prefetch     {with:>9.1?}");
        println!(
            "gain              {:>7.1} %",
            (1.0 - with.as_secs_f64() / without.as_secs_f64()) * 100.0
        );
    });
}

/// How long it takes to read and use all pages.
async fn read(client: &Client, prefetch: bool) -> Duration {
    let start = Instant::now();
    let pages = client.list_projects().limit(1).pages();
    let mut pages = if prefetch { pages.prefetch() } else { pages };
    let mut count = 0;
    while let Some(page) = pages.next().await {
        count += page.unwrap().items.len();
        sleep(EACH).await;
    }
    assert_eq!(count, PAGES);
    start.elapsed()
}

/// The page that the cursor asks for.
fn page(request: &Request) -> Reply {
    let cursor = request.target.rsplit("after=").next();
    let number: usize = cursor.and_then(|cursor| cursor.parse().ok()).unwrap_or(1);
    let next = if number < PAGES {
        format!("\"{}\"", number + 1)
    } else {
        "null".to_owned()
    };
    let body = format!(
        r#"{{"items":[{{"id":"p{number}","name":"n","dtCreated":"2024-05-01T10:00:00Z"}}],"hasMore":{},"nextPage":{next}}}"#,
        number < PAGES
    );
    Reply::json("200 OK", body).after(EACH)
}

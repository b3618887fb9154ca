//! A thousand calls at once through one client.

use std::sync::Arc;
use std::time::Duration;

use client_tests::TOKEN;
use client_tests::fault::{FaultServer, Reply};
use futures_util::future::join_all;
use paperspace::{Client, Error};
use tokio::sync::Barrier;

use crate::alone::{alone, peak_memory};

const CALLS: usize = 1000;

/// For a call: a socket at both ends.
#[cfg(unix)]
const FILES: u64 = 2 * CALLS as u64 + 100;

/// What one call may add to the memory of the process, in bytes. The client's connection has a read buffer
/// of 8 KiB, its write buffer and state some KiB more; the server's end and the notes of the test are as
/// much again. Twice that is what is allowed.
const PER_CALL: usize = 64 * 1024;

/// The service answers none of a thousand calls before it has all of them; no call fails, none is sent
/// twice, each gets its own answer, and memory is that of the calls that are under way: doing it again
/// takes no more.
#[test]
fn a_thousand_calls_at_once() {
    if alone("concurrency::a_thousand_calls_at_once") {
        return;
    }
    #[cfg(unix)]
    allow_files();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let barrier = Arc::new(Barrier::new(CALLS));
        let server = FaultServer::start(move |request| {
            let name = match request.method.as_str() {
                "GET" => request
                    .target
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                _ => request
                    .text()
                    .split('"')
                    .nth(3)
                    .unwrap_or_default()
                    .to_owned(),
            };
            let body =
                format!(r#"{{"id":"{name}","name":"{name}","dtCreated":"2024-05-01T10:00:00Z"}}"#);
            Reply::json("200 OK", body).held_by(&barrier)
        })
        .await
        .unwrap();
        let client = Client::builder()
            .token(TOKEN)
            .base_url(server.url())
            .attempt_timeout(Duration::from_secs(60))
            .build()
            .unwrap();

        let start = peak_memory();
        round(&client).await.unwrap();
        assert_eq!(server.take_requests().len(), CALLS);
        let first = peak_memory();
        for _ in 0..2 {
            round(&client).await.unwrap();
            assert_eq!(server.take_requests().len(), CALLS);
        }
        let last = peak_memory();
        assert!(server.fragments().is_empty());
        if let (Some(start), Some(first), Some(last)) = (start, first, last) {
            assert!(
                first - start < CALLS * PER_CALL,
                "{} KiB",
                (first - start) / 1024
            );
            // Calls that kept what they needed would double it with each round.
            let more = last.saturating_sub(first);
            assert!(more < (first - start) / 4, "{} KiB", more / 1024);
        }
    });
}

/// A thousand calls, every other one a `POST`.
async fn round(client: &Client) -> Result<(), Error> {
    let calls = (0..CALLS).map(|number| {
        let name = format!("p{number}");
        let client = client.clone();
        async move {
            let project = if number % 2 == 0 {
                client.get_project(&name).send().await?
            } else {
                client.create_project(&name).send().await?
            };
            assert_eq!(project.name, name);
            Ok(())
        }
    });
    join_all(calls).await.into_iter().collect()
}

/// Allows the process as many open files as it needs.
#[cfg(unix)]
fn allow_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= FILES) {
        return;
    }
    let current = Some(limit.maximum.map_or(FILES, |maximum| maximum.min(FILES)));
    setrlimit(
        Resource::Nofile,
        Rlimit {
            current,
            maximum: limit.maximum,
        },
    )
    .unwrap();
}

//! What the client costs beside hand-written `reqwest` that does the same work: a token, a timeout, a
//! check of the status, a body with a limit, and the same types.
//!
//! `cargo bench -p client-tests --bench overhead [-- ROUNDS]`
//!
//! Each request of one is followed by one of the other, in changing order, so that both have the same
//! machine at the same moments. Times are those of one request over loopback; `CPU` is the time of the
//! thread on which the client and its connection run, and not the server; allocations are those of that
//! thread. The difference is the median of the differences of pairs.
#![allow(clippy::unwrap_used, reason = "a benchmark that fails is to stop")]

mod by_hand;
mod measure;
mod server;

use std::time::Duration;

use client_tests::TOKEN;
use paperspace::Client;

use by_hand::ByHand;
use measure::{Comparison, compare};

fn main() {
    // `cargo bench` itself gives the argument `--bench`.
    let rounds = std::env::args().find_map(|argument| argument.parse().ok());
    let rounds = rounds.unwrap_or(3000);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let url = server::start().unwrap();
    let by_hand = ByHand::new(&url, TOKEN);
    let client = Client::builder()
        .token(TOKEN)
        .base_url(&url)
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap();

    let small = compare(
        &runtime,
        rounds,
        async || drop(by_hand.get_project("p1").await.unwrap()),
        async || drop(client.get_project("p1").send().await.unwrap()),
    );
    let page = compare(
        &runtime,
        rounds,
        async || drop(by_hand.list_projects(100).await.unwrap()),
        async || drop(client.list_projects().limit(100).send().await.unwrap()),
    );
    let post = compare(
        &runtime,
        rounds,
        async || drop(by_hand.create_project("diffusion").await.unwrap()),
        async || drop(client.create_project("diffusion").send().await.unwrap()),
    );
    println!("{}", Comparison::HEADING);
    println!("{}", small.row("GET, one project"));
    println!("{}", page.row("GET, 100 projects"));
    println!("{}", post.row("POST, one project"));
}

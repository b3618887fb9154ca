//! What comes back, in every way that there is. `answers.yaml` is the document of the service.

mod by_status;
mod events;
mod failures;
mod scripted;
mod streams;

use client_tests::fault::{FaultServer, Reply};
use test_clients::answers::Client;

/// A server that gives this answer to everything, and a client of it.
async fn answered(reply: Reply) -> (FaultServer, Client) {
    let server = FaultServer::start(move |_| reply.clone()).await.unwrap();
    let client = client(&server);
    (server, client)
}

fn client(server: &FaultServer) -> Client {
    Client::builder().base_url(server.url()).build().unwrap()
}

fn typed(status: &str, content_type: &str, body: &str) -> Reply {
    let reply = Reply::new(status, body);
    if content_type.is_empty() {
        reply
    } else {
        reply.header("content-type", content_type)
    }
}

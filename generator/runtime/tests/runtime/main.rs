//! The promises of the runtime, each against a server on this machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod addressing;
mod answers;
mod building;
mod copying;
mod fitting;
mod hidden;
mod hooks;
mod limits;
mod options;
mod paging;
mod paging_model;
mod parameters;
mod redaction;
mod redirects;
mod retries;
mod secrets;
mod server;
mod tracing;

use server::Server;
use truespec_runtime::{
    Api, Call, Empty, ErrorFields, Method, Mock, RetryPolicy, Script, Transport, TransportBuilder,
};

/// The token of every test; nothing that can be printed may hold it.
const TOKEN: &str = "tok/en\"0123456789";

const API: Api = Api {
    base_url: "https://api.example.com/v1",
    bearer: true,
    token_variable: Some("EXAMPLE_API_KEY"),
    user_agent: "example/0.1.0",
    error_fields: ErrorFields {
        code: Some("code"),
        message: Some("message"),
        details: Some("details"),
    },
    sensitive: &["passphrase", "value"],
};

/// The settings of a client of `server`, which sends nothing twice.
fn client(server: &Server) -> TransportBuilder {
    Transport::builder(API)
        .base_url(server.url())
        .token(TOKEN)
        .retry(RetryPolicy::none())
}

/// A call without parameters.
fn get(server: &Server) -> Call {
    Call::new(
        &client(server).build().unwrap(),
        "getThing",
        Method::GET,
        "/thing",
        &[],
    )
}

/// The settings of a client that a mock answers, in virtual time.
fn mocked(mock: &Mock) -> TransportBuilder {
    Transport::builder(API).token(TOKEN).mock(mock)
}

/// A call without parameters, by this method.
fn call(client: &Transport, method: Method) -> Call {
    Call::new(client, "getThing", method, "/thing", &[])
}

/// The answers to such a call.
fn script(mock: &Mock) -> Script<Empty> {
    Script::new(mock, "getThing")
}

/// Whether a future has to wait for something.
async fn waits(mut future: std::pin::Pin<&mut impl Future>) -> bool {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(future.as_mut().poll(context).is_pending())
    })
    .await
}

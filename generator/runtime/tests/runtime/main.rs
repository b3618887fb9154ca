//! The promises of the runtime, each against a server on this machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod addressing;
mod answers;
mod building;
mod copying;
mod limits;
mod paging;
mod parameters;
mod redaction;
mod redirects;
mod server;

use server::Server;
use truespec_runtime::{Api, Call, ErrorFields, Method, Transport, TransportBuilder};

/// The token of every test; nothing that can be printed may hold it.
const TOKEN: &str = "tok/en\"0123456789";

const API: Api = Api {
    base_url: "https://api.example.com/v1",
    token_variable: Some("EXAMPLE_API_KEY"),
    user_agent: "example/0.1.0",
    error_fields: ErrorFields {
        code: Some("code"),
        message: Some("message"),
        details: Some("details"),
    },
    sensitive: &["password"],
};

/// The settings of a client of `server`.
fn client(server: &Server) -> TransportBuilder {
    Transport::builder(API).base_url(server.url()).token(TOKEN)
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

//! What can go wrong on the wire, and what a user of the client sees of it. Each fault is met by a
//! `GET`, a `POST` and a `DELETE`; what holds for all of them is checked in [`told`], and what they
//! say is in the snapshots.

mod answers;
mod connections;
mod cursors;
mod encoding;
mod lengths;
mod redirects;
mod retry_after;
mod tls;
mod values;

use std::error::Error as _;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use client_tests::TOKEN;
use client_tests::fault::{FaultServer, Greeting, Reply, Request};
use futures_util::future::join_all;
use paperspace::types::Project;
use paperspace::{Client, ClientBuilder, Error, RetryPolicy};

/// A project as the service sends it.
const PROJECT: &str = r#"{"id":"p1","name":"diffusion","dtCreated":"2024-05-01T10:00:00Z"}"#;

/// How long a call may take, in all: much longer than any should, on a busy machine too.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How long an attempt may take that is known to hang.
const SHORT: Duration = Duration::from_millis(250);

/// How much is read of a body, in bytes.
const MAX_BODY: usize = 256 * 1024;

/// One way to go wrong.
struct Fault {
    name: &'static str,
    /// How many requests reach the service of a `GET`, a `POST` and a `DELETE`.
    sent: [usize; 3],
    greet: fn(usize) -> Greeting,
    answer: fn(&Request) -> Reply,
    attempt_timeout: Duration,
}

impl Fault {
    fn new(name: &'static str, sent: [usize; 3], answer: fn(&Request) -> Reply) -> Self {
        Self {
            name,
            sent,
            greet: |_| Greeting::Serve,
            answer,
            attempt_timeout: TIMEOUT,
        }
    }

    /// What becomes of its connections.
    fn greeting(mut self, greet: fn(usize) -> Greeting) -> Self {
        self.greet = greet;
        self
    }

    /// An attempt is known to hang, and must not take long.
    fn hangs(mut self) -> Self {
        self.attempt_timeout = SHORT;
        self
    }
}

/// The settings of a client of this server that does not wait long before it tries again.
fn settings(server: &FaultServer) -> ClientBuilder {
    Client::builder()
        .token(TOKEN)
        .base_url(server.url())
        .retry(RetryPolicy::new().initial_backoff(Duration::from_millis(1)))
        .max_body(MAX_BODY)
        .timeout(TIMEOUT)
        .attempt_timeout(TIMEOUT)
}

/// A project and the client's answer to what became of it.
type Outcome = Result<Project, Error>;

/// What the user is told of each fault, as a text for a snapshot. Fails if a request is sent more
/// often than it should be, a call takes longer than it may, or a token is shown.
async fn told(faults: &[Fault]) -> String {
    // Setting up TLS takes longer than all else, so that it is done once.
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let fates = faults.iter().map(async |fault| {
        let [get, post, delete] = join_all(METHODS.map(|method| fate(fault, method, http.clone())))
            .await
            .try_into()
            .unwrap();
        let (post, delete) = (same_as(&get, post), same_as(&get, delete));
        format!("== {}\n{get}{post}{delete}\n", fault.name)
    });
    join_all(fates).await.concat()
}

/// The methods that a fault is met by: one that only looks, and two that change something, of which one
/// can be repeated.
const METHODS: [&str; 3] = ["GET", "POST", "DELETE"];

/// What becomes of one call.
async fn fate(fault: &Fault, method: &str, http: reqwest::Client) -> String {
    let server = FaultServer::scripted(fault.greet, fault.answer)
        .await
        .unwrap();
    let client = settings(&server)
        .attempt_timeout(fault.attempt_timeout)
        .http_client(http)
        .build()
        .unwrap();
    let start = Instant::now();
    let outcome = match method {
        "GET" => client.get_project("p1").send().await,
        "POST" => client.create_project("diffusion").send().await,
        _ => client.delete_project("p1").send().await,
    };
    let context = format!("{method}, {}: {outcome:?}", fault.name);
    // Three attempts of full length, and much more time than waits of a few milliseconds need.
    let limit = (fault.attempt_timeout * 3).min(TIMEOUT) + Duration::from_secs(5);
    assert!(start.elapsed() < limit, "{context}");
    let sent = METHODS.iter().position(|known| *known == method);
    let sent = fault.sent[sent.unwrap()];
    assert_eq!(server.requests().len(), sent, "{context}");
    let times = match sent {
        0 => "never received",
        1 => "received once",
        _ => &format!("received {sent} times"),
    };
    let outcome = outcome_text(&outcome, &server);
    format!("{method}, {times}\n{outcome}")
}

/// The fate of a call, cut short where that of a `GET` is the same.
fn same_as(get: &str, fate: String) -> String {
    let (method, after) = fate.split_once(',').unwrap();
    match get.strip_prefix("GET,") {
        Some(same) if same == after => format!("{method}, the same as GET\n"),
        _ => fate,
    }
}

/// The outcome of a call, in lines.
fn outcome_text(outcome: &Outcome, server: &FaultServer) -> String {
    match outcome {
        Ok(project) => {
            let value = serde_json::to_string(project).unwrap();
            format!("  value: {value}\n")
        }
        Err(error) => {
            assert_no_token(error);
            error_text(error, server)
        }
    }
}

/// An error, in lines: what it says, and what its methods give.
fn error_text(error: &Error, server: &FaultServer) -> String {
    let message = error.to_string().replace(&server.url(), "SERVER");
    let (operation, message) = message.split_once(": ").unwrap();
    assert_eq!(Some(operation), error.operation());
    let mut text = format!("  {}\n", without_number(message));
    let facts = [
        Some(kinds(error)),
        Some(format!("attempts {}", error.attempts())),
        error
            .status()
            .map(|status| format!("status {}", status.as_u16())),
        error.decode_path().map(|path| format!("path `{path}`")),
        error
            .retry_after()
            .map(|wait| format!("retry after {wait:?}")),
        error.body().map(|body| match body.len() {
            length @ 0..100 => format!("{length} bytes kept: {body:?}"),
            length => format!("{length} bytes kept"),
        }),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    writeln!(text, "  {}", facts.join(", ")).unwrap();
    text
}

/// A message without the number that the system has for an error: each system has its own.
fn without_number(message: &str) -> String {
    match message.split_once(" (os error ") {
        Some((before, after)) => {
            let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{before}{}", after.strip_prefix(')').unwrap_or(after))
        }
        None => message.to_owned(),
    }
}

/// The predicates that hold for an error.
fn kinds(error: &Error) -> String {
    let kinds = [
        (error.is_connect(), "connect"),
        (error.is_timeout(), "timeout"),
        (error.is_api(), "api"),
        (error.is_rate_limited(), "rate limited"),
        (error.is_decode(), "decode"),
        (error.is_body_too_large(), "too large"),
        (error.is_paging(), "paging"),
        (error.is_invalid_request(), "invalid request"),
        (error.is_hook(), "hook"),
        (error.is_retryable(), "retryable"),
    ];
    let kinds: Vec<&str> = kinds
        .into_iter()
        .filter_map(|(holds, kind)| holds.then_some(kind))
        .collect();
    if kinds.is_empty() {
        return "no predicate".to_owned();
    }
    kinds.join(" and ")
}

/// Fails if anything that the error can print or give away holds the token.
#[track_caller]
fn assert_no_token(error: &Error) {
    let mut shown = vec![format!("{error} {error:?} {error:#?} {:?}", error.body())];
    shown.push(format!("{:?}", error.api_error()));
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push(format!("{cause} {cause:?}"));
        source = cause.source();
    }
    for text in shown {
        assert!(!text.contains(TOKEN), "{text}");
    }
}

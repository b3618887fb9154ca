//! Nothing that can be printed holds the token.

use std::error::Error as _;
use std::fmt::Write as _;

use reqwest::Request;
use truespec_runtime::{
    Attempt, BoxError, Call, CallOptions, Error, Hook, Method, Mock, Outcome, RetryPolicy, Script,
    Transport,
};

use crate::paging::Plain;
use crate::server::{Reply, Server};
use crate::{API, TOKEN, client, get, mocked};

/// The middle of the token, which is the same in every way of escaping it.
const CORE: &str = "0123456789";

/// Everything that an error says or gives away.
pub(crate) fn printed(error: &Error) -> String {
    let mut text = format!(
        "{error} {error:?} {error:#?} {:?} {:?} {:?}",
        error.body(),
        error.request_id(),
        error.api_error()
    );
    let mut source = error.source();
    while let Some(error) = source {
        write!(text, " {error} {error:?}").unwrap();
        source = error.source();
    }
    text
}

#[tokio::test]
async fn errors_do_not_repeat_a_token_that_the_service_echoes() {
    let plain = TOKEN.to_owned();
    let json = serde_json::to_string(TOKEN).unwrap();
    let slashes = json.replace('/', "\\/");
    let mut echoes = vec![
        ("200 OK", String::new(), plain.clone()),
        ("500 x", format!("x-request-id: {plain}\r\n"), plain.clone()),
    ];
    for json in [&json, &slashes] {
        echoes.push(("200 OK", format!("content-type: {plain}\r\n"), json.clone()));
        echoes.push(("200 OK", String::new(), format!("{{{json}: 1}}")));
        echoes.push((
            "401 x",
            String::new(),
            format!(r#"{{"message": {json}, "code": {json}, "details": {{{json}: [{json}]}}}}"#),
        ));
    }
    for (status, headers, body) in echoes {
        let (reply_headers, reply_body) = (headers.clone(), body.clone());
        let server = Server::start(move |_| Reply::new(status, &reply_headers, &reply_body)).await;
        let error = get(&server)
            .send::<std::collections::HashMap<String, bool>>()
            .await
            .unwrap_err();
        let text = printed(&error);
        assert!(!text.contains(CORE), "{status} {headers}{body}: {text}");
        assert!(text.contains("[redacted]"), "{text}");
    }
}

#[tokio::test]
async fn a_token_across_the_cut_is_not_shown_in_part() {
    let body = "x".repeat(64 * 1024 - 10) + TOKEN;
    let server = Server::start(move |_| Reply::new("500 x", "", &body)).await;
    let error = get(&server).send::<i64>().await.unwrap_err();
    assert!(error.body().unwrap().ends_with("x[redacted]"));
}

#[tokio::test]
async fn settings_calls_streams_and_responses_do_not_show_the_token_or_values() {
    let server =
        Server::start(|_| Reply::new("200 OK", &format!("set-cookie: {TOKEN}\r\n"), "1")).await;
    let builder = client(&server);
    let transport = builder.clone().build().unwrap();
    let mut call = Call::new(
        &transport,
        "op",
        Method::GET,
        "/things/{id}",
        &[("id", &"hidden1")],
    );
    call.query("key", "hidden2");
    call.header("x-key", "hidden3");
    call.json(&"hidden4");
    let response = call.clone().send_with_response::<i64>().await.unwrap();
    let pages = call.clone().pages::<Plain>("key");
    let mut text = format!("{builder:?} {transport:?} {call:?} {pages:?} {response:?}");
    write!(text, "{:?}", pages.items()).unwrap();
    assert!(!text.contains(CORE) && !text.contains("hidden"), "{text}");
    assert!(
        text.contains("/things/{id}") && text.contains("\"key\"") && text.contains("set-cookie"),
        "{text}"
    );
}

/// Writes down all that a hook can print.
#[derive(Clone, Default)]
struct Printer(std::sync::Arc<std::sync::Mutex<String>>);

impl Hook for Printer {
    fn before_send(&self, attempt: &Attempt<'_>, request: &mut Request) -> Result<(), BoxError> {
        let headers = request.headers();
        write!(self.0.lock().unwrap(), "{attempt:?} {headers:?}")?;
        Ok(())
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        let status = outcome.status();
        write!(self.0.lock().unwrap(), "{attempt:?} {outcome:?} {status:?}").unwrap();
    }
}

#[tokio::test]
async fn hooks_mocks_options_and_requests_do_not_show_the_token_or_values() {
    let (mock, printer) = (Mock::new(), Printer::default());
    let script = Script::<i64>::new(&mock, "op").returns(1);
    let script = script.fails(500).header("set-cookie", "hidden1");
    let settings = mocked(&mock).hook(printer.clone());
    let transport = settings.retry(RetryPolicy::none()).build().unwrap();
    let options = CallOptions::new()
        .header("x-key", "hidden2")
        .query("key", "hidden3");
    let mut call = Call::new(&transport, "op", Method::POST, "/things", &[]);
    call.json(&"hidden4");
    call.options(options.clone());
    let request = call.clone().into_request().unwrap();
    call.clone().send::<i64>().await.unwrap();
    let error = call.clone().send::<i64>().await.unwrap_err();
    let text = format!(
        "{options:?} {call:?} {mock:?} {script:?} {:?} {:?} {} {}",
        mock.calls(),
        request.headers()["authorization"],
        printer.0.lock().unwrap(),
        printed(&error)
    );
    assert!(!text.contains(CORE), "{text}");
    assert!(!text.contains("hidden"), "{text}");
    assert!(text.contains("x-key"), "{text}");
}

#[tokio::test]
async fn errors_of_the_connection_do_not_show_the_query() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let transport = Transport::builder(API)
        .base_url(url)
        .token(TOKEN)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let mut call = Call::new(
        &transport,
        "op",
        Method::GET,
        "/things/{id}",
        &[("id", &"hidden1")],
    );
    call.query("key", "hidden2");
    let text = printed(&call.send::<i64>().await.unwrap_err());
    assert!(!text.contains("hidden") && !text.contains(CORE), "{text}");
}

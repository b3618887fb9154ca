//! Hooks see each attempt, change what is sent, and can end a call; a call can be taken out and sent
//! in some other way.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Request;
use reqwest::header::HeaderValue;
use truespec_runtime::{Attempt, BoxError, Bytes, Empty, Hook, Method, Mock, Outcome, RetryPolicy};

use crate::server::{Reply, Server};
use crate::{TOKEN, call, client, mocked, script};

/// The waits between attempts.
#[derive(Clone, Default)]
pub(crate) struct Waits(Arc<Mutex<Vec<Duration>>>);

impl Waits {
    pub(crate) fn all(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }
}

impl Hook for Waits {
    fn before_retry(&self, _: &Attempt<'_>, wait: Duration) {
        self.0.lock().unwrap().push(wait);
    }
}

/// Writes down everything, and signs.
#[derive(Clone, Default)]
struct Scribe(Arc<Mutex<Vec<String>>>);

impl Scribe {
    fn note(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl Hook for Scribe {
    fn before_send(&self, attempt: &Attempt<'_>, request: &mut Request) -> Result<(), BoxError> {
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let signature = format!("{}-{}", attempt.number, body.map_or(0, <[u8]>::len));
        self.note(format!("send {} {}", attempt.operation, attempt.number));
        request
            .headers_mut()
            .insert("x-signature", HeaderValue::from_str(&signature)?);
        Ok(())
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        self.note(format!(
            "after {} {} {:?} {:?}",
            attempt.method,
            attempt.template,
            outcome.status().map(|status| status.as_u16()),
            outcome.fault()
        ));
    }

    fn before_retry(&self, attempt: &Attempt<'_>, _: Duration) {
        self.note(format!("retry {}", attempt.number));
    }
}

#[tokio::test]
async fn hooks_see_each_attempt_and_sign_it() {
    let (mock, scribe) = (Mock::new(), Scribe::default());
    let transport = mocked(&mock).hook(scribe.clone()).build().unwrap();
    script(&mock).fails(429).refuses_connection().succeeds();
    let mut call = call(&transport, Method::POST);
    call.json(&[1, 2]);
    call.send::<Empty>().await.unwrap();
    assert_eq!(
        *scribe.0.lock().unwrap(),
        [
            "send getThing 1",
            "after POST /thing Some(429) None",
            "retry 1",
            "send getThing 2",
            "after POST /thing None Some(\"connect\")",
            "retry 2",
            "send getThing 3",
            "after POST /thing Some(204) None",
        ]
    );
    let signatures: Vec<_> = mock
        .calls()
        .iter()
        .map(|call| call.headers["x-signature"].clone())
        .collect();
    assert_eq!(signatures, ["1-5", "2-5", "3-5"]);
}

#[tokio::test]
async fn another_server_gets_nothing_that_a_hook_adds() {
    let other = Server::start(|_| Reply::json("200 OK", "1")).await;
    let target = other.url();
    let first = Server::start(move |request| {
        if request.target.ends_with("/here") {
            Reply::redirect("302 x", &target)
        } else {
            Reply::redirect("302 x", "/v1/here")
        }
    })
    .await;
    let scribe = Scribe::default();
    let transport = client(&first).hook(scribe.clone()).build().unwrap();
    call(&transport, Method::GET).send::<i64>().await.unwrap();
    let signed: Vec<bool> = first
        .received()
        .iter()
        .map(|request| request.header("x-signature").is_some())
        .collect();
    assert_eq!(signed, [true, true]);
    assert_eq!(other.received().len(), 1);
    for header in ["x-signature", "authorization"] {
        assert_eq!(other.received()[0].header(header), None);
    }
}

/// Refuses everything.
struct Refuses;

impl Hook for Refuses {
    fn before_send(&self, _: &Attempt<'_>, _: &mut Request) -> Result<(), BoxError> {
        Err("no credentials today".into())
    }
}

#[tokio::test]
async fn a_hook_can_end_a_call() {
    let mock = Mock::new();
    let transport = mocked(&mock).hook(Refuses).build().unwrap();
    let error = call(&transport, Method::GET)
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(error.is_hook() && !error.is_retryable());
    assert_eq!(error.attempts(), 0);
    assert_eq!(
        error.to_string(),
        "getThing: a hook ended the call: no credentials today"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "no credentials today");
    assert_eq!(mock.calls().len(), 0);
}

#[tokio::test]
async fn a_request_can_be_sent_in_another_way() {
    let server = Server::start(|_| Reply::json("200 OK", "[]")).await;
    let transport = client(&server).retry(RetryPolicy::new()).build().unwrap();
    let mut call = call(&transport, Method::POST);
    call.query("limit", &5);
    call.json(&["a"]);
    let request: truespec_runtime::http::Request<Bytes> = call.into_request().unwrap();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(
        request.uri().to_string(),
        format!("{}/thing?limit=5", server.url())
    );
    assert_eq!(
        request.headers()["authorization"],
        format!("Bearer {TOKEN}")
    );
    assert!(request.headers()["authorization"].is_sensitive());
    assert!(!format!("{request:?}").contains("0123456789"));
    let answer = reqwest::Client::new()
        .execute(request.try_into().unwrap())
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let received = server.received().remove(0);
    assert_eq!(received.body, r#"["a"]"#);
    assert_eq!(received.header("content-type"), Some("application/json"));
}

#[test]
fn outside_of_a_runtime_there_is_an_error_and_no_panic() {
    let transport = truespec_runtime::Transport::builder(crate::API)
        .build()
        .unwrap();
    let mut future = std::pin::pin!(call(&transport, Method::GET).send::<Empty>());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = Future::poll(future.as_mut(), &mut context) else {
        panic!("it waits for something");
    };
    assert!(
        error.to_string().contains("needs a tokio runtime"),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_in_between_does_not_choose_what_a_hook_signs() {
    // From the first server to the other one and back, to a place of that one's choice.
    let home = Arc::new(Mutex::new(String::new()));
    let back = home.clone();
    let other = Server::start(move |_| {
        let chosen = format!("{}/chosen", back.lock().unwrap());
        Reply::redirect("302 x", &chosen)
    })
    .await;
    let away = other.url();
    let first = Server::start(move |request| {
        if request.target.ends_with("/chosen") {
            Reply::json("200 OK", "1")
        } else {
            Reply::redirect("302 x", &away)
        }
    })
    .await;
    *home.lock().unwrap() = first.url();
    let transport = client(&first).hook(Scribe::default()).build().unwrap();
    call(&transport, Method::GET).send::<i64>().await.unwrap();
    let received = first.received();
    let carried = |name: &str| -> Vec<bool> {
        received
            .iter()
            .map(|request| request.header(name).is_some())
            .collect()
    };
    assert_eq!(carried("x-signature"), [true, false]);
    assert_eq!(carried("authorization"), [true, false]);
}

#[tokio::test]
async fn an_http_client_that_goes_elsewhere_by_itself_is_an_error() {
    let other = Server::start(|_| Reply::json("200 OK", "1")).await;
    let target = other.url();
    let server = Server::start(move |_| Reply::redirect("307 x", &target)).await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let transport = client(&server).http_client(http).build().unwrap();
    let error = call(&transport, Method::POST)
        .send::<i64>()
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("redirect(Policy::none())"),
        "{error}"
    );
    assert!(!error.is_retryable());

    // What is configured, and not built, cannot do that.
    let sent = other.received().len();
    let configured = client(&server)
        .configure_http(|http| http.redirect(reqwest::redirect::Policy::limited(5)))
        .build()
        .unwrap();
    let error = call(&configured, Method::POST)
        .send::<i64>()
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(other.received().len(), sent);
}

#[tokio::test]
async fn what_another_server_says_is_not_blamed_on_the_service() {
    let other = Server::start(|_| Reply::json("401 x", "{}")).await;
    let target = other.url();
    let server = Server::start(move |_| Reply::redirect("302 x", &target)).await;
    let transport = client(&server).build().unwrap();
    let error = call(&transport, Method::GET)
        .send::<i64>()
        .await
        .unwrap_err();
    let text = error.to_string();
    assert!(text.contains("not sent the token"), "{text}");
    assert!(!text.contains("check the token"), "{text}");
}

/// Panics before the second page.
struct Panics(Mutex<u32>);

impl Hook for Panics {
    fn before_send(&self, _: &Attempt<'_>, _: &mut Request) -> Result<(), BoxError> {
        let calls = {
            let mut calls = self.0.lock().unwrap();
            *calls += 1;
            *calls
        };
        assert!(calls < 2, "the second page");
        Ok(())
    }
}

#[tokio::test]
async fn a_hook_that_panics_while_a_page_is_read_ahead_is_an_error() {
    let mock = Mock::new();
    truespec_runtime::Script::<()>::new(&mock, "getThing")
        .returns_json(&serde_json::json!({"items": [1], "next": "b"}))
        .returns_json(&serde_json::json!({"items": [2], "next": null}));
    let hook = Panics(Mutex::new(0));
    let transport = mocked(&mock).hook(hook).build().unwrap();
    let pages = call(&transport, Method::GET).pages::<crate::paging::Plain>("after");
    let mut items = pages.items().prefetch();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.is_hook(), "{error}");
    assert!(
        error.to_string().contains("it panicked: the second page"),
        "{error}"
    );
}

#[tokio::test]
async fn attempts_of_a_call_have_a_number_in_common() {
    #[derive(Clone, Default)]
    struct Numbers(Arc<Mutex<Vec<u64>>>);
    impl Hook for Numbers {
        fn after_attempt(&self, attempt: &Attempt<'_>, _: &Outcome<'_>) {
            self.0.lock().unwrap().push(attempt.call);
        }
    }
    let (mock, numbers) = (Mock::new(), Numbers::default());
    let transport = mocked(&mock).hook(numbers.clone()).build().unwrap();
    script(&mock).fails(500).succeeds().succeeds();
    for _ in 0..2 {
        call(&transport, Method::GET).send::<Empty>().await.unwrap();
    }
    assert_eq!(*numbers.0.lock().unwrap(), [0, 0, 1]);
}

#[tokio::test]
async fn an_answer_that_was_got_in_another_way_is_read_as_all_are() {
    let transport = mocked(&Mock::new()).build().unwrap();
    let answer = |status: u16, body: &'static str| {
        let mut answer = truespec_runtime::http::Response::new(Bytes::from_static(body.as_bytes()));
        *answer.status_mut() = status.try_into().unwrap();
        answer
    };
    let read = transport.read::<Vec<i64>>(answer(201, "[1]")).unwrap();
    assert_eq!((read.status().as_u16(), read.into_value()), (201, vec![1]));
    let error = transport
        .read::<i64>(answer(404, r#"{"message": "gone"}"#))
        .unwrap_err();
    assert!(
        error.is_not_found() && error.to_string().contains("gone"),
        "{error}"
    );
    let error = transport.read::<i64>(answer(200, "[")).unwrap_err();
    assert!(error.is_decode(), "{error}");
}

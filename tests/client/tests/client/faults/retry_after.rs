//! `Retry-After` in all its forms, good and bad, in a time that goes by when somebody waits.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_tests::fault::{FaultServer, Reply};
use paperspace::{Attempt, BoxFuture, Clock, Hook};

use super::{PROJECT, assert_no_token, error_text, settings};

/// What our clock says: 2026-01-01T00:00:00Z, in seconds.
const NOW: u64 = 1_767_225_600;

/// A clock on which waits take no time, and limits of time never go by.
#[derive(Clone, Default)]
struct Waits(Arc<AtomicU64>);

/// Shorter ones are waits, longer ones the timeouts of these tests.
const LONGEST_WAIT: Duration = Duration::from_secs(100);

impl Clock for Waits {
    fn now(&self) -> Duration {
        Duration::from_nanos(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        if duration > LONGEST_WAIT {
            return Box::pin(std::future::pending());
        }
        let nanos = u64::try_from(duration.as_nanos()).unwrap();
        self.0.fetch_add(nanos, Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }

    fn unix_time(&self) -> Duration {
        Duration::from_secs(NOW) + self.now()
    }
}

/// Keeps the waits that it is told of.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Duration>>>);

impl Hook for Told {
    fn before_retry(&self, _: &Attempt<'_>, wait: Duration) {
        self.0.lock().unwrap().push(wait);
    }
}

/// What becomes of a `GET` or a `POST` that is answered so, and then with a project: how long it waited
/// before each further attempt, and the error, if there is one.
async fn after(reply: Reply, post: bool) -> (Vec<Duration>, Option<String>, FaultServer) {
    let replies = [reply, Reply::json("200 OK", PROJECT)];
    let server = FaultServer::in_turn(replies).await.unwrap();
    let told = Told::default();
    let client = settings(&server)
        .timeout(Duration::from_secs(1000))
        .attempt_timeout(Duration::from_secs(1000))
        .clock(Waits::default())
        .hook(told.clone())
        .build()
        .unwrap();
    let outcome = if post {
        client.create_project("diffusion").send().await
    } else {
        client.get_project("p1").send().await
    };
    let waits = told.0.lock().unwrap().clone();
    assert_eq!(server.requests().len(), 1 + waits.len());
    let error = outcome.err().map(|error| {
        assert_no_token(&error);
        error_text(&error, &server)
    });
    (waits, error, server)
}

fn limited(retry_after: &str) -> Reply {
    Reply::json(
        "429 Too Many Requests",
        r#"{"code":"limit","message":"slow down"}"#,
    )
    .header("retry-after", retry_after)
}

/// Both forms, for both methods: a 429 says that the service has done nothing.
#[tokio::test]
async fn the_service_is_asked_again_when_it_says() {
    // The service's clock is a year behind ours; what counts is the difference of its own two dates.
    let dated =
        limited("Wed, 01 Jan 2025 00:00:20 GMT").header("date", "Wed, 01 Jan 2025 00:00:00 GMT");
    // Without its date, ours counts.
    let undated = limited("Thu, 01 Jan 2026 00:00:20 GMT");
    let rfc850 = limited("Thursday, 01-Jan-26 00:00:20 GMT");
    let asctime = limited("Thu Jan  1 00:00:20 2026");
    for reply in [
        limited("20"),
        limited(" 20 "),
        dated,
        undated,
        rfc850,
        asctime,
    ] {
        for post in [false, true] {
            let (waits, error, _server) = after(reply.clone(), post).await;
            assert_eq!(error, None);
            let [wait] = waits[..] else {
                panic!("{reply:?}: {waits:?}")
            };
            let asked = Duration::from_secs(20);
            assert!(
                asked <= wait && wait < asked + Duration::from_millis(5),
                "{reply:?}: {wait:?}"
            );
        }
    }
}

/// What is no time to come is a wait as if the service had said nothing.
#[tokio::test]
async fn a_time_that_is_none() {
    for text in [
        "",
        "soon",
        "-5",
        "1.5",
        "+3",
        "0x10",
        "20 s",
        "Thu, 32 Jan 2026 00:00:00 GMT",
        "0",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ] {
        for post in [false, true] {
            let (waits, error, _server) = after(limited(text), post).await;
            assert_eq!(error, None, "{text}");
            assert_eq!(waits.len(), 1, "{text}");
            assert!(waits[0] <= Duration::from_millis(1), "{text}: {waits:?}");
        }
    }
}

/// Too long to wait for: the call fails at once, and says how long it would be.
#[tokio::test]
async fn ten_years() {
    let absurd = [
        limited("315360000"),
        limited("99999999999999999999999999"),
        limited("Tue, 01 Jan 2036 00:00:00 GMT"),
        limited("61"),
    ];
    let mut told = String::new();
    for reply in absurd {
        let (waits, error, _server) = after(reply, false).await;
        assert!(waits.is_empty(), "{waits:?}");
        told += &error.unwrap();
    }
    insta::assert_snapshot!(told);
}

/// A 503 that says when to come back has done nothing; another one may have.
#[tokio::test]
async fn unavailable() {
    let busy = || Reply::new("503 Service Unavailable", "");
    for (reply, post, retries) in [
        (busy(), false, 1),
        (busy(), true, 0),
        (busy().header("retry-after", "1"), false, 1),
        (busy().header("retry-after", "1"), true, 1),
        (busy().header("retry-after", "soon"), true, 0),
        // With other statuses it is only a wait: the request may have been carried out.
        (Reply::new("500 x", "").header("retry-after", "1"), true, 0),
        (Reply::new("502 x", "").header("retry-after", "1"), true, 0),
        (Reply::new("400 x", "").header("retry-after", "1"), false, 0),
    ] {
        let context = format!("{reply:?}, {post}");
        let (waits, error, _server) = after(reply, post).await;
        assert_eq!(
            (waits.len(), error.is_none()),
            (retries, retries == 1),
            "{context}"
        );
    }
}

//! Which calls are sent again, when, how often, and how many of all calls of a client. All in virtual
//! time.

use std::time::Duration;

use truespec_runtime::{
    CallOptions, Clock, Empty, Error, Method, Mock, RetryPolicy, Transport, VirtualClock,
};

use crate::{call, mocked, script};

const SECOND: Duration = Duration::from_secs(1);

/// Calls without success; how often, how long that took, and the error.
async fn failing(client: &Transport, clock: &VirtualClock, method: Method) -> (Duration, Error) {
    let begin = clock.now();
    let error = call(client, method).send::<Empty>().await.unwrap_err();
    (clock.now().saturating_sub(begin), error)
}

fn clocked(mock: &Mock) -> (VirtualClock, truespec_runtime::TransportBuilder) {
    let clock = VirtualClock::new();
    (clock.clone(), mocked(mock).clock(clock))
}

#[tokio::test]
async fn each_status_and_method_is_repeated_where_that_is_safe() {
    // The status, whether it says when to come back, and how often GET, PUT and DELETE, and POST
    // and PATCH are sent.
    let table = [
        (400, false, 1, 1),
        (401, false, 1, 1),
        (404, false, 1, 1),
        (408, false, 3, 1),
        (409, false, 1, 1),
        (429, false, 3, 3),
        (429, true, 3, 3),
        (500, false, 3, 1),
        (500, true, 3, 1),
        (501, false, 1, 1),
        (502, false, 3, 1),
        (503, false, 3, 1),
        (503, true, 3, 3),
        (504, true, 3, 1),
        (505, false, 1, 1),
    ];
    let methods = [
        (Method::GET, true),
        (Method::PUT, true),
        (Method::DELETE, true),
        (Method::POST, false),
        (Method::PATCH, false),
    ];
    for (status, says_when, idempotent, other) in table {
        for (method, is_idempotent) in methods.clone() {
            let mock = Mock::new();
            let client = mocked(&mock).build().unwrap();
            let answers = script(&mock).fails(status);
            let answers = if says_when {
                answers.retry_after(SECOND)
            } else {
                answers
            };
            answers.repeated();
            let error = call(&client, method.clone())
                .send::<Empty>()
                .await
                .unwrap_err();
            let expected = if is_idempotent { idempotent } else { other };
            let case = format!("{method} {status} {says_when}");
            assert_eq!(mock.calls().len(), expected, "{case}");
            assert_eq!(error.attempts() as usize, expected, "{case}");
            assert_eq!(error.is_retryable(), expected > 1, "{case}");
            assert_eq!(error.status().unwrap(), status, "{case}");
            let tried = error.to_string().contains("(tried 3 times)");
            assert_eq!(tried, expected > 1, "{error}");
        }
    }
}

#[tokio::test]
async fn broken_connections_are_repeated_where_that_is_safe() {
    type Fail = fn(truespec_runtime::Script<Empty>) -> truespec_runtime::Script<Empty>;
    let refused: Fail = truespec_runtime::Script::refuses_connection;
    let broken: Fail = truespec_runtime::Script::breaks_off;
    for (method, fail, attempts) in [
        (Method::GET, refused, 3),
        (Method::POST, refused, 3),
        (Method::GET, broken, 3),
        (Method::POST, broken, 1),
        (Method::PATCH, broken, 1),
        (Method::DELETE, broken, 3),
    ] {
        let mock = Mock::new();
        let client = mocked(&mock).build().unwrap();
        fail(script(&mock)).repeated();
        let error = call(&client, method.clone())
            .send::<Empty>()
            .await
            .unwrap_err();
        assert_eq!(mock.calls().len(), attempts, "{method} {error}");
        assert_eq!(error.is_retryable(), attempts > 1, "{method} {error}");
    }
}

#[tokio::test]
async fn a_success_after_failures_is_a_success() {
    let mock = Mock::new();
    let client = mocked(&mock).build().unwrap();
    script(&mock).fails(500).breaks_off().succeeds();
    let answer = call(&client, Method::GET)
        .send_with_response::<Empty>()
        .await
        .unwrap();
    assert_eq!(answer.status(), 204);
    assert_eq!(mock.calls().len(), 3);
}

#[tokio::test]
async fn a_call_that_the_service_knows_by_a_key_is_repeated() {
    let mock = Mock::new();
    let client = mocked(&mock).build().unwrap();
    script(&mock).breaks_off().succeeds();
    let mut call = call(&client, Method::POST);
    call.options(
        CallOptions::new()
            .header("idempotency-key", "k1")
            .retry(RetryPolicy::new().idempotent(true)),
    );
    call.send::<Empty>().await.unwrap();
    let keys: Vec<_> = mock
        .calls()
        .iter()
        .map(|call| call.headers["idempotency-key"].clone())
        .collect();
    assert_eq!(keys, ["k1", "k1"]);
}

#[tokio::test]
async fn waits_grow_up_to_the_cap_and_are_random() {
    let policy = RetryPolicy::new()
        .max_retries(6)
        .initial_backoff(SECOND)
        .max_backoff(SECOND * 5);
    let longest = [1, 2, 4, 5, 5, 5];
    let mut seen = vec![Vec::new(); longest.len()];
    for _ in 0..60 {
        let mock = Mock::new();
        script(&mock).fails(500).repeated();
        let (clock, settings) = clocked(&mock);
        let waits = crate::hooks::Waits::default();
        let client = settings
            .retry(policy.clone())
            .hook(waits.clone())
            .build()
            .unwrap();
        let (elapsed, _) = failing(&client, &clock, Method::GET).await;
        let waits = waits.all();
        assert_eq!(waits.iter().sum::<Duration>(), elapsed);
        for (at, wait) in waits.iter().enumerate() {
            assert!(*wait <= SECOND * longest[at], "{at}: {wait:?}");
            seen[at].push(*wait);
        }
    }
    // Full jitter: from nearly nothing to nearly all, all over the range.
    for (waits, longest) in seen.iter().zip(longest) {
        let least = waits.iter().min().unwrap();
        let most = waits.iter().max().unwrap();
        assert!(*least < SECOND * longest / 4, "{least:?} of {longest}");
        assert!(*most > SECOND * longest * 3 / 4, "{most:?} of {longest}");
    }
}

#[tokio::test]
async fn the_service_says_when_to_come_back() {
    const DATE: &str = "Wed, 21 Oct 2015 07:28:00 GMT";
    // The header, the date of the answer, and the least wait in all; `None` where the call fails at
    // once. The total time of a call is 90 seconds: two waits of a minute are not made.
    let table = [
        ("7", None, Some(14)),
        ("0", None, Some(0)),
        ("60", None, Some(60)),
        ("61", None, None),
        ("99999999999999999999999", None, None),
        // Five seconds after the answer, however wrong the clock of the service is.
        ("Wed, 21 Oct 2015 07:28:05 GMT", Some(DATE), Some(10)),
        // By our own clock, which shows the beginning of 2026: after one wait it is past.
        ("Thu, 01 Jan 2026 00:00:09 GMT", None, Some(9)),
        ("Wed, 21 Oct 2015 07:27:00 GMT", Some(DATE), Some(0)),
        ("Sun, 21 Oct 2035 07:28:00 GMT", Some(DATE), None),
    ];
    for (header, date, least) in table {
        let mock = Mock::new();
        let (clock, settings) = clocked(&mock);
        let client = settings.build().unwrap();
        let answers = script(&mock).fails(503).header("retry-after", header);
        let answers = match date {
            Some(date) => answers.header("date", date),
            None => answers,
        };
        answers.repeated();
        let (elapsed, error) = failing(&client, &clock, Method::POST).await;
        if let Some(least) = least {
            // Half a second and a second of jitter at most.
            let (least, most) = (SECOND * least, SECOND * least + SECOND * 3 / 2);
            assert!(
                (least..=most).contains(&elapsed) && (2..=3).contains(&error.attempts()),
                "{header}: {elapsed:?} {error}"
            );
        } else {
            assert_eq!(error.attempts(), 1, "{header}: {error}");
            assert!(error.retry_after().unwrap() > SECOND * 60, "{header}");
            assert!(error.is_retryable());
        }
    }
}

#[tokio::test]
async fn what_is_no_retry_after_is_none() {
    for header in ["soon", "-5", "1.5", "", "Wed, 99 Oct 2015 07:28:00 GMT"] {
        let mock = Mock::new();
        let client = mocked(&mock).build().unwrap();
        script(&mock).fails(503).header("retry-after", header);
        let error = call(&client, Method::POST)
            .send::<Empty>()
            .await
            .unwrap_err();
        assert_eq!(error.retry_after(), None, "{header:?}");
        // The service may have carried it out.
        assert_eq!(error.attempts(), 1, "{header:?}");
    }
}

#[tokio::test]
async fn an_outage_uses_up_the_budget_of_the_client_and_success_fills_it() {
    let mock = Mock::new();
    let client = mocked(&mock).retry_budget(5).build().unwrap();
    script(&mock).fails(500).repeated();
    let mut attempts = Vec::new();
    for _ in 0..6 {
        let error = call(&client, Method::GET)
            .send::<Empty>()
            .await
            .unwrap_err();
        assert!(error.is_retryable());
        attempts.push(error.attempts());
    }
    assert_eq!(attempts, [3, 3, 2, 1, 1, 1]);

    // Ten successes are worth one retry.
    script(&mock).succeeds().repeated();
    for _ in 0..20 {
        call(&client, Method::GET).send::<Empty>().await.unwrap();
    }
    script(&mock).fails(500).repeated();
    let after = failing(&client, &VirtualClock::new(), Method::GET).await.1;
    assert_eq!(after.attempts(), 3, "20 successes: two retries");
    let after = failing(&client, &VirtualClock::new(), Method::GET).await.1;
    assert_eq!(after.attempts(), 1, "none is left");
}

#[tokio::test]
async fn the_time_of_a_call_holds_over_its_attempts() {
    let mock = Mock::new();
    let (clock, settings) = clocked(&mock);
    let client = settings
        .timeout(SECOND * 10)
        .attempt_timeout(SECOND * 4)
        .retry(
            RetryPolicy::new()
                .max_retries(9)
                .initial_backoff(Duration::ZERO),
        )
        .build()
        .unwrap();
    script(&mock).hangs().repeated();
    let (elapsed, error) = failing(&client, &clock, Method::GET).await;
    // 4, 8 and 10 seconds.
    assert_eq!((elapsed, error.attempts()), (SECOND * 10, 3), "{error}");
    assert!(error.is_timeout() && error.is_retryable());
    assert!(error.to_string().contains("within 10s"), "{error}");
    assert!(
        error.to_string().contains("set a longer `timeout`"),
        "{error}"
    );

    let (elapsed, error) = failing(&client, &clock, Method::POST).await;
    assert_eq!((elapsed, error.attempts()), (SECOND * 4, 1), "{error}");
    assert!(error.is_timeout() && !error.is_retryable());
    assert!(error.to_string().contains("within 4s"), "{error}");
    assert!(error.to_string().contains("`attempt_timeout`"), "{error}");
}

#[tokio::test]
async fn a_wait_that_is_longer_than_the_time_left_is_not_made() {
    let mock = Mock::new();
    let (clock, settings) = clocked(&mock);
    let client = settings.timeout(SECOND * 10).build().unwrap();
    script(&mock).fails(429).retry_after(SECOND * 20).repeated();
    let (elapsed, error) = failing(&client, &clock, Method::GET).await;
    assert_eq!((elapsed, error.attempts()), (Duration::ZERO, 1));
    assert!(error.is_rate_limited() && error.is_retryable());
    assert_eq!(error.retry_after(), Some(SECOND * 20));
    let text = error.to_string();
    assert!(text.contains("(it asks to wait for 20 s)"), "{text}");
}

#[tokio::test]
async fn a_policy_can_be_turned_off_for_a_client_and_on_for_a_call() {
    let mock = Mock::new();
    let client = mocked(&mock).retry(RetryPolicy::none()).build().unwrap();
    script(&mock).fails(500).repeated();
    let error = call(&client, Method::GET)
        .send::<Empty>()
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(error.is_retryable());
    let mut again = call(&client, Method::GET);
    again.options(CallOptions::new().retry(RetryPolicy::new().max_retries(4)));
    let error = again.send::<Empty>().await.unwrap_err();
    assert_eq!(error.attempts(), 5);
}

#[tokio::test]
async fn what_cannot_be_decoded_is_not_repeated() {
    let mock = Mock::new();
    let client = mocked(&mock).build().unwrap();
    script(&mock).answers(200, "[1, 2");
    let error = call(&client, Method::GET)
        .send::<Vec<i64>>()
        .await
        .unwrap_err();
    assert!(error.is_decode() && !error.is_retryable());
    assert_eq!(mock.calls().len(), 1);
}

#[tokio::test]
async fn a_service_that_asks_for_no_wait_is_not_asked_at_once() {
    let mock = Mock::new();
    let (clock, settings) = clocked(&mock);
    let policy = RetryPolicy::new().max_retries(20);
    let client = settings.retry(policy).build().unwrap();
    script(&mock)
        .fails(429)
        .retry_after(Duration::ZERO)
        .repeated();
    let (elapsed, error) = failing(&client, &clock, Method::POST).await;
    assert_eq!(error.attempts(), 21);
    assert!(elapsed > SECOND * 20, "{elapsed:?}");
}

/// A clock on which waits never end.
pub(crate) struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Duration {
        Duration::ZERO
    }
    fn sleep(&self, _: Duration) -> truespec_runtime::BoxFuture<()> {
        Box::pin(std::future::pending())
    }
    fn unix_time(&self) -> Duration {
        Duration::ZERO
    }
}

#[tokio::test]
async fn a_caller_who_gives_up_while_we_wait_leaves_the_budget_as_it_was() {
    let mock = Mock::new();
    let client = mocked(&mock)
        .clock(Stopped)
        .retry_budget(1)
        .build()
        .unwrap();
    script(&mock).fails(500).repeated();
    for _ in 0..5 {
        // It waits for its second attempt: there is a retry left for it.
        let call = std::pin::pin!(call(&client, Method::GET).send::<Empty>());
        assert!(crate::waits(call).await);
    }
    assert_eq!(mock.calls().len(), 5);
}

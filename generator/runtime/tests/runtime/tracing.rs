//! What a call tells `tracing`: a span with the fields of OpenTelemetry's conventions, an event for each
//! attempt, and no secrets.

use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::format::FmtSpan;
use truespec_runtime::{Call, Empty, Method, Mock, Script};

use crate::{API, mocked, script};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What is told of a call to the mock, one line for each event and for the end of each span.
async fn told(mock: &Mock, call: impl FnOnce(&truespec_runtime::Transport) -> Call) -> Vec<String> {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .finish();
    let _guard = tracing_core::set(subscriber);
    let transport = mocked(mock).build().unwrap();
    let _ = call(&transport).send::<Empty>().await;
    lines.text().lines().map(str::to_owned).collect()
}

mod tracing_core {
    use tracing_subscriber::util::SubscriberInitExt;

    pub(super) fn set(subscriber: impl SubscriberInitExt) -> impl Drop {
        subscriber.set_default()
    }
}

fn get(transport: &truespec_runtime::Transport) -> Call {
    let template = "/things/{id}";
    let id = "t 1";
    let mut call = Call::new(transport, "getThing", Method::GET, template, &[("id", &id)]);
    call.query("filter", "sesame");
    call
}

#[tokio::test]
async fn a_call_is_a_span_and_each_attempt_an_event() {
    let mock = Mock::new();
    script(&mock).fails(503).breaks_off().succeeds();
    let lines = told(&mock, get).await;
    let attempts: Vec<&String> = lines
        .iter()
        .filter(|line| line.contains(": attempt"))
        .collect();
    assert_eq!(attempts.len(), 3, "{lines:#?}");
    assert!(attempts[0].contains("http.response.status_code=503"));
    assert!(attempts[1].contains("error.type=\"io\""), "{}", attempts[1]);
    assert!(attempts[2].contains("attempt=3"));
    let closed: Vec<&String> = lines.iter().filter(|line| line.contains("close")).collect();
    assert_eq!(closed.len(), 1, "{lines:#?}");
    for field in [
        "http.client{",
        "otel.name=GET /things/{id}",
        "otel.kind=\"client\"",
        "http.request.method=\"GET\"",
        "http.request.resend_count=2",
        "http.response.status_code=204",
        "server.address=\"api.example.com\"",
        "server.port=443",
        "url.template=\"/things/{id}\"",
        "url.full=https://api.example.com/v1/things/t%201?filter=REDACTED",
    ] {
        assert!(closed[0].contains(field), "{field} in {}", closed[0]);
    }
    assert!(!closed[0].contains("error.type"), "{}", closed[0]);
}

#[tokio::test]
async fn a_failure_is_marked() {
    let mock = Mock::new();
    script(&mock).fails(404);
    let lines = told(&mock, get).await.join("\n");
    assert!(lines.contains("otel.status_code=\"ERROR\""), "{lines}");
    assert!(lines.contains("error.type=404"), "{lines}");

    let mock = Mock::new();
    script(&mock).hangs().repeated();
    let lines = told(&mock, get).await.join("\n");
    assert!(lines.contains("error.type=\"timeout\""), "{lines}");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_a_failure() {
    let mock = Mock::new();
    Script::<i64>::new(&mock, "getThing").returns_json(&serde_json::json!("text"));
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .finish();
    let _guard = tracing_core::set(subscriber);
    let transport = mocked(&mock).build().unwrap();
    get(&transport).send::<i64>().await.unwrap_err();
    let text = lines.text();
    assert!(text.contains("error.type=\"decode\""), "{text}");
    assert!(text.contains("http.response.status_code=200"), "{text}");
}

#[tokio::test]
async fn nothing_that_is_secret_is_told() {
    let mock = Mock::new();
    script(&mock).answers(
        400,
        format!(r#"{{"message": "sesame 0123456789 {}"}}"#, crate::TOKEN),
    );
    let lines = told(&mock, |transport| {
        assert!(API.sensitive.contains(&"passphrase"));
        let value = "sesame";
        let template = "/things/{passphrase}";
        let arguments: [(&str, &dyn truespec_runtime::PathValue); 1] = [("passphrase", &value)];
        let mut call = Call::new(transport, "getThing", Method::POST, template, &arguments);
        call.query("filter", "sesame");
        call.header("x-key", "sesame");
        call.json("sesame");
        call
    })
    .await
    .join("\n");
    assert!(lines.contains("url.full=https://api.example.com/v1/things/{passphrase}"));
    for secret in ["sesame", "0123456789"] {
        assert!(!lines.contains(secret), "{lines}");
    }
}

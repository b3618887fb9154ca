//! A server that notes down what it is sent, and answers with what it was given.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use test_clients::gadgets::Client;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A request as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Path and query, percent-encoded.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    /// `None` where there is not a byte of it.
    pub(crate) body: Option<Value>,
}

/// A running server, until it is dropped.
pub(crate) struct Recorder {
    url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    task: JoinHandle<()>,
}

impl Recorder {
    /// A server that gives these answers in turn, and the last one from then on. Null is an answer
    /// without a body: `204`.
    pub(crate) async fn answering(answers: impl IntoIterator<Item = Value>) -> Self {
        let answers = Arc::new(Mutex::new(answers.into_iter().collect::<VecDeque<_>>()));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&seen);
        let router = Router::new().fallback(async move |uri: Uri, headers, body: Bytes| {
            notes.lock().unwrap().push(Seen {
                target: uri.to_string(),
                headers,
                body: (!body.is_empty()).then(|| serde_json::from_slice(&body).unwrap()),
            });
            next(&mut answers.lock().unwrap())
        });
        let (url, task) = serve(router).await;
        Self { url, seen, task }
    }

    /// A client of this server.
    pub(crate) fn client(&self) -> Client {
        client(&self.url)
    }

    /// What came in since the last call, oldest first.
    pub(crate) fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }

    /// The body of the only request since the last call.
    #[track_caller]
    pub(crate) fn sent(&self) -> Option<Value> {
        let mut seen = self.take();
        assert_eq!(seen.len(), 1, "{seen:#?}");
        seen.remove(0).body
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves on a free port of the loopback interface.
pub(crate) async fn serve(router: Router) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, task)
}

/// A client of the server at this URL.
pub(crate) fn client(url: &str) -> Client {
    let builder = Client::builder().token("key").base_url(url);
    builder.build().unwrap()
}

fn next(answers: &mut VecDeque<Value>) -> Response {
    let answer = if answers.len() > 1 {
        answers.pop_front()
    } else {
        answers.front().cloned()
    };
    match answer {
        None | Some(Value::Null) => StatusCode::NO_CONTENT.into_response(),
        Some(answer) => axum::Json(answer).into_response(),
    }
}

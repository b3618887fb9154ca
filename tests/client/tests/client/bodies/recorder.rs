//! A server that notes down the bytes that it is sent, and answers with what it was given.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri, header::LOCATION};
use axum::response::{IntoResponse, Response};
use test_clients::bodies::{Client, RetryPolicy};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A request as it came in.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Seen {
    /// A header as text; empty where there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text.
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// How a request is answered.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Status(u16, String),
    Redirect(u16, &'static str),
}

impl Answer {
    /// An answer without a body.
    pub(super) fn status(status: u16) -> Self {
        Self::Status(status, String::new())
    }
}

/// A running server, until it is dropped.
pub(super) struct Recorder {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    task: JoinHandle<()>,
}

impl Recorder {
    /// A server that finds everything good.
    pub(super) async fn start() -> Self {
        Self::answering([]).await
    }

    /// A server that gives these answers in turn, and `204` from then on.
    pub(super) async fn answering(answers: impl IntoIterator<Item = Answer>) -> Self {
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self::at(free, answers).await
    }

    /// As [`answering`](Self::answering), at this address.
    pub(super) async fn at(address: SocketAddr, answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = Mutex::new(answers.into_iter().collect::<VecDeque<_>>());
        let answers = Arc::new(answers);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&seen);
        let router = Router::new().fallback(async move |uri: Uri, headers, body: Bytes| {
            notes.lock().unwrap().push(Seen {
                path: uri.to_string(),
                headers,
                body,
            });
            respond(answers.lock().unwrap().pop_front())
        });
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            address,
            seen,
            task,
        }
    }

    /// A client of this server that does not wait before it sends a call again.
    pub(super) fn client(&self) -> Client {
        client(self.address)
    }

    /// The base URL.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What came in, oldest first.
    pub(super) fn all(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The only request since this was asked last.
    #[track_caller]
    pub(super) fn one(&self) -> Seen {
        let mut seen = std::mem::take(&mut *self.seen.lock().unwrap());
        assert_eq!(seen.len(), 1, "{seen:#?}");
        seen.remove(0)
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A client of the server at this address that does not wait before it sends a call again.
pub(super) fn client(address: SocketAddr) -> Client {
    let retry = RetryPolicy::new().initial_backoff(Duration::ZERO);
    let builder = Client::builder().base_url(format!("http://{address}"));
    builder.retry(retry).build().unwrap()
}

fn respond(answer: Option<Answer>) -> Response {
    match answer {
        None => StatusCode::NO_CONTENT.into_response(),
        Some(Answer::Status(status, body)) => {
            (StatusCode::from_u16(status).unwrap(), body).into_response()
        }
        Some(Answer::Redirect(status, to)) => {
            (StatusCode::from_u16(status).unwrap(), [(LOCATION, to)]).into_response()
        }
    }
}

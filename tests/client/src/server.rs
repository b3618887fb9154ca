//! The HTTP side: one handler for every request, and the notes that it takes.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::contract::Received;
use crate::exchange::Exchange;
use crate::operations::Operation;
use crate::refusal::Refusal;
use crate::store::Store;

/// The one API key that the server knows.
pub const TOKEN: &str = "key-4f1d9c0ab27e";

/// The path of the base URL.
const BASE: &str = "/v1";

/// A running server. It stops when it is dropped.
///
/// # Panics
/// When it is dropped with violations that nobody has [taken](Self::take_violations).
#[derive(Debug)]
pub struct Server {
    url: String,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Shared {
    store: Store,
    exchanges: Vec<Exchange>,
    violations: Vec<String>,
}

impl Server {
    /// Starts a server with an empty store on a free port of the loopback interface.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}{BASE}", listener.local_addr()?);
        let shared = Arc::new(Mutex::new(Shared::default()));
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // axum retries whatever can fail here, and is ended with the task.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { url, shared, task })
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Looks at the store, or puts something into it.
    pub fn store<T>(&self, look: impl FnOnce(&mut Store) -> T) -> T {
        look(&mut lock(&self.shared).store)
    }

    /// Every request so far with its answer, oldest first.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.shared).exchanges.clone()
    }

    /// The violations since the last call, oldest first.
    #[must_use = "violations that nobody looks at prove nothing"]
    pub fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.shared).violations)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        let violations = self.take_violations();
        assert!(
            violations.is_empty() || std::thread::panicking(),
            "requests that the pages do not document: {violations:#?}"
        );
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(
    State(shared): State<Arc<Mutex<Shared>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut shared = lock(&shared);
    let path = uri.path().strip_prefix(BASE);
    let received = Received {
        method: method.as_str(),
        path,
        query: uri.query(),
        headers: &headers,
        body: &body,
    };
    let (operation, outcome) = run(&mut shared.store, &received);

    let status = outcome
        .as_ref()
        .map_or_else(|refusal| refusal.status, |_| 200);
    let violation = outcome
        .as_ref()
        .err()
        .filter(|refusal| refusal.violation)
        .map(|refusal| format!("{method} {uri}: {status} {}", refusal.message()));
    let answer = outcome.unwrap_or_else(|refusal| refusal.body());
    shared.violations.extend(violation.clone());
    let path = path.unwrap_or(uri.path());
    let target = uri
        .query()
        .map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    shared.exchanges.push(Exchange {
        method: method.to_string(),
        target,
        operation: operation.map(|operation| operation.id),
        body: String::from_utf8_lossy(&body).into_owned(),
        status,
        answer: answer.clone(),
        violation,
    });

    let headers = [
        (header::CONTENT_TYPE.as_str(), "application/json".to_owned()),
        (
            "x-request-id",
            format!("request-{}", shared.exchanges.len()),
        ),
    ];
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, headers, answer.to_string()).into_response()
}

fn run(
    store: &mut Store,
    received: &Received<'_>,
) -> (Option<&'static Operation>, Result<Value, Refusal>) {
    match received.route() {
        Err(refusal) => (None, Err(refusal)),
        Ok((operation, path)) => {
            let outcome = received
                .check(operation, path, TOKEN)
                .and_then(|request| (operation.answer)(store, &request));
            (Some(operation), outcome)
        }
    }
}

//! A server for everything that can go wrong below the contract: it writes the bytes that a script
//! wants, as fast and as completely as the script wants, and keeps all that it receives.
//!
//! A script is asked at two moments: what becomes of a connection ([`Greeting`]), and what answers
//! a request ([`Reply`]). Nothing is interpreted beyond that: no path, no token, no contract.

mod connection;
mod reply;
mod request;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

pub use connection::Greeting;
pub use reply::{Reply, Then};
pub use request::Request;

/// A running server. It stops, with all of its connections, when it is dropped.
#[derive(Debug)]
pub struct FaultServer {
    address: SocketAddr,
    journal: Arc<Mutex<Journal>>,
    task: JoinHandle<()>,
}

/// What was received.
#[derive(Debug, Default)]
struct Journal {
    connections: usize,
    /// How many requests were received completely.
    received: usize,
    requests: Vec<Request>,
    fragments: Vec<Vec<u8>>,
}

/// What decides about connections and requests.
struct Script {
    /// What becomes of the connection of this number, from 1 on.
    greet: Box<dyn Fn(usize) -> Greeting + Send + Sync>,
    /// What answers a request.
    answer: Box<dyn Fn(&Request) -> Reply + Send + Sync>,
}

impl FaultServer {
    /// Starts a server on a free port of the loopback interface that asks `answer` for each request.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        Self::scripted(|_| Greeting::Serve, answer).await
    }

    /// Starts a server that gives these answers in turn, and the last one from then on.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn in_turn(
        replies: impl IntoIterator<Item = Reply, IntoIter: Send + 'static>,
    ) -> std::io::Result<Self> {
        let replies = Mutex::new((replies.into_iter(), Reply::raw("")));
        Self::start(move |_| {
            let (rest, last) = &mut *replies.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(next) = rest.next() {
                *last = next;
            }
            last.clone()
        })
        .await
    }

    /// Starts a server that asks `greet` for each connection, which it gives its number, from 1 on,
    /// and `answer` for each request.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn scripted(
        greet: impl Fn(usize) -> Greeting + Send + Sync + 'static,
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let journal = Arc::new(Mutex::new(Journal::default()));
        let script = Arc::new(Script {
            greet: Box::new(greet),
            answer: Box::new(answer),
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&journal), script));
        Ok(Self {
            address,
            journal,
            task,
        })
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections were accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        lock(&self.journal).connections
    }

    /// Each request that was received completely and not yet [taken](Self::take_requests), oldest
    /// first.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.journal).requests.clone()
    }

    /// Each request that was received completely since this was asked last, oldest first.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut lock(&self.journal).requests)
    }

    /// What was received of each request that was not received completely.
    #[must_use]
    pub fn fragments(&self) -> Vec<Vec<u8>> {
        lock(&self.journal).fragments.clone()
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(journal: &Mutex<Journal>) -> MutexGuard<'_, Journal> {
    journal.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Accepts connections until the task is ended, and all of them with it.
async fn accept(listener: TcpListener, journal: Arc<Mutex<Journal>>, script: Arc<Script>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let number = {
            let mut journal = lock(&journal);
            journal.connections += 1;
            journal.connections
        };
        let (journal, script) = (Arc::clone(&journal), Arc::clone(&script));
        connections.spawn(async move {
            // A client that is gone is not the server's concern.
            let _ = connection::serve(stream, number, &journal, &script).await;
        });
        while connections.try_join_next().is_some() {}
    }
}

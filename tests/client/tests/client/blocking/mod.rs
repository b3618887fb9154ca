//! The client without `async`: the same calls, on any thread.

mod calls;
mod lists;
mod threads;

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};

use client_tests::{Server, TOKEN};
use paperspace::reqwest::Request;
use paperspace::{Attempt, BoxError, ClientBuilder, Hook, blocking::Client};

/// A server on a thread of its own.
struct Background {
    server: Server,
    _runtime: tokio::runtime::Runtime,
}

impl Background {
    fn start() -> Self {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build().unwrap();
        let server = std::thread::scope(|scope| {
            // Tests start it on threads that wait for nothing.
            let start = || runtime.block_on(Server::start());
            scope.spawn(start).join().unwrap().unwrap()
        });
        Self {
            server,
            _runtime: runtime,
        }
    }

    /// The settings of a client of it.
    fn builder(&self) -> ClientBuilder {
        Client::builder().token(TOKEN).base_url(self.url())
    }
}

impl Deref for Background {
    type Target = Server;
    fn deref(&self) -> &Server {
        &self.server
    }
}

/// A server with one project that has this many secrets, a client of it, and the project's id.
fn project(secrets: usize) -> (Background, Client, String) {
    let server = Background::start();
    let client = server.builder().build_blocking().unwrap();
    let id = server.store(|store| store.seed_connected_project("diffusion", "octo/diffusion"));
    server.store(|store| store.seed_secrets(&id, secrets));
    (server, client, id)
}

/// A hook that stops one request, counted from 1: by an error or by a panic.
struct Stop {
    seen: AtomicUsize,
    at: usize,
    panics: bool,
}

impl Stop {
    fn at(at: usize, panics: bool) -> Self {
        let seen = AtomicUsize::new(0);
        Self { seen, at, panics }
    }
}

impl Hook for Stop {
    fn before_send(&self, _: &Attempt<'_>, _: &mut Request) -> Result<(), BoxError> {
        let number = self.seen.fetch_add(1, Ordering::Relaxed) + 1;
        assert!(number != self.at || !self.panics, "a fault of the hook");
        if number == self.at {
            return Err("the hook says no".into());
        }
        Ok(())
    }
}

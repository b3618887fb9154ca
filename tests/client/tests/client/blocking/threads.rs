//! Where calls are made: on many threads, where asynchronous tasks run, and within hooks.

use std::sync::{Arc, OnceLock, mpsc};
use std::time::Duration;

use paperspace::blocking::Client;
use paperspace::reqwest::Request;
use paperspace::types::Order;
use paperspace::{Attempt, BoxError, Hook};

use super::project;

/// Fails, instead of waiting for ever, if `work` does not end.
#[track_caller]
fn ends<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(work()));
    let limit = Duration::from_secs(60);
    receiver.recv_timeout(limit).unwrap()
}

#[test]
fn clones_on_many_threads() {
    let (server, client, id) = project(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let (client, id) = (client.clone(), &id);
            scope.spawn(move || {
                for _ in 0..10 {
                    client.get_project(id).send().unwrap();
                }
            });
        }
    });
    assert_eq!(server.exchanges().len(), 80);
}

/// A task may do only so much at a time, which calls in it must not wait for; and a client that ends
/// there must not wait for its thread.
#[test]
fn within_asynchronous_tasks() {
    let (server, client, id) = project(0);
    let work = move || {
        let calls = || {
            for _ in 0..200 {
                client.get_project(&id).send().unwrap();
            }
        };
        let mut one = tokio::runtime::Builder::new_current_thread();
        one.build().unwrap().block_on(async { calls() });
        let mut many = tokio::runtime::Builder::new_multi_thread();
        let runtime = many.worker_threads(1).build().unwrap();
        runtime.block_on(async { calls() });
        let calls = async move {
            let id = id;
            for _ in 0..200 {
                client.get_project(&id).send().unwrap();
            }
            drop(client);
        };
        runtime.block_on(runtime.spawn(calls)).unwrap();
    };
    ends(work);
    assert_eq!(server.exchanges().len(), 600);
}

/// A hook that makes a call of its own with the same client before each request of a list.
struct Nested(Arc<OnceLock<(Client, String)>>);

impl Hook for Nested {
    fn before_send(&self, attempt: &Attempt<'_>, _: &mut Request) -> Result<(), BoxError> {
        if attempt.operation == "listProjectSecrets"
            && let Some((client, id)) = self.0.get()
        {
            client.get_project(id).send()?;
        }
        Ok(())
    }
}

#[test]
fn within_hooks() {
    let (server, _, id) = project(6);
    let shared = Arc::new(OnceLock::new());
    let builder = server.builder().hook(Nested(Arc::clone(&shared)));
    let client = builder.build_blocking().unwrap();
    shared.set((client.clone(), id.clone())).unwrap();
    let list = client.list_project_secrets(&id).order(Order::Asc).limit(2);
    let plain = list.clone().items();
    assert_eq!(ends(|| plain.filter_map(Result::ok).count()), 6);
    // Here the hook runs on the thread of the client, which has to go on while the hook waits.
    let early = list.items().prefetch();
    assert_eq!(ends(|| early.filter_map(Result::ok).count()), 6);
    assert_eq!(server.exchanges().len(), 12);
}

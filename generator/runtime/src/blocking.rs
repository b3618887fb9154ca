//! Calls without `async`: the caller's thread works on them and sleeps in between, and a runtime in
//! the background keeps the connections and the time.

use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::task::{Context, Poll, Wake, Waker};

use super::error::Error;
use super::items::Items as AsyncItems;
use super::page::{Page, Pages as AsyncPages};

thread_local! {
    /// Whether this thread belongs to a runtime of blocking clients.
    static IN_BACKGROUND: Cell<bool> = const { Cell::new(false) };
}

/// The runtime of blocking clients. Clones share it; it ends with the last of them.
///
/// Calls can be made on any thread. On a thread that runs asynchronous tasks they work as well, but
/// hold these up.
#[derive(Clone)]
pub struct Runtime(Arc<Owned>);

struct Owned(Option<tokio::runtime::Runtime>);

impl Drop for Owned {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // To wait for its end is not allowed where asynchronous tasks run.
            runtime.shutdown_background();
        }
    }
}

impl Runtime {
    /// A runtime with one thread.
    ///
    /// # Errors
    /// If the system does not give it what it needs.
    pub fn new() -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("blocking-client")
            .on_thread_start(|| IN_BACKGROUND.set(true))
            .enable_all()
            .build()
            .map_err(|error| {
                Error::configuration(format!("the runtime cannot be started: {error}"))
            })?;
        Ok(Self(Arc::new(Owned(Some(runtime)))))
    }

    /// Does `work` and waits for it.
    ///
    /// # Errors
    /// The error of `work`, or that it panicked.
    pub fn run<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        self.wait(work)?
    }

    /// The output of `work`, or an error if it panicked.
    fn wait<T>(&self, work: impl Future<Output = T>) -> Result<T, Error> {
        let runtime = self.0.0.as_ref();
        let runtime = runtime.ok_or_else(|| Error::interrupted(None))?;
        let wait = || {
            let _runtime = runtime.enter();
            wait(work)
        };
        // A hook can make calls as well. The thread of the runtime gives its work to another one
        // before it waits for them.
        let wait = || {
            if IN_BACKGROUND.get() {
                tokio::task::block_in_place(wait)
            } else {
                wait()
            }
        };
        catch_unwind(AssertUnwindSafe(wait)).map_err(|panic| Error::panicked(None, &*panic))
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime").finish_non_exhaustive()
    }
}

/// Works on this thread until there is an output.
fn wait<T>(work: impl Future<Output = T>) -> T {
    let (sender, receiver) = sync_channel(1);
    let waker = Waker::from(Arc::new(Signal(sender)));
    let mut context = Context::from_waker(&waker);
    // The share of a task that this thread may run at the moment is not for this work: where it is
    // used up, nothing would ever be ready.
    let mut work = pin!(tokio::task::unconstrained(work));
    loop {
        if let Poll::Ready(output) = work.as_mut().poll(&mut context) {
            return output;
        }
        // The waker holds the other end.
        let _ = receiver.recv();
    }
}

/// Says that there is something to do. Once is enough.
struct Signal(SyncSender<()>);

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let _ = self.0.try_send(());
    }
}

/// An iterator over what a stream gives, by the name that users know it by.
macro_rules! iterator {
    ($(#[$docs:meta])* $name:ident, $stream:ident, $item:ty) => {
        $(#[$docs])*
        #[must_use = "nothing is requested until it is asked for"]
        pub struct $name<P: Page> {
            runtime: Runtime,
            stream: $stream<P>,
            /// Whether a panic ended it.
            ended: bool,
        }

        impl<P: Page> $name<P> {
            /// What `stream` gives, read on `runtime`.
            pub fn new(runtime: Runtime, stream: $stream<P>) -> Self {
                Self {
                    runtime,
                    stream,
                    ended: false,
                }
            }

            /// Asks for each next page as soon as there is one, while the page before is worked on: at
            /// most one page is read that nobody asks for.
            pub fn prefetch(mut self) -> Self {
                self.stream = self.stream.prefetch();
                self
            }

            /// The cursor of the page that was not yet read, to save and to resume from; after an
            /// error, of the page that failed. `None` before the first page of a call without a cursor,
            /// and where there is nothing more to read.
            #[must_use]
            pub fn cursor(&self) -> Option<&str> {
                self.stream.cursor()
            }

            /// Goes on after an error: the page that failed is asked for again.
            pub fn resume(&mut self) {
                self.ended = false;
                self.stream.resume();
            }
        }

        impl<P: Page> Iterator for $name<P> {
            type Item = Result<$item, Error>;

            fn next(&mut self) -> Option<Self::Item> {
                if self.ended {
                    return None;
                }
                self.runtime.wait(self.stream.next()).unwrap_or_else(|error| {
                    self.ended = true;
                    Some(Err(error))
                })
            }
        }

        impl<P: Page> fmt::Debug for $name<P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.stream).finish()
            }
        }
    };
}

iterator! {
    /// The pages of a call, each one requested when it is asked for.
    ///
    /// It ends after the last page and after any error. To go on after an error,
    /// [`resume`](Self::resume) it, or make the call again, maybe in another program, and start it at
    /// [`cursor`](Self::cursor): both ask for the page that failed.
    Pages, AsyncPages, P
}

iterator! {
    /// The items of a paged call, one after the other.
    ///
    /// It ends after the last item and after any error; what was read before the error is given first.
    /// To go on after an error, [`resume`](Self::resume) it, or make the call again and start it at
    /// [`cursor`](Self::cursor): both ask for the page that failed.
    Items, AsyncItems, P::Item
}

impl<P: Page> Items<P> {
    /// The next items, at most `max` of them; fewer where the list ends before.
    ///
    /// # Errors
    /// If a page cannot be read. No item is lost by that: those that were read before are still given by
    /// the iterator, and [`resume`](Self::resume) asks for the page that failed again.
    pub fn take_up_to(&mut self, max: usize) -> Result<Vec<P::Item>, Error> {
        if self.ended {
            return Ok(Vec::new());
        }
        self.runtime
            .wait(self.stream.take_up_to(max))
            .unwrap_or_else(|error| {
                self.ended = true;
                Err(error)
            })
    }

    /// How many items have been read with their page and not been taken yet. Where it is 0, nothing is
    /// lost by going on from [`cursor`](Self::cursor) in another program.
    #[must_use]
    pub fn buffered(&self) -> usize {
        self.stream.buffered()
    }
}

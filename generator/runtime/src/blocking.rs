//! Calls without `async`: they run on a runtime of their own, and the caller waits for them.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use super::error::Error;
use super::items::Items as AsyncItems;
use super::page::{Page, Pages as AsyncPages};

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
    /// The error of `work`, or that it did not end.
    pub fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        self.wait(work)
            .unwrap_or_else(|| Err(Error::interrupted(None)))
    }

    /// The output of `work`; `None` if it did not end, because of a panic in it.
    fn wait<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let (sender, receiver) = sync_channel(1);
        self.0.0.as_ref()?.spawn(async move {
            // Nobody who waits goes away.
            let _ = sender.send(work.await);
        });
        receiver.recv().ok()
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime").finish_non_exhaustive()
    }
}

/// An iterator over what a stream gives, by the name that users know it by.
macro_rules! iterator {
    ($(#[$docs:meta])* $name:ident, $stream:ident, $item:ty) => {
        $(#[$docs])*
        #[must_use = "nothing is requested until it is asked for"]
        pub struct $name<P: Page> {
            runtime: Runtime,
            /// Gone while the runtime has it, and for good where it did not give it back.
            stream: Option<$stream<P>>,
        }

        impl<P: Page> $name<P> {
            /// What `stream` gives, read on `runtime`.
            pub fn new(runtime: Runtime, stream: $stream<P>) -> Self {
                Self {
                    runtime,
                    stream: Some(stream),
                }
            }

            /// Asks for each next page as soon as there is one, while the page before is worked on.
            pub fn prefetch(mut self) -> Self {
                self.stream = self.stream.map($stream::prefetch);
                self
            }

            /// The cursor of the page that was not yet read, to save and to resume from; after an
            /// error, of the page that failed.
            #[must_use]
            pub fn cursor(&self) -> Option<&str> {
                self.stream.as_ref()?.cursor()
            }

            /// Goes on after an error: the page that failed is asked for again.
            pub fn resume(&mut self) {
                if let Some(stream) = &mut self.stream {
                    stream.resume();
                }
            }
        }

        impl<P: Page> Iterator for $name<P> {
            type Item = Result<$item, Error>;

            fn next(&mut self) -> Option<Self::Item> {
                let mut stream = self.stream.take()?;
                let read = self.runtime.wait(async move {
                    let item = stream.next().await;
                    (stream, item)
                });
                let Some((stream, item)) = read else {
                    return Some(Err(Error::interrupted(None)));
                };
                self.stream = Some(stream);
                item
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
    /// The pages of a call, each one requested when it is asked for. It ends after the last page and after
    /// any error.
    Pages, AsyncPages, P
}

iterator! {
    /// The items of a paged call, one after the other. It ends after the last item and after any error.
    Items, AsyncItems, P::Item
}

impl<P: Page> Items<P> {
    /// The next items, at most `max` of them; fewer where the list ends before.
    ///
    /// # Errors
    /// If a page cannot be read. No item is lost by that: those that were read before are still given by
    /// the iterator, and [`resume`](Self::resume) asks for the page that failed again.
    pub fn take_up_to(&mut self, max: usize) -> Result<Vec<P::Item>, Error> {
        let Some(mut stream) = self.stream.take() else {
            return Ok(Vec::new());
        };
        let read = self.runtime.wait(async move {
            let items = stream.take_up_to(max).await;
            (stream, items)
        });
        let Some((stream, items)) = read else {
            return Err(Error::interrupted(None));
        };
        self.stream = Some(stream);
        items
    }

    /// How many items have been read with their page and not been taken yet.
    #[must_use]
    pub fn buffered(&self) -> usize {
        self.stream.as_ref().map_or(0, AsyncItems::buffered)
    }
}

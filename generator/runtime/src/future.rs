//! Futures behind a pointer, limits of time for them, and futures that run by themselves.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use super::clock::Clock;

/// A future behind a pointer. It can be sent to another thread, but in a browser, which has one.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// A future behind a pointer. It stays on its thread, as a browser has no other.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// The output of `work`; `None` if `limit` goes by before it is done. Without a limit, it may take
/// as long as it wants.
pub(super) async fn within<T>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let Some(limit) = limit else {
        return Some(work.await);
    };
    let mut work = pin!(work);
    let mut alarm = clock.sleep(limit);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => alarm.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Starts `work` at once, where there is a runtime to run it, else when the result is polled. It is
/// stopped when the result is dropped. The error is that it panicked, with what it said, or `None` if the
/// runtime ended before.
pub(super) fn started<T: Send + 'static>(
    work: BoxFuture<T>,
) -> BoxFuture<Result<T, Option<Box<dyn Any + Send>>>> {
    #[cfg(feature = "tracing")]
    let work: BoxFuture<T> = Box::pin(tracing::Instrument::in_current_span(work));
    #[cfg(not(target_arch = "wasm32"))]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        let mut task = Task(runtime.spawn(work));
        return Box::pin(async move {
            (&mut task.0)
                .await
                .map_err(|error| error.try_into_panic().ok())
        });
    }
    Box::pin(async move { Ok(work.await) })
}

/// A task that ends with its handle.
#[cfg(not(target_arch = "wasm32"))]
struct Task<T>(tokio::task::JoinHandle<T>);

#[cfg(not(target_arch = "wasm32"))]
impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

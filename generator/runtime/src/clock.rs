//! Time: what deadlines are measured with, and how waiting is done. A client uses the clock of the
//! system; another one can be given to it, for tests in virtual time and for other platforms.

use std::time::Duration;

use super::future::BoxFuture;

/// Measures time and waits.
pub trait Clock: Send + Sync + 'static {
    /// The time since some fixed moment. It never goes back.
    fn now(&self) -> Duration;

    /// Is done when `duration` has gone by.
    fn sleep(&self, duration: Duration) -> BoxFuture<()>;

    /// The time since the beginning of 1970 (UTC), by which the date in a `Retry-After` is
    /// understood where the answer does not say when it was made.
    fn unix_time(&self) -> Duration;
}

/// The clock of the system.
pub(super) struct SystemClock {
    start: time::Instant,
}

impl SystemClock {
    pub(super) fn new() -> Self {
        Self {
            start: time::Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        time::sleep(duration)
    }

    fn unix_time(&self) -> Duration {
        time::SystemTime::now()
            .duration_since(time::SystemTime::UNIX_EPOCH)
            .unwrap_or_default()
    }
}

/// Where there is an operating system.
#[cfg(not(target_arch = "wasm32"))]
mod time {
    use std::time::Duration;

    use super::BoxFuture;

    pub(super) use std::time::SystemTime;
    pub(super) use tokio::time::Instant;

    /// Outside of a runtime no time goes by; a request fails there before it waits for anything.
    pub(super) fn sleep(duration: Duration) -> BoxFuture<()> {
        if tokio::runtime::Handle::try_current().is_ok() {
            Box::pin(tokio::time::sleep(duration))
        } else {
            Box::pin(std::future::pending())
        }
    }
}

/// In a browser.
#[cfg(target_arch = "wasm32")]
mod time {
    use std::time::Duration;

    use super::BoxFuture;

    pub(super) use web_time::{Instant, SystemTime};

    /// A browser's timers count milliseconds, up to 24 days.
    pub(super) fn sleep(duration: Duration) -> BoxFuture<()> {
        let longest = i32::MAX.unsigned_abs();
        let milliseconds = u32::try_from(duration.as_millis()).unwrap_or(longest);
        Box::pin(gloo_timers::future::TimeoutFuture::new(
            milliseconds.min(longest),
        ))
    }
}

//! A clock for tests: waiting takes no time, and time goes on only by waiting.

use std::collections::BTreeSet;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use super::clock::Clock;
use super::future::BoxFuture;

/// A clock on which time goes by only where somebody waits for it: whoever waits for the earliest moment
/// is served at once, and it is then that moment. Clones show the same time.
///
/// It is meant for clients with a `Mock`. A real connection takes real time, which this
/// clock does not see: any timeout would be over at once.
#[derive(Clone, Default)]
pub struct VirtualClock(Arc<Mutex<Time>>);

#[derive(Default)]
struct Time {
    now: Duration,
    /// When those who wait want to be served, each with a number of its own.
    waiting: BTreeSet<(Duration, u64)>,
    numbers: u64,
}

impl VirtualClock {
    /// A clock that shows zero.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The time that has gone by.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.time().now
    }

    /// Lets time go by.
    pub fn advance(&self, by: Duration) {
        let mut time = self.time();
        time.now = time.now.saturating_add(by);
    }

    fn time(&self) -> MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Duration {
        self.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        let mut time = self.time();
        let number = time.numbers;
        time.numbers += 1;
        let until = (time.now.saturating_add(duration), number);
        drop(time);
        Box::pin(Sleep {
            clock: self.clone(),
            until,
            polls: 0,
        })
    }

    /// It is the beginning of 2026 when the clock shows zero.
    fn unix_time(&self) -> Duration {
        const BEGINNING_OF_2026: Duration = Duration::from_secs(1_767_225_600);
        BEGINNING_OF_2026 + self.now()
    }
}

impl fmt::Debug for VirtualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VirtualClock").field(&self.now()).finish()
    }
}

/// Somebody who waits.
struct Sleep {
    clock: VirtualClock,
    until: (Duration, u64),
    polls: u32,
}

/// Somebody who has asked this often does not wait any longer for those who should be served before
/// and do not ask.
const PATIENCE: u32 = 100;

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let until = self.until;
        self.polls += 1;
        let polls = self.polls;
        let mut time = self.clock.time();
        // All who wait for something are to be asked once before time goes on.
        let is_first = polls > 1 && time.waiting.first() == Some(&until);
        if until.0 <= time.now || is_first || polls > PATIENCE {
            time.now = time.now.max(until.0);
            time.waiting.remove(&until);
            return Poll::Ready(());
        }
        time.waiting.insert(until);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.time().waiting.remove(&self.until);
    }
}

//! How many retries all calls of a client may make together, so that an outage is not multiplied.

use std::sync::atomic::{AtomicU32, Ordering};

/// A bucket of retries. Each retry takes one out; each call that succeeds puts a tenth of one back.
pub(super) struct Budget {
    /// What is left, in tenths of a retry.
    left: AtomicU32,
    full: u32,
}

/// What a retry takes out, and a success puts in.
const RETRY: u32 = 10;
const SUCCESS: u32 = 1;

impl Budget {
    /// A full bucket of so many retries.
    pub(super) fn new(retries: u32) -> Self {
        let full = retries.saturating_mul(RETRY);
        Self {
            left: AtomicU32::new(full),
            full,
        }
    }

    /// Takes a retry out. `None` if there is none left.
    pub(super) fn take(&self) -> Option<Ticket<'_>> {
        let less = |left: u32| left.checked_sub(RETRY);
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
            .ok()?;
        Some(Ticket(Some(self)))
    }

    /// Puts back what a success is worth.
    pub(super) fn succeeded(&self) {
        // Nothing is written while the bucket is full, which it nearly always is.
        if self.left.load(Ordering::Relaxed) < self.full {
            self.put(SUCCESS);
        }
    }

    fn put(&self, tenths: u32) {
        let more = |left: u32| Some(left.saturating_add(tenths).min(self.full));
        // There is always more to put in: it cannot fail.
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

/// A retry that was taken out, and goes back unless it is spent.
pub(super) struct Ticket<'a>(Option<&'a Budget>);

impl Ticket<'_> {
    /// The retry is made.
    pub(super) fn spend(mut self) {
        self.0 = None;
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        if let Some(budget) = self.0 {
            budget.put(RETRY);
        }
    }
}

//! The items of a paged call, across its pages.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::error::Error;
use super::page::{Page, Pages};

/// The items of a paged call, one after the other. As [`Pages`], the stream ends after any error;
/// what was read before the error is given first.
#[must_use = "items are not requested until they are asked for"]
pub struct Items<P: Page> {
    pages: Pages<P>,
    /// What was read and not taken.
    buffer: VecDeque<P::Item>,
}

impl<P: Page> Items<P> {
    pub(super) fn new(pages: Pages<P>) -> Self {
        Self {
            pages,
            buffer: VecDeque::new(),
        }
    }

    /// The next item; `None` after the last. The same as polling the stream, without an extension
    /// trait.
    pub async fn next(&mut self) -> Option<Result<P::Item, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next items, at most `max` of them; fewer where the list ends before.
    ///
    /// # Errors
    /// If a page cannot be read. No item is lost by that, nor where the call is given up: those that
    /// were read before are still given by [`next`](Self::next), and [`resume`](Self::resume) asks for
    /// the page that failed again.
    pub async fn take_up_to(&mut self, max: usize) -> Result<Vec<P::Item>, Error> {
        // What is read stays here until there is enough, so that it is not lost where the caller
        // gives up.
        while self.buffer.len() < max {
            match self.pages.next().await {
                Some(page) => self.buffer.extend(page?.into_items()),
                None => break,
            }
        }
        let taken = self.buffer.len().min(max);
        Ok(self.buffer.drain(..taken).collect())
    }

    /// Asks for each next page while the items of the page before are worked on; see
    /// [`Pages::prefetch`].
    pub fn prefetch(mut self) -> Self {
        self.pages = self.pages.prefetch();
        self
    }

    /// Goes on after an error with the page that failed; see [`Pages::resume`].
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// The cursor of the page that was not yet read, to save and to resume from; see
    /// [`Pages::cursor`]. It skips the [`buffered`](Self::buffered) items.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.pages.cursor()
    }

    /// How many items have been read with their page and not been taken yet. Where it is 0, nothing
    /// is lost by resuming from [`cursor`](Self::cursor).
    #[must_use]
    pub fn buffered(&self) -> usize {
        self.buffer.len()
    }
}

impl<P: Page> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.buffer.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => this.buffer.extend(page.into_items()),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.buffer.len(), None)
    }
}

impl<P: Page> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("buffered", &self.buffer.len())
            .finish()
    }
}

//! The pages of a paged call, as a stream that ends by the rules of the envelope, can resume where
//! it stopped, and cannot go round in circles.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::hash::BuildHasher;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::error::{Error, Kind};
use super::future::{BoxFuture, started};
use super::items::Items;

/// One page of a list: the envelope that the service sends.
pub trait Page: DeserializeOwned + Send + Unpin + 'static {
    /// What the list is of.
    type Item: Send + Unpin + 'static;

    /// The items of this page, in the order of the service.
    fn into_items(self) -> Vec<Self::Item>;

    /// Whether there are no items on this page.
    fn is_empty(&self) -> bool;

    /// The cursor of the next page. An empty one counts as none.
    fn next_cursor(&self) -> Option<&str>;

    /// Whether the service says that there are more pages; `None` if its envelope has no such member.
    fn has_more(&self) -> Option<bool>;
}

/// More empty pages than this in a row are taken for a list that never ends.
const MAX_EMPTY_PAGES: usize = 1_000;

/// The pages of a call, each one requested when it is asked for.
///
/// The stream ends after the last page and after any error: from then on it gives `None`. To go on
/// after an error, [`resume`](Self::resume) the stream, or make the call again, maybe in another
/// program, and start it at [`cursor`](Self::cursor): both ask for the page that failed.
///
/// Answers that do not lead on are an error ([`Error::is_paging`]): a page that says that there are
/// more and not where, a cursor that was followed before, and more than 1,000 empty pages in a row.
#[must_use = "pages are not requested until they are asked for"]
pub struct Pages<P> {
    call: Call,
    parameter: &'static str,
    next: Next,
    request: Option<BoxFuture<Result<P, Error>>>,
    /// Whether the next page is asked for while this one is worked on.
    prefetch: bool,
    /// The hashes of the cursors that were followed.
    followed: HashSet<u64>,
    /// How many of the pages that were read last have no items.
    empty: usize,
    /// Whether there was an error or the last page.
    ended: bool,
}

/// What to do when the stream is asked for a page.
enum Next {
    /// Read the first page that the caller's own parameters ask for.
    First,
    /// Read the page of this cursor.
    Cursor(String),
    /// Say why there is no way on; with the cursor of the page that was not asked for, if there is one.
    Broken(&'static str, Option<String>),
    /// Nothing: this was all.
    End,
}

impl<P: Page> Pages<P> {
    pub(super) fn new(call: Call, parameter: &'static str) -> Self {
        let mut followed = HashSet::new();
        let next = match call
            .query_value(parameter)
            .filter(|cursor| !cursor.is_empty())
        {
            Some(cursor) => {
                followed.insert(followed.hasher().hash_one(cursor));
                Next::Cursor(cursor.to_owned())
            }
            None => Next::First,
        };
        Self {
            call,
            parameter,
            next,
            request: None,
            prefetch: false,
            followed,
            empty: 0,
            ended: false,
        }
    }

    /// The next page; `None` after the last. The same as polling the stream, without an extension
    /// trait.
    pub async fn next(&mut self) -> Option<Result<P, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Asks for each next page as soon as there is one, while the page before is worked on: at most one
    /// page is read that nobody asks for. Needs a runtime of tokio around the stream; without one, pages are
    /// asked for when they are needed.
    pub fn prefetch(mut self) -> Self {
        self.prefetch = true;
        self
    }

    /// Goes on after an error: the page that failed is asked for again. Does nothing where the list
    /// has ended, and where its answers do not lead on there is the same error again.
    pub fn resume(&mut self) {
        self.ended = false;
    }

    /// The items of the pages, one after the other.
    pub fn items(self) -> Items<P> {
        Items::new(self)
    }

    /// The cursor of the page that was not yet read, to save and to resume from; after an error, of
    /// the page that failed. `None` as long as the first page of a call without a cursor was not read,
    /// and where there is nothing more to read.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        match &self.next {
            Next::Cursor(cursor) => Some(cursor),
            Next::Broken(_, cursor) => cursor.as_deref(),
            Next::First | Next::End => None,
        }
    }

    /// What follows a page, by the rules of its envelope.
    fn after(&mut self, page: &P) -> Next {
        self.empty = if page.is_empty() { self.empty + 1 } else { 0 };
        let cursor = page.next_cursor().filter(|cursor| !cursor.is_empty());
        match (page.has_more(), cursor) {
            (Some(false), _) | (None, None) => Next::End,
            (Some(true), None) => Next::Broken(
                "the service says that there are more pages and does not say where: \
                 the list is not complete; report this to the service",
                None,
            ),
            (Some(true) | None, Some(cursor)) => {
                let hash = self.followed.hasher().hash_one(cursor);
                if !self.followed.insert(hash) {
                    return Next::Broken(
                        "the service leads back to a page that was read before, so that the list would never end: \
                         it may not be complete; report this to the service",
                        None,
                    );
                }
                if self.empty > MAX_EMPTY_PAGES {
                    return Next::Broken(
                        "the service sent more than 1000 empty pages in a row and says that there are more: \
                         ask for less at once, or resume from the cursor",
                        Some(cursor.to_owned()),
                    );
                }
                Next::Cursor(cursor.to_owned())
            }
        }
    }

    /// The request for the page that is next, or what to return instead.
    fn start(&self) -> Result<BoxFuture<Result<P, Error>>, Option<Error>> {
        let mut call = self.call.clone();
        match &self.next {
            Next::First => {}
            Next::Cursor(cursor) => call.query(self.parameter, cursor),
            Next::End => return Err(None),
            Next::Broken(reason, _) => {
                let kind = Kind::Paging((*reason).to_owned());
                return Err(Some(Error::new(Some(self.call.operation()), kind)));
            }
        }
        Ok(Box::pin(call.send()))
    }

    /// Asks for the page that is next, where there is one, before it is needed.
    fn start_early(&mut self) {
        if let (Next::Cursor(_), Ok(request)) = (&self.next, self.start()) {
            let operation = self.call.operation();
            let request = started(request);
            self.request = Some(Box::pin(async move {
                request.await.unwrap_or_else(|panic| {
                    Err(match panic {
                        Some(panic) => Error::panicked(Some(operation), &*panic),
                        None => Error::interrupted(Some(operation)),
                    })
                })
            }));
        }
    }
}

impl<P: Page> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.ended {
            return Poll::Ready(None);
        }
        let mut request = match this.request.take() {
            Some(request) => request,
            None => match this.start() {
                Ok(request) => request,
                Err(instead) => {
                    this.ended = true;
                    return Poll::Ready(instead.map(Err));
                }
            },
        };
        match request.as_mut().poll(context) {
            Poll::Pending => {
                this.request = Some(request);
                Poll::Pending
            }
            Poll::Ready(Ok(page)) => {
                this.next = this.after(&page);
                if this.prefetch {
                    this.start_early();
                }
                Poll::Ready(Some(Ok(page)))
            }
            Poll::Ready(Err(error)) => {
                this.ended = true;
                Poll::Ready(Some(Err(error)))
            }
        }
    }
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.call)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

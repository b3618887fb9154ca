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
use super::response::Response;

/// One page of a list: the envelope that the service sends.
pub trait Page: DeserializeOwned + Send + Unpin + 'static {
    /// What the list is of.
    type Item: Send + Unpin + 'static;

    /// The items of this page, in the order of the service.
    fn into_items(self) -> Vec<Self::Item>;

    /// How many items are on this page.
    fn item_count(&self) -> usize;

    /// Where the next page is, as the envelope says it: a cursor, the id of the last item, or a URL. An
    /// empty one counts as none.
    fn next_cursor(&self) -> Option<&str> {
        None
    }

    /// Whether the service says that there are more pages; `None` if its envelope has no such member.
    fn has_more(&self) -> Option<bool> {
        None
    }

    /// What the envelope counts, where it does.
    fn counts(&self) -> Counts {
        Counts::default()
    }
}

/// What an envelope counts; `None` where it has no such member, or says nothing in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All items of the list.
    pub total: Option<u64>,
    /// The number of the next page; `Some(None)` says that there is none.
    pub next: Option<Option<u64>>,
    /// The number of pages.
    pub pages: Option<u64>,
}

/// How a list leads from one page to the next: what is sent to ask for it.
pub trait Way<P>: Send + Unpin + 'static {
    /// Where a call starts that the caller has told to start somewhere.
    fn start(&self, call: &Call) -> Option<String>;

    /// Where the page after this one is; `at` is where this one is, `None` for that of a call as it is.
    ///
    /// # Errors
    /// If the page does not lead on, though it must: why.
    fn after(
        &mut self,
        at: Option<&str>,
        page: &Response<P>,
    ) -> Result<Option<String>, &'static str>;

    /// Makes a call ask for the page that is there.
    fn lead(&self, call: &mut Call, to: &str);
}

/// By a cursor that is a member of the envelope, and is sent in this query parameter.
struct ByCursor(&'static str);

impl<P: Page> Way<P> for ByCursor {
    fn start(&self, call: &Call) -> Option<String> {
        call.query_value(self.0).map(str::to_owned)
    }

    fn after(
        &mut self,
        _: Option<&str>,
        page: &Response<P>,
    ) -> Result<Option<String>, &'static str> {
        Ok(page.value().next_cursor().map(str::to_owned))
    }

    fn lead(&self, call: &mut Call, to: &str) {
        call.query(self.0, to);
    }
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
    way: Box<dyn Way<P>>,
    next: Next,
    request: Option<BoxFuture<Result<Response<P>, Error>>>,
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
    /// The pages of a call, by a cursor that is sent in this query parameter.
    pub(super) fn by_cursor(call: Call, parameter: &'static str) -> Self {
        Self::new(call, Box::new(ByCursor(parameter)))
    }

    pub(super) fn new(call: Call, way: Box<dyn Way<P>>) -> Self {
        let mut followed = HashSet::new();
        let next = match way.start(&call).filter(|cursor| !cursor.is_empty()) {
            Some(cursor) => {
                followed.insert(followed.hasher().hash_one(cursor.as_str()));
                Next::Cursor(cursor)
            }
            None => Next::First,
        };
        Self {
            call,
            way,
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
    fn after(&mut self, page: &Response<P>) -> Next {
        let at = match &self.next {
            Next::Cursor(cursor) => Some(cursor.as_str()),
            Next::First | Next::Broken(..) | Next::End => None,
        };
        let cursor = match self.way.after(at, page) {
            Ok(cursor) => cursor.filter(|cursor| !cursor.is_empty()),
            Err(reason) => return Next::Broken(reason, None),
        };
        let page = page.value();
        self.empty = if page.item_count() == 0 {
            self.empty + 1
        } else {
            0
        };
        match (page.has_more(), cursor) {
            (Some(false), _) | (None, None) => Next::End,
            (Some(true), None) => Next::Broken(
                "the service says that there are more pages and does not say where: \
                 the list is not complete; report this to the service",
                None,
            ),
            (Some(true) | None, Some(cursor)) => {
                let hash = self.followed.hasher().hash_one(cursor.as_str());
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
                        Some(cursor),
                    );
                }
                Next::Cursor(cursor)
            }
        }
    }

    /// The request for the page that is next, or what to return instead.
    fn start(&self) -> Result<BoxFuture<Result<Response<P>, Error>>, Option<Error>> {
        let mut call = self.call.clone();
        match &self.next {
            Next::First => {}
            Next::Cursor(cursor) => self.way.lead(&mut call, cursor),
            Next::End => return Err(None),
            Next::Broken(reason, _) => {
                let kind = Kind::Paging((*reason).to_owned());
                return Err(Some(Error::new(Some(self.call.operation()), kind)));
            }
        }
        Ok(Box::pin(call.send_with_response()))
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
                Poll::Ready(Some(Ok(page.into_value())))
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

//! The pages of a paged call, as a stream that ends by the rules of the envelope, can resume where
//! it stopped, and cannot go round in circles.

use std::collections::HashSet;
use std::fmt;
use std::future::{Future, poll_fn};
use std::hash::BuildHasher;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::error::{Error, Kind};
use super::items::Items;

/// One page of a list: the envelope that the service sends.
pub trait Page: DeserializeOwned + Send + Unpin + 'static {
    /// What the list is of.
    type Item: Send + Unpin + 'static;

    /// The items of this page, in the order of the service.
    fn into_items(self) -> Vec<Self::Item>;

    /// The cursor of the next page. An empty one counts as none.
    fn next_cursor(&self) -> Option<&str>;

    /// Whether the service says that there are more pages; `None` if its envelope has no such member.
    fn has_more(&self) -> Option<bool>;
}

/// The pages of a call, each one requested when it is asked for.
///
/// After an error the stream can be polled again, and asks for the page that failed once more. It
/// ends for good after the last page, after a refusal of the call before it was sent, and after the
/// error that says that the answers do not lead on ([`Error::is_paging`]).
#[must_use = "pages are not requested until they are asked for"]
pub struct Pages<P> {
    call: Call,
    parameter: &'static str,
    next: Next,
    request: Option<Request<P>>,
    /// The hashes of the cursors that were followed.
    followed: HashSet<u64>,
}

type Request<P> = Pin<Box<dyn Future<Output = Result<P, Error>> + Send>>;

/// What to do when the stream is asked for a page.
enum Next {
    /// Read the first page that the caller's own parameters ask for.
    First,
    /// Read the page of this cursor.
    Cursor(String),
    /// Say why there is no way on.
    Broken(String),
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
            followed,
        }
    }

    /// The next page; `None` after the last. The same as polling the stream, without an extension
    /// trait.
    pub async fn next(&mut self) -> Option<Result<P, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The items of the pages, one after the other.
    pub fn items(self) -> Items<P> {
        Items::new(self)
    }

    /// The cursor of the page that was not yet read, to save and to resume from; after an error, of
    /// the page that failed. `None` before the first page of a call without a cursor, and where there
    /// is nothing more to read.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        match &self.next {
            Next::Cursor(cursor) => Some(cursor),
            Next::First | Next::Broken(_) | Next::End => None,
        }
    }

    /// What follows a page, by the rules of its envelope.
    fn after(&mut self, page: &P) -> Next {
        let cursor = page.next_cursor().filter(|cursor| !cursor.is_empty());
        match (page.has_more(), cursor) {
            (Some(false), _) | (None, None) => Next::End,
            (Some(true), None) => Next::Broken(
                "the service says that there are more pages and does not say where: \
                 the list is not complete; report this to the service"
                    .to_owned(),
            ),
            (Some(true) | None, Some(cursor)) => {
                if self
                    .followed
                    .insert(self.followed.hasher().hash_one(cursor))
                {
                    Next::Cursor(cursor.to_owned())
                } else {
                    Next::Broken(
                        "the service leads back to a page that was read before, so that the list would never end: \
                         it may not be complete; report this to the service"
                            .to_owned(),
                    )
                }
            }
        }
    }

    /// The request for the page that is next, or what to return instead.
    fn start(&mut self) -> Result<Request<P>, Option<Error>> {
        let mut call = self.call.clone();
        match &self.next {
            Next::First => {}
            Next::Cursor(cursor) => call.query(self.parameter, cursor),
            Next::End => return Err(None),
            Next::Broken(reason) => {
                let error = Error::new(
                    Some(self.call.operation()),
                    None,
                    Kind::Paging(reason.clone()),
                );
                self.next = Next::End;
                return Err(Some(error));
            }
        }
        Ok(Box::pin(call.send()))
    }
}

impl<P: Page> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let mut request = match this.request.take() {
            Some(request) => request,
            None => match this.start() {
                Ok(request) => request,
                Err(instead) => return Poll::Ready(instead.map(Err)),
            },
        };
        match request.as_mut().poll(context) {
            Poll::Pending => {
                this.request = Some(request);
                Poll::Pending
            }
            Poll::Ready(Ok(page)) => {
                this.next = this.after(&page);
                Poll::Ready(Some(Ok(page)))
            }
            Poll::Ready(Err(error)) => {
                if error.is_invalid_request() {
                    this.next = Next::End;
                }
                Poll::Ready(Some(Err(error)))
            }
        }
    }
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.call)
            .field("ended", &matches!(self.next, Next::End))
            .finish_non_exhaustive()
    }
}

//! Answers that are read as they come in, without `async`.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;

use bytes::{Buf, Bytes};
use futures_core::Stream;

use super::blocking::Runtime;
use super::error::Error;

/// An answer that is read as it comes in, without `async`: an iterator over what `S` gives. The bytes of a
/// download can be read by [`Read`](io::Read) as well.
///
/// It ends as `S` does, and where that panics.
#[must_use = "nothing is read until it is asked for"]
pub struct BlockingStream<S> {
    runtime: Runtime,
    stream: S,
    /// What was taken from a stream of bytes and not given yet.
    rest: Bytes,
    /// Whether a panic ended it.
    ended: bool,
}

impl<S> BlockingStream<S> {
    /// What `stream` gives, read on `runtime`.
    pub fn new(runtime: Runtime, stream: S) -> Self {
        Self {
            runtime,
            stream,
            rest: Bytes::new(),
            ended: false,
        }
    }

    /// The stream, for what it knows of the answer.
    #[must_use]
    pub fn stream(&self) -> &S {
        &self.stream
    }

    /// The stream, to be read with `async`. What was read by [`Read`](io::Read) in part is lost.
    #[must_use]
    pub fn into_stream(self) -> S {
        self.stream
    }
}

impl<S, T> Iterator for BlockingStream<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let stream = &mut self.stream;
        let next = poll_fn(|context| Pin::new(&mut *stream).poll_next(context));
        let next = self.runtime.run(async { Ok(next.await) });
        next.unwrap_or_else(|error| {
            self.ended = true;
            Some(Err(error))
        })
    }
}

impl<S> io::Read for BlockingStream<S>
where
    S: Stream<Item = Result<Bytes, Error>> + Unpin,
{
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() && !buffer.is_empty() {
            match self.next() {
                Some(Ok(chunk)) => self.rest = chunk,
                Some(Err(error)) => return Err(io::Error::other(error)),
                None => return Ok(0),
            }
        }
        let length = self.rest.len().min(buffer.len());
        self.rest.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}

impl<S: fmt::Debug> fmt::Debug for BlockingStream<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingStream").field(&self.stream).finish()
    }
}

//! A body that is read while it is sent, piece by piece: nothing of it is held but the chunk that is
//! on its way. A browser has none: it sends what is in memory only.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use super::hook::BoxError;
use super::outgoing::Streamed;
use super::piece::Piece;
#[cfg(feature = "mock")]
use super::{fault::Fault, future::BoxFuture};

/// How many bytes of a file are read at once.
const CHUNK: usize = 64 * 1024;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;
type Reader = Box<dyn Read + Send>;

/// Where chunks come from.
pub(crate) enum Opening {
    /// From a stream, as long as nobody has taken it.
    Once(Mutex<Option<Chunks>>),
    /// From a file, which can be opened again.
    File(PathBuf),
}

impl Opening {
    pub(crate) fn file(path: PathBuf) -> Self {
        Self::File(path)
    }

    pub(crate) fn reader(reader: Reader) -> Self {
        Self::Once(Mutex::new(Some(Box::pin(Reading::Idle(reader)))))
    }

    pub(crate) fn stream<S, B, E>(stream: Pin<Box<S>>) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::Once(Mutex::new(Some(Box::pin(Converted(stream)))))
    }

    /// Whether it can be read only once.
    pub(crate) fn is_once(&self) -> bool {
        matches!(self, Self::Once(_))
    }

    fn is_spent(&self) -> bool {
        match self {
            Self::Once(slot) => slot
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_none(),
            Self::File(_) => false,
        }
    }

    fn open(&self) -> Result<Chunks, BoxError> {
        match self {
            Self::Once(slot) => slot
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take()
                .ok_or_else(|| "the stream was read before".into()),
            Self::File(path) => Ok(Box::pin(Reading::Idle(Box::new(Lazy::Path(path.clone()))))),
        }
    }
}

/// A body of pieces. Clones of its call share its streams.
pub(crate) struct Body(Vec<Piece>);

impl Body {
    pub(crate) fn new(pieces: Vec<Piece>) -> Self {
        Self(pieces)
    }

    fn sending(&self) -> Sending {
        Sending {
            pieces: self.0.clone().into(),
            current: None,
        }
    }
}

impl Streamed for Body {
    fn body(&self) -> reqwest::Body {
        reqwest::Body::wrap(self.sending())
    }

    fn is_spent(&self) -> bool {
        self.0.iter().any(|piece| match piece {
            Piece::Bytes(_) => false,
            Piece::Chunks(opening, _) => opening.is_spent(),
        })
    }

    #[cfg(feature = "mock")]
    fn collect(&self) -> BoxFuture<Result<Bytes, Fault>> {
        let mut sending = self.sending();
        Box::pin(async move {
            let mut all = bytes::BytesMut::new();
            loop {
                let chunk = std::future::poll_fn(|cx| sending.poll_chunk(cx)).await;
                match chunk {
                    Some(Ok(chunk)) => all.extend_from_slice(&chunk),
                    Some(Err(error)) => return Err(Fault::Unread(error)),
                    None => return Ok(all.freeze()),
                }
            }
        })
    }
}

/// A body on its way. Nothing of a piece is taken before it is asked for.
struct Sending {
    pieces: VecDeque<Piece>,
    current: Option<Current>,
}

/// The piece that is being read. The lock is never waited for: it only lets the body be shared, as
/// its type demands.
struct Current {
    chunks: Mutex<Chunks>,
    /// How many bytes are left of those that were announced.
    left: Option<u64>,
}

impl Sending {
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            if let Some(current) = &mut self.current {
                let chunks = current
                    .chunks
                    .get_mut()
                    .unwrap_or_else(PoisonError::into_inner);
                match chunks.as_mut().poll_next(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Some(Ok(chunk))) if chunk.is_empty() => {}
                    Poll::Ready(Some(chunk)) => {
                        return Poll::Ready(Some(chunk.and_then(|chunk| {
                            count(&mut current.left, chunk.len()).map(|()| chunk)
                        })));
                    }
                    Poll::Ready(None) => {
                        let left = current.left.unwrap_or_default();
                        self.current = None;
                        if left > 0 {
                            let error = format!("it ended {left} bytes before its length");
                            return Poll::Ready(Some(Err(error.into())));
                        }
                    }
                }
                continue;
            }
            match self.pieces.pop_front() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) if bytes.is_empty() => {}
                Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Piece::Chunks(opening, left)) => match opening.open() {
                    Ok(chunks) => {
                        self.current = Some(Current {
                            chunks: Mutex::new(chunks),
                            left,
                        });
                    }
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
            }
        }
    }
}

/// Takes a chunk from what was announced.
fn count(left: &mut Option<u64>, chunk: usize) -> Result<(), BoxError> {
    let Some(announced) = left else { return Ok(()) };
    let rest = u64::try_from(chunk)
        .ok()
        .and_then(|chunk| announced.checked_sub(chunk));
    *announced = rest.ok_or("it has more bytes than its length")?;
    Ok(())
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.poll_chunk(cx)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.current.is_none() && self.pieces.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let current = match &self.current {
            None => Some(0),
            Some(current) => current.left,
        };
        let mut pieces = self.pieces.iter().map(Piece::length);
        let total = pieces.try_fold(current, |total, length| {
            Some(Some(total?.checked_add(length?)?))
        });
        match total.flatten() {
            Some(total) => SizeHint::with_exact(total),
            None => SizeHint::new(),
        }
    }
}

/// The stream of a user, as bytes.
struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.as_mut().poll_next(cx);
        next.map(|next| next.map(|chunk| chunk.map(Into::into).map_err(Into::into)))
    }
}

/// A reader, which reads on a thread where it can wait.
enum Reading {
    Idle(Reader),
    Busy(JoinHandle<(Reader, io::Result<Bytes>)>),
    Ended,
}

impl Stream for Reading {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut *self, Self::Ended) {
                Self::Ended => return Poll::Ready(None),
                Self::Idle(reader) => *self = Self::Busy(spawn_blocking(|| chunk(reader))),
                Self::Busy(mut work) => match Pin::new(&mut work).poll(cx) {
                    Poll::Pending => {
                        *self = Self::Busy(work);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok((_, Ok(bytes)))) if bytes.is_empty() => {}
                    Poll::Ready(Ok((reader, Ok(bytes)))) => {
                        *self = Self::Idle(reader);
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                    Poll::Ready(Ok((_, Err(error)))) => {
                        return Poll::Ready(Some(Err(error.into())));
                    }
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                },
            }
        }
    }
}

/// The next chunk of a reader; an empty one is the last.
fn chunk(mut reader: Reader) -> (Reader, io::Result<Bytes>) {
    let mut buffer = vec![0; CHUNK];
    let read = loop {
        match reader.read(&mut buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    let chunk = read.map(|length| {
        buffer.truncate(length);
        Bytes::from(buffer)
    });
    (reader, chunk)
}

/// A file that is opened when it is first read.
enum Lazy {
    Path(PathBuf),
    Open(File),
}

impl Read for Lazy {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Self::Path(path) = self {
            *self = Self::Open(File::open(path)?);
        }
        match self {
            Self::Open(file) => file.read(buffer),
            Self::Path(_) => Ok(0),
        }
    }
}

//! Reading a body up to a limit, whatever the service says about its length, and however small it
//! was when it was compressed.

use bytes::{Bytes, BytesMut};
use reqwest::Response;

use super::fault::Fault;

/// Why reading stopped.
pub(super) enum End {
    /// The body is complete.
    Complete,
    /// The body has more bytes than the limit.
    TooLarge,
    /// The connection or the time ended before the body did.
    Broken(Fault),
    /// Nobody has read it yet: the call gives it as it comes in.
    Open(Chunks),
}

/// Reads the body of `response` into `body`, at most `limit` bytes of it.
pub(super) async fn read(response: Response, limit: usize, body: &mut Body) -> End {
    let mut chunks = Chunks::new(response);
    loop {
        match chunks.next().await {
            Ok(None) => return End::Complete,
            Ok(Some(chunk)) => {
                let room = limit.saturating_sub(body.len());
                if chunk.len() > room {
                    body.push(chunk.slice(..room));
                    return End::TooLarge;
                }
                body.push(chunk);
            }
            Err(error) => return End::Broken(Fault::http(error)),
        }
    }
}

/// What has been read of a body. Most bodies are one chunk, which is not copied.
#[derive(Default)]
pub(super) enum Body {
    #[default]
    Nothing,
    One(Bytes),
    More(BytesMut),
}

impl Body {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::One(bytes) => bytes.len(),
            Self::More(bytes) => bytes.len(),
        }
    }

    pub(super) fn push(&mut self, chunk: Bytes) {
        *self = match std::mem::take(self) {
            Self::Nothing => Self::One(chunk),
            Self::One(first) => {
                let mut all = BytesMut::with_capacity(2 * (first.len() + chunk.len()));
                all.extend_from_slice(&first);
                all.extend_from_slice(&chunk);
                Self::More(all)
            }
            Self::More(mut all) => {
                all.extend_from_slice(&chunk);
                Self::More(all)
            }
        };
    }

    pub(super) fn into_bytes(self) -> Bytes {
        match self {
            Self::Nothing => Bytes::new(),
            Self::One(bytes) => bytes,
            Self::More(bytes) => bytes.freeze(),
        }
    }
}

#[cfg(target_arch = "wasm32")]
pub(super) use self::browser::Chunks;
#[cfg(not(target_arch = "wasm32"))]
pub(super) use self::native::Chunks;

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use bytes::Bytes;
    use reqwest::{Error, Response};

    /// The body as it comes in.
    pub(crate) struct Chunks(Response);

    impl Chunks {
        pub(crate) fn new(response: Response) -> Self {
            Self(response)
        }

        pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Error> {
            self.0.chunk().await
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::future::poll_fn;
    use std::pin::Pin;

    use bytes::Bytes;
    use futures_core::Stream;
    use reqwest::{Error, Response};

    /// The body as it comes in.
    pub(crate) struct Chunks(Pin<Box<dyn Stream<Item = Result<Bytes, Error>>>>);

    impl Chunks {
        pub(crate) fn new(response: Response) -> Self {
            Self(Box::pin(response.bytes_stream()))
        }

        pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Error> {
            poll_fn(|context| self.0.as_mut().poll_next(context))
                .await
                .transpose()
        }
    }
}

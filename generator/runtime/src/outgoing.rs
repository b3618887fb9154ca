//! A request that can be sent more than once, unless its body is a stream that has begun to be read.

use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Method, Request, Url};

use super::authorizer::TokenSource;
#[cfg(feature = "mock")]
use super::fault::Fault;
#[cfg(feature = "mock")]
use super::future::BoxFuture;

/// A body that is not held in memory.
pub(super) trait Streamed: Send + Sync {
    /// The body, to be sent.
    fn body(&self) -> reqwest::Body;
    /// Whether some of it was read that cannot be read again.
    fn is_spent(&self) -> bool;
    /// All of it, as the service would get it.
    #[cfg(feature = "mock")]
    fn collect(&self) -> BoxFuture<Result<Bytes, Fault>>;
}

/// A request with all that is needed to send it again.
#[derive(Clone)]
pub(super) struct Outgoing {
    pub(super) operation: &'static str,
    pub(super) template: &'static str,
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    /// What has the token for it, where that can change.
    pub(super) source: Option<Arc<dyn TokenSource>>,
    /// What is sent in place of `body`, where it is not in memory.
    pub(super) streamed: Option<Arc<dyn Streamed>>,
    /// The secrets of a body that is not JSON.
    pub(super) secrets: Vec<String>,
}

impl Outgoing {
    /// Whether it cannot be sent, because its body was a stream that was read before.
    pub(super) fn is_spent(&self) -> bool {
        self.streamed
            .as_ref()
            .is_some_and(|streamed| streamed.is_spent())
    }

    /// The request, to be sent once.
    pub(super) fn request(&self) -> Request {
        let mut request = Request::new(self.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers.clone();
        *request.body_mut() = match &self.streamed {
            Some(streamed) => Some(streamed.body()),
            None => self.body.clone().map(Into::into),
        };
        request
    }
}

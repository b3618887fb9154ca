//! A request that can be sent more than once.

use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Method, Request, Url};

use super::authorizer::TokenSource;

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
}

impl Outgoing {
    /// The request, to be sent once.
    pub(super) fn request(&self) -> Request {
        let mut request = Request::new(self.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers.clone();
        *request.body_mut() = self.body.clone().map(Into::into);
        request
    }
}

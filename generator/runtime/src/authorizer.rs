//! What gives the calls of a client their credentials, where that is more than one token for all of
//! them. The parts of the runtime that do so stand behind these traits.

use std::sync::Arc;

use reqwest::header::HeaderValue;

use super::fault::Fault;
use super::future::BoxFuture;
use super::outgoing::Outgoing;
use super::refusals::Refusal;
use super::transport::Transport;

/// Alternatives, of which one is enough. Each is the names of the schemes that it takes; one that
/// takes none means that a call can go without.
pub type Security = &'static [&'static [&'static str]];

/// What adds credentials to requests.
pub(super) trait Authorizer: Send + Sync {
    /// Adds what a call needs: what it says itself, else what all calls do.
    fn authorize(&self, own: Option<Security>, outgoing: &mut Outgoing) -> Result<(), Refusal>;

    /// The texts that no error may show.
    fn secrets(&self) -> Vec<String>;
}

/// What has a token that is valid when it is asked for.
pub(super) trait TokenSource: Send + Sync {
    /// The value of the `authorization` header, if there is one without asking anybody.
    fn current(&self) -> Option<HeaderValue>;

    /// The value of the `authorization` header.
    fn token(self: Arc<Self>, transport: Transport) -> BoxFuture<Result<HeaderValue, Fault>>;

    /// The service has refused this value: unless there is another one already, there must be.
    fn refused(&self, token: &HeaderValue);

    /// The texts that no error may show.
    fn secrets(&self) -> Vec<String>;
}

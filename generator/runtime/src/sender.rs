//! What a request is sent with.

/// The connections of a client, or what stands in for them.
pub(super) enum Sender {
    /// An HTTP client.
    Http(reqwest::Client),
    /// Scripted answers.
    #[cfg(feature = "mock")]
    Mock(super::mock::Mock),
}

//! Reading a body up to a limit, whatever the service says about its length.

use reqwest::Response;

/// What was read of a body.
pub(super) struct Body {
    /// The bytes, never more than the limit.
    pub(super) bytes: Vec<u8>,
    pub(super) end: End,
}

/// Why reading stopped.
pub(super) enum End {
    /// The body is complete.
    Complete,
    /// The body has more bytes than the limit.
    TooLarge,
    /// The connection or the time ended before the body did.
    Broken(reqwest::Error),
}

/// Reads the body of `response`, at most `limit` bytes of it.
pub(super) async fn read(response: &mut Response, limit: usize) -> Body {
    let mut bytes = Vec::new();
    let end = loop {
        match response.chunk().await {
            Ok(None) => break End::Complete,
            Ok(Some(chunk)) if chunk.len() > limit - bytes.len() => {
                bytes.extend_from_slice(&chunk[..limit - bytes.len()]);
                break End::TooLarge;
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Err(error) => break End::Broken(error),
        }
    };
    Body { bytes, end }
}

//! One request and its answer: sent with the token, over redirects, within one deadline; read up
//! to the limit; and turned into an error where it is not a success.

use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;
use reqwest::{Request, StatusCode};

use super::answered::Answered;
use super::api_error::ApiError;
use super::body::{self, End};
use super::decode::Decode;
use super::error::{Error, Kind};
use super::message;
use super::redirect;
use super::response::Response;
use super::transport::Transport;

/// How much of the body of an error is read, in bytes, so that it can be parsed.
const ERROR_BODY: usize = 1024 * 1024;

/// A success that has been read and not yet decoded.
pub(super) struct Success {
    transport: Transport,
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// Sends `request` for `operation` and reads the answer, all within `timeout`.
pub(super) async fn exchange(
    transport: Transport,
    operation: &'static str,
    request: Request,
    timeout: Duration,
) -> Result<Success, Error> {
    let broken = |answer, source: reqwest::Error| {
        // Without the URL: the query can hold what is not to be printed.
        let kind = Kind::Transport {
            server: transport.0.server.to_string(),
            timeout,
            source: source.without_url(),
        };
        Error::new(Some(operation), answer, kind)
    };
    let mut response = send(&transport, request, timeout)
        .await
        .map_err(|error| broken(None, error))?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let limit = if status.is_success() {
        transport.0.max_body
    } else {
        transport.0.max_body.min(ERROR_BODY)
    };
    let body = body::read(&mut response, limit).await;
    let answered = || Answered::new(&transport, status, &headers, &body.bytes);

    if !status.is_success() {
        // However the body ended: what the service has answered is the more useful error.
        let kind = Kind::Api {
            error: ApiError::read(&transport, &body.bytes),
            advice: message::advice(&transport, status),
        };
        return Err(Error::new(Some(operation), Some(answered()), kind));
    }
    match body.end {
        End::Complete => {}
        End::TooLarge => {
            return Err(Error::new(
                Some(operation),
                Some(answered()),
                Kind::TooLarge { limit },
            ));
        }
        End::Broken(error) => return Err(broken(Some(answered()), error)),
    }
    let body = body.bytes;
    Ok(Success {
        transport,
        operation,
        status,
        headers,
        body,
    })
}

/// Sends a request, and those that redirects make of it, until there is an answer to keep.
async fn send(
    transport: &Transport,
    mut request: Request,
    timeout: Duration,
) -> Result<reqwest::Response, reqwest::Error> {
    // A deadline too far off to be a point in time is none.
    let deadline = Instant::now().checked_add(timeout);
    let mut followed = 0;
    loop {
        *request.timeout_mut() =
            deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let again = request.try_clone();
        let response = transport.0.http.execute(request).await?;
        let next = again.filter(|_| followed < redirect::LIMIT);
        match next.and_then(|again| redirect::follow(again, &response, transport.0.allow_http)) {
            Some(next) => request = next,
            None => return Ok(response),
        }
        followed += 1;
    }
}

impl Success {
    /// The value of the answer, with its status and headers.
    pub(super) fn decode<T: Decode>(self) -> Result<Response<T>, Error> {
        match T::decode(&self.body) {
            Ok(value) => Ok(Response::new(value, self.status, self.headers)),
            Err(failure) => Err(self.not_as_described(failure)),
        }
    }

    fn not_as_described(&self, failure: super::decode::DecodeFailure) -> Error {
        let message = failure.source.to_string();
        let found = self.transport.redact(&message);
        let path = self.transport.redact(&failure.path);
        // The source prints the value that it found; it is left out where that holds the token.
        let source = (found == message).then_some(failure.source);
        let answered = Answered::new(&self.transport, self.status, &self.headers, &self.body);
        let kind = Kind::Decode {
            path: message::clip(&path),
            found: message::clip(&found),
            source,
        };
        Error::new(Some(self.operation), Some(answered), kind)
    }
}

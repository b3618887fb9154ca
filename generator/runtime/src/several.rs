//! One of several answers, by status and content type.

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::de::Error as _;

use super::call::Call;
use super::conclusion::Conclusion;
use super::decode::{Decode, DecodeFailure};
use super::error::Error;
use super::open::{Opened, Streamed, Times};
use super::response::Response;

/// An answer that the document describes.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Its status: three digits, `2XX` or `default`.
    pub status: &'static str,
    /// Its media types, without parameters; none where it has no content.
    pub media: &'static [&'static str],
    /// Whether it is read as it comes in.
    pub open: bool,
}

/// One of several answers.
pub trait Several: Sized {
    /// What they can be.
    const CASES: &'static [Case];

    /// Reads an answer of the case at an index.
    ///
    /// # Errors
    /// If it is not as described.
    fn read(case: usize, answer: Received) -> Result<Self, Error>;

    /// Whether an answer is read as it comes in.
    #[doc(hidden)]
    #[must_use]
    fn opens(status: StatusCode, headers: &HeaderMap) -> bool {
        select(Self::CASES, status, headers).is_some_and(|(_, case)| case.open)
    }
}

/// An answer whose case is known.
pub struct Received(Body);

enum Body {
    Whole(Box<Conclusion>, StatusCode, HeaderMap, Bytes),
    Open(Box<Opened>),
}

impl Call {
    /// Sends the call and gives the one of several answers that comes, with its status and headers.
    ///
    /// # Errors
    /// If the call was refused, there is no answer, or the answer is not a success that the document
    /// describes.
    pub async fn send_several<T: Several>(self) -> Result<Response<T>, Error> {
        let times = self.times();
        let conclusion = self.exchange(T::opens).await?;
        conclude(conclusion, times)
    }
}

fn conclude<T: Several>(mut conclusion: Conclusion, times: Times) -> Result<Response<T>, Error> {
    let answer = conclusion.progress.answer.as_ref();
    let case = answer.and_then(|answer| select(T::CASES, answer.status, &answer.headers));
    if let Some((at, Case { open: true, .. })) = case {
        // Of a service that answers with an error there is nothing to read in this way.
        let opened = Opened::of(conclusion, times)?;
        let (status, headers) = (opened.status(), opened.headers().clone());
        let value = T::read(at, Received(Body::Open(Box::new(opened))))?;
        return Ok(Response::new(value, status, headers, Bytes::new()));
    }
    let (answer, body) = conclusion.success()?;
    let (status, headers) = (answer.status, answer.headers);
    let Some((at, _)) = case else {
        let failure = undocumented(status, &headers);
        return Err(conclusion.not_as_described(status, headers, &body, failure));
    };
    let received = Body::Whole(Box::new(conclusion), status, headers.clone(), body.clone());
    let value = T::read(at, Received(received))?;
    Ok(Response::new(value, status, headers, body))
}

impl Received {
    /// The value of the body as a whole.
    ///
    /// # Errors
    /// If it is not as described.
    pub fn whole<T: Decode>(self) -> Result<T, Error> {
        match self.0 {
            Body::Whole(conclusion, status, headers, body) => match T::decode(&body) {
                Ok(value) => {
                    conclusion.trace.succeeded(conclusion.attempts);
                    Ok(value)
                }
                Err(failure) => Err(conclusion.not_as_described(status, headers, &body, failure)),
            },
            Body::Open(opened) => Err(opened.not_as_described(&[], failure("a stream"))),
        }
    }

    /// The body as it comes in.
    ///
    /// # Errors
    /// If it was read already.
    pub fn open<S: Streamed>(self) -> Result<S, Error> {
        match self.0 {
            Body::Open(opened) => Ok(S::of(opened.patiently(S::IS_PATIENT))),
            Body::Whole(conclusion, status, headers, body) => {
                let failure = failure("no stream");
                Err(conclusion.not_as_described(status, headers, &body, failure))
            }
        }
    }
}

/// The case of an answer: by its status, then by its content type. An answer with another status of success
/// is that of the one case with its content type; with another content type, the JSON of its status.
fn select<'c>(
    cases: &'c [Case],
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<(usize, &'c Case)> {
    if !status.is_success() {
        return None;
    }
    let of = |wanted: &str| -> Vec<(usize, &'c Case)> {
        let cases = cases.iter().enumerate();
        cases.filter(|(_, case)| case.status == wanted).collect()
    };
    let mut known = of(status.as_str());
    for wanted in ["2XX", "default"] {
        if known.is_empty() {
            known = of(wanted);
        }
    }
    if let [only] = known.as_slice() {
        return Some(*only);
    }
    let is_documented = !known.is_empty();
    if !is_documented {
        known = cases.iter().enumerate().collect();
    }
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = content_type.map(essence);
    let tests: [fn(&str, &str) -> bool; 3] = [
        |media, essence| media == essence,
        |media, essence| is_json(media) && is_json(essence),
        |media, essence| {
            let family = media.strip_suffix('*');
            family.is_some_and(|family| family == "*/" || essence.starts_with(family))
        },
    ];
    for test in tests {
        let mut fitting = known.iter().filter(|(_, case)| match &essence {
            Some(essence) => case.media.iter().any(|media| test(media, essence)),
            None => case.media.is_empty(),
        });
        match (fitting.next(), fitting.next()) {
            (Some(found), None) => return Some(*found),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
    }
    let is_whole_json =
        |(_, case): &&(usize, &Case)| !case.open && case.media.iter().any(|media| is_json(media));
    let json = known.iter().find(is_whole_json).filter(|_| is_documented);
    json.copied()
}

/// A media type without its parameters, in small letters.
fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn is_json(media: &str) -> bool {
    matches!(media, "application/json" | "text/json") || media.ends_with("+json")
}

fn undocumented(status: StatusCode, headers: &HeaderMap) -> DecodeFailure {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let content_type = content_type.map_or_else(
        || "without a content type".to_owned(),
        |media| format!("with the content type {media}"),
    );
    failure(&format!(
        "the document describes no answer {} {content_type}",
        status.as_str()
    ))
}

fn failure(reason: &str) -> DecodeFailure {
    DecodeFailure {
        path: ".".to_owned(),
        source: serde_json::Error::custom(reason),
    }
}

#[cfg(feature = "mock")]
#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "an answer is told at once: what is given back is for the next one"
)]
impl<T: Several> super::script::Script<T> {
    /// An answer with this status, and this value as JSON: for generated code.
    #[doc(hidden)]
    pub fn answers_json(self, status: u16, value: &impl serde::Serialize) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => self.json(status, value),
            Err(_) => self.wrong(&format!("{status} is no status of HTTP")),
        }
    }
}

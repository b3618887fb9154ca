//! What a server writes: an answer, well formed or not, how fast, how much of it, and what then.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Barrier;

/// What a server writes as the answer to one request, and what it does then. As it is made, it is
/// a good answer in one piece over a connection that stays open.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status line without the version, and the headers; `None` if the body is all there is.
    head: Option<(String, Vec<(String, String)>)>,
    body: Vec<u8>,
    length: Length,
    cut: Cut,
    pub(super) delay: Duration,
    pub(super) pace: Option<Pace>,
    pub(super) barrier: Option<Arc<Barrier>>,
    pub(super) then: Then,
}

/// What a server does after it has written all.
#[derive(Clone, Debug)]
pub enum Then {
    /// It reads the next request of the connection.
    Serve,
    /// It closes the connection.
    Close,
    /// It resets the connection.
    Reset,
    /// It keeps the connection open, and does nothing more.
    Hang,
    /// It writes this again and again.
    Repeat(Vec<u8>),
}

/// What the head says about the length of the body.
#[derive(Clone, Debug)]
enum Length {
    /// How long it is.
    True,
    /// Something else, in `content-length`.
    Said(String),
    /// That it comes in chunks, of this many bytes.
    Chunked(usize),
    /// Nothing: it is as long as the connection.
    Unsaid,
}

/// How much is written.
#[derive(Clone, Copy, Debug)]
enum Cut {
    Nothing,
    /// This many bytes, of all.
    Answer(usize),
    /// The head, and this many bytes of what follows.
    Body(usize),
}

/// How fast bytes are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// How many at once.
    pub(super) bytes: usize,
    /// How long to wait after that.
    pub(super) wait: Duration,
}

impl Reply {
    /// An answer with this status (`404 Not Found`) and body.
    pub fn new(status: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self {
            head: Some((status.into(), Vec::new())),
            ..Self::raw(body)
        }
    }

    /// An answer with a body of JSON.
    pub fn json(status: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, body).header("content-type", "application/json")
    }

    /// Exactly these bytes, whatever they are.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            head: None,
            body: bytes.into(),
            length: Length::True,
            cut: Cut::Nothing,
            delay: Duration::ZERO,
            pace: None,
            barrier: None,
            then: Then::Serve,
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Some((_, headers)) = &mut self.head {
            headers.push((name.into(), value.into()));
        }
        self
    }

    /// Says this in `content-length`, whatever the length is.
    #[must_use]
    pub fn says_length(mut self, length: impl fmt::Display) -> Self {
        self.length = Length::Said(format!("{length}"));
        self
    }

    /// Sends the body in chunks of so many bytes.
    #[must_use]
    pub fn chunked(mut self, bytes: usize) -> Self {
        self.length = Length::Chunked(bytes.max(1));
        self
    }

    /// Says nothing about the length: the body ends with the connection.
    #[must_use]
    pub fn without_length(mut self) -> Self {
        self.length = Length::Unsaid;
        self
    }

    /// Writes only the first bytes of the whole answer.
    #[must_use]
    pub fn cut(mut self, bytes: usize) -> Self {
        self.cut = Cut::Answer(bytes);
        self
    }

    /// Writes the head and only the first bytes of what follows.
    #[must_use]
    pub fn cut_body(mut self, bytes: usize) -> Self {
        self.cut = Cut::Body(bytes);
        self
    }

    /// Writes nothing before this time has gone by.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Writes so many bytes at a time, and waits after each time.
    #[must_use]
    pub fn dripped(mut self, bytes: usize, wait: Duration) -> Self {
        let bytes = bytes.max(1);
        self.pace = Some(Pace { bytes, wait });
        self
    }

    /// Writes nothing before as many answers wait here as the barrier is for.
    #[must_use]
    pub fn held_by(mut self, barrier: &Arc<Barrier>) -> Self {
        self.barrier = Some(Arc::clone(barrier));
        self
    }

    /// What the server does after it has written all.
    #[must_use]
    pub fn then(mut self, then: Then) -> Self {
        self.then = then;
        self
    }

    /// What is written.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.head();
        let start = bytes.len();
        match self.length {
            Length::Chunked(size) => {
                for chunk in self.body.chunks(size) {
                    bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
                    bytes.extend(chunk);
                    bytes.extend(b"\r\n");
                }
                bytes.extend(b"0\r\n\r\n");
            }
            Length::True | Length::Said(_) | Length::Unsaid => bytes.extend(&self.body),
        }
        match self.cut {
            Cut::Nothing => {}
            Cut::Answer(length) => bytes.truncate(length),
            Cut::Body(length) => bytes.truncate(start + length),
        }
        bytes
    }

    fn head(&self) -> Vec<u8> {
        let Some((status, headers)) = &self.head else {
            return Vec::new();
        };
        // These have neither a body nor a length.
        let bodiless = status.starts_with('1') || status.starts_with("204");
        let length = match &self.length {
            Length::True if bodiless => None,
            Length::True => Some(("content-length", self.body.len().to_string())),
            Length::Said(length) => Some(("content-length", length.clone())),
            Length::Chunked(_) => Some(("transfer-encoding", "chunked".to_owned())),
            Length::Unsaid => None,
        };
        let length = length.iter().map(|(name, value)| (*name, value));
        let headers = headers.iter().map(|(name, value)| (name.as_str(), value));
        let lines: Vec<String> = headers
            .chain(length)
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let head = format!("HTTP/1.1 {status}\r\n{}\r\n", lines.concat());
        head.into_bytes()
    }
}

//! What is sent as it is: bytes in memory, a file, or a stream.

use std::fmt;
#[cfg(not(target_arch = "wasm32"))]
use std::{io, path::Path, sync::Arc};

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};

use super::call::Call;
use super::piece::Piece;
use super::refusals::Cause;
#[cfg(not(target_arch = "wasm32"))]
use super::{
    hook::BoxError,
    streamed::{Body, Opening},
};

/// What is sent as it is: bytes in memory, a file, or a stream that is read while it is sent.
///
/// Bytes and files can be sent again, where a call is repeated or redirected. A stream is sent once:
/// a call whose stream has begun to be read is not repeated, and says so in its error.
///
/// ```ignore
/// Upload::from("in memory");
/// Upload::from_file("photo.jpg")?.content_type("image/jpeg");
/// Upload::from_stream(chunks).length(1_000_000);
/// ```
#[derive(Clone)]
#[must_use]
pub struct Upload {
    pub(super) piece: Piece,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) headers: Vec<(String, String)>,
}

impl Upload {
    fn new(piece: Piece) -> Self {
        Self {
            piece,
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// A file, which is opened and read while it is sent, each time that it is. Its length is what it
    /// is now.
    ///
    /// # Errors
    /// If the file cannot be read.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let file = std::fs::File::open(path)?;
        let known = file.metadata()?;
        if known.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // A pipe has no length, and can be read once.
        let mut upload = if known.is_file() {
            let opening = Arc::new(Opening::file(path.to_owned()));
            Self::new(Piece::Chunks(opening, Some(known.len())))
        } else {
            Self::from_reader(file)
        };
        let name = path.file_name();
        upload.file_name = name.map(|name| name.to_string_lossy().into_owned());
        Ok(upload)
    }

    /// What is read from here while it is sent, on a thread where that may take its time. It is sent
    /// once.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_reader(reader: impl io::Read + Send + 'static) -> Self {
        let opening = Opening::reader(Box::new(reader));
        Self::new(Piece::Chunks(Arc::new(opening), None))
    }

    /// Chunks that are sent as they come. They are sent once.
    ///
    /// The time for the call goes on while they come: give it enough by its `timeout`, and by the
    /// `attempt_timeout` of its options.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let opening = Opening::stream(Box::pin(stream));
        Self::new(Piece::Chunks(Arc::new(opening), None))
    }

    /// How many bytes a stream or reader has, so that the service is told in advance. The call fails
    /// where that is wrong. Of bytes and files it is known.
    pub fn length(mut self, bytes: u64) -> Self {
        self.piece.announce(bytes);
        self
    }

    /// The name of the file, for a form with several parts.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type, such as `image/png`, where it is not the one that the service describes.
    pub fn content_type(mut self, media: impl Into<String>) -> Self {
        self.content_type = Some(media.into());
        self
    }

    /// A further header of this part, for a form with several parts.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The name and value of each further header, where they can be sent.
    pub(super) fn checked_headers(&self) -> Result<Vec<(HeaderName, &str)>, String> {
        let check = |(name, value): &'_ (String, String)| {
            let known = HeaderName::from_bytes(name.as_bytes());
            match (known, HeaderValue::from_str(value)) {
                (Ok(name), Ok(_)) => Ok(name),
                (Ok(_) | Err(_), Ok(_) | Err(_)) => {
                    Err(format!("has a header {name:?} that cannot be sent"))
                }
            }
        };
        let headers = self.headers.iter();
        headers
            .map(|header| Ok((check(header)?, header.1.as_str())))
            .collect()
    }
}

impl Call {
    /// Sets the body, as it is. `media` is what the service describes; where that is a range such as
    /// `image/*`, the body must say what it is.
    pub fn upload(&mut self, media: &str, body: Upload) {
        let media = match &body.content_type {
            Some(said) => Ok(said.as_str()),
            None if media == "*/*" => Ok("application/octet-stream"),
            None if media.contains('*') => Err(format!(
                "can be anything of {media}: say what it is, by `content_type`"
            )),
            None => Ok(media),
        };
        let value = media.and_then(|media| {
            HeaderValue::from_str(media)
                .map_err(|_| format!("cannot be sent as {media:?}, which is no media type"))
        });
        let set = value.map(|value| {
            self.headers.insert(CONTENT_TYPE, value);
        });
        self.refusals.set("body", Cause::Header, set);
        match body.piece {
            Piece::Bytes(bytes) => self.body = Some(bytes),
            #[cfg(not(target_arch = "wasm32"))]
            piece @ Piece::Chunks(..) => self.streamed = Some(Arc::new(Body::new(vec![piece]))),
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is sent can be secret.
        f.debug_struct("Upload")
            .field("length", &self.piece.length())
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::new(Piece::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

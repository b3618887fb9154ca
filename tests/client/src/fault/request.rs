//! A request as it came over the wire, and reading one.

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// The most headers that a request may have.
const MAX_HEADERS: usize = 64;

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub struct Request {
    /// The connection that it came over, from 1 on.
    pub connection: usize,
    /// Which request of the server it is, from 1 on.
    pub number: usize,
    /// The method of HTTP.
    pub method: String,
    /// The path and the query, as sent.
    pub target: String,
    /// The headers in the order in which they were sent.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of the first header of this name, in whatever case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut named = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value.as_str())
    }

    /// The body as text, with what is not UTF-8 replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Reads the next request of a connection, of which `buffer` has what was received so far. `None`
/// if the connection ends before the request does, or what comes is no request; then `buffer` has
/// what there was of it. Only bodies with a `content-length` are read.
pub(super) async fn read(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
) -> std::io::Result<Option<Request>> {
    loop {
        match parse(buffer) {
            Parsed::Request(request, length) => {
                buffer.drain(..length);
                return Ok(Some(request));
            }
            Parsed::Nonsense => return Ok(None),
            Parsed::Partial => {}
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

enum Parsed {
    /// A request of so many bytes.
    Request(Request, usize),
    Partial,
    Nonsense,
}

fn parse(bytes: &[u8]) -> Parsed {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let start = match head.parse(bytes) {
        Ok(httparse::Status::Complete(start)) => start,
        Ok(httparse::Status::Partial) => return Parsed::Partial,
        Err(_) => return Parsed::Nonsense,
    };
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let mut request = Request {
        connection: 0,
        number: 0,
        method: head.method.unwrap_or_default().to_owned(),
        target: head.path.unwrap_or_default().to_owned(),
        headers: head
            .headers
            .iter()
            .map(|header| (header.name.to_owned(), text(header.value)))
            .collect(),
        body: Vec::new(),
    };
    let Ok(length) = request.header("content-length").unwrap_or("0").parse() else {
        return Parsed::Nonsense;
    };
    let Some(body) = bytes[start..].get(..length) else {
        return Parsed::Partial;
    };
    request.body = body.to_vec();
    Parsed::Request(request, start + length)
}

//! A server on a loopback port that answers each request with the bytes that the test wants, well
//! formed or not, and keeps what it received.

use std::future::pending;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// The path and the query, as sent.
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What the server writes, and what it does then.
pub(crate) struct Reply {
    bytes: Vec<u8>,
    then: Then,
}

enum Then {
    Close,
    Hang,
    Repeat,
}

impl Reply {
    pub(crate) fn new(status: &str, headers: &str, body: &str) -> Self {
        let head = format!(
            "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n",
            body.len()
        );
        Self {
            bytes: [head.as_bytes(), body.as_bytes()].concat(),
            then: Then::Close,
        }
    }

    pub(crate) fn json(status: &str, body: &str) -> Self {
        Self::new(status, "content-type: application/json\r\n", body)
    }

    pub(crate) fn redirect(status: &str, location: &str) -> Self {
        Self::new(status, &format!("location: {location}\r\n"), "")
    }

    /// Writes `bytes` and closes the connection.
    pub(crate) fn raw(bytes: &str) -> Self {
        Self {
            bytes: bytes.into(),
            then: Then::Close,
        }
    }

    /// Writes `bytes` and nothing more, and keeps the connection open.
    pub(crate) fn hang(bytes: &str) -> Self {
        Self {
            bytes: bytes.into(),
            then: Then::Hang,
        }
    }

    /// A body without an end.
    pub(crate) fn endless(status: &str) -> Self {
        Self {
            bytes: format!("HTTP/1.1 {status}\r\nconnection: close\r\n\r\n").into(),
            then: Then::Repeat,
        }
    }
}

pub(crate) struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Starts a server that answers with `handler`.
    pub(crate) async fn start(
        handler: impl Fn(&Received) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let (handler, kept) = (Arc::new(handler), Arc::clone(&received));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (handler, kept) = (Arc::clone(&handler), Arc::clone(&kept));
                tokio::spawn(async move {
                    serve(stream, |request| {
                        kept.lock().unwrap().push(request.clone());
                        handler(request)
                    })
                    .await;
                });
            }
        });
        Self { address, received }
    }

    /// Starts a server that answers 200 with `null`.
    pub(crate) async fn null() -> Self {
        Self::start(|_| Reply::json("200 OK", "null")).await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The path and query of each request.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.received()
            .into_iter()
            .map(|request| request.target)
            .collect()
    }
}

async fn serve(mut stream: TcpStream, answer: impl Fn(&Received) -> Reply) {
    let Some(request) = read(&mut stream).await else {
        return;
    };
    let reply = answer(&request);
    if stream.write_all(&reply.bytes).await.is_err() {
        return;
    }
    match reply.then {
        Then::Close => {}
        Then::Hang => pending().await,
        Then::Repeat => while stream.write_all(&[b' '; 16 * 1024]).await.is_ok() {},
    }
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let (head, start) = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break (String::from_utf8(bytes[..end].to_vec()).ok()?, end + 4);
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let mut lines = head.lines();
    let mut words = lines.next()?.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut request = Received {
        method,
        target,
        headers,
        body: String::new(),
    };
    let length = request
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    while bytes.len() < start + length {
        stream.read_buf(&mut bytes).await.ok()?;
    }
    request.body = String::from_utf8(bytes[start..].to_vec()).ok()?;
    Some(request)
}

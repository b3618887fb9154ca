//! A server on this machine that answers as a test says, also in all the ways that servers fail.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// What a path is answered with.
#[derive(Clone)]
pub(crate) enum Reply {
    /// 200 with these headers and this body; 304 where the request has the `ETag`.
    Page(Vec<(String, String)>, Vec<u8>),
    /// This status line, these headers, and this body.
    Raw(String, Vec<u8>),
    /// Nothing, while the client waits.
    Silence,
    /// No answer at all.
    HangUp,
}

impl Reply {
    /// A page of HTML.
    pub(crate) fn html(text: &str) -> Self {
        Self::of("text/html; charset=utf-8", text.as_bytes())
    }

    /// A body of this type.
    pub(crate) fn of(media: &str, body: &[u8]) -> Self {
        Self::Page(
            vec![("Content-Type".to_owned(), media.to_owned())],
            body.to_vec(),
        )
    }

    /// The same with one more header.
    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        match self {
            Self::Page(mut headers, body) => {
                headers.push((name.to_owned(), value.to_owned()));
                Self::Page(headers, body)
            }
            other => other,
        }
    }

    /// A status with headers, each with its line end, and no body.
    pub(crate) fn status(status: &str, headers: &str) -> Self {
        Self::Raw(
            format!("HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\n\r\n"),
            Vec::new(),
        )
    }

    /// A redirect.
    pub(crate) fn to(address: &str) -> Self {
        Self::status("302 Found", &format!("Location: {address}\r\n"))
    }
}

/// The server; it ends with the process.
pub(crate) struct Server {
    pub(crate) url: String,
    replies: Arc<Mutex<BTreeMap<String, Reply>>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let server = Self {
            url: format!("http://{}", listener.local_addr().expect("an address")),
            replies: Arc::default(),
            requests: Arc::default(),
        };
        let (replies, requests) = (server.replies.clone(), server.requests.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (replies, requests) = (replies.clone(), requests.clone());
                thread::spawn(move || answer(stream, &replies, &requests));
            }
        });
        server
    }

    /// Answers a path so from now on.
    pub(crate) fn on(&self, path: &str, reply: Reply) {
        self.replies
            .lock()
            .expect("no thread panicked")
            .insert(path.to_owned(), reply);
    }

    /// The requests since the last time, each with its headers in small letters.
    pub(crate) fn take_requests(&self) -> Vec<String> {
        std::mem::take(&mut self.requests.lock().expect("no thread panicked"))
    }
}

fn answer(
    mut stream: TcpStream,
    replies: &Mutex<BTreeMap<String, Reply>>,
    requests: &Mutex<Vec<String>>,
) {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone().expect("a socket"));
    while !request.ends_with("\r\n\r\n") {
        if reader.read_line(&mut request).unwrap_or(0) == 0 {
            return;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let request = request.to_lowercase();
    requests
        .lock()
        .expect("no thread panicked")
        .push(request.clone());
    let reply = replies
        .lock()
        .expect("no thread panicked")
        .get(&path)
        .cloned();
    let reply = reply.unwrap_or_else(|| Reply::status("404 Not Found", ""));
    let bytes = match reply {
        Reply::Page(headers, body) => page(&request, &headers, &body),
        Reply::Raw(head, body) => [head.into_bytes(), body].concat(),
        Reply::HangUp => return,
        Reply::Silence => {
            // Until the client hangs up.
            let _ = reader.read_line(&mut String::new());
            return;
        }
    };
    // A client that has enough hangs up.
    let _ = stream.write_all(&bytes);
}

fn page(request: &str, headers: &[(String, String)], body: &[u8]) -> Vec<u8> {
    let etag = headers.iter().find(|(name, _)| name == "ETag");
    let known = etag.is_some_and(|(_, etag)| {
        request.contains(&format!("if-none-match: {}\r\n", etag.to_lowercase()))
    });
    let time = headers.iter().find(|(name, _)| name == "Last-Modified");
    let known = known
        || time.is_some_and(|(_, time)| {
            request.contains(&format!("if-modified-since: {}\r\n", time.to_lowercase()))
        });
    if known {
        return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_vec();
    }
    let mut head = "HTTP/1.1 200 OK\r\nConnection: close\r\n".to_owned();
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.extend(["Content-Length: ", &body.len().to_string(), "\r\n\r\n"]);
    [head.into_bytes(), body.to_vec()].concat()
}

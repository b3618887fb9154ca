//! A server that costs as little as possible: answers that are made beforehand. It has one thread for
//! all connections: with more, it would depend on the processors on which they happen to be which of two
//! clients is the faster one.

use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const PROJECT: &str = r#"{"id":"p1x2y3z4","name":"diffusion","dtCreated":"2024-05-01T10:00:00Z","dtDeleted":null,"repoName":"octo/diffusion","repoNodeId":"R_kgDOABCDEF","repoUrl":"https://github.com/octo/diffusion"}"#;

struct Answers {
    one: Vec<u8>,
    page: Vec<u8>,
}

/// Starts the server, which runs as long as the process does, and gives its URL.
pub(crate) fn start() -> std::io::Result<String> {
    let items = [PROJECT; 100].join(",");
    let answers = Arc::new(Answers {
        one: answer(PROJECT),
        page: answer(&format!(
            r#"{{"hasMore":true,"items":[{items}],"nextPage":"p101"}}"#
        )),
    });
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let url = format!("http://{}", listener.local_addr()?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    std::thread::spawn(move || runtime.block_on(accept(listener, answers)));
    Ok(url)
}

async fn accept(listener: std::net::TcpListener, answers: Arc<Answers>) -> std::io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(serve(stream, Arc::clone(&answers)));
    }
}

fn answer(body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
        .into_bytes()
}

/// Answers each request, which comes in one piece over loopback, with its body or without.
async fn serve(mut stream: TcpStream, answers: Arc<Answers>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = [0; 16 * 1024];
    loop {
        let mut length = 0;
        while !is_complete(&buffer[..length]) {
            match stream.read(&mut buffer[length..]).await? {
                0 => return Ok(()),
                more => length += more,
            }
        }
        let many = buffer.starts_with(b"GET /projects?");
        let answer = if many { &answers.page } else { &answers.one };
        stream.write_all(answer).await?;
    }
}

/// Whether this is a whole request: a `POST` has one object as its body.
fn is_complete(bytes: &[u8]) -> bool {
    match bytes.first() {
        Some(b'P') => bytes.ends_with(b"}"),
        _ => bytes.ends_with(b"\r\n\r\n"),
    }
}

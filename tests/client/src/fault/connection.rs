//! One connection of the server, from its greeting to its end.

use std::future::pending;
use std::sync::Mutex;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::reply::{Reply, Then};
use super::request::read;
use super::{Journal, Script, lock};

/// What becomes of a new connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Greeting {
    /// Requests are read and answered.
    Serve,
    /// It is closed.
    Close,
    /// It is reset.
    Reset,
    /// Nothing is read or written, and it stays open.
    Hang,
    /// At least this many bytes are read; then it is reset.
    ResetAfter(usize),
}

/// Serves a connection until it or the client ends.
pub(super) async fn serve(
    mut stream: TcpStream,
    connection: usize,
    journal: &Mutex<Journal>,
    script: &Script,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::new();
    match (script.greet)(connection) {
        Greeting::Serve => {}
        Greeting::Close => return Ok(()),
        Greeting::Reset => return stream.set_zero_linger(),
        Greeting::Hang => pending().await,
        Greeting::ResetAfter(bytes) => {
            while buffer.len() < bytes && stream.read_buf(&mut buffer).await? > 0 {}
            lock(journal).fragments.push(buffer);
            return stream.set_zero_linger();
        }
    }
    loop {
        let end = read(&mut stream, &mut buffer).await;
        let Ok(Some(mut request)) = end else {
            if !buffer.is_empty() {
                lock(journal).fragments.push(buffer);
            }
            return Ok(());
        };
        request.connection = connection;
        {
            let mut journal = lock(journal);
            journal.received += 1;
            request.number = journal.received;
            journal.requests.push(request.clone());
        }
        let reply = (script.answer)(&request);
        write(&mut stream, &reply).await?;
        match reply.then {
            Then::Serve => {}
            Then::Close => return Ok(()),
            Then::Reset => return stream.set_zero_linger(),
            Then::Hang => pending().await,
            Then::Repeat(bytes) => loop {
                stream.write_all(&bytes).await?;
            },
        }
    }
}

async fn write(stream: &mut TcpStream, reply: &Reply) -> std::io::Result<()> {
    if let Some(barrier) = &reply.barrier {
        barrier.wait().await;
    }
    if !reply.delay.is_zero() {
        tokio::time::sleep(reply.delay).await;
    }
    let bytes = reply.bytes();
    let Some(pace) = reply.pace else {
        return stream.write_all(&bytes).await;
    };
    for drop in bytes.chunks(pace.bytes) {
        stream.write_all(drop).await?;
        tokio::time::sleep(pace.wait).await;
    }
    Ok(())
}

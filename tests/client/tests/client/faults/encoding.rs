//! Compressed answers: good, broken, not asked for, and much larger than they look.

use std::io::Write as _;

use client_tests::fault::{FaultServer, Reply, Then};
use flate2::write::GzEncoder;
use flate2::{Compression, FlushCompress};

use crate::alone::{alone, peak_memory};

use super::{Fault, PROJECT, settings, told};

const MIB: usize = 1024 * 1024;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gzipped(body: impl Into<Vec<u8>>) -> Reply {
    Reply::json("200 OK", body).header("content-encoding", "gzip")
}

#[tokio::test]
async fn compressed_answers() {
    let faults = [
        Fault::new("gzip", [1, 1, 1], |_| gzipped(gzip(PROJECT.as_bytes()))),
        Fault::new("gzip in chunks of a byte", [1, 1, 1], |_| {
            gzipped(gzip(PROJECT.as_bytes())).chunked(1)
        }),
        Fault::new(
            "gzip with a page for people, as an error",
            [1, 1, 1],
            |_| {
                Reply::new("404 Not Found", gzip(b"<html>nothing here</html>"))
                    .header("content-encoding", "gzip")
            },
        ),
        Fault::new(
            "gzip that breaks off, with an honest length",
            [3, 1, 3],
            |_| {
                let mut body = gzip(PROJECT.as_bytes());
                body.truncate(body.len() / 2);
                gzipped(body)
            },
        ),
        Fault::new(
            "gzip that breaks off with the connection",
            [3, 1, 3],
            |_| {
                gzipped(gzip(PROJECT.as_bytes()))
                    .cut_body(30)
                    .then(Then::Close)
            },
        ),
        Fault::new("gzip with a wrong checksum", [3, 1, 3], |_| {
            let mut body = gzip(PROJECT.as_bytes());
            let checksum = body.len() - 8;
            body[checksum] ^= 1;
            gzipped(body)
        }),
        Fault::new("not gzip, though it says so", [3, 1, 3], |_| {
            gzipped(PROJECT)
        }),
        Fault::new("gzip of nothing", [1, 1, 1], |_| gzipped(gzip(b""))),
        Fault::new("nothing, said to be gzip", [1, 1, 1], |_| gzipped("")),
        Fault::new("an encoding that nobody asked for", [1, 1, 1], |_| {
            let body = gzip(PROJECT.as_bytes());
            Reply::json("200 OK", body).header("content-encoding", "zstd")
        }),
        Fault::new("gzip twice", [1, 1, 1], |_| {
            Reply::json("200 OK", gzip(&gzip(PROJECT.as_bytes())))
                .header("content-encoding", "gzip, gzip")
        }),
    ];
    insta::assert_snapshot!(told(&faults).await);
}

#[tokio::test]
async fn the_client_asks_for_what_it_can_read() {
    let server = FaultServer::in_turn([Reply::json("200 OK", PROJECT)])
        .await
        .unwrap();
    let client = settings(&server).build().unwrap();
    client.get_project("p1").send().await.unwrap();
    assert_eq!(server.requests()[0].header("accept-encoding"), Some("gzip"));
}

/// A gzip stream of so many MiB of zeros, made of one MiB that is repeated as it is when compressed.
fn zeros(mib: usize) -> Vec<u8> {
    let mut compress = flate2::Compress::new(Compression::best(), false);
    let block = vec![0; MIB];
    let mut compressed = Vec::with_capacity(8192);
    compress
        .compress_vec(&block, &mut compressed, FlushCompress::Full)
        .unwrap();
    assert_eq!(compress.total_in(), MIB as u64);
    // The head of gzip (RFC 1952, section 2.3), the blocks, an empty last block, and no checksum, to
    // which nobody comes.
    let mut bomb = b"\x1f\x8b\x08\0\0\0\0\0\0\xff".to_vec();
    bomb.extend(compressed.repeat(mib));
    bomb.extend(b"\x03\0");
    bomb
}

/// The bomb is one: it decompresses to what it should.
#[test]
fn the_bomb_is_good() {
    use std::io::Read as _;
    let bomb = zeros(3);
    let mut read = Vec::new();
    let end = flate2::read::GzDecoder::new(&bomb[..]).read_to_end(&mut read);
    assert!(end.is_err(), "there is no checksum");
    assert!(read.len() == 3 * MIB && read.iter().all(|byte| *byte == 0));
}

#[test]
fn a_gibibyte_of_zeros_ends_at_the_limit() {
    if alone("faults::encoding::a_gibibyte_of_zeros_ends_at_the_limit") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let bomb = zeros(1024);
        assert!(bomb.len() < 2 * MIB, "{}", bomb.len());
        let server = FaultServer::in_turn([gzipped(bomb)]).await.unwrap();
        let limit = 8 * MIB;
        let client = settings(&server).max_body(limit).build().unwrap();
        // What a call needs once, and what the server has to keep.
        client
            .get_project("p1")
            .options(paperspace::CallOptions::new().max_body(10))
            .send()
            .await
            .unwrap_err();
        let before = peak_memory();
        for method in ["GET", "POST"] {
            let outcome = match method {
                "GET" => client.get_project("p1").send().await,
                _ => client.create_project("diffusion").send().await,
            };
            let error = outcome.unwrap_err();
            assert!(
                error.is_body_too_large() && !error.is_retryable(),
                "{error:?}"
            );
            assert_eq!(error.body().unwrap().len(), 64 * 1024);
            assert!(
                error
                    .to_string()
                    .contains("larger than the limit of 8388608 bytes"),
                "{error}"
            );
        }
        assert_eq!(server.requests().len(), 3);
        if let (Some(before), Some(after)) = (before, peak_memory()) {
            // The buffer of the body grows to twice the limit at most, while the half before it is copied;
            // the text that the error is made of is a copy of the body.
            assert!(
                after - before < 5 * limit,
                "{} KiB",
                (after - before) / 1024
            );
        }
    });
}

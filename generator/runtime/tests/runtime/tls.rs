//! Over TLS: whom the client trusts, and that nothing leads it back to a connection without TLS.

use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use truespec_runtime::{Method, RetryPolicy, Transport, TransportBuilder};

use crate::server::{Reply, Server};
use crate::{API, TOKEN, call};

/// A server with a certificate of its own making for `localhost`, which answers every request with
/// these bytes; its address, and its certificate.
async fn secure(answer: String) -> (String, reqwest::Certificate) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // A client that does not trust the certificate goes away.
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    let certificate = reqwest::Certificate::from_der(made.cert.der()).unwrap();
    (url, certificate)
}

fn trusting(url: &str, certificate: reqwest::Certificate) -> TransportBuilder {
    let http = reqwest::Client::builder()
        .tls_certs_only([certificate])
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    Transport::builder(API)
        .base_url(url)
        .token(TOKEN)
        .http_client(http)
        .retry(RetryPolicy::none())
}

fn ok() -> String {
    "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\n1".to_owned()
}

#[tokio::test]
async fn a_certificate_that_is_trusted_is_enough() {
    let (url, certificate) = secure(ok()).await;
    let transport = trusting(&url, certificate).build().unwrap();
    let value: i64 = call(&transport, Method::GET).send().await.unwrap();
    assert_eq!(value, 1);
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_no_connection() {
    let (url, _) = secure(ok()).await;
    let transport = Transport::builder(API)
        .base_url(url)
        .token(TOKEN)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = call(&transport, Method::GET)
        .send::<i64>()
        .await
        .unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(error.to_string().contains("certificate"), "{error}");
}

#[tokio::test]
async fn a_redirect_to_a_place_without_tls_is_not_followed_even_on_this_machine() {
    let plain = Server::start(|_| Reply::json("200 OK", "1")).await;
    let redirect = format!(
        "HTTP/1.1 302 Found\r\nlocation: {}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        plain.url()
    );
    let (url, certificate) = secure(redirect).await;
    let transport = trusting(&url, certificate)
        .allow_http(true)
        .build()
        .unwrap();
    let error = call(&transport, Method::GET)
        .send::<i64>()
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 302, "{error}");
    assert!(
        error.to_string().contains("redirect was not followed"),
        "{error}"
    );
    assert!(plain.received().is_empty());
}

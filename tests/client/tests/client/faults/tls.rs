//! What a service over TLS must not lead to: being asked without it.

use std::sync::Arc;

use client_tests::TOKEN;
use client_tests::fault::{FaultServer, Reply};
use paperspace::{Client, RetryPolicy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{self, ServerConfig};

use super::{PROJECT, assert_no_token};

/// A service over TLS that answers each connection with this; its URL, and its certificate.
async fn over_tls(answer: String) -> (String, reqwest::Certificate) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    // Named, since a workspace can have several.
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
                    break;
                }
            }
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    (
        url,
        reqwest::Certificate::from_der(made.cert.der()).unwrap(),
    )
}

fn client(url: &str, http: reqwest::ClientBuilder) -> Client {
    let http = http.redirect(reqwest::redirect::Policy::none()).no_proxy();
    Client::builder()
        .token(TOKEN)
        .base_url(url)
        .retry(RetryPolicy::none())
        .http_client(http.build().unwrap())
        .build()
        .unwrap()
}

/// Not even a redirect to this machine, which a base URL may name without TLS.
#[tokio::test]
async fn a_redirect_from_tls_to_none_is_not_followed() {
    let plain = FaultServer::start(|_| Reply::json("200 OK", PROJECT))
        .await
        .unwrap();
    for status in [302, 307] {
        let location = plain.url();
        let answer = format!(
            "HTTP/1.1 {status} x\r\nlocation: {location}/projects/p1\r\ncontent-length: 0\r\n\r\n"
        );
        let (url, certificate) = over_tls(answer).await;
        let http = reqwest::Client::builder().tls_certs_only([certificate]);
        let error = client(&url, http)
            .get_project("p1")
            .send()
            .await
            .unwrap_err();
        assert_no_token(&error);
        assert_eq!(error.status().unwrap(), status, "{error}");
        assert_eq!(plain.connections(), 0);
    }
}

/// Nothing is sent to a service that cannot show who it is, and the error says why.
#[tokio::test]
async fn a_certificate_that_nobody_vouches_for() {
    let (url, _) = over_tls("HTTP/1.1 200 OK\r\n\r\n".to_owned()).await;
    let http = reqwest::Client::builder();
    let error = client(&url, http)
        .create_project("diffusion")
        .send()
        .await
        .unwrap_err();
    assert_no_token(&error);
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    assert!(error.to_string().contains("certificate"), "{error}");
}

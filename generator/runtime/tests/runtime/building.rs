//! What a client is built from, and what is refused.

use std::time::Duration;

use truespec_runtime::{Api, Transport, TransportBuilder};

use crate::API;

fn refusal(builder: TransportBuilder) -> String {
    let error = builder.build().unwrap_err();
    assert!(
        error.is_configuration() && error.operation().is_none() && error.status().is_none(),
        "{error:?}"
    );
    error.to_string()
}

fn base_url(url: &str) -> TransportBuilder {
    Transport::builder(API).base_url(url)
}

#[test]
fn base_urls_are_https_or_of_this_machine_or_allowed() {
    for good in [
        "https://h",
        "https://h:8443/v1/",
        "http://localhost:1",
        "http://127.8.0.1",
        "http://[::1]:1/x",
    ] {
        assert!(base_url(good).build().is_ok(), "{good}");
    }
    for (bad, reason) in [
        ("http://api.example.com", "is not https"),
        ("http://localhost.example.com", "is not https"),
        // A name for the network to look up.
        ("http://a.localhost", "is not https"),
        ("http://127.0.0.1.example.com", "is not https"),
        ("http://10.0.0.1", "is not https"),
        ("ftp://h", "not an https URL"),
        ("data:text", "not an https URL"),
        ("api.example.com", "is not a URL"),
        ("", "no base URL"),
        ("https://h/?a=b", "has a query"),
        ("https://h/#a", "has a query or a fragment"),
    ] {
        assert!(
            refusal(base_url(bad)).contains(reason),
            "{bad}: {}",
            refusal(base_url(bad))
        );
    }
    assert!(
        base_url("http://api.example.com")
            .allow_http(true)
            .build()
            .is_ok()
    );
    assert!(refusal(base_url("ftp://h").allow_http(true)).contains("not an https URL"));
    assert!(
        refusal(Transport::builder(Api {
            base_url: "",
            ..API
        }))
        .contains("no base URL")
    );
    for with_password in [
        "https://user:hunter2@h",
        "user:hunter2@h",
        "hunter2:x@h/path",
        "ftp://h/?key=hunter2",
        "http://h/hunter2",
        "hunter2",
    ] {
        let message = refusal(base_url(with_password));
        assert!(!message.contains("hunter2"), "{message}");
    }
}

#[test]
fn tokens_and_agents_must_fit_a_header() {
    for (bad, reason) in [
        ("", "is empty"),
        ("ab\ncd", "character 3"),
        ("ab cd", "character 3"),
        ("abcé", "character 4"),
    ] {
        let message = refusal(Transport::builder(API).token(bad));
        assert!(
            message.contains(reason) && (bad.is_empty() || !message.contains(bad)),
            "{message}"
        );
    }
    assert!(refusal(Transport::builder(API).user_agent("a\r\nb: c")).contains("user agent"));
}

#[test]
fn a_connect_timeout_cannot_be_lost() {
    let builder = Transport::builder(API).http_client(reqwest::Client::new());
    assert!(builder.clone().build().is_ok());
    assert!(refusal(builder.connect_timeout(Duration::from_secs(1))).contains("connect_timeout"));
}

#[test]
fn the_token_comes_from_the_environment() {
    // Cargo sets these for a test: the last is empty, as the package names no author.
    let variable = |name| {
        Transport::builder(Api {
            token_variable: Some(name),
            ..API
        })
        .token_from_env()
    };
    assert!(variable("CARGO_PKG_NAME").unwrap().build().is_ok());
    for (name, reason) in [
        ("TRUESPEC_NEVER_SET", "is not set"),
        ("CARGO_PKG_DESCRIPTION", "character 4"),
        ("CARGO_PKG_AUTHORS", "is empty"),
    ] {
        let error = variable(name).unwrap_err();
        let message = error.to_string();
        assert!(
            error.is_configuration() && message.contains(name) && message.contains(reason),
            "{message}"
        );
        assert!(
            !format!("{message}{error:?}").contains("hand-written"),
            "{error:?}"
        );
    }
    let nameless = Transport::builder(Api {
        token_variable: None,
        ..API
    })
    .token_from_env()
    .unwrap_err();
    assert!(
        nameless.to_string().contains("give the token with `token`"),
        "{nameless}"
    );
}

//! What goes wrong on the way: a clear error each, and nothing written.

use super::{ROWS, Reply, Site, packed, server::Server, things};

/// Everything that the page can be answered with, and what the error says of it.
fn failures() -> Vec<(&'static str, Reply)> {
    let page = things(ROWS);
    let half = &page[..page.len() / 2];
    let head = |length: usize| {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n")
    };
    let chunked =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    let zip = packed(page.as_bytes());
    let bomb = packed(&vec![b' '; 3 * 1024 * 1024]);
    vec![
        ("404 Not Found", Reply::status("404 Not Found", "")),
        (
            "500 Internal",
            Reply::status("500 Internal Server Error", ""),
        ),
        ("403 Forbidden", Reply::status("403 Forbidden", "")),
        ("204 No Content", Reply::status("204 No Content", "")),
        (
            "nothing is new, though",
            Reply::status("304 Not Modified", ""),
        ),
        ("answers with nothing", Reply::html(" \n")),
        ("within 1 second", Reply::Silence),
        ("cannot be reached", Reply::HangUp),
        ("breaks off", Reply::Raw(head(page.len()), half.into())),
        (
            "breaks off",
            Reply::Raw(chunked.to_owned(), b"5\r\n<h1>T\r\n".to_vec()),
        ),
        (
            "more than 1 MiB",
            Reply::Raw(head(2 * 1024 * 1024), b"<h1>".to_vec()),
        ),
        ("more than 1 MiB", Reply::html(&"x".repeat(1024 * 1024 + 1))),
        (
            "more than 1 MiB",
            Reply::of("text/html", &bomb).with("Content-Encoding", "gzip"),
        ),
        (
            "breaks off",
            Reply::of("text/html", &zip[..zip.len() / 2]).with("Content-Encoding", "gzip"),
        ),
        (
            "breaks off",
            Reply::html(&page).with("Content-Encoding", "gzip"),
        ),
        (
            "packed as `br`",
            Reply::html(&page).with("Content-Encoding", "br"),
        ),
        ("more than 8 times", Reply::to("/things")),
        ("not encrypted", Reply::to("http://example.com/things")),
        ("not encrypted", Reply::to("file:///etc/hostname")),
        ("no address", Reply::status("302 Found", "")),
        ("no address", Reply::to("http://[")),
        (
            "is `application/pdf`",
            Reply::of("application/pdf", b"%PDF"),
        ),
        (
            "is `application/json`, and no page",
            Reply::of("application/json", b"{}"),
        ),
        (
            "is not written in UTF-16LE",
            Reply::of("text/plain", b"\xff\xfe\x00\xd8"),
        ),
        (
            "is not written in UTF-8",
            Reply::of("text/html; charset=utf-8", b"<h1>\xe9</h1>"),
        ),
        ("the HTML ends within an element", Reply::html(half)),
        (
            "the page shows no text",
            Reply::html("<div id=root></div><script>go()</script>"),
        ),
        (
            "called “Log in”",
            Reply::html("<title>Log in</title><h1>Log in</h1><form>Name: <input></form>"),
        ),
        (
            "is no reference page",
            Reply::html("<main><h1>Not found</h1><p>Sorry.</p></main>"),
        ),
        (
            "is no reference page",
            Reply::of("text/plain", b"just some words"),
        ),
        (
            "does not answer as HTTP",
            Reply::Raw("SSH-2.0-OpenSSH_9\r\n".to_owned(), Vec::new()),
        ),
    ]
}

#[test]
fn nothing_is_written_where_one_of_three_fails() {
    let site = Site::new();
    site.configure("timeout-seconds = 1\nmax-size-mib = 1\n");
    site.refresh(&["--quiet"]).ends_with(0);
    // The others have something new.
    let parts = super::PARTS.replace("Parts", "New parts");
    site.server
        .on("/parts", Reply::of("text/plain", parts.as_bytes()));
    let before = site.place.files(".");
    let mut all = String::new();
    for (says, reply) in failures() {
        site.server.on("/things", reply);
        let ended = site.refresh(&["--force"]).ends_with(2);
        let errors = site.plain(&ended.errors);
        assert!(errors.contains(says), "{says}: {errors}");
        assert!(errors.contains("codegen.toml:12:"), "{says}: {errors}");
        assert!(errors.contains("help: "), "{says}: {errors}");
        assert!(!errors.contains("panicked"), "{errors}");
        assert_eq!(
            before,
            site.place.files("."),
            "{says}: something was written"
        );
        all += &errors;
    }
    insta::assert_snapshot!(first_lines(&all));
}

/// The first line of each error, and the help.
fn first_lines(errors: &str) -> String {
    let lines = errors
        .lines()
        .filter(|line| line.starts_with("error") || line.trim_start().starts_with("= help"));
    let lines: Vec<&str> = lines.map(str::trim).collect();
    lines.join("\n")
}

#[test]
fn what_is_no_document_is_refused() {
    let site = Site::new();
    let cases = [
        (
            "a page called “Log in”",
            Reply::html("<title>Log in</title><p>Name"),
        ),
        (
            "is a page",
            Reply::of("text/plain", b"<!DOCTYPE html><h1>404</h1>"),
        ),
        ("is `image/png`", Reply::of("image/png", b"PNG")),
        (
            "is no OpenAPI document that can be read",
            Reply::of("application/json", b"{\"a\": 1}"),
        ),
        (
            "is no OpenAPI document that can be read",
            Reply::of("application/json", b"{\"openapi\": "),
        ),
        (
            "is no OpenAPI document that can be read",
            Reply::of("text/yaml", b"a: [b"),
        ),
    ];
    for (says, reply) in cases {
        site.server.on("/api.yaml", reply);
        let ended = site.refresh(&[]).ends_with(2);
        assert!(ended.errors.contains(says), "{says}: {}", ended.errors);
        assert!(!site.place.path("in").exists(), "{says}");
    }
}

#[test]
fn nothing_new_is_not_believed_of_a_site_that_was_not_asked_so() {
    let site = Site::new();
    site.refresh(&[]).ends_with(0);
    let elsewhere = Server::start();
    elsewhere.on("/things", Reply::status("304 Not Modified", ""));
    let there = format!("{}/things", elsewhere.url);
    site.server.on("/things", Reply::to(&there));
    site.server.take_requests();
    let ended = site.refresh(&["--check"]).ends_with(2);
    assert!(ended.errors.contains("not asked so"), "{}", ended.errors);
    assert!(site.server.take_requests()[1].contains("if-modified-since"));
    assert!(!elsewhere.take_requests()[0].contains("if-modified-since"));
}

#[test]
fn all_that_fails_is_told_at_once() {
    let site = Site::new();
    for path in ["/api.yaml", "/things", "/parts"] {
        site.server.on(path, Reply::status("410 Gone", ""));
    }
    let ended = site.refresh(&[]).ends_with(2);
    assert_eq!(ended.errors.matches("answers with 410 Gone").count(), 3);
}

#[test]
fn a_server_that_is_not_there_cannot_be_reached() {
    let site = Site::new();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = gone.local_addr().unwrap();
    drop(gone);
    let config = site.place.read("codegen.toml");
    let config = config.replace(
        &format!("{}/things", site.server.url),
        &format!("http://{address}"),
    );
    site.place.write("codegen.toml", &config);
    let ended = site.refresh(&[]).ends_with(2);
    assert!(
        ended.errors.contains("unreachable-address"),
        "{}",
        ended.errors
    );
    // No TLS there.
    let plain = Server::start();
    let config = config.replace(
        &format!("http://{address}"),
        &plain.url.replace("http:", "https:"),
    );
    site.place.write("codegen.toml", &config);
    let ended = site.refresh(&[]).ends_with(2);
    assert!(
        ended.errors.contains("unreachable-address"),
        "{}",
        ended.errors
    );
    assert!(!site.place.path("in").exists());
}

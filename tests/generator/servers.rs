//! Where calls go: the servers of the document, and what users can choose of them.

use crate::generate::{generate, snapshot};

#[test]
fn users_choose_a_server() {
    snapshot(
        "servers",
        &[
            "src/servers.rs",
            "src/client.rs",
            "src/operations/things.rs",
            "README.md",
        ],
    );
}

/// The diagnostics, and a file, of a document with these servers and one operation with others.
fn with(servers: &str, own: &str, file: &str) -> (String, String) {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\nservers: {servers}\npaths:\n  /x:\n    get:\n      \
         operationId: getX\n      servers: {own}\n      responses: {{'204': {{description: Done}}}}\n"
    );
    let (diagnostics, _, files) = generate("openapi.yaml", text);
    let file = files.into_iter().find(|known| known.path == file);
    (
        diagnostics.to_string(),
        file.map_or_else(String::new, |file| file.text),
    )
}

fn client(servers: &str) -> (String, String) {
    with(servers, "[]", "src/client.rs")
}

fn says(text: &str, part: &str) {
    assert!(text.contains(part), "no {part:?} in:\n{text}");
}

#[test]
fn one_absolute_server_leaves_nothing_to_choose() {
    for servers in [
        "[{url: 'https://a.test/v1'}]",
        "[{url: 'HTTPS://a.test/v1/'}, {url: 'HTTPS://a.test/v1'}]",
    ] {
        let (diagnostics, client) = client(servers);
        assert_eq!(diagnostics, "");
        says(&client.to_lowercase(), "base_url: \"https://a.test/v1\"");
        assert!(!client.contains("Place"), "{client}");
    }
    let (_, file) = with("[{url: 'https://a.test/v1'}]", "[]", "src/servers.rs");
    assert_eq!(file, "");
}

#[test]
fn a_url_without_a_scheme_is_taken_for_https() {
    let (diagnostics, client) = client("[{url: '//a.test/v1'}]");
    assert_eq!(diagnostics, "");
    says(&client, "base_url: \"https://a.test/v1\"");
}

#[test]
fn a_path_is_added_to_what_a_user_gives() {
    let (diagnostics, file) = client("[{url: /api/v3}]");
    says(&diagnostics, "server-not-absolute");
    says(&file, "Place::new(\n                \"/api/v3\"");
    says(&file, "the document says only `/api/v3`");
    let (_, file) = client("[{url: './{v}/', variables: {v: {default: v1}}}]");
    says(&file, "Place::new(\n                \"./v1\"");
    for nothing in ["[]", "[{url: /}]", "[{url: ''}]", "[{url: ./}]"] {
        let (_, file) = client(nothing);
        assert!(!file.contains("Place"), "{nothing}: {file}");
        says(&file, "base_url: \"\"");
    }
}

#[test]
fn what_is_no_url_is_said() {
    for url in [
        "api.example.com/v1",
        "wss://a.test",
        "https://",
        "https://u:p@a.test",
        "https://a.test/?q",
        "ftp://a.test",
    ] {
        let (diagnostics, file) = client(&format!("[{{url: '{url}'}}]"));
        says(&diagnostics, "server-not-absolute");
        says(&file, "base_url: \"\"");
        assert!(!file.contains("Place"), "{url}: {file}");
    }
}

#[test]
fn a_variable_without_a_default_must_be_given() {
    let (diagnostics, file) = client("[{url: 'https://{tenant}.a.test'}]");
    says(&diagnostics, "has a variable without a default");
    says(&file, "choose a server with `server`");
    let (_, file) = with("[{url: 'https://{tenant}.a.test'}]", "[]", "src/servers.rs");
    says(&file, "pub fn new(tenant: impl Into<String>) -> Self");
    assert!(!file.contains("impl Default"), "{file}");
}

#[test]
fn where_a_variable_stands_says_what_it_can_be() {
    let places = [
        ("{x}://a.test", "https", "Scheme"),
        ("https://{x}.a.test", "eu", "Label"),
        ("https://{x}.a.test", "eu.west", "Domain"),
        ("https://{x}", "a.test:80", "Host"),
        ("https://{x}/v1", "a.test", "Host"),
        ("https://{x}:80/v1", "a.test", "Domain"),
        ("https://a.test:{x}/v1", "80", "Port"),
        ("https://a.test/{x}/v1", "a/b", "Path"),
        ("https://a.test{x}", "/v1.0", "Suffix"),
        ("{x}/v1", "https://a.test", "Free"),
        ("https://{x}", "a.test/v1", "Free"),
    ];
    for (url, default, place) in places {
        let servers = format!("[{{url: '{url}', variables: {{x: {{default: '{default}'}}}}}}]");
        let (_, file) = with(&servers, "[]", "src/servers.rs");
        says(&file, &format!("UrlPlace::{place}, \"x\""));
    }
}

#[test]
fn names_of_servers_do_not_depend_on_their_order() {
    let servers = [
        "{url: 'https://a.test/1', description: The Server}",
        "{url: 'https://b.test', name: Live, description: Test}",
        "{url: 'https://c.test', description: Test}",
        "{url: 'https://d.test', description: test}",
        "{url: 'https://10.0.0.1:80'}",
        "{url: 'http://10.0.0.1:80'}",
        "{url: 'https://self.test'}",
        "{url: 'https://error.test'}",
    ];
    let (_, file) = with(&format!("[{}]", servers.join(", ")), "[]", "src/servers.rs");
    let mut reversed = servers;
    reversed.reverse();
    let (_, other) = with(
        &format!("[{}]", reversed.join(", ")),
        "[]",
        "src/servers.rs",
    );
    let arms = |file: &str| {
        let arms = file.lines().filter(|line| line.contains("=>"));
        let mut arms: Vec<String> = arms.map(|line| line.trim().to_owned()).collect();
        arms.sort();
        arms
    };
    assert_eq!(arms(&file), arms(&other));
    insta::assert_snapshot!(arms(&file).join("\n"));
}

#[test]
fn where_all_operations_have_servers_the_client_needs_none() {
    let (diagnostics, file) = with("[]", "[{url: 'https://own.test/v1'}]", "src/client.rs");
    assert_eq!(diagnostics, "");
    says(&file, "base_url: \"https://own.test/v1\"");
    let (diagnostics, file) = with("[{url: /v1}]", "[{url: /v2}]", "src/operations/default.rs");
    says(&diagnostics, "server-not-absolute");
    says(&file, "call.served_by(\"/v2\")");
}

//! A path argument addresses exactly the resource of that name, or nothing is sent.

use truespec_runtime::{Call, Empty, Error, Method, PathValue};

use crate::client;
use crate::server::Server;

async fn send(
    server: &Server,
    template: &'static str,
    arguments: &[(&'static str, &dyn PathValue)],
) -> Result<Empty, Error> {
    Call::new(
        &client(server).build().unwrap(),
        "op",
        Method::GET,
        template,
        arguments,
    )
    .send()
    .await
}

#[tokio::test]
async fn an_argument_is_one_segment() {
    let server = Server::null().await;
    let table = [
        ("abc-._~XYZ09", "abc-._~XYZ09"),
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("a+b", "a%2Bb"),
        ("%2e", "%252e"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("../x", "..%2Fx"),
        ("..\\x", "..%5Cx"),
        ("ü€😀", "%C3%BC%E2%82%AC%F0%9F%98%80"),
        ("x?y=1#z", "x%3Fy%3D1%23z"),
        ("\r\nhost: evil", "%0D%0Ahost%3A%20evil"),
        ("\t", "%09"),
        (" ", "%20"),
        ("\0", "%00"),
        (
            ";@:&=$,!*'()[]",
            "%3B%40%3A%26%3D%24%2C%21%2A%27%28%29%5B%5D",
        ),
    ];
    for (argument, _) in table {
        send(&server, "/things/{id}/parts", &[("id", &argument)])
            .await
            .unwrap();
    }
    let expected: Vec<String> = table
        .iter()
        .map(|(_, segment)| format!("/things/{segment}/parts"))
        .collect();
    assert_eq!(server.targets(), expected);
}

#[tokio::test]
async fn an_argument_that_addresses_another_resource_is_refused() {
    let server = Server::null().await;
    let whole = "/projects/{id}/secrets/{name}";
    for bad in ["", ".", ".."] {
        let error = send(&server, whole, &[("id", &"p1"), ("name", &bad)])
            .await
            .unwrap_err();
        assert!(
            error.is_invalid_request() && error.to_string().contains("`name` must not"),
            "{bad:?}: {error}"
        );
    }
    for (template, first, second) in [
        ("/{a}{b}", ".", "."),
        ("/%2E{a}{b}", "", "."),
        ("/.{a}{b}/x", "", "x"),
    ] {
        let error = send(&server, template, &[("a", &first), ("b", &second)])
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{template}: {error}");
    }
    let empty: [&str; 0] = [];
    assert!(
        send(&server, "/{a}", &[("a", &empty)])
            .await
            .unwrap_err()
            .is_invalid_request()
    );
    assert!(
        send(&server, "/{a}", &[("a", &None::<String>)])
            .await
            .unwrap_err()
            .is_invalid_request()
    );
    assert!(
        send(&server, "/{a}", &[])
            .await
            .unwrap_err()
            .is_invalid_request()
    );
    assert!(
        send(&server, "/x/../{a}", &[("a", &"b")])
            .await
            .unwrap_err()
            .is_invalid_request()
    );
    assert_eq!(server.targets(), [""; 0]);
}

#[tokio::test]
async fn arguments_of_all_kinds_and_templates_with_literals() {
    let server = Server::null().await;
    send(&server, "/n/{n}:undo", &[("n", &-7_i64)])
        .await
        .unwrap();
    send(
        &server,
        "/v{major}.{minor}/",
        &[("minor", &true), ("major", &1.5)],
    )
    .await
    .unwrap();
    send(&server, "/l/{list}", &[("list", &["a,b", "c"])])
        .await
        .unwrap();
    send(&server, "/a b/{x}", &[("x", &'y')]).await.unwrap();
    assert_eq!(
        server.targets(),
        ["/n/-7:undo", "/v1.5.true/", "/l/a%2Cb,c", "/a%20b/y"]
    );
}

#[tokio::test]
async fn a_base_url_joins_with_and_without_slash_and_prefix() {
    let server = Server::null().await;
    for base in ["", "/", "/v1", "/v1/", "/a%20b/v2//"] {
        let transport = client(&server)
            .base_url(server.url() + base)
            .build()
            .unwrap();
        Call::new(&transport, "op", Method::GET, "/thing", &[])
            .send::<Empty>()
            .await
            .unwrap();
    }
    assert_eq!(
        server.targets(),
        [
            "/thing",
            "/thing",
            "/v1/thing",
            "/v1/thing",
            "/a%20b/v2/thing"
        ]
    );
}

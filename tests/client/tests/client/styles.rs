//! Parameters in every style, as a server sees them: the tables of the OpenAPI specification
//! ("Style Examples" of the Parameter Object), row by row.

use client_tests::fault::{FaultServer, Reply, Request};
use test_clients::styles::types::{Color, Tree};
use test_clients::styles::{Client, Error};

/// A server that has seen one call, and what it saw.
async fn seen<F: Future<Output = Result<(), Error>>>(call: impl FnOnce(Client) -> F) -> Request {
    let server = FaultServer::start(|_| Reply::new("204 No Content", ""))
        .await
        .unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    call(client).await.unwrap();
    server.take_requests().remove(0)
}

async fn target<F: Future<Output = Result<(), Error>>>(call: impl FnOnce(Client) -> F) -> String {
    seen(call).await.target
}

fn blue() -> String {
    "blue".to_owned()
}

fn list() -> Vec<String> {
    ["blue", "black", "brown"].map(str::to_owned).into()
}

fn color() -> Color {
    Color::new(100, 200)
}

#[tokio::test]
async fn the_table_of_the_path() {
    for (path, expected) in [
        (
            target(|c| c.simple(blue(), list(), color()).send()).await,
            "/simple/blue/blue,black,brown/R,100,G,200",
        ),
        (
            target(|c| c.simple_exploded(blue(), list(), color()).send()).await,
            "/simpleExploded/blue/blue,black,brown/R=100,G=200",
        ),
        (
            target(|c| c.label(blue(), list(), color()).send()).await,
            "/label/.blue/.blue,black,brown/.R,100,G,200",
        ),
        (
            target(|c| c.label_exploded(blue(), list(), color()).send()).await,
            "/labelExploded/.blue/.blue.black.brown/.R=100.G=200",
        ),
        (
            target(|c| c.matrix(blue(), list(), color()).send()).await,
            "/matrix/;scalar=blue/;list=blue,black,brown/;color=R,100,G,200",
        ),
        (
            target(|c| c.matrix_exploded(blue(), list(), color()).send()).await,
            "/matrixExploded/;scalar=blue/;list=blue;list=black;list=brown/;R=100;G=200",
        ),
        (
            target(|c| c.matrix("", list(), color()).send()).await,
            "/matrix/;scalar/;list=blue,black,brown/;color=R,100,G,200",
        ),
    ] {
        assert_eq!(path, expected);
    }
}

#[tokio::test]
async fn the_table_of_the_query() {
    for (path, expected) in [
        (
            target(|c| c.form(blue(), list(), color()).send()).await,
            "/form?scalar=blue&list=blue,black,brown&color=R,100,G,200",
        ),
        (
            target(|c| c.form_exploded(blue(), list(), color()).send()).await,
            "/formExploded?scalar=blue&list=blue&list=black&list=brown&R=100&G=200",
        ),
        (
            target(|c| c.form("", Vec::new(), color()).send()).await,
            "/form?scalar=&color=R,100,G,200",
        ),
        (
            target(|c| c.spaces(list(), color()).send()).await,
            "/spaces?list=blue%20black%20brown&color=R%20100%20G%20200",
        ),
        (
            target(|c| c.pipes(list(), color()).send()).await,
            "/pipes?list=blue%7Cblack%7Cbrown&color=R%7C100%7CG%7C200",
        ),
    ] {
        assert_eq!(path, expected);
    }
}

#[tokio::test]
async fn deep_objects_are_written_as_most_servers_read_them() {
    let leaf = Tree::new().leaves(vec!["x".to_owned()]);
    let tree = Tree::new()
        .leaves(list())
        .branches(vec![leaf])
        .color(color().name("a&b=c"));
    let mut map = std::collections::BTreeMap::new();
    map.insert("k[ ]".to_owned(), vec!["1".to_owned(), "2".to_owned()]);
    let path = target(|c| c.deep(color(), tree, map).send()).await;
    let plain = percent_encoding::percent_decode_str(&path)
        .decode_utf8()
        .unwrap()
        .into_owned();
    assert_eq!(
        plain,
        "/deep?color[R]=100&color[G]=200&tree[leaves]=blue&tree[leaves]=black&tree[leaves]=brown\
         &tree[branches][0][leaves]=x&tree[color][R]=100&tree[color][G]=200&tree[color][name]=a&b=c\
         &where[k[ ]]=1&where[k[ ]]=2"
    );
    assert!(
        path.contains("&tree%5Bcolor%5D%5Bname%5D=a%26b%3Dc&where%5Bk%5B%20%5D%5D=1&"),
        "{path}"
    );
}

#[tokio::test]
async fn the_table_of_headers_and_cookies() {
    let request = seen(|c| c.header(blue(), list(), color()).send()).await;
    assert_eq!(request.header("x-scalar"), Some("blue"));
    assert_eq!(request.header("x-list"), Some("blue,black,brown"));
    assert_eq!(request.header("x-color"), Some("R,100,G,200"));
    let request = seen(|c| c.header_exploded(blue(), list(), color()).send()).await;
    assert_eq!(request.header("x-list"), Some("blue,black,brown"));
    assert_eq!(request.header("x-color"), Some("R=100,G=200"));

    let request = seen(|c| c.cookies("a b%;", list(), color()).send()).await;
    assert_eq!(
        request.header("cookie"),
        Some("scalar=a%20b%25%3B; list=blue,black,brown; color=R,100,G,200")
    );
    let request = seen(|c| c.cookies_exploded("YQ==", list(), color()).send()).await;
    assert_eq!(
        request.header("cookie"),
        Some("scalar=YQ==; list=blue; list=black; list=brown; R=100; G=200")
    );
    let cookies = request
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("cookie"));
    assert_eq!(cookies.count(), 1);
}

#[tokio::test]
async fn content_is_json_wherever_it_goes() {
    let colors = || color().name("é,");
    let request = seen(|c| c.content(colors(), colors(), colors(), colors()).send()).await;
    let json = "%7B%22R%22%3A100%2C%22G%22%3A200%2C%22name%22%3A%22%C3%A9%2C%22%7D";
    assert_eq!(request.target, format!("/content/{json}?query={json}"));
    assert_eq!(
        request.header("x-header"),
        Some(r#"{"R":100,"G":200,"name":"\u00e9,"}"#)
    );
    assert_eq!(
        request.header("cookie"),
        Some("cookie={%22R%22:100%2C%22G%22:200%2C%22name%22:%22%C3%A9%2C%22}")
    );
}

#[tokio::test]
async fn what_a_reserved_character_means_stays_the_same() {
    let free = "https://h/p?a=1,2;$@!'()*:".to_owned();
    let path = target(|c| {
        c.reserved(free.clone(), vec![free, "a&b#c+d[e]%20é".to_owned()])
            .send()
    })
    .await;
    assert_eq!(
        path,
        "/reserved?scalar=https://h/p?a=1,2;$@!%27()*:&list=https://h/p?a=1%2C2;$@!%27()*:,a%26b%23c%2Bd%5Be%5D%2520%C3%A9"
    );
}

#[tokio::test]
async fn names_with_signs_arrive_as_they_are() {
    let path = target(|c| {
        let call = c
            .names()
            .filter_status("a&b")
            .top(5)
            .a_b_c("x")
            .tag(list())
            .flag("")
            .page(vec![1, 2]);
        call.nested(vec![color()]).session("s").send()
    })
    .await;
    let query = path.split_once('?').unwrap().1.to_owned();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [
            ("filter[status]", "a&b"),
            ("$top", "5"),
            ("a b&c", "x"),
            ("tag[]", "blue"),
            ("tag[]", "black"),
            ("tag[]", "brown"),
            ("flag", ""),
            ("page", "1|2"),
            ("nested", r#"{"R":100,"G":200}"#),
        ]
    );
}

#[tokio::test]
async fn what_would_be_read_as_something_else_is_not_sent() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    let one = |text: &str| vec![text.to_owned()];
    for (refused, why) in [
        (
            client.spaces(one("a b"), color()).send().await,
            "`list` must not have a space in an element",
        ),
        (
            client.pipes(one("a|b"), color()).send().await,
            "`list` must not have a `|` in an element",
        ),
        (
            client.header("x", one("a,b"), color()).send().await,
            "`X-List` must not have a comma in an element",
        ),
        (
            client.header("x", list(), color().name("a,b")).send().await,
            "`X-Color` must not have a comma in an element",
        ),
        (
            client.label_exploded("x", one("a.b"), color()).send().await,
            "`list` must not have a `.` in an element",
        ),
        (
            client.label("", list(), color()).send().await,
            "`scalar` must not be empty",
        ),
        (
            client.matrix("x", Vec::new(), color()).send().await,
            "`list` must not be empty",
        ),
    ] {
        let error = refused.unwrap_err();
        assert!(error.is_invalid_request(), "{error:?}");
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[tokio::test]
async fn a_styled_parameter_that_is_set_again_replaces_the_first() {
    let path = target(|c| {
        c.names()
            .page(vec![1])
            .page(vec![2, 3])
            .session("a")
            .session("b")
            .send()
    })
    .await;
    assert_eq!(path, "/names?page=2%7C3");
    let request = seen(|c| c.names().session("a").session("b").send()).await;
    assert_eq!(request.header("cookie"), Some("session=b"));
}

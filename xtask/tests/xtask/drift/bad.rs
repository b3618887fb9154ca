//! Bad input and services that are none: a clear error each, nothing written.

use super::{Answer, Place, Service, TOKEN, shop};

/// A run that fails with a code, and writes nothing.
#[track_caller]
fn fails(place: &Place, url: &str, more: &[&str], code: &str) -> String {
    let before = place.files("");
    let more = [&["--record", "kept"], more].concat();
    let ended = place.drift(url, &more).ends_with(2);
    assert!(ended.errors.contains(code), "{}", ended.errors);
    assert!(!ended.errors.contains(TOKEN), "{}", ended.errors);
    assert_eq!(before, place.files(""));
    ended.errors
}

#[test]
fn services_that_are_none_are_told() {
    let place = Place::of_shop();
    let raw = |bytes: &'static [u8]| {
        move |_: &super::Request| Answer {
            raw: Some(bytes.to_vec()),
            ..Answer::of(200, "", "")
        }
    };
    let cut = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n[{\"sku\":";
    for (service, code) in [
        (
            Service::start(raw(b"SSH-2.0-OpenSSH_9.6\r\n")),
            "service-garbage",
        ),
        (Service::start(raw(b"")), "service-garbage"),
        (Service::start(raw(cut)), "service-garbage"),
        (
            Service::start(|_| Answer::of(200, "application/json", "[{\"sku\":")),
            "service-garbage",
        ),
        (
            Service::start(|_| Answer::of(200, "text/html", "<title>Welcome</title>")),
            "service-garbage",
        ),
        (
            Service::start(|_| Answer::of(302, "text/plain", "").with("location", "/again")),
            "service-garbage",
        ),
        (
            Service::start(|_| Answer::of(401, "application/json", "{}")),
            "token-refused",
        ),
        (
            Service::start(|_| Answer::of(403, "application/json", "{}")),
            "token-refused",
        ),
    ] {
        fails(&place, &service.url, &[], code);
    }
}

#[test]
fn addresses_that_lead_nowhere_are_told() {
    let place = Place::of_shop();
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", free.local_addr().expect("an address"));
    drop(free);
    fails(&place, &url, &[], "service-unreachable");
    for url in [
        "nonsense",
        "ftp://shop.example",
        "http://shop.example",
        "https://a:b@shop.example",
        "https://:SENTINEL@shop.example",
        "ftp://me:SENTINEL@shop.example",
        "https://me:SENTINEL@shop example",
        "https://shop.example/?a=b",
    ] {
        let told = fails(&place, url, &[], "service-address");
        assert!(!told.contains("SENTINEL"), "{told}");
    }
}

/// A run that compares nothing says nothing about the service.
#[test]
fn a_run_without_an_answer_is_told() {
    let place = Place::of_shop();
    let failing = Service::start(|_| Answer::of(500, "application/json", "{}"));
    fails(&place, &failing.url, &[], "nothing-compared");
    let service = Service::start(shop);
    let none = ["--max-requests", "0"];
    fails(&place, &service.url, &none, "nothing-compared");
}

/// Some operations may be closed to a token that is good for others.
#[test]
fn operations_that_are_refused_do_not_end_the_run() {
    let place = Place::of_shop();
    let service = Service::start(|request| match request.path() {
        "/reports/2024" => shop(request),
        _ => Answer::of(403, "application/json", "{}"),
    });
    place.drift(&service.url, &[]).ends_with(0);
}

/// Behind the page that says it is the last, nothing is asked.
#[test]
fn what_is_refused_behind_the_end_is_no_deviation() {
    let place = Place::of_shop();
    let service = Service::start(|request| match (request.path(), request.query("cursor")) {
        ("/orders", None) => {
            Answer::json(&serde_json::json!({ "orders": [], "more": false, "next": "behind" }))
        }
        ("/orders", Some(_)) => Answer::of(400, "application/json", "{}"),
        _ => shop(request),
    });
    place.drift(&service.url, &[]).ends_with(0);
    let asked = service.requests();
    assert!(asked.iter().any(|r| r.query("cursor").is_some()));
}

#[test]
fn slow_services_are_told() {
    let place = Place::of_shop();
    let service = Service::start(|_| {
        std::thread::sleep(std::time::Duration::from_secs(3));
        Answer::of(200, "text/plain", "")
    });
    fails(
        &place,
        &service.url,
        &["--timeout", "1"],
        "service-unreachable",
    );
}

#[test]
fn bad_options_are_told() {
    let place = Place::of_shop();
    let service = Service::start(shop);
    fails(&place, &service.url, &["--value", "=x"], "drift-value");
    assert!(service.requests().is_empty());
    let arguments = [
        "drift",
        "--openapi",
        "shop.yaml",
        "--base-url",
        &service.url,
    ];
    let ended = place.run(&arguments).ends_with(2);
    assert!(ended.errors.contains("no-token"), "{}", ended.errors);
    assert!(ended.errors.contains("SHOP_TOKEN"), "{}", ended.errors);
    for replay in ["nothing-there", "kept"] {
        if replay == "kept" {
            place.write("kept/a.json", "{\"request\": 7}");
        }
        let ended = place
            .run(&["drift", "--openapi", "shop.yaml", "--replay", replay])
            .ends_with(2);
        let code = if replay == "kept" {
            "recording-form"
        } else {
            "no-recordings"
        };
        assert!(ended.errors.contains(code), "{}", ended.errors);
    }
    place.run(&["drift", "--openapi", "shop.yaml"]).ends_with(2);
    place.write("codegen.toml", "openapi = \"shop.yaml\"\nreconciled = \"r\"\n[client]\npath = \"c\"\nname = \"shop\"\nversion = \"0.1.0\"\ntoken-variable = \"SHOP_TOKEN\"\n[drift]\nalso = [\"buyItem\"]\n");
    let arguments = [
        "drift",
        "--config",
        "codegen.toml",
        "--base-url",
        &service.url,
    ];
    let ended = place.with_token(&arguments).ends_with(2);
    assert!(
        ended.errors.contains("drift-of-no-operation"),
        "{}",
        ended.errors
    );
    assert!(ended.errors.contains("codegen.toml:9"), "{}", ended.errors);
    assert!(service.requests().is_empty());
}

/// The token goes to one origin, also where that redirects.
#[test]
fn the_token_goes_to_one_origin_only() {
    let place = Place::of_shop();
    let other = Service::start(|_| Answer::of(200, "application/json", "[]"));
    let elsewhere = other.url.clone();
    let service = Service::start(move |request| match request.path() {
        "/items" => {
            Answer::of(307, "text/plain", "").with("location", &format!("{elsewhere}/items"))
        }
        "/orders" => Answer::of(307, "text/plain", "").with("location", "/moved"),
        "/moved" => Answer::of(204, "", ""),
        _ => shop(request),
    });
    let ended = place.drift(&service.url, &[]);
    assert!(other.requests().is_empty(), "{:?}", other.requests());
    assert!(
        ended
            .out
            .contains("307: it is redirected to another origin"),
        "{}",
        ended.out
    );
    assert!(service.requests().iter().any(|r| r.path() == "/moved"));
}

/// A wait that the service asks for is kept to, once; the number of requests is what was said.
#[test]
fn limits_and_waits_are_kept() {
    let place = Place::of_shop();
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let service = Service::start(move |request| {
        if asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0 {
            return Answer::of(429, "text/plain", "").with("retry-after", "0");
        }
        shop(request)
    });
    let ended = place
        .drift(&service.url, &["--max-requests", "2"])
        .ends_with(0);
    assert_eq!(service.requests().len(), 2);
    assert!(ended.out.contains("no requests are left"), "{}", ended.out);
}

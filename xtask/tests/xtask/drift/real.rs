//! The document of this repository, and the service that behaves as its pages say.

use client_tests::{Deployed, Server};
use serde_json::{Value, json};

use super::{Answer, Place, Request, Service, found, set};

/// A service with something of everything.
async fn seeded() -> Server {
    let server = Server::start().await.expect("a port");
    server.store(|store| {
        let project = store.seed_connected_project("Apollo", "ada/apollo");
        store.seed_secrets(&project, 25);
        let deployments = [
            Deployed::Fully,
            Deployed::Otherwise,
            Deployed::Failed,
            Deployed::Invalid,
            Deployed::Barely,
        ];
        for (number, kind) in deployments.into_iter().enumerate() {
            let id = store.seed_deployment(&project, &format!("web-{number}"), kind);
            store.seed_activity(&project, Some(id), &json!({ "action": "deployment.scaled", "data": { "from": 1, "to": 2 }, "actor": null }));
        }
    });
    server
}

/// Asks the service itself, as the client would.
fn forwarded(base: &str, request: &Request) -> Answer {
    let client = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let method = reqwest::Method::from_bytes(request.method.as_bytes()).expect("a method");
    let token = request.header("authorization").unwrap_or_default();
    let asked = client
        .request(method, format!("{base}{}", request.target))
        .header("authorization", token)
        .header("content-type", "application/json")
        .body(request.body.clone());
    let answer = asked.send().expect("an answer");
    let status = answer.status().as_u16();
    Answer::of(status, "application/json", answer.text().expect("a text"))
}

type Switch = (fn(&Request, &mut Value), &'static [&'static str]);

fn each(request: &Request, body: &mut Value, end: &str, how: impl Fn(&mut Value)) {
    if request.path().ends_with(end)
        && let Some(items) = body["items"].as_array_mut()
    {
        items.iter_mut().for_each(how);
    }
}

#[rustfmt::skip]
const SWITCHES: &[Switch] = &[
    (|_, _| {}, &[]),
    (|r, b| each(r, b, "/projects", |p| { p.as_object_mut().expect("an object").remove("name"); }), &["drift-required:Project.name"]),
    (|r, b| each(r, b, "/projects", |p| p["name"] = Value::Null), &["drift-nullable:Project.name"]),
    (|r, b| each(r, b, "/tags", |t| t["id"] = json!("12")), &["drift-type:Tag.id"]),
    (|r, b| each(r, b, "/activity", |a| a["id"] = json!("12")), &["drift-format:ActivityEvent.id"]),
    (|r, b| each(r, b, "/secrets", |s| s["value"] = json!("hidden")), &["drift-member:Secret.value"]),
    (|r, b| each(r, b, "/collaborators", |c| c["user"]["email"] = json!("nobody")), &["drift-format:Collaborator.user.email"]),
    (|r, b| if r.path().ends_with("/secrets") { b["nextPage"] = Value::Null; }, &["drift-paging:listProjectSecrets.paging.cursor"]),
];

/// The service itself: nothing is found, nothing is sent that the pages do not document. Then with a
/// deviation each.
#[test]
fn the_service_of_the_pages_deviates_in_nothing() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let server = runtime.block_on(seeded());
    let base = server.url().to_owned();
    let projects = forwarded_projects(&base);
    let project = projects["items"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let user = server.store(|store| store.seed_user("ada@example.com", Some(("Ada", "Lovelace"))));
    let model = server.store(|store| store.seed_model("net"));
    for (target, body) in [
        (
            format!("/projects/{project}/tags"),
            json!({ "name": "blue" }),
        ),
        (
            format!("/projects/{project}/collaborators"),
            json!({ "userId": user }),
        ),
        (format!("/projects/{project}/models/{model}"), Value::Null),
    ] {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let request = Request {
            method: "POST".to_owned(),
            target,
            headers: vec![(
                "authorization".to_owned(),
                format!("Bearer {}", client_tests::TOKEN),
            )],
            body,
        };
        assert_eq!(forwarded(&base, &request).status, 200, "{request:?}");
    }
    for (number, (switch, expected)) in SWITCHES.iter().enumerate() {
        let place = Place::new();
        let upstream = base.clone();
        let service = Service::start(move |request| {
            let mut answer = forwarded(&upstream, request);
            let mut body = serde_json::from_str(&answer.body).expect("JSON");
            switch(request, &mut body);
            answer.body = body.to_string();
            answer
        });
        let kept = place.path("kept").to_string_lossy().into_owned();
        let arguments = [
            "drift",
            "--base-url",
            &service.url,
            "--read-only",
            "--message-format",
            "json",
            "--record",
            &kept,
        ];
        let ended = place
            .with_token(&arguments)
            .ends_with(i32::from(!expected.is_empty()));
        assert_eq!(found(&ended), set(expected), "{number}: {}", ended.out);
        if number == 0 {
            let called = ended
                .out
                .lines()
                .find(|line| line.contains("\"called\""))
                .expect("a line");
            let called: Value = serde_json::from_str(called).expect("JSON");
            assert_eq!(called["compared"], 9, "{called}");
            let files = place.files("kept");
            for (path, (bytes, _)) in files {
                let text = String::from_utf8(bytes).expect("UTF-8");
                for word in [client_tests::TOKEN, "Ada", "ada@", "Apollo", "SECRET_0"] {
                    assert!(!text.contains(word), "{word} in {}", path.display());
                }
            }
        }
    }
    assert_eq!(server.take_violations(), Vec::<String>::new());
}

fn forwarded_projects(base: &str) -> Value {
    let request = Request {
        method: "GET".to_owned(),
        target: "/projects".to_owned(),
        headers: vec![(
            "authorization".to_owned(),
            format!("Bearer {}", client_tests::TOKEN),
        )],
        body: String::new(),
    };
    serde_json::from_str(&forwarded(base, &request).body).expect("JSON")
}

//! A name in a path addresses the thing of that name, whatever it is made of, and nothing else.

use axum::extract::Path;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use test_clients::gadgets::{Client, Error};
use uuid::Uuid;

use crate::gadgets::recorder::{client, serve};
use crate::support::project;

/// Names that a URL, a proxy or a server could take for something else.
const ODD_NAMES: [&str; 34] = [
    "a/b",
    "/",
    "a/../b",
    "../a",
    "/..",
    "a//b",
    "%2F",
    "%252F",
    "%2e",
    "%2e%2e",
    "%2E.",
    "100%",
    "%",
    "...",
    ".a",
    "a.",
    "?",
    "a?b#c",
    "#",
    ";",
    "a;b=c",
    "a=b&c=d",
    "+",
    "a b",
    " ",
    "\t",
    "a\\..\\b",
    ":",
    "@",
    "{id}",
    "größe/ключ",
    "日本",
    "\u{202e}\u{feff}",
    "a\r\nb\0",
];

/// What addresses another resource than that of its name, however it is encoded.
const NO_NAMES: [&str; 3] = ["", ".", ".."];

#[tokio::test]
async fn odd_names() {
    let (server, client, id) = project().await;
    for name in ODD_NAMES {
        client
            .create_project_secret(&id, name, "v")
            .send()
            .await
            .unwrap();
        let got = client.get_project_secret(&id, name).send().await.unwrap();
        assert_eq!(got.name, name);
        let deleted = client
            .delete_project_secret(&id, name)
            .send()
            .await
            .unwrap();
        assert_eq!(deleted.name, name);
    }
    let targets = server.exchanges();
    assert_eq!(targets[1].target, format!("/projects/{id}/secrets/a%2Fb"));
}

/// `DELETE …/secrets/..` is `DELETE /projects/{id}/` to whoever resolves the dots.
#[tokio::test]
async fn dots_and_nothing_never_reach_the_server() {
    let (server, client, id) = project().await;
    for name in NO_NAMES {
        let error = client
            .delete_project_secret(&id, name)
            .send()
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{name:?}: {error}");
        let error = client.delete_project(name).send().await.unwrap_err();
        assert!(error.is_invalid_request(), "{name:?}: {error}");
    }
    assert!(server.exchanges().is_empty());
    client.get_project(&id).send().await.unwrap();
}

/// A server of the gadgets that answers with the route that it took, and the names that it read
/// there by its own decoding.
async fn gadgets() -> Client {
    let gadget =
        async |Path(id): Path<String>| Json(json!({ "id": id, "state": "gadget", "owner": null }));
    let file = async |Path(names): Path<[String; 3]>| Json(json!({ "file": names }));
    let part = async |Path((gadget, number)): Path<(String, i64)>| {
        Json(json!({ "number": number, "notes": { "gadget": gadget } }))
    };
    let serial = async |Path(serial): Path<Uuid>| {
        Json(json!({ "number": 0, "notes": { "serial": serial } }))
    };
    let router = Router::new()
        .route("/v1/gadgets/{id}", get(gadget))
        .route("/v1/gadgets/{id}/files/{directory}/raw/{name}", get(file))
        .route("/v1/gadgets/{id}/parts/{number}", get(part))
        .route("/v1/serials/{serial}", get(serial));
    let (url, _) = serve(router).await;
    client(&format!("{url}/v1"))
}

/// The names of a file as the server reads them.
async fn file(client: &Client, names: [&str; 4]) -> Result<Value, Error> {
    let [gadget, directory, name, extension] = names;
    let call = client.describe_file(gadget, directory, name, extension);
    call.send().await.map(Value::from)
}

/// Fails unless the call was refused before it was sent, for the sake of this parameter.
#[track_caller]
fn refused<T: std::fmt::Debug>(parameter: &str, result: Result<T, Error>) {
    let error = result.unwrap_err();
    let text = error.to_string();
    let says_why = text.contains(&format!("`{parameter}` must not"));
    assert!(error.is_invalid_request() && says_why, "{text}");
}

/// In the middle, at the end, and in a part of a segment; the server is not ours.
#[tokio::test]
async fn odd_names_in_every_place() {
    let client = gadgets().await;
    for odd in ODD_NAMES {
        let gadget = client.get_gadget(odd).send().await.unwrap();
        assert_eq!((&*gadget.id, gadget.state.as_str()), (odd, "gadget"));
        let part = client.get_part(odd, 1).send().await.unwrap();
        assert_eq!(part.notes.unwrap()["gadget"], odd);
        let names = file(&client, [odd, odd, odd, odd]).await.unwrap();
        assert_eq!(names, json!({ "file": [odd, odd, format!("{odd}.{odd}")] }));
    }
    for no in NO_NAMES {
        refused("gadgetId", client.get_gadget(no).send().await);
        refused("gadgetId", client.get_part(no, 1).send().await);
        refused("gadgetId", file(&client, [no, "b", "c", "d"]).await);
        refused("directory", file(&client, ["a", no, "c", "d"]).await);
    }
    // A part of a segment may be dots, as long as the segment as a whole is more than two of them.
    refused("name", file(&client, ["a", "b", "", "d"]).await);
    refused("extension", file(&client, ["a", "b", "c", ""]).await);
    let names = file(&client, ["a", "b", ".", "."]).await.unwrap();
    assert_eq!(names, json!({ "file": ["a", "b", "..."] }));
}

#[tokio::test]
async fn numbers_and_uuids() {
    let client = gadgets().await;
    for number in [i64::MIN, -1, 0, i64::MAX] {
        let part = client.get_part("g", number).send().await.unwrap();
        assert_eq!(
            (part.number, &part.notes.unwrap()["gadget"]),
            (number, &json!("g"))
        );
    }
    for serial in [Uuid::nil(), Uuid::max()] {
        let part = client.find_serial(serial).send().await.unwrap();
        assert_eq!(part.notes.unwrap()["serial"], serial.to_string());
    }
}

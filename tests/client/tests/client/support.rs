//! What the tests share: a client of a server, and the comparison of a value with what was sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use client_tests::{Server, TOKEN};
use paperspace::Client;
use serde::Serialize;
use serde_json::Value;

/// A client that may talk to the server.
pub(crate) fn client(server: &Server) -> Client {
    Client::builder()
        .token(TOKEN)
        .base_url(server.url())
        .build()
        .unwrap()
}

/// A server with one project, a client of it, and the project's id.
pub(crate) async fn project() -> (Server, Client, String) {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let id = server.store(|store| store.seed_connected_project("diffusion", "octo/diffusion"));
    (server, client, id)
}

/// The body of the server's last answer.
pub(crate) fn last_answer(server: &Server) -> Value {
    server.exchanges().last().unwrap().answer.clone()
}

/// Fails if the value says anything else, or less, than the server's last answer.
#[track_caller]
pub(crate) fn assert_complete(server: &Server, value: &impl Serialize) {
    let (sent, kept) = (last_answer(server), serde_json::to_value(value).unwrap());
    assert_eq!(facts(&kept), facts(&sent));
}

/// What the server's last answer says and the value does not: a path for each, `[]` for any item.
pub(crate) fn lost(server: &Server, value: &impl Serialize) -> BTreeSet<String> {
    let (sent, kept) = (last_answer(server), serde_json::to_value(value).unwrap());
    let kept = facts(&kept);
    let lost = facts(&sent)
        .into_iter()
        .filter(|(path, fact)| kept.get(path) != Some(fact));
    lost.map(|(path, _)| without_indices(&path)).collect()
}

/// `items[3].id` as `items[].id`.
fn without_indices(path: &str) -> String {
    let mut parts = path.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| {
        path + "[" + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}

/// The scalars and empty containers of a value by their paths. Null says the same as absence, and
/// numbers and dates are compared as such, not as they are spelt.
fn facts(value: &Value) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    collect("", value, &mut facts);
    facts
}

fn collect(path: &str, value: &Value, facts: &mut BTreeMap<String, String>) {
    let fact = match value {
        Value::Null => return,
        Value::Object(object) if !object.is_empty() => {
            for (key, value) in object {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                collect(&path, value, facts);
            }
            return;
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                collect(&format!("{path}[{index}]"), item, facts);
            }
            return;
        }
        Value::Number(number) => number.as_f64().unwrap().to_string(),
        Value::String(text) => {
            let date = DateTime::parse_from_rfc3339(text).map(|date| date.to_utc().to_rfc3339());
            format!("{:?}", date.as_ref().unwrap_or(text))
        }
        Value::Bool(_) | Value::Object(_) | Value::Array(_) => value.to_string(),
    };
    facts.insert(path.to_owned(), fact);
}

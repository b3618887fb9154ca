//! Calls of all kinds, their errors and their times.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use paperspace::types::Order;
use paperspace::{CallOptions, Error, RetryPolicy, blocking::Client};

use super::{Stop, project};
use crate::support::assert_complete;

#[test]
fn all_kinds_of_calls() -> Result<(), Error> {
    let (server, client, _) = project(0);
    let project = client.create_project("tides").send()?;
    assert_complete(&server, &project);
    assert_eq!(client.get_project(&project.id).send()?.name, "tides");
    client.update_project(&project.id, "ebb").send()?;
    client.add_project_tag(&project.id, "gpu").send()?;
    client.remove_project_tag(&project.id, "gpu").send()?;
    let list = client.list_projects().order(Order::Asc).limit(1).send()?;
    assert_complete(&server, &list);
    assert!(list.has_more);

    let answer = client.get_project(&project.id).send_with_response()?;
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()["x-request-id"], "request-7");
    assert_eq!(answer.value().name, "ebb");

    client.delete_project(&project.id).send()?;
    let operations: Vec<_> = server
        .exchanges()
        .iter()
        .filter_map(|exchange| exchange.operation)
        .collect();
    assert_eq!(
        operations,
        [
            "createProject",
            "getProject",
            "updateProject",
            "addProjectTag",
            "removeProjectTag",
            "listProjects",
            "getProject",
            "deleteProject",
        ]
    );
    Ok(())
}

#[test]
fn a_request_for_another_transport() -> Result<(), Error> {
    let (server, client, id) = project(0);
    let options = CallOptions::new().header("x-trace", "7");
    let request = client
        .add_project_tag(&id, "gpu")
        .options(options)
        .into_request()?;
    assert_eq!(request.method(), "POST");
    assert!(request.uri().path().ends_with("/tags"));
    assert_eq!(request.headers()["x-trace"], "7");
    assert_eq!(&request.body()[..], br#"{"name":"gpu"}"#);
    assert!(server.exchanges().is_empty());
    Ok(())
}

#[test]
fn errors_are_those_of_the_other_client() {
    let (server, client, _) = project(0);
    let error = client.get_project("unknown").send().unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.request_id(), Some("request-1"));
    assert!(error.to_string().contains("getProject"), "{error}");

    let error = client.list_projects().limit(121).send().unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert_eq!(server.exchanges().len(), 1);
}

#[test]
fn a_panic_in_a_hook_is_an_error() {
    let (server, _, id) = project(0);
    let builder = server.builder().hook(Stop::at(1, true));
    let client = builder.build_blocking().unwrap();
    let error = client.get_project(&id).send().unwrap_err();
    let text = error.to_string();
    assert!(text.contains("it panicked: a fault of the hook"), "{text}");
    assert!(server.exchanges().is_empty());

    // The client is as good as before.
    client.get_project(&id).send().unwrap();
}

#[test]
fn nobody_waits_longer_than_was_said() {
    // Connections are taken by the system, and nobody answers on them.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = Client::builder()
        .token("t")
        .base_url(url)
        .retry(RetryPolicy::none())
        .build_blocking()
        .unwrap();
    let start = Instant::now();
    let call = client.list_projects().timeout(Duration::from_millis(50));
    assert!(call.clone().send().unwrap_err().is_timeout());
    assert!(call.items().next().unwrap().unwrap_err().is_timeout());
    assert!(start.elapsed() >= Duration::from_millis(100));
    assert!(start.elapsed() < Duration::from_secs(20));
}

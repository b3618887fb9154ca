//! The counter-proof: a client generated from the published document alone, against the server
//! that behaves as the pages say.

use std::collections::BTreeMap;

use client_tests::operations::OPERATIONS;
use client_tests::{Server, TOKEN};
use serde::Serialize;
use serde_json::{Value, json};
use test_clients::document_only::{Client, Error};

use crate::support::lost;

/// What a call gives that the client does not have.
struct NoSuchMethod;

/// A method of the client's own is preferred to a trait's, and would not give `NoSuchMethod`: the
/// compiler would refuse the test.
trait Absent {
    fn list_project_deployments(&self) -> NoSuchMethod;
}

impl Absent for Client {
    fn list_project_deployments(&self) -> NoSuchMethod {
        NoSuchMethod
    }
}

/// What came of each call.
struct Table {
    server: Server,
    /// The status of success of every operation of the document.
    promised: BTreeMap<String, String>,
    /// The operations, each with its row.
    rows: Vec<(&'static str, String)>,
}

/// The status of success of every operation of the published document.
fn promised() -> BTreeMap<String, String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.yaml");
    let document: Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    operations
        .filter_map(|operation| {
            let id = operation.get("operationId")?.as_str()?;
            let responses = operation.get("responses")?.as_object()?;
            let success = responses.keys().find(|status| status.starts_with('2'))?;
            Some((id.to_owned(), success.clone()))
        })
        .collect()
}

impl Table {
    /// Notes what the caller got, and what of the service's answer the caller did not get.
    fn note<T: Serialize>(&mut self, call: &'static str, result: Result<T, Error>) {
        let outcome = match result {
            Err(error) if error.is_decode() => "FAILS: the answer cannot be decoded".to_owned(),
            Err(error) => {
                let body = error
                    .body()
                    .and_then(|body| serde_json::from_str(body).ok());
                let body: Value = body.unwrap_or_else(|| error.to_string().into());
                let said = body.get("message").unwrap_or(&body);
                format!(
                    "FAILS: the service refuses it: {}",
                    said.as_str().unwrap_or_default()
                )
            }
            Ok(value) => {
                let lost = lost(&self.server, &value);
                if lost.is_empty() {
                    "complete".to_owned()
                } else {
                    format!("loses {}", lost.into_iter().collect::<Vec<_>>().join(", "))
                }
            }
        };
        let answered = self.server.exchanges().last().unwrap().status;
        self.row(call, &answered.to_string(), &outcome);
    }

    /// Adds a row. The status that the document promises is that of a success.
    fn row(&mut self, call: &'static str, answered: &str, outcome: &str) {
        let operation = call.split(' ').next().unwrap_or(call);
        let promised = self.promised.get(operation).map_or("-", String::as_str);
        let row = format!("{call:<31} {promised:<9} {answered:<9} {outcome}\n");
        self.rows.push((operation, row));
    }
}

#[tokio::test]
async fn a_client_from_the_document_alone_fails() {
    let server = Server::start().await.unwrap();
    let id = server.store(|store| store.seed_connected_project("diffusion", "octo/diffusion"));
    let builder = Client::builder().token(TOKEN).base_url(server.url());
    let client = builder.build().unwrap();
    let mut table = Table {
        server,
        promised: promised(),
        rows: Vec::new(),
    };

    projects(&mut table, &client, &id).await;
    activity_and_collaborators(&mut table, &client, &id).await;
    deployments_and_models(&mut table, &client, &id).await;
    secrets(&mut table, &client, &id).await;
    tags(&mut table, &client, &id).await;
    table.note("deleteProject", client.delete_project(&id).send().await);

    assert_eq!(table.promised.len(), OPERATIONS.len() - 1);
    for operation in OPERATIONS {
        let mut called = table.rows.iter().map(|(called, _)| *called);
        assert!(
            called.any(|called| called == operation.id),
            "{}",
            operation.id
        );
    }
    // The description that the document promises and the service refuses.
    assert_eq!(table.server.take_violations().len(), 1);
    let mut text =
        "call                            promised  answered  what the caller gets\n".to_owned();
    text.extend(table.rows.iter().map(|(_, row)| row.as_str()));
    insta::assert_snapshot!(text);
}

async fn projects(table: &mut Table, client: &Client, id: &str) {
    table.note("listProjects", client.list_projects().send().await);
    let create = client.create_project("new");
    table.note("createProject", create.clone().send().await);
    let create = create.description("text");
    table.note("createProject with description", create.send().await);
    table.note("getProject", client.get_project(id).send().await);
    let update = client.update_project(id).name("newer");
    table.note("updateProject", update.send().await);
}

async fn activity_and_collaborators(table: &mut Table, client: &Client, id: &str) {
    let ada = table.server.store(|store| {
        store.seed_activity(id, None, &json!({ "action": "deployment.scaled" }));
        store.seed_user("ada@example.com", Some(("Ada", "Lovelace")))
    });
    let list = client.list_project_activity(id);
    table.note("listProjectActivity", list.send().await);
    let add = client.add_project_collaborator(id, &ada);
    table.note("addProjectCollaborator", add.send().await);
    let list = client.list_project_collaborators(id);
    table.note("listProjectCollaborators", list.send().await);
    let remove = client.remove_project_collaborator(id, &ada);
    table.note("removeProjectCollaborator", remove.send().await);
}

async fn deployments_and_models(table: &mut Table, client: &Client, id: &str) {
    let NoSuchMethod = client.list_project_deployments();
    table.row(
        "listProjectDeployments",
        "-",
        "FAILS: there is no such method",
    );

    let model = table.server.store(|store| store.seed_model("llama"));
    let add = client.add_project_model(id, &model);
    table.note("addProjectModel", add.send().await);
    let list = client.list_project_models(id);
    table.note("listProjectModels", list.send().await);
    let remove = client.remove_project_model(id, &model);
    table.note("removeProjectModel", remove.send().await);
}

async fn secrets(table: &mut Table, client: &Client, id: &str) {
    let create = client.create_project_secret(id, "S", "v");
    table.note("createProjectSecret", create.send().await);
    let list = client.list_project_secrets(id);
    table.note("listProjectSecrets", list.send().await);
    let get = client.get_project_secret(id, "S");
    table.note("getProjectSecret", get.send().await);
    let update = client.update_project_secret(id, "S", "w");
    table.note("updateProjectSecret", update.send().await);
    let delete = client.delete_project_secret(id, "S");
    table.note("deleteProjectSecret", delete.send().await);
}

async fn tags(table: &mut Table, client: &Client, id: &str) {
    table.note(
        "addProjectTag",
        client.add_project_tag(id, "gpu").send().await,
    );
    table.note("listProjectTags", client.list_project_tags(id).send().await);
    let remove = client.remove_project_tag(id, "gpu");
    table.note("removeProjectTag", remove.send().await);
}

//! The counter-proof: a client generated from the published document alone, against the server
//! that behaves as the pages say.

use client_tests::operations::OPERATIONS;
use client_tests::{Deployed, Server, TOKEN};
use document_only::{Client, Error};
use serde::Serialize;
use serde_json::json;

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
    rows: Vec<(&'static str, String)>,
}

impl Table {
    /// Notes what the caller got, and what of the service's answer the caller did not get.
    fn note<T: Serialize>(&mut self, call: &'static str, result: Result<T, Error>) {
        let outcome = match result {
            Err(error) if error.is_decode() => "FAILS: the answer cannot be decoded".to_owned(),
            Err(error) => match error.api_error().and_then(|api| api.message.clone()) {
                Some(message) => format!("FAILS: {message}"),
                None => format!("FAILS: {error}"),
            },
            Ok(value) => {
                let lost = lost(&self.server, &value);
                if lost.is_empty() {
                    "complete".to_owned()
                } else {
                    format!("loses {}", lost.into_iter().collect::<Vec<_>>().join(", "))
                }
            }
        };
        self.rows.push((call, outcome));
    }
}

#[tokio::test]
async fn a_client_from_the_document_alone_fails() {
    let server = Server::start().await.unwrap();
    let (id, ada, model) = server.store(|store| {
        let id = store.seed_connected_project("diffusion", "octo/diffusion");
        store.seed_activity(&id, None, &json!({ "action": "deployment.scaled" }));
        store.seed_deployment(&id, "chat", Deployed::Fully);
        store.seed_secrets(&id, 2);
        (
            id,
            store.seed_user("ada@example.com", Some(("Ada", "Lovelace"))),
            store.seed_model("m"),
        )
    });
    let client = Client::builder()
        .token(TOKEN)
        .base_url(server.url())
        .build()
        .unwrap();
    let mut table = Table {
        server,
        rows: Vec::new(),
    };

    table.note("listProjects", client.list_projects().send().await);
    table.note("createProject", client.create_project("new").send().await);
    let described = client
        .create_project("new")
        .description("text")
        .send()
        .await;
    table.note("createProject with description", described);
    table.note("getProject", client.get_project(&id).send().await);
    table.note(
        "updateProject",
        client.update_project(&id).name("newer").send().await,
    );
    table.note(
        "listProjectActivity",
        client.list_project_activity(&id).send().await,
    );
    table.note(
        "addProjectCollaborator",
        client.add_project_collaborator(&id, &ada).send().await,
    );
    table.note(
        "listProjectCollaborators",
        client.list_project_collaborators(&id).send().await,
    );
    let removed = client.remove_project_collaborator(&id, &ada).send().await;
    table.note("removeProjectCollaborator", removed);
    let NoSuchMethod = client.list_project_deployments();
    table.rows.push((
        "listProjectDeployments",
        "FAILS: there is no such method".to_owned(),
    ));
    table.note(
        "addProjectModel",
        client.add_project_model(&id, &model).send().await,
    );
    table.note(
        "listProjectModels",
        client.list_project_models(&id).send().await,
    );
    table.note(
        "removeProjectModel",
        client.remove_project_model(&id, &model).send().await,
    );
    table.note(
        "createProjectSecret",
        client.create_project_secret(&id, "S", "v").send().await,
    );
    table.note(
        "listProjectSecrets",
        client.list_project_secrets(&id).send().await,
    );
    table.note(
        "getProjectSecret",
        client.get_project_secret(&id, "S").send().await,
    );
    table.note(
        "updateProjectSecret",
        client.update_project_secret(&id, "S", "w").send().await,
    );
    table.note(
        "deleteProjectSecret",
        client.delete_project_secret(&id, "S").send().await,
    );
    table.note(
        "addProjectTag",
        client.add_project_tag(&id, "gpu").send().await,
    );
    table.note(
        "listProjectTags",
        client.list_project_tags(&id).send().await,
    );
    table.note(
        "removeProjectTag",
        client.remove_project_tag(&id, "gpu").send().await,
    );
    table.note("deleteProject", client.delete_project(&id).send().await);

    for operation in OPERATIONS {
        assert!(
            table.rows.iter().any(|(call, _)| *call == operation.id),
            "{}",
            operation.id
        );
    }
    // The description that the document promises and the service refuses.
    assert_eq!(table.server.take_violations().len(), 1);
    let rows = table
        .rows
        .iter()
        .map(|(call, outcome)| format!("{call:<31}{outcome}\n"));
    insta::assert_snapshot!(rows.collect::<String>());
}

//! Projects.

use serde_json::{Value, json};

use super::text;
use crate::contract::Request;
use crate::paging::{self, Row, wire};
use crate::refusal::Refusal;
use crate::store::{Project, Store};

pub(crate) fn list(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let rows = store.projects.iter().map(|project| Row {
        created: project.created,
        key: project.id.clone(),
        json: json(project),
    });
    paging::page(request, rows.collect())
}

pub(crate) fn create(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let name = text(request, "name")?;
    Ok(json(store.insert_project(name, None)))
}

pub(crate) fn get(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    Ok(json(store.project(&request.path["id"])?))
}

pub(crate) fn update(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let project = store.project(&request.path["id"])?;
    text(request, "name")?.clone_into(&mut project.name);
    Ok(json(project))
}

pub(crate) fn delete(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let id = &request.path["id"];
    let mut answer = json(store.project(id)?);
    answer["dtDeleted"] = json!(wire(store.tick()));
    store.projects.retain(|project| project.id != *id);
    Ok(answer)
}

/// A project without repository has neither key nor value for it, but a null `dtDeleted`.
fn json(project: &Project) -> Value {
    let mut json = json!({
        "dtCreated": wire(project.created),
        "dtDeleted": null,
        "id": project.id,
        "name": project.name,
    });
    if let Some(repository) = &project.repository {
        json["repoName"] = json!(repository);
        json["repoNodeId"] = Value::Null;
        json["repoUrl"] = json!(format!("https://github.com/{repository}"));
    }
    json
}

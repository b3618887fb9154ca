//! Collaborators of a project.

use serde_json::{Value, json};

use super::text;
use crate::contract::Request;
use crate::paging::{self, Row, wire};
use crate::refusal::Refusal;
use crate::store::{Collaborator, Store};

pub(crate) fn list(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let project = store.project(&request.path["id"])?;
    let rows = project.collaborators.iter().map(|collaborator| Row {
        created: collaborator.created,
        key: collaborator.user.id.clone(),
        json: json(collaborator),
    });
    paging::page(request, rows.collect())
}

pub(crate) fn add(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let created = store.tick();
    let id = text(request, "userId")?;
    let user = store.users.iter().find(|user| user.id == id).cloned();
    let collaborators = &mut store.project(&request.path["id"])?.collaborators;
    let user = user.ok_or_else(|| Refusal::not_found("user", id))?;
    if collaborators
        .iter()
        .any(|collaborator| collaborator.user.id == id)
    {
        return Err(Refusal::conflict("collaborator", id));
    }
    let collaborator = Collaborator { user, created };
    let answer = json(&collaborator);
    collaborators.push(collaborator);
    Ok(answer)
}

pub(crate) fn remove(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let collaborators = &mut store.project(&request.path["id"])?.collaborators;
    let id = &request.path["userId"];
    let index = collaborators
        .iter()
        .position(|collaborator| collaborator.user.id == *id)
        .ok_or_else(|| Refusal::not_found("collaborator", id))?;
    collaborators.remove(index);
    Ok(json!({ "userId": id }))
}

fn json(collaborator: &Collaborator) -> Value {
    let user = &collaborator.user;
    let mut json = json!({ "email": user.email, "id": user.id, "publicProfileImageUrl": null });
    if let Some((first, last)) = &user.names {
        json["firstName"] = json!(first);
        json["lastName"] = json!(last);
    }
    json!({ "dtCreated": wire(collaborator.created), "dtDeleted": null, "user": json })
}

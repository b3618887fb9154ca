//! Models, which exist on their own and can be added to one project.

use serde_json::{Value, json};

use crate::contract::Request;
use crate::paging::{self, Row, wire};
use crate::refusal::Refusal;
use crate::store::{Model, Store};

pub(crate) fn list(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let project = store.project(&request.path["id"])?.id.clone();
    let filter = request.query.get("name");
    let rows = store
        .models
        .iter()
        .filter(|model| model.project.as_ref() == Some(&project))
        .filter(|model| filter.is_none_or(|filter| model.name.contains(filter)))
        .map(|model| Row {
            created: model.created,
            key: model.id.clone(),
            json: json(model),
        });
    paging::page(request, rows.collect())
}

pub(crate) fn add(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let modified = store.tick();
    let project = store.project(&request.path["id"])?.id.clone();
    let model = find(store, request)?;
    if model.project.is_some() {
        return Err(Refusal::conflict("project for the model", &model.id));
    }
    model.project = Some(project);
    model.modified = modified;
    Ok(json(model))
}

pub(crate) fn remove(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let modified = store.tick();
    let project = store.project(&request.path["id"])?.id.clone();
    let model = find(store, request)?;
    if model.project != Some(project) {
        return Err(Refusal::not_found("model of this project", &model.id));
    }
    model.project = None;
    model.modified = modified;
    Ok(json(model))
}

fn find<'a>(store: &'a mut Store, request: &Request) -> Result<&'a mut Model, Refusal> {
    let id = &request.path["modelId"];
    let model = store.models.iter_mut().find(|model| model.id == *id);
    model.ok_or_else(|| Refusal::not_found("model", id))
}

fn json(model: &Model) -> Value {
    json!({
        "description": null,
        "dtCreated": wire(model.created),
        "dtModified": wire(model.modified),
        "id": model.id,
        "isPublic": false,
        "name": model.name,
        "projectId": model.project,
        "storageProviderId": "provider",
        "teamId": "team",
    })
}

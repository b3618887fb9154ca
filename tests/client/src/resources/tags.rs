//! Tags of a project.

use serde_json::{Value, json};

use super::text;
use crate::contract::Request;
use crate::paging::{self, Row, wire};
use crate::refusal::Refusal;
use crate::store::{Store, Tag};

pub(crate) fn list(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let project = store.project(&request.path["id"])?;
    let rows = project.tags.iter().map(|tag| Row {
        created: tag.created,
        key: tag.name.clone(),
        json: json(tag),
    });
    paging::page(request, rows.collect())
}

pub(crate) fn add(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let created = store.tick();
    let name = text(request, "name")?.to_owned();
    let tags = &mut store.project(&request.path["id"])?.tags;
    if tags.iter().any(|tag| tag.name == name) {
        return Err(Refusal::conflict("tag", &name));
    }
    let id = tags.last().map_or(1, |tag| tag.id + 1);
    let tag = Tag { id, name, created };
    let answer = json(&tag);
    tags.push(tag);
    Ok(answer)
}

pub(crate) fn remove(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let tags = &mut store.project(&request.path["id"])?.tags;
    let name = &request.query["name"];
    let index = tags
        .iter()
        .position(|tag| tag.name == *name)
        .ok_or_else(|| Refusal::not_found("tag", name))?;
    Ok(json(&tags.remove(index)))
}

fn json(tag: &Tag) -> Value {
    json!({ "dtCreated": wire(tag.created), "id": tag.id, "name": tag.name })
}

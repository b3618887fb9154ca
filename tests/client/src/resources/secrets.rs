//! Secrets of a project. Their values are never given out.

use serde_json::{Value, json};

use super::text;
use crate::contract::Request;
use crate::paging::{self, Row, wire};
use crate::refusal::Refusal;
use crate::store::{Secret, Store};

pub(crate) fn list(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let project = store.project(&request.path["id"])?;
    let rows = project.secrets.iter().map(|secret| Row {
        created: secret.created,
        key: secret.name.clone(),
        json: read(secret),
    });
    paging::page(request, rows.collect())
}

pub(crate) fn create(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let created = store.tick();
    let (name, value) = (
        text(request, "name")?.to_owned(),
        text(request, "value")?.to_owned(),
    );
    let secrets = &mut store.project(&request.path["id"])?.secrets;
    if secrets.iter().any(|secret| secret.name == name) {
        return Err(Refusal::conflict("secret", &name));
    }
    let secret = Secret {
        name,
        value,
        created,
        modified: created,
    };
    let answer = written(&secret);
    secrets.push(secret);
    Ok(answer)
}

pub(crate) fn get(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    Ok(read(find(store, request)?))
}

pub(crate) fn update(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let modified = store.tick();
    let secret = find(store, request)?;
    text(request, "value")?.clone_into(&mut secret.value);
    secret.modified = modified;
    Ok(written(secret))
}

pub(crate) fn delete(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let name = find(store, request)?.name.clone();
    store
        .project(&request.path["id"])?
        .secrets
        .retain(|secret| secret.name != name);
    Ok(json!({ "name": name }))
}

fn find<'a>(store: &'a mut Store, request: &Request) -> Result<&'a mut Secret, Refusal> {
    let name = &request.path["name"];
    let secrets = &mut store.project(&request.path["id"])?.secrets;
    let secret = secrets.iter_mut().find(|secret| secret.name == *name);
    secret.ok_or_else(|| Refusal::not_found("secret", name))
}

/// A secret as `POST` and `PATCH` show it.
fn written(secret: &Secret) -> Value {
    json!({
        "dtCreated": wire(secret.created),
        "dtModified": wire(secret.modified),
        "name": secret.name,
    })
}

/// A secret as `GET` shows it.
fn read(secret: &Secret) -> Value {
    let mut json = written(secret);
    json["hasDeploymentAttached"] = json!(false);
    json
}

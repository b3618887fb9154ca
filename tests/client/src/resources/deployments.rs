//! Deployments of a project.

use serde_json::{Value, json};

use crate::contract::Request;
use crate::paging::{self, Row, wire};
use crate::refusal::Refusal;
use crate::store::{Deployed, Deployment, Store};

pub(crate) fn list(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let project = store.project(&request.path["id"])?;
    let filter = request.query.get("name");
    let rows = project
        .deployments
        .iter()
        .filter(|deployment| filter.is_none_or(|filter| deployment.name.contains(filter)))
        .map(|deployment| Row {
            created: deployment.created,
            key: deployment.id.to_string(),
            json: json(deployment, &project.id),
        });
    paging::page(request, rows.collect())
}

fn json(deployment: &Deployment, project: &str) -> Value {
    let mut json = json!({
        "dtCreated": wire(deployment.created),
        "endpoint": format!("{}.paperspacegradient.com", deployment.id),
        "id": deployment.id,
        "name": deployment.name,
        "projectId": project,
        "teamId": "team",
    });
    let more = match deployment.kind {
        Deployed::Barely => json!({}),
        Deployed::Invalid => {
            json!({ "basicAuthKey": null, "latestSpec": null, "latestSpecHash": null })
        }
        Deployed::Fully => with_spec(&fully(deployment)),
        Deployed::Otherwise => with_spec(&otherwise(deployment)),
        Deployed::Failed => with_spec(&failed(deployment)),
    };
    if let (Some(json), Value::Object(more)) = (json.as_object_mut(), more) {
        json.extend(more);
    }
    json
}

fn with_spec(spec: &Value) -> Value {
    json!({ "basicAuthKey": "user:key", "latestSpec": spec, "latestSpecHash": "5f1c" })
}

/// Everything that the page shows, and something of what it does not show.
fn fully(deployment: &Deployment) -> Value {
    json!({
        "data": {
            "apiVersion": "latest",
            "basicAuthKey": "user:key",
            "command": ["serve", "--port=8080"],
            "containerRegistry": "registry",
            "enabled": true,
            "env": [{ "name": "MODE", "value": "fast" }],
            "healthChecks": { "liveness": { "path": "/live" } },
            "healthchecks": { "liveness": { "path": "/live" } },
            "image": "example/serve:1",
            "integrations": [{ "type": "model", "path": "/model" }, "volume"],
            "name": deployment.name,
            "region": "ny2",
            "resources": { "instanceType": "A4000", "replicas": 2 },
        },
        "deploymentId": deployment.id,
        "dtHealthy": wire(deployment.created),
        "error": null,
        "externalApplied": wire(deployment.created),
        "id": "spec-1",
        "metadata": { "gitHeaders": { "ref": "main" } },
        "userId": "u1",
    })
}

fn otherwise(deployment: &Deployment) -> Value {
    json!({
        "data": { "template": "inference", "apiVersion": "v0" },
        "deploymentId": deployment.id,
        "id": "spec-1",
        "metadata": {},
        "userId": "u1",
    })
}

fn failed(deployment: &Deployment) -> Value {
    json!({
        "data": null,
        "deploymentId": deployment.id,
        "dtHealthy": null,
        "error": "The image cannot be pulled.",
        "externalApplied": null,
        "id": "spec-1",
        "metadata": null,
        "userId": "u1",
    })
}

//! What happened in a project.

use serde_json::Value;

use crate::contract::Request;
use crate::paging::{self, Row};
use crate::refusal::Refusal;
use crate::store::Store;

pub(crate) fn list(store: &mut Store, request: &Request) -> Result<Value, Refusal> {
    let project = store.project(&request.path["id"])?;
    let filter = request
        .query
        .get("deploymentId")
        .and_then(|id| id.parse().ok());
    let rows = project
        .activity
        .iter()
        .filter(|activity| filter.is_none() || activity.deployment == filter)
        .map(|activity| Row {
            created: activity.created,
            key: activity.id.to_string(),
            json: activity.json.clone(),
        });
    paging::page(request, rows.collect())
}

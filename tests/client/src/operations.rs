//! What the reference pages document, operation by operation: the table that requests are held against.
//!
//! Copied by hand from `spec/reference/projects.txt`; `line` is where the operation starts there.

use crate::contract::Request;
use crate::refusal::Refusal;
use crate::resources::{activity, collaborators, deployments, models, projects, secrets, tags};
use crate::store::Store;

/// One documented operation.
#[derive(Debug)]
pub struct Operation {
    /// The name of the operation: the document's operationId.
    pub id: &'static str,
    /// The line of `spec/reference/projects.txt` where it starts.
    pub line: usize,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The query parameters; there are no others.
    pub query: &'static [Parameter],
    /// The fields of the JSON body, each a required string; `None` where no body is documented.
    pub body: Option<&'static [&'static str]>,
    /// What the service does.
    pub(crate) answer: fn(&mut Store, &Request) -> Result<serde_json::Value, Refusal>,
}

/// One documented query parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What its value must look like.
    pub rule: Rule,
}

/// What a parameter's value must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Any text.
    Text,
    /// A UUID.
    Uuid,
    /// A whole number within these limits, both included.
    Integer(u32, u32),
    /// One of these words.
    OneOf(&'static [&'static str]),
}

const fn optional(name: &'static str, rule: Rule) -> Parameter {
    Parameter {
        name,
        required: false,
        rule,
    }
}

const AFTER: Parameter = optional("after", Rule::Text);
const LIMIT: Parameter = optional("limit", Rule::Integer(1, 120));
const ORDER_BY: Parameter = optional("orderBy", Rule::OneOf(&["dtCreated"]));
const ORDER: Parameter = optional("order", Rule::OneOf(&["asc", "desc"]));

const NONE: &[Parameter] = &[];
const PAGED: &[Parameter] = &[AFTER, LIMIT, ORDER_BY, ORDER];
const PAGED_BY_NAME: &[Parameter] = &[AFTER, LIMIT, ORDER_BY, ORDER, optional("name", Rule::Text)];
const PAGED_ACTIVITY: &[Parameter] = &[
    optional("after", Rule::Uuid),
    LIMIT,
    ORDER_BY,
    ORDER,
    optional("deploymentId", Rule::Uuid),
];
const TAG_NAME: &[Parameter] = &[Parameter {
    name: "name",
    required: true,
    rule: Rule::Text,
}];

/// Every documented operation, in the order of the page.
#[rustfmt::skip]
pub const OPERATIONS: &[Operation] = &[
    Operation { id: "listProjects", line: 7, method: "GET", path: "/projects", query: PAGED, body: None, answer: projects::list },
    Operation { id: "createProject", line: 115, method: "POST", path: "/projects", query: NONE, body: Some(&["name"]), answer: projects::create },
    Operation { id: "getProject", line: 198, method: "GET", path: "/projects/{id}", query: NONE, body: None, answer: projects::get },
    Operation { id: "updateProject", line: 273, method: "PUT", path: "/projects/{id}", query: NONE, body: Some(&["name"]), answer: projects::update },
    Operation { id: "deleteProject", line: 362, method: "DELETE", path: "/projects/{id}", query: NONE, body: None, answer: projects::delete },
    Operation { id: "listProjectActivity", line: 437, method: "GET", path: "/projects/{id}/activity", query: PAGED_ACTIVITY, body: None, answer: activity::list },
    Operation { id: "listProjectCollaborators", line: 576, method: "GET", path: "/projects/{id}/collaborators", query: PAGED, body: None, answer: collaborators::list },
    Operation { id: "addProjectCollaborator", line: 690, method: "POST", path: "/projects/{id}/collaborators", query: NONE, body: Some(&["userId"]), answer: collaborators::add },
    Operation { id: "removeProjectCollaborator", line: 786, method: "DELETE", path: "/projects/{id}/collaborators/{userId}", query: NONE, body: None, answer: collaborators::remove },
    Operation { id: "listProjectDeployments", line: 835, method: "GET", path: "/projects/{id}/deployments", query: PAGED_BY_NAME, body: None, answer: deployments::list },
    Operation { id: "listProjectModels", line: 1019, method: "GET", path: "/projects/{id}/models", query: PAGED_BY_NAME, body: None, answer: models::list },
    Operation { id: "addProjectModel", line: 1147, method: "POST", path: "/projects/{id}/models/{modelId}", query: NONE, body: None, answer: models::add },
    Operation { id: "removeProjectModel", line: 1237, method: "DELETE", path: "/projects/{id}/models/{modelId}", query: NONE, body: None, answer: models::remove },
    Operation { id: "listProjectSecrets", line: 1326, method: "GET", path: "/projects/{id}/secrets", query: PAGED, body: None, answer: secrets::list },
    Operation { id: "createProjectSecret", line: 1422, method: "POST", path: "/projects/{id}/secrets", query: NONE, body: Some(&["name", "value"]), answer: secrets::create },
    Operation { id: "getProjectSecret", line: 1497, method: "GET", path: "/projects/{id}/secrets/{name}", query: NONE, body: None, answer: secrets::get },
    Operation { id: "updateProjectSecret", line: 1558, method: "PATCH", path: "/projects/{id}/secrets/{name}", query: NONE, body: Some(&["value"]), answer: secrets::update },
    Operation { id: "deleteProjectSecret", line: 1631, method: "DELETE", path: "/projects/{id}/secrets/{name}", query: NONE, body: None, answer: secrets::delete },
    Operation { id: "listProjectTags", line: 1680, method: "GET", path: "/projects/{id}/tags", query: PAGED, body: None, answer: tags::list },
    Operation { id: "addProjectTag", line: 1774, method: "POST", path: "/projects/{id}/tags", query: NONE, body: Some(&["name"]), answer: tags::add },
    Operation { id: "removeProjectTag", line: 1843, method: "DELETE", path: "/projects/{id}/tags", query: TAG_NAME, body: None, answer: tags::remove },
];

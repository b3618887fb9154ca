//! What somebody would write with `reqwest` who knows what to care for.

use std::error::Error;
use std::time::Duration;

use paperspace::types::{CreateProjectBody, Project, ProjectList};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::{Client, RequestBuilder};
use serde::de::DeserializeOwned;

const MAX_BODY: usize = 32 * 1024 * 1024;

pub(crate) struct ByHand {
    http: Client,
    url: String,
}

impl ByHand {
    pub(crate) fn new(url: &str, token: &str) -> Self {
        let mut authorization = HeaderValue::try_from(format!("Bearer {token}")).unwrap();
        authorization.set_sensitive(true);
        let headers = [
            (AUTHORIZATION, authorization),
            (ACCEPT, HeaderValue::from_static("application/json")),
        ];
        let http = Client::builder()
            .default_headers(HeaderMap::from_iter(headers))
            .user_agent("paperspace/0.1.0")
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .build()
            .unwrap();
        let url = url.to_owned();
        Self { http, url }
    }

    pub(crate) async fn get_project(&self, id: &str) -> Result<Project, Box<dyn Error>> {
        send(self.http.get(format!("{}/projects/{id}", self.url))).await
    }

    pub(crate) async fn list_projects(&self, limit: u32) -> Result<ProjectList, Box<dyn Error>> {
        send(
            self.http
                .get(format!("{}/projects?limit={limit}", self.url)),
        )
        .await
    }

    pub(crate) async fn create_project(&self, name: &str) -> Result<Project, Box<dyn Error>> {
        let body = serde_json::to_vec(&CreateProjectBody::new(name))?;
        let request = self.http.post(format!("{}/projects", self.url));
        send(
            request
                .header("content-type", "application/json")
                .body(body),
        )
        .await
    }
}

async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Box<dyn Error>> {
    let mut response = request.send().await?.error_for_status()?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > MAX_BODY {
            return Err("the body is too large".into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(serde_json::from_slice(&body)?)
}

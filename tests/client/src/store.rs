//! What the service knows, and how a test puts things into it that no operation can make.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::paging::wire;
use crate::refusal::Refusal;

/// Everything that the service knows.
#[derive(Debug, Default)]
pub struct Store {
    ticks: i64,
    pub(crate) projects: Vec<Project>,
    pub(crate) models: Vec<Model>,
    pub(crate) users: Vec<User>,
}

#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) created: DateTime<Utc>,
    /// The GitHub repository, if it is connected to one.
    pub(crate) repository: Option<String>,
    pub(crate) collaborators: Vec<Collaborator>,
    pub(crate) secrets: Vec<Secret>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) deployments: Vec<Deployment>,
    pub(crate) activity: Vec<Activity>,
}

#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) email: String,
    /// Users of a team have told their names.
    pub(crate) names: Option<(String, String)>,
}

#[derive(Debug)]
pub(crate) struct Collaborator {
    pub(crate) user: User,
    pub(crate) created: DateTime<Utc>,
}

#[derive(Debug)]
pub(crate) struct Secret {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) created: DateTime<Utc>,
    pub(crate) modified: DateTime<Utc>,
}

#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) created: DateTime<Utc>,
}

#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) created: DateTime<Utc>,
    pub(crate) modified: DateTime<Utc>,
    pub(crate) project: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Deployment {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) created: DateTime<Utc>,
    pub(crate) kind: Deployed,
}

#[derive(Debug)]
pub(crate) struct Activity {
    pub(crate) id: Uuid,
    pub(crate) created: DateTime<Utc>,
    pub(crate) deployment: Option<Uuid>,
    pub(crate) json: Value,
}

/// The states of a deployment that the page tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deployed {
    /// With everything that the page shows, configured by the alternative that the page shows.
    Fully,
    /// Configured by an alternative that the page does not show.
    Otherwise,
    /// With a configuration that could not be applied: `data` is null and `error` says why.
    Failed,
    /// With an invalid configuration: `latestSpec` is null.
    Invalid,
    /// With nothing that the page calls optional.
    Barely,
}

impl Store {
    /// A new project that is connected to a GitHub repository; gives its id.
    pub fn seed_connected_project(&mut self, name: &str, repository: &str) -> String {
        self.insert_project(name, Some(repository.to_owned()))
            .id
            .clone()
    }

    /// A new user that can become a collaborator; gives the id. `names` are first and last name.
    pub fn seed_user(&mut self, email: &str, names: Option<(&str, &str)>) -> String {
        let id = format!("u{}", self.users.len() + 1);
        let names = names.map(|(first, last)| (first.to_owned(), last.to_owned()));
        self.users.push(User {
            id: id.clone(),
            email: email.to_owned(),
            names,
        });
        id
    }

    /// A new model that belongs to no project; gives its id.
    pub fn seed_model(&mut self, name: &str) -> String {
        let created = self.tick();
        let id = format!("m{}", self.models.len() + 1);
        let (name, project) = (name.to_owned(), None);
        self.models.push(Model {
            id: id.clone(),
            name,
            created,
            modified: created,
            project,
        });
        id
    }

    /// Secrets `SECRET_001`, `SECRET_002` and so on, oldest first.
    ///
    /// # Panics
    /// When there is no such project.
    pub fn seed_secrets(&mut self, project: &str, count: usize) {
        for number in 1..=count {
            let created = self.tick();
            let name = format!("SECRET_{number:03}");
            let secret = Secret {
                name,
                value: "seeded".to_owned(),
                created,
                modified: created,
            };
            self.seeded(project).secrets.push(secret);
        }
    }

    /// A new deployment; gives its id.
    ///
    /// # Panics
    /// When there is no such project.
    pub fn seed_deployment(&mut self, project: &str, name: &str, kind: Deployed) -> Uuid {
        let created = self.tick();
        let id = self.uuid();
        let deployment = Deployment {
            id,
            name: name.to_owned(),
            created,
            kind,
        };
        self.seeded(project).deployments.push(deployment);
        id
    }

    /// A new activity item; gives its id. `fields` are those that the page calls optional, and
    /// `action`; the date and the id are added.
    ///
    /// # Panics
    /// When there is no such project.
    pub fn seed_activity(
        &mut self,
        project: &str,
        deployment: Option<Uuid>,
        fields: &Value,
    ) -> Uuid {
        let created = self.tick();
        let id = self.uuid();
        let mut json = json!({ "dtCreated": wire(created), "id": id });
        if let (Some(json), Some(fields)) = (json.as_object_mut(), fields.as_object()) {
            json.extend(fields.clone());
        }
        self.seeded(project).activity.push(Activity {
            id,
            created,
            deployment,
            json,
        });
        id
    }

    /// The value of a secret, which the service never gives out.
    #[must_use]
    pub fn secret_value(&self, project: &str, name: &str) -> Option<&str> {
        let project = self
            .projects
            .iter()
            .find(|candidate| candidate.id == project)?;
        let secret = project.secrets.iter().find(|secret| secret.name == name)?;
        Some(&secret.value)
    }

    /// A new date, a minute after the last one: the service's clock does not depend on the machine's.
    pub(crate) fn tick(&mut self) -> DateTime<Utc> {
        self.ticks += 1;
        DateTime::UNIX_EPOCH + TimeDelta::days(20_500) + TimeDelta::minutes(self.ticks)
    }

    fn uuid(&self) -> Uuid {
        // Multiplied, so that their order is not the order of the dates.
        let number = u128::try_from(self.ticks).unwrap_or_default();
        Uuid::from_u128(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834))
    }

    pub(crate) fn insert_project(&mut self, name: &str, repository: Option<String>) -> &Project {
        let created = self.tick();
        let project = Project {
            id: format!("p{}", self.ticks),
            name: name.to_owned(),
            created,
            repository,
            collaborators: Vec::new(),
            secrets: Vec::new(),
            tags: Vec::new(),
            deployments: Vec::new(),
            activity: Vec::new(),
        };
        self.projects.insert(0, project);
        &self.projects[0]
    }

    /// The project, for an answer.
    pub(crate) fn project(&mut self, id: &str) -> Result<&mut Project, Refusal> {
        let project = self.projects.iter_mut().find(|project| project.id == id);
        project.ok_or_else(|| Refusal::not_found("project", id))
    }

    /// The project, for a test that knows it.
    fn seeded(&mut self, id: &str) -> &mut Project {
        match self.project(id) {
            Ok(project) => project,
            #[expect(clippy::panic, reason = "the test is wrong, and must be told so")]
            Err(refusal) => panic!("{}", refusal.message()),
        }
    }
}

//! The token: where it comes from, and how each operation takes it.

use reqwest::header::HeaderMap;
use truespec::{
    diagnostic::Diagnostic,
    drift::{Credential, Target},
};

use super::connection::secret;

/// The token of the environment.
pub(crate) struct Token {
    variable: String,
    value: Option<String>,
}

/// What a request carries.
#[derive(Default)]
pub(crate) struct Carried {
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(String, String)>,
}

impl Token {
    pub(crate) fn of_environment(variable: &str) -> Self {
        let value = std::env::var(variable).ok();
        Self {
            variable: variable.to_owned(),
            value: value.filter(|value| !value.is_empty()),
        }
    }

    /// What no recording may hold: the token as it is, and as it is written in a query.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let value = self.value.clone();
        let encoded = value.as_deref().map(|value| {
            let pairs = reqwest::Url::parse_with_params("http://localhost/", [("k", value)]);
            let query = pairs.ok().and_then(|url| url.query().map(str::to_owned));
            query.map(|q| q.trim_start_matches("k=").to_owned())
        });
        value.into_iter().chain(encoded.flatten()).collect()
    }

    /// What a call of the operation carries; `Err`: why it cannot be called.
    pub(crate) fn carried(&self, target: &Target) -> Result<Carried, String> {
        let alternatives = &target.credentials;
        if alternatives.is_empty() {
            return Ok(Carried::default());
        }
        // One token serves where one credential is enough.
        let one = alternatives
            .iter()
            .find_map(|together| match together.as_slice() {
                [Credential::Other] | [] => None,
                [one] => Some(one),
                [..] => None,
            });
        let free = alternatives.iter().any(Vec::is_empty);
        match (one, &self.value) {
            (Some(one), Some(value)) => self.as_said(one, value),
            _ if free => Ok(Carried::default()),
            (Some(_), None) => Err(format!("{} is not set", self.variable)),
            (None, _) => Err("it takes credentials that are more than one token".to_owned()),
        }
    }

    fn as_said(&self, credential: &Credential, value: &str) -> Result<Carried, String> {
        let mut carried = Carried::default();
        let header = match credential {
            Credential::Bearer => secret("authorization", &format!("Bearer {value}")),
            Credential::Header(name) => secret(name, value),
            Credential::Query(name) => {
                carried.query.push((name.clone(), value.to_owned()));
                return Ok(carried);
            }
            Credential::Other => None,
        };
        let Some((name, value)) = header else {
            return Err(format!(
                "what {} holds cannot stand in a header",
                self.variable
            ));
        };
        carried.headers.insert(name, value);
        Ok(carried)
    }

    /// The error where nothing can be called without a token.
    pub(crate) fn missing(&self) -> Diagnostic {
        let problem = format!(
            "the service takes a token, and {} is not set",
            self.variable
        );
        Diagnostic::error_without_place("no-token", problem)
            .help("set the variable, or name another one with --token-variable")
    }

    /// Whether there is none.
    pub(crate) fn is_missing(&self) -> bool {
        self.value.is_none()
    }
}

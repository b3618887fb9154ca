//! Holds a request against the table of documented operations.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, HeaderValue, header};
use serde_json::Value;
use uuid::Uuid;

use crate::operations::{OPERATIONS, Operation, Parameter, Rule};
use crate::refusal::Refusal;

/// A request that is as documented.
#[derive(Debug)]
pub(crate) struct Request {
    /// Its operation.
    pub(crate) operation: &'static Operation,
    /// The path's parameters, decoded.
    pub(crate) path: BTreeMap<&'static str, String>,
    /// The query's parameters, decoded.
    pub(crate) query: BTreeMap<&'static str, String>,
    /// The fields of the body.
    pub(crate) body: BTreeMap<&'static str, String>,
}

/// A request as it came in.
#[derive(Debug)]
pub(crate) struct Received<'a> {
    /// In capitals.
    pub(crate) method: &'a str,
    /// Below the base URL, percent-encoded; `None` when it is not below it.
    pub(crate) path: Option<&'a str>,
    /// Percent-encoded, without the question mark.
    pub(crate) query: Option<&'a str>,
    /// All headers.
    pub(crate) headers: &'a HeaderMap,
    /// The body, as it is.
    pub(crate) body: &'a [u8],
}

impl Received<'_> {
    /// The documented operation of this method and path, with the path's parameters.
    pub(crate) fn route(
        &self,
    ) -> Result<(&'static Operation, BTreeMap<&'static str, String>), Refusal> {
        let Some(path) = self.path else {
            return Err(Refusal::undocumented("The path is not below the base URL."));
        };
        OPERATIONS
            .iter()
            .filter(|operation| operation.method == self.method)
            .find_map(|operation| Some((operation, match_path(operation.path, path)?)))
            .ok_or_else(|| {
                let method = self.method;
                Refusal::undocumented(format!("No page documents `{method} {path}`."))
            })
    }

    /// Checks everything but the route.
    pub(crate) fn check(
        &self,
        operation: &'static Operation,
        path: BTreeMap<&'static str, String>,
        token: &str,
    ) -> Result<Request, Refusal> {
        self.check_token(token)?;
        let query = self.check_query(operation)?;
        let body = match operation.body {
            Some(fields) => self.check_body(fields)?,
            None if self.body.is_empty() => BTreeMap::new(),
            None => return Err(Refusal::violation("This operation has no request body.")),
        };
        Ok(Request {
            operation,
            path,
            query,
            body,
        })
    }

    fn check_token(&self, token: &str) -> Result<(), Refusal> {
        let mut values = self.headers.get_all(header::AUTHORIZATION).iter();
        match (values.next(), values.next()) {
            (Some(value), None) if value.as_bytes() == format!("Bearer {token}").as_bytes() => {
                Ok(())
            }
            (Some(_), None) => Err(Refusal::unauthorized("The API key is not valid.")),
            (Some(_), Some(_)) => Err(Refusal::unauthorized(
                "There is more than one `Authorization` header.",
            )),
            (None, _) => Err(Refusal::unauthorized("There is no `Authorization` header.")),
        }
    }

    fn check_query(
        &self,
        operation: &'static Operation,
    ) -> Result<BTreeMap<&'static str, String>, Refusal> {
        let mut query = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(self.query.unwrap_or_default().as_bytes()) {
            let parameter = operation
                .query
                .iter()
                .find(|parameter| parameter.name == name)
                .ok_or_else(|| {
                    Refusal::violation(format!("The query parameter `{name}` is undocumented."))
                })?;
            check_value(parameter, &value)?;
            if query.insert(parameter.name, value.into_owned()).is_some() {
                return Err(Refusal::violation(format!(
                    "`{name}` is there more than once."
                )));
            }
        }
        let missing = operation
            .query
            .iter()
            .find(|parameter| parameter.required && !query.contains_key(parameter.name));
        match missing {
            Some(Parameter { name, .. }) => Err(Refusal::violation(format!(
                "The query parameter `{name}` is missing."
            ))),
            None => Ok(query),
        }
    }

    fn check_body(
        &self,
        fields: &'static [&'static str],
    ) -> Result<BTreeMap<&'static str, String>, Refusal> {
        let content_type = self
            .headers
            .get(header::CONTENT_TYPE)
            .map(HeaderValue::as_bytes);
        if content_type != Some(b"application/json") {
            return Err(Refusal::violation(
                "The content type is not `application/json`.",
            ));
        }
        let Ok(Value::Object(object)) = serde_json::from_slice(self.body) else {
            return Err(Refusal::violation("The body is not a JSON object."));
        };
        if let Some(unknown) = object.keys().find(|key| !fields.contains(&key.as_str())) {
            return Err(Refusal::violation(format!(
                "The body's field `{unknown}` is undocumented."
            )));
        }
        fields
            .iter()
            .map(|field| match object.get(*field) {
                Some(Value::String(value)) => Ok((*field, value.clone())),
                Some(_) => Err(Refusal::violation(format!(
                    "The body's `{field}` is no string."
                ))),
                None => Err(Refusal::violation(format!(
                    "The body's field `{field}` is missing."
                ))),
            })
            .collect()
    }
}

/// The parameters of `path` if it is one of `template`'s. A parameter is one segment, and not empty.
fn match_path(template: &'static str, path: &str) -> Option<BTreeMap<&'static str, String>> {
    let mut parameters = BTreeMap::new();
    let mut segments = path.split('/');
    for expected in template.split('/') {
        let segment = segments.next()?;
        match expected
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        {
            Some(name) => {
                let value = percent_encoding::percent_decode_str(segment)
                    .decode_utf8()
                    .ok()?;
                if value.is_empty() {
                    return None;
                }
                parameters.insert(name, value.into_owned());
            }
            None if expected == segment => {}
            None => return None,
        }
    }
    segments.next().is_none().then_some(parameters)
}

fn check_value(parameter: &Parameter, value: &str) -> Result<(), Refusal> {
    let name = parameter.name;
    let broken = match parameter.rule {
        Rule::Text => None,
        Rule::Uuid => Uuid::parse_str(value).is_err().then(|| "a UUID".to_owned()),
        Rule::Integer(minimum, maximum) => {
            let within = value
                .parse()
                .is_ok_and(|number: u32| (minimum..=maximum).contains(&number));
            (!within).then(|| format!("a whole number from {minimum} to {maximum}"))
        }
        Rule::OneOf(words) => {
            (!words.contains(&value)).then(|| format!("one of {}", words.join(", ")))
        }
    };
    match broken {
        None => Ok(()),
        Some(rule) => {
            let message = format!("`{name}` must be {rule}, not `{value}`.");
            // A cursor is opaque to whoever sends it: a wrong one is a wrong value, no violation.
            Err(if name == "after" {
                Refusal::invalid(name, message)
            } else {
                Refusal::violation(message)
            })
        }
    }
}

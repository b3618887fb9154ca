//! The servers that users can choose: their names, and those of their variables.

use std::collections::BTreeSet;

use super::{
    call::Call,
    distinct::{Wanted, distinct},
    enumerations::plainness,
    identifier::{pascal, pascal_spelled, snake},
    taken::{TAKEN_SETTERS, TAKEN_TYPES, set},
    text::{self, Block},
};
use crate::api::{Api, Docs, Operation, Server, UrlPart, Variable};

/// Words that say nothing about which server it is.
const IDLE: [&str; 14] = [
    "a",
    "an",
    "and",
    "api",
    "base",
    "endpoint",
    "environment",
    "for",
    "of",
    "our",
    "server",
    "the",
    "this",
    "url",
];

/// The servers that users can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Servers {
    /// In the order of the document.
    pub all: Vec<ServerVariant>,
    /// The types of variables that have some values.
    pub choices: Vec<ServerChoice>,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariant {
    /// Its name.
    pub name: String,
    /// The vendor's words about it.
    pub about: Vec<Block>,
    /// Its URL, with variables in braces.
    pub url: String,
    /// The same, part by part.
    pub parts: Vec<UrlPart>,
    /// The variables.
    pub fields: Vec<ServerField>,
}

/// A variable of the URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerField {
    /// Its name.
    pub name: String,
    /// Its name in the document.
    pub wire: String,
    /// The vendor's words about it.
    pub about: Vec<Block>,
    /// What it is if nobody says anything.
    pub default: Option<String>,
    /// Its type where it has some values: an index into the choices.
    pub choice: Option<usize>,
}

/// The values of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerChoice {
    /// The name of the type.
    pub name: String,
    /// The name in the document of the variable.
    pub variable: String,
    /// The variants, with their values.
    pub variants: Vec<(String, String)>,
}

impl ServerChoice {
    /// The variant of a value.
    #[must_use]
    pub fn variant(&self, value: &str) -> Option<&str> {
        let found = self.variants.iter().find(|(_, known)| known == value);
        found.map(|(name, _)| name.as_str())
    }
}

impl Servers {
    /// The servers of a service, where there is a choice.
    pub(super) fn of(api: &Api) -> Option<Self> {
        if api.servers.is_empty() {
            return None;
        }
        let mut taken = set(&TAKEN_TYPES);
        taken.extend(["Error", "Self", "Server", "UrlPart", "UrlPlace"].map(str::to_owned));
        let wanted: Vec<Wanted> = api.servers.iter().map(wanted).collect();
        let names = distinct(&wanted, &mut taken);
        let choices = choices(api, &names, &mut taken);
        let mut all = Vec::new();
        for (server, name) in api.servers.iter().zip(names) {
            all.push(ServerVariant {
                fields: fields(server, &choices),
                name,
                about: described(server.description.as_ref()),
                url: server.url.clone(),
                parts: server.parts.clone(),
            });
        }
        let choices = choices.into_iter().map(|(_, choice)| choice).collect();
        Some(Self { all, choices })
    }
}

/// Says where a call goes, where that is not where most go.
pub(super) fn settle(operation: &Operation, call: &mut Call) {
    let Some(url) = &operation.server else {
        return;
    };
    let list = Block::Own("# Arguments".to_owned());
    let at = call.docs.iter().position(|block| *block == list);
    let at = at.unwrap_or(call.docs.len());
    let url_in_code = text::code(url);
    let sentence = if url.contains("://") {
        format!("Goes to {url_in_code}, unless the client was given a URL or server of its own.")
    } else {
        format!("Goes to {url_in_code}, relative to the URL of the client.")
    };
    call.docs.insert(at, Block::Own(sentence));
    call.server = Some(url.clone());
}

fn described(description: Option<&String>) -> Vec<Block> {
    let docs = Docs {
        description: description.cloned(),
        ..Docs::default()
    };
    text::blocks(&docs, "")
}

/// The names of a server: that of the document, else what it is said to be where that is short, else
/// the first part of its host, the host, all of it.
fn wanted(server: &Server) -> Wanted {
    let (_, rest) = server.url.split_once("://").unwrap_or(("", &server.url));
    let host = rest.split('/').next().unwrap_or_default();
    let first = host.split(['.', ':']).next().unwrap_or_default();
    let mut candidates: Vec<String> = server.name.iter().map(|name| pascal(name)).collect();
    candidates.extend(server.description.as_deref().and_then(said));
    if !matches!(first, "" | "api" | "www") && !first.starts_with(|c: char| c.is_ascii_digit()) {
        candidates.push(pascal(first));
    }
    let whole = pascal(&server.url.replace("://", " "));
    candidates.extend([
        pascal(host),
        pascal(rest),
        whole,
        pascal_spelled(&server.url),
    ]);
    Wanted {
        candidates,
        rank: 0,
        key: server.url.clone(),
    }
}

/// A short description as a name.
fn said(description: &str) -> Option<String> {
    let first = description.lines().next().unwrap_or_default();
    let words: Vec<&str> = first
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !IDLE.contains(&word.to_lowercase().as_str()))
        .collect();
    let is_short = (1..=4).contains(&words.len()) && !first.contains("://");
    is_short.then(|| pascal(&words.join(" ")))
}

/// The types of the variables that have some values: one for all that have the same name and values.
fn choices<'a>(
    api: &'a Api,
    servers: &[String],
    taken: &mut BTreeSet<String>,
) -> Vec<(&'a Variable, ServerChoice)> {
    let mut found: Vec<(&Variable, &str)> = Vec::new();
    for (server, name) in api.servers.iter().zip(servers) {
        for variable in &server.variables {
            let known = found.iter().any(|(known, _)| is_same(known, variable));
            if !variable.values.is_empty() && !known {
                found.push((variable, name));
            }
        }
    }
    let wanted: Vec<Wanted> = found
        .iter()
        .map(|(variable, server)| {
            let name = pascal(&variable.name);
            Wanted {
                candidates: vec![name.clone(), format!("{server}{name}")],
                rank: 0,
                key: format!("{server} {}", variable.name),
            }
        })
        .collect();
    let names = distinct(&wanted, taken);
    let found = found.into_iter().zip(names);
    found
        .map(|((variable, _), name)| {
            let choice = ServerChoice {
                name,
                variable: variable.name.clone(),
                variants: variants(&variable.values),
            };
            (variable, choice)
        })
        .collect()
}

fn variants(values: &[String]) -> Vec<(String, String)> {
    let wanted: Vec<Wanted> = values
        .iter()
        .map(|value| Wanted {
            candidates: vec![pascal(value), pascal_spelled(value)],
            rank: plainness(value),
            key: value.clone(),
        })
        .collect();
    let names = distinct(&wanted, &mut BTreeSet::new());
    names.into_iter().zip(values.iter().cloned()).collect()
}

fn is_same(one: &Variable, other: &Variable) -> bool {
    (&one.name, &one.values) == (&other.name, &other.values)
}

fn fields(server: &Server, choices: &[(&Variable, ServerChoice)]) -> Vec<ServerField> {
    let mut taken = set(&TAKEN_SETTERS);
    taken.extend(["default", "new", "self", "url"].map(str::to_owned));
    let wanted: Vec<Wanted> = server
        .variables
        .iter()
        .map(|variable| {
            let name = snake(&variable.name);
            Wanted {
                candidates: vec![
                    name.clone(),
                    format!("{}_value", name.trim_end_matches('_')),
                ],
                rank: 0,
                key: variable.name.clone(),
            }
        })
        .collect();
    let names = distinct(&wanted, &mut taken);
    let variables = server.variables.iter().zip(names);
    variables
        .map(|(variable, name)| ServerField {
            name,
            wire: variable.name.clone(),
            about: described(variable.description.as_ref()),
            default: variable.default.clone(),
            choice: choices
                .iter()
                .position(|(known, _)| is_same(known, variable)),
        })
        .collect()
}

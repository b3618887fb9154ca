//! The credentials that a client is given: the methods of its builder that take them, and which of
//! them each call carries.

use std::collections::{BTreeSet, HashMap};

use super::{
    Settings,
    call::Call,
    distinct::{Wanted, distinct},
    identifier::snake,
    taken::TAKEN_SETTINGS,
    text::{self, Block},
};
use crate::api::{Api, Auth, Docs, Operation, Scheme, SchemeKind};

/// Alternatives, each of which is the names of schemes.
pub type Security = Vec<Vec<String>>;

/// The credentials that a client is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// One for each scheme, in the order of the document.
    pub all: Vec<Credential>,
    /// What calls carry that say nothing else.
    pub usual: Security,
}

/// A credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The name of its scheme.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// The method of the builder that takes it.
    pub setter: String,
    /// The method of the builder that reads it from an environment variable, and that variable.
    pub from_env: Option<(String, String)>,
    /// The methods of the builder that take what the client fetches tokens with: where the document
    /// says, and elsewhere.
    pub fetching: Option<[String; 2]>,
    /// The vendor's words about it.
    pub about: Vec<Block>,
}

impl Credential {
    /// Whether it is one text, which is no user name.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.kind != SchemeKind::Basic
    }
}

impl Credentials {
    /// The credentials of a service that takes more than one token for all of its operations.
    pub(super) fn of(api: &Api, settings: &Settings) -> Option<Self> {
        let Auth::Schemes(schemes) = &api.auth else {
            return None;
        };
        let sent: Vec<&Scheme> = schemes
            .iter()
            .filter(|scheme| scheme.kind != SchemeKind::Outside)
            .collect();
        if sent.is_empty() {
            return None;
        }
        let sole = sent.len() == 1;
        let mut taken: BTreeSet<String> = TAKEN_SETTINGS.map(str::to_owned).into();
        let wanted: Vec<Wanted> = sent.iter().map(|scheme| wanted(scheme, sole)).collect();
        let setters = distinct(&wanted, &mut taken);
        let mut all = Vec::new();
        for (scheme, setter) in sent.into_iter().zip(setters) {
            let mut further = |name: String| {
                let wanted = [Wanted {
                    candidates: vec![name.clone()],
                    rank: 0,
                    key: scheme.name.clone(),
                }];
                distinct(&wanted, &mut taken).concat()
            };
            let variable = settings.token_variable.clone();
            let variable = variable.filter(|_| sole && scheme.kind != SchemeKind::Basic);
            let from_env =
                variable.map(|variable| (further(format!("{setter}_from_env")), variable));
            let fetching = matches!(scheme.kind, SchemeKind::OAuth2(Some(_))).then(|| {
                let name = if sole {
                    "client_credentials".to_owned()
                } else {
                    format!("{setter}_client_credentials")
                };
                [further(name.clone()), further(format!("{name}_at"))]
            });
            let about = Docs {
                description: scheme.description.clone(),
                ..Docs::default()
            };
            all.push(Credential {
                name: scheme.name.clone(),
                kind: scheme.kind.clone(),
                setter,
                from_env,
                fetching,
                about: text::blocks(&about, ""),
            });
        }
        Some(Self {
            all,
            usual: usual(api, schemes),
        })
    }

    /// Says what a call carries, where that is not what most do.
    pub(super) fn settle(&self, api: &Api, operation: &Operation, call: &mut Call) {
        let Auth::Schemes(schemes) = &api.auth else {
            return;
        };
        let own = named(schemes, &operation.security);
        if own == self.usual {
            return;
        }
        let list = Block::Own("# Arguments".to_owned());
        let at = call.docs.iter().position(|block| *block == list);
        let at = at.unwrap_or(call.docs.len());
        call.docs.insert(at, Block::Own(self.sentence(&own)));
        call.security = Some(own);
    }

    /// What a call carries, for its documentation.
    fn sentence(&self, security: &Security) -> String {
        let setter = |name: &String| {
            let found = self.all.iter().find(|one| one.name == *name);
            text::code(found.map_or(name, |one| &one.setter))
        };
        let ways: Vec<String> = security
            .iter()
            .filter(|schemes| !schemes.is_empty())
            .map(|schemes| schemes.iter().map(setter).collect::<Vec<_>>().join(" and "))
            .collect();
        let optional = security.iter().any(Vec::is_empty);
        match (ways.is_empty(), optional) {
            (true, _) => "Carries no credentials.".to_owned(),
            (false, true) => format!("Carries {}, or no credentials.", ways.join(", or ")),
            (false, false) => format!("Carries {}.", ways.join(", or ")),
        }
    }

    /// The credentials of the alternative that most calls carry, for examples.
    #[must_use]
    pub fn shown(&self) -> Vec<&Credential> {
        let first = self.usual.iter().find(|schemes| !schemes.is_empty());
        let shown = first.into_iter().flatten();
        let find = |name: &String| self.all.iter().find(|credential| credential.name == *name);
        shown.filter_map(find).collect()
    }
}

/// What the most operations take; of several, the first.
fn usual(api: &Api, schemes: &[Scheme]) -> Security {
    let mut counts: HashMap<&[Vec<usize>], usize> = HashMap::new();
    for operation in &api.operations {
        *counts.entry(operation.security.as_slice()).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or_default();
    let mut operations = api.operations.iter();
    let first = operations.find(|o| counts.get(o.security.as_slice()) == Some(&most));
    first.map_or_else(Vec::new, |operation| named(schemes, &operation.security))
}

fn named(schemes: &[Scheme], security: &[Vec<usize>]) -> Security {
    let name = |at: &usize| schemes.get(*at).map(|scheme| scheme.name.clone());
    let alternatives = security.iter();
    alternatives
        .map(|schemes| schemes.iter().filter_map(name).collect())
        .collect()
}

/// The names for the method that takes a scheme: by what it is where there is no other, else by the
/// name that the document has for it.
fn wanted(scheme: &Scheme, sole: bool) -> Wanted {
    // One word, whatever its letters say.
    let name = snake(
        &scheme
            .name
            .replace("OAuth", "Oauth")
            .replace("OpenID", "Openid"),
    );
    let plain = match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenId => "token",
        SchemeKind::Basic => "basic_auth",
        SchemeKind::Http(_) | SchemeKind::Outside => "authorization",
        SchemeKind::Key(..) => "api_key",
    };
    let named = [
        name.clone(),
        format!("{}_credential", name.trim_end_matches('_')),
    ];
    Wanted {
        candidates: sole
            .then(|| plain.to_owned())
            .into_iter()
            .chain(named)
            .collect(),
        rank: 0,
        key: scheme.name.clone(),
    }
}

//! How calls say who they are from: the schemes that the document describes, and which of them its
//! operations take.

use super::{Lowering, node::Node};
use crate::api::{Auth, ClientCredentials, KeyPlace, Operation, Scheme, SchemeKind};

/// The names of the schemes that an operation takes; `None` where it takes what all do.
pub(super) type Named = Option<Alternatives>;

/// Alternatives, each of which is schemes by their names.
type Alternatives = Vec<Vec<String>>;

/// The names of the schemes that the operation, or the document, at a node takes.
pub(super) fn required(node: &Node<'_>) -> Named {
    node.value.get("security")?;
    let requirements = node.items("security").into_iter();
    let names = requirements.filter_map(|requirement| {
        let map = requirement.value.as_object()?;
        Some(map.keys().cloned().collect())
    });
    Some(names.collect())
}

impl<'d> Lowering<'d> {
    /// The schemes that operations take, and which of them each operation takes: indexes into the
    /// schemes, in place of the names.
    pub(super) fn auth(&mut self, root: &Node<'d>, operations: &mut [Operation]) -> Auth {
        let components = root.child("components");
        let described = components.iter().flat_map(|c| c.entries("securitySchemes"));
        let described: Vec<(String, Node<'d>)> = described.collect();
        let named = self.alternatives(root, &described);
        let mut schemes: Vec<Scheme> = Vec::new();
        for (name, node) in &described {
            let used = named.iter().flatten().flatten().any(|used| used == name);
            if let Some(node) = used.then(|| self.follow(node)).flatten() {
                schemes.push(self.scheme(name, &node));
            }
        }
        for (operation, alternatives) in operations.iter_mut().zip(named) {
            operation.security = self.indexes(root, &schemes, alternatives);
        }
        let everywhere = |operation: &Operation| operation.security == [[0]];
        match schemes.as_slice() {
            [] => Auth::None,
            [only] if only.kind == SchemeKind::Bearer && operations.iter().all(everywhere) => {
                Auth::Bearer {
                    description: only.description.clone(),
                }
            }
            _ => Auth::Schemes(schemes),
        }
    }

    /// What operations take, as far as the document is to be taken at its word.
    fn alternatives(
        &mut self,
        root: &Node<'d>,
        described: &[(String, Node<'d>)],
    ) -> Vec<Alternatives> {
        let of_all = required(root);
        let own = std::mem::take(&mut self.securities);
        let waived = own
            .iter()
            .filter(|own| own.as_ref().is_some_and(Vec::is_empty));
        let waived = waived.count();
        let mostly_waived = waived * 2 > own.len();
        let usual = of_all.clone().unwrap_or_default();
        let is_nowhere = of_all.is_none() && own.iter().all(Option::is_none);
        let own = own
            .into_iter()
            .map(|own| own.unwrap_or_else(|| usual.clone()));
        let mut named: Vec<Alternatives> = own.collect();
        if is_nowhere && let Some((first, node)) = described.first() {
            self.warn(
                "security-not-asked-for",
                node,
                format!(
                    "no operation asks for `{first}` or any other scheme: calls carry what a user \
                     gives, and are sent without as well"
                ),
                "say in `security` what operations take",
            );
            let mut any: Alternatives = described
                .iter()
                .map(|(name, _)| vec![name.clone()])
                .collect();
            any.push(Vec::new());
            named.fill(any);
        } else if !usual.is_empty() && mostly_waived {
            let security = root.child("security");
            self.warn(
                "security-mostly-waived",
                security.as_ref().unwrap_or(root),
                format!(
                    "{waived} of {} operations say that they take none of this: their calls carry it \
                     where a user gives it, and are sent without as well",
                    named.len()
                ),
                "leave out `security: []` where an operation does take credentials",
            );
            for alternatives in named.iter_mut().filter(|named| named.is_empty()) {
                alternatives.clone_from(&usual);
                alternatives.push(Vec::new());
            }
        }
        named
    }

    /// The places of schemes among those that the client knows. What it does not send itself is taken
    /// to be there.
    fn indexes(
        &mut self,
        root: &Node<'d>,
        schemes: &[Scheme],
        alternatives: Alternatives,
    ) -> Vec<Vec<usize>> {
        let mut places: Vec<Vec<usize>> = Vec::new();
        for names in alternatives {
            let mut of_one = Vec::new();
            for name in names {
                let at = schemes.iter().position(|scheme| scheme.name == name);
                match at.and_then(|at| Some((at, schemes.get(at)?))) {
                    Some((_, scheme)) if scheme.kind == SchemeKind::Outside => {}
                    Some((at, _)) => of_one.push(at),
                    None => self.warn(
                        "security-unknown",
                        root,
                        format!(
                            "`{name}` is no security scheme of the document: the client sends \
                             nothing for it"
                        ),
                        "describe it in `components.securitySchemes`",
                    ),
                }
            }
            if !places.contains(&of_one) {
                places.push(of_one);
            }
        }
        if places.len() == 1 && places.iter().all(Vec::is_empty) {
            places.clear();
        }
        places
    }

    fn scheme(&mut self, name: &str, node: &Node<'d>) -> Scheme {
        let kind = match node.text("type") {
            Some("http") => match node.text("scheme").unwrap_or_default() {
                scheme if scheme.eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
                scheme if scheme.eq_ignore_ascii_case("basic") => SchemeKind::Basic,
                scheme if is_token(scheme) => SchemeKind::Http(scheme.to_owned()),
                _ => SchemeKind::Outside,
            },
            Some("apiKey") => match (node.text("in"), node.text("name")) {
                (Some("header"), Some(key)) => SchemeKind::Key(KeyPlace::Header, key.to_owned()),
                (Some("query"), Some(key)) => SchemeKind::Key(KeyPlace::Query, key.to_owned()),
                (Some("cookie"), Some(key)) => SchemeKind::Key(KeyPlace::Cookie, key.to_owned()),
                _ => SchemeKind::Outside,
            },
            Some("oauth2") => SchemeKind::OAuth2(client_credentials(node)),
            Some("openIdConnect") => SchemeKind::OpenId,
            _ => SchemeKind::Outside,
        };
        if kind == SchemeKind::Outside && node.text("type") != Some("mutualTLS") {
            self.warn(
                "security-not-supported",
                node,
                format!("the client cannot authenticate with `{name}` by itself"),
                "users must add the credentials by a hook, or give an HTTP client that does",
            );
        }
        Scheme {
            name: name.to_owned(),
            kind,
            description: node.docs().description,
        }
    }
}

/// What the client needs to fetch tokens itself, where the scheme allows that.
fn client_credentials(node: &Node<'_>) -> Option<ClientCredentials> {
    let flow = node.child("flows")?.child("clientCredentials")?;
    let scopes = flow.entries("scopes").into_iter();
    Some(ClientCredentials {
        token_url: flow.text("tokenUrl")?.to_owned(),
        scopes: scopes
            .map(|(scope, about)| (scope, about.value.as_str().unwrap_or_default().to_owned()))
            .collect(),
    })
}

/// Whether a text can be the name of a scheme in a header.
fn is_token(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(sign)
}

//! How calls say who they are from.

use super::{Lowering, node::Node};
use crate::api::Auth;

impl<'d> Lowering<'d> {
    /// The first way that the client can speak, of those that the document requires.
    pub(super) fn auth(&mut self, root: &Node<'d>) -> Auth {
        let names = required_schemes(root);
        if names.is_empty() {
            return Auth::None;
        }
        let schemes = root.child("components");
        let schemes = schemes.iter().flat_map(|c| c.entries("securitySchemes"));
        let mut others = Vec::new();
        for (name, scheme) in schemes {
            if !names.contains(&name.as_str()) {
                continue;
            }
            let Some(scheme) = self.follow(&scheme) else {
                continue;
            };
            let is_bearer = scheme.text("type") == Some("http")
                && scheme
                    .text("scheme")
                    .is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"));
            if is_bearer {
                return Auth::Bearer {
                    description: scheme.docs().description,
                };
            }
            others.push((name, scheme));
        }
        for (name, scheme) in &others {
            self.warn(
                "security-not-supported",
                scheme,
                format!("the client cannot authenticate with `{name}` by itself"),
                "users must give an HTTP client that adds the credentials",
            );
        }
        Auth::Unsupported {
            schemes: others.into_iter().map(|(name, _)| name).collect(),
        }
    }
}

/// The schemes that the document requires for all operations, or for one of them.
fn required_schemes<'d>(root: &Node<'d>) -> Vec<&'d str> {
    let mut names = Vec::new();
    let mut collect = |node: &Node<'d>| {
        for requirement in node.items("security") {
            let Some(map) = requirement.value.as_object() else {
                continue;
            };
            for name in map.keys() {
                if !names.contains(&name.as_str()) {
                    names.push(name.as_str());
                }
            }
        }
    };
    collect(root);
    for (_, item) in root.entries("paths") {
        for method in super::operation::METHODS {
            if let Some(operation) = item.child(method.0) {
                collect(&operation);
            }
        }
    }
    names
}

//! What a reference that leads nowhere may have meant.

use similar::get_close_matches;

use crate::openapi::{Pointer, grammar::Kind, tree::Tree};

/// How alike two names have to be.
const ALIKE: f32 = 0.75;
/// Among more names than this, nothing is searched for.
const MAX_NAMES: usize = 3_000;
/// Longer names than this are not compared.
const MAX_LENGTH: usize = 100;

/// The place whose name is most like the one that a reference has.
pub(super) fn nearest(root: &Tree, at: &Pointer, fragment: &str, kind: Kind) -> Option<Pointer> {
    let name = match at.tokens().last() {
        Some(last) => last.as_str(),
        None => fragment.rsplit('/').next()?,
    };
    // The same name where things of this kind are kept.
    if let Some(section) = section(kind) {
        let there = Pointer::of(["components", section]);
        let exact = there.child(name);
        if root.at(&exact).is_some() {
            return Some(exact);
        }
        if at.tokens().len() < 2
            && let Some(near) = alike(root.at(&there)?, name)
        {
            return Some(there.child(near));
        }
    }
    // The longest part of the way that exists, and the most similar name there.
    let mut way = Pointer::root();
    for (number, token) in at.tokens().iter().enumerate() {
        let next = way.child(token);
        if root.at(&next).is_some() {
            way = next;
            continue;
        }
        let near = way.child(alike(root.at(&way)?, token)?);
        let rest = at.tokens()[number + 1..].iter().cloned();
        let whole = near.join(rest);
        return root.at(&whole).is_some().then_some(whole);
    }
    None
}

fn alike(tree: &Tree, name: &str) -> Option<String> {
    let names = tree.members()?.keys().map(String::as_str);
    let short = |name: &&str| name.len() <= MAX_LENGTH;
    let names: Vec<&str> = names.filter(short).take(MAX_NAMES + 1).collect();
    if names.len() > MAX_NAMES || name.len() > MAX_LENGTH {
        return None;
    }
    let bare = |name: &str| name.trim_matches('/').to_ascii_lowercase();
    let near = names
        .iter()
        .find(|other| bare(other) == bare(name))
        .copied();
    let likely = |other: &&str| other.len().abs_diff(name.len()) <= 3 + name.len() / 4;
    let names: Vec<&str> = names.into_iter().filter(likely).collect();
    let near = near.or_else(|| get_close_matches(name, &names, 1, ALIKE).first().copied());
    near.map(str::to_owned)
}

/// Where things of a kind are kept.
fn section(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Schema | Kind::SchemaOrFlag => Some("schemas"),
        Kind::Response => Some("responses"),
        Kind::Parameter => Some("parameters"),
        Kind::Example => Some("examples"),
        Kind::RequestBody => Some("requestBodies"),
        Kind::Header => Some("headers"),
        Kind::SecurityScheme => Some("securitySchemes"),
        Kind::Link => Some("links"),
        Kind::Callback => Some("callbacks"),
        Kind::PathItem => Some("pathItems"),
        Kind::Media => Some("mediaTypes"),
        _ => None,
    }
}

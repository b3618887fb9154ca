//! Names that schemas give themselves: addresses (`$id`) and anchors (`$anchor`).

use std::{collections::HashMap, sync::Arc};

use indexmap::IndexMap;

use crate::{
    diagnostic::Source,
    openapi::{
        Pointer,
        tree::{Data, Tree},
    },
};

/// A schema with an address of its own.
pub(super) struct Resource {
    pub(super) file: u32,
    pub(super) at: Pointer,
    pub(super) uri: String,
}

/// The schemas with addresses of their own, by their places.
#[derive(Default)]
pub(super) struct Resources {
    all: Vec<Resource>,
    by_place: HashMap<(u32, Pointer), usize>,
}

impl Resources {
    pub(super) fn get(&self, number: usize) -> Option<&Resource> {
        self.all.get(number)
    }

    /// Adds one, and gives its number.
    pub(super) fn add(&mut self, resource: Resource) -> usize {
        let number = self.all.len();
        let place = (resource.file, resource.at.clone());
        self.by_place.insert(place, number);
        self.all.push(resource);
        number
    }

    /// The innermost one that a place is in.
    pub(super) fn holding(&self, file: u32, at: &Pointer) -> Option<usize> {
        if self.all.is_empty() {
            return None;
        }
        let mut place = (file, at.clone());
        loop {
            if let Some(number) = self.by_place.get(&place) {
                return Some(*number);
            }
            place.1 = place.1.split_last()?.0;
        }
    }
}

/// The names in a file.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The address of the file itself (`$self`), where it says one.
    pub(super) own: String,
    /// What `$id`s name, by their addresses.
    pub(super) ids: HashMap<String, Pointer>,
    /// What anchors name, by their names and by the resource that they belong to.
    pub(super) anchors: HashMap<String, IndexMap<Pointer, Pointer>>,
}

impl Names {
    pub(super) fn of(tree: &Tree, source: &Arc<Source>) -> Self {
        let own = tree.child("$self").and_then(Tree::text).unwrap_or_default();
        let mut names = Self {
            own: own.to_owned(),
            ..Self::default()
        };
        // Most documents have none, and are not searched.
        let text = source.text();
        if ["$id", "$anchor", "$dynamicAnchor"]
            .iter()
            .any(|word| text.contains(word))
        {
            names.collect(tree, own, &Pointer::root(), &mut Vec::new());
        }
        names
    }

    fn collect(&mut self, tree: &Tree, base: &str, resource: &Pointer, path: &mut Vec<String>) {
        match &tree.data {
            Data::Scalar(_) => {}
            Data::Items(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(index.to_string());
                    self.collect(item, base, resource, path);
                    path.pop();
                }
            }
            Data::Members(members) => {
                let own = tree
                    .child("$id")
                    .and_then(Tree::text)
                    .map(|id| join(base, id));
                let here = own.as_ref().map(|uri| {
                    let uri = uri.trim_end_matches('#').to_owned();
                    let at = Pointer::of(path.iter().cloned());
                    self.ids.entry(uri).or_insert(at).clone()
                });
                let resource = here.as_ref().unwrap_or(resource);
                for key in ["$anchor", "$dynamicAnchor"] {
                    if let Some(name) = tree.child(key).and_then(Tree::text) {
                        let places = self.anchors.entry(name.to_owned()).or_default();
                        let at = Pointer::of(path.iter().cloned());
                        places.entry(resource.clone()).or_insert(at);
                    }
                }
                let base = own.as_deref().unwrap_or(base);
                for (key, value) in members {
                    path.push(key.clone());
                    self.collect(value, base, resource, path);
                    path.pop();
                }
            }
        }
    }
}

/// Whether an address begins with a scheme, as `https:` and `urn:` do.
pub(super) fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else {
        return false;
    };
    // One letter is a drive.
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// An address relative to another one (RFC 3986, as far as files and schemas need it).
pub(super) fn join(base: &str, reference: &str) -> String {
    if has_scheme(reference) {
        return reference.to_owned();
    }
    let (front, path) = front(base);
    if front.is_empty() && has_scheme(base) {
        // `urn:…` has no folders.
        return reference.to_owned();
    }
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = front.split_once("//").map_or("", |(scheme, _)| scheme);
        return format!("{scheme}//{rest}");
    }
    if reference.starts_with('/') {
        return format!("{front}{}", plain(reference));
    }
    let folder = path.rfind('/').map_or("", |end| &path[..=end]);
    let folder = if folder.is_empty() && !front.is_empty() {
        "/"
    } else {
        folder
    };
    format!("{front}{}", plain(&format!("{folder}{reference}")))
}

/// Scheme and host of an address, and its path.
fn front(address: &str) -> (&str, &str) {
    let Some(start) = address.find("://").filter(|_| has_scheme(address)) else {
        return ("", address);
    };
    let host = start + 3;
    let end = address[host..]
        .find('/')
        .map_or(address.len(), |at| host + at);
    address.split_at(end)
}

/// A path without `.` and, but at its start, without `..`.
pub(super) fn plain(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|last| *last != "..") => {
                names.pop();
            }
            ".." if rooted => {}
            name => names.push(name),
        }
    }
    let joined = names.join("/");
    if rooted { format!("/{joined}") } else { joined }
}
